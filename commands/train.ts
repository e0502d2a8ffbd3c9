/** `/train`: trains a network in the chat, shows the loss falling, and makes it the one that `/add` asks. */

import { curveSpec } from '../src/answers/curve.ts';
import { trainLineAnySeed } from '../src/answers/line.ts';
import { lookButtons } from '../src/answers/look.ts';
import { remedies } from '../src/answers/remedies.ts';
import { configOf, TRAIN_OPTIONS } from '../src/answers/train-options.ts';
import {
  cancelButton,
  progressData,
  progressOf,
  type Told,
  trainingData,
  trainingNews,
  trainingReport,
  withdrawnText,
} from '../src/answers/training.ts';
import { runButton, runButtonIfShort } from '../src/chat/buttons.ts';
import type { Words } from '../src/chat/locale.ts';
import { type Button, reply } from '../src/chat/reply.ts';
import { type Answer, type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { alone, text } from '../src/command/option.ts';
import type { TrainConfig } from '../src/rnn/config.ts';
import type { Run } from '../src/store/port.ts';
import { readRecipe } from '../src/training/recipe.ts';

/** The recipe stands last: it is never typed without its name. */
const recipeOption = alone(
  text(
    {
      en: 'A recipe from /runs share, instead of the settings',
      ja: '/runs share で得たレシピ(設定の代わり)',
    },
    { maxLength: 200, take: 'word' },
    undefined,
  ),
);

export default defineCommand({
  name: 'train',
  words: {
    en: 'Train a network that learns to add, and watch its loss fall',
    ja: '足し算を学ぶ RNN を学習させ、損失が下がる様子を見る',
  },
  examples: ['/train', '/train activation=tanh init=xavier', '/train hidden=4 seed=7'],
  experiment: 'offered',
  section: 'start',
  options: { ...TRAIN_OPTIONS, recipe: recipeOption },
  async *run({ seed, recipe, ...settings }, context) {
    const { caller, services, key } = context;
    const config: TrainConfig =
      recipe === undefined ? configOf(settings, seed ?? services.newSeed()) : readRecipe(recipe);
    // Done again after a crash that came when it had ended.
    const before = await services.store.runs.savedAs(caller.workspace, key);
    if (before !== undefined) {
      yield* told(before, await endingOf(before, context), context);
      return;
    }
    const job = await services.trainer.train(config, caller, key);
    const cancel = cancelButton(job.id, caller.locale);
    for await (const event of job.events) {
      switch (event.kind) {
        case 'queued':
        case 'begun':
        case 'progress': {
          yield reply(trainingNews(config, event, caller.locale), {
            kind: 'progress',
            buttons: [cancel],
            data: progressData(config, progressOf(event)),
          });
          break;
        }
        case 'ended': {
          const result = event.result;
          const run = await services.store.runs.save(
            {
              workspace: caller.workspace,
              userId: caller.userId,
              userName: caller.userName,
              createdAt: services.clock.now(),
              result,
            },
            key,
          );
          yield* told(run, event.ending, context);
          return;
        }
        case 'withdrawn':
          yield reply(withdrawnText(caller.locale), { data: { withdrawn: true } });
      }
    }
  },
  actions: {
    cancel: {
      kind: 'press',
      audience: 'caller',
      async *run([id = ''], { caller, services, say }: Context) {
        const answers: Record<Awaited<ReturnType<typeof services.trainer.cancel>>, Words> = {
          cancelling: { en: 'Stopping it.', ja: '中止します。' },
          'not-yours': {
            en: 'Only the person who started it can stop it.',
            ja: '中止できるのは、始めた人だけです。',
          },
          gone: { en: 'That has already ended.', ja: 'それはもう終わっています。' },
        };
        // Before anything is said of it: a crash must not bring back what was cancelled.
        const kept = await services.store.errands.cancel(id, caller);
        const training = await services.trainer.cancel(id, caller);
        const look = training === 'gone' ? await services.lab.cancel(id, caller) : training;
        const now = look === 'gone' ? await services.pictures.cancel(id, caller) : look;
        // After a restart it is perhaps not yet begun again.
        const told = now === 'gone' && kept !== 'gone' ? WISHES[kept] : now;
        yield reply(say(answers[told]), { audience: 'caller' });
      },
    },
  },
});

/** Trained again it would be another run. */
function curveLater({ number }: Run): Words {
  return {
    en: `\`/runs show run=${number}\` draws its curve.`,
    ja: `曲線は \`/runs show run=${number}\` で見られます。`,
  };
}

/** How a run ended that was saved before a crash. */
async function endingOf({ result }: Run, { services, key }: Context): Promise<Told> {
  if (result.outcome.kind !== 'cancelled') return 'done';
  return (await services.store.errands.isCancelled(key)) ? 'cancelled' : 'stopped';
}

/** The answer, once a run is saved; one that has come to its end becomes the current model. */
async function* told(run: Run, ending: Told, context: Context): Answer {
  const { caller, services } = context;
  if (ending === 'done' && run.result.outcome.kind === 'finished') {
    await services.store.runs.use(caller.workspace, run.number);
  }
  const words = reply(trainingReport(run, ending, caller.locale), {
    buttons: nextSteps(run, context),
    data: trainingData(run),
  });
  yield* illustrated(words, [curveSpec(run.result, caller.locale)], context, curveLater(run));
}

/** What is told of a wish that was kept, where nothing is under way. */
const WISHES = { noted: 'cancelling', 'not-yours': 'not-yours' } as const;

/** What to try after a run: its model, a remedy if it needs one, the same settings once more. */
function nextSteps(run: Run, { say }: Context): readonly Button[] {
  const { result } = run;
  const { config, outcome } = result;
  const cures = remedies(result).flatMap(({ words, line }) => runButtonIfShort(line, say(words)));
  if (outcome.kind === 'diverged') return cures;
  const label = say({ en: 'Again, other seed', ja: '別のシードでもう一度' });
  const again = runButtonIfShort(trainLineAnySeed(config), label);
  if (outcome.kind === 'cancelled') return again;
  return [
    runButton('/add 45 77', say({ en: 'Ask it 45 + 77', ja: '45 + 77 を解かせる' }), 'primary'),
    ...cures,
    ...again,
    ...lookButtons(run, say),
  ];
}
