/** Recipes as people paste them. */
import fc from 'fast-check';
import { UserError } from '../../../src/chat/error.ts';
import { DEFAULTS } from '../../../src/rnn/config.ts';
import { encodeRecipe } from '../../../src/rnn/recipe.ts';
import { readRecipe } from '../../../src/training/recipe.ts';
import { LEARNER, startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { plant, watch } from '../watch.ts';

const VALID = [
  'rnn1',
  'rnn1-h32,tanh,xavier,s7',
  encodeRecipe(DEFAULTS),
  encodeRecipe({ ...DEFAULTS, hidden: 4, bits: 3, rate: 0.25, iterations: 7, batch: 2, seed: 12 }),
];

export const recipes = door<string>('recipes', async () => {
  const test = await startBot(undefined, 'calm', { trainMaxSeconds: 1 });
  await plant(test, [{ platform: 'web', workspace: 'local' }]);
  const seen = watch(test.bot);
  let sent = 0;
  return {
    inputs: fc.oneof(
      { weight: 4, arbitrary: mutated(fc.constantFrom(...VALID), 200) },
      { weight: 1, arbitrary: oddText(220) },
    ),
    atOnce: 1,
    watch: seen,
    async send(codes) {
      for (const code of codes) {
        sent += 1;
        // What can be read would be trained: that is another door's.
        const command = isReadable(code) ? 'help' : sent % 2 === 0 ? 'train' : 'league';
        const caller = { ...LEARNER, userId: 'mallory', locale: sent % 3 === 0 ? 'ja' : 'en' } as const;
        const values = command === 'help' ? {} : { recipe: code };
        const input = { kind: 'typed', values } as const;
        for await (const _ of seen.bot.handle({
          kind: 'command',
          command,
          subcommand: undefined,
          input,
          caller,
        }));
      }
    },
    close: () => test.end(),
  };
});

function isReadable(code: string): boolean {
  try {
    readRecipe(code);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
