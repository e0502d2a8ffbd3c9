/** Decks as teachers send them, YAML and CSV, through the form of the bot. */
import { LEARNER, startBot } from '../../support/carrybot.ts';
import { type DeckFile, deckFiles } from '../deck-files.ts';
import { door } from '../fuzz.ts';
import { plant, watch } from '../watch.ts';

const ATTACKER = { ...LEARNER, userId: 'mallory', userName: 'Mallory' };

export const decks = door<DeckFile>('decks', async () => {
  const test = await startBot();
  await plant(test, [{ platform: 'web', workspace: 'local' }]);
  const seen = watch(test.bot);
  let sent = 0;
  return {
    inputs: await deckFiles(),
    // The thread that reads ends when nothing waits.
    atOnce: 30,
    watch: seen,
    async send(files) {
      await Promise.all(
        files.map(async (file) => {
          sent += 1;
          // No workspace is full before its time, and nobody sends more than they may at once.
          const caller = { ...ATTACKER, userId: `m${sent}`, workspace: `local-${sent % 500}` };
          const bytes = new TextEncoder().encode(file.text);
          const fields = { deck: { kind: 'file', name: file.name, bytes } } as const;
          for await (const _ of seen.bot.handle({ kind: 'submit', id: 'quiz:import', fields, caller }));
        }),
      );
      const caller = { ...ATTACKER, workspace: `local-${sent % 500}` };
      const input = { kind: 'text', text: 'decks' } as const;
      for await (const _ of seen.bot.handle({
        kind: 'command',
        command: 'quiz',
        subcommand: undefined,
        input,
        caller,
      }));
    },
    close: () => test.end(),
  };
});
