/** Draws the picture that goes with a question: trains the networks that it shows, and hides what is asked. */
import type { Locale } from '../chat/locale.ts';
import type { Attachment } from '../chat/reply.ts';
import type { Lab } from '../lab/lab.ts';
import type { Pictures } from '../plot/pictures.ts';
import type { PictureOwner, PictureSpec as PlotSpec } from '../plot/spec.ts';
import type { PictureSpec } from '../quiz/picture.ts';
import { BEFORE, type TrainConfig } from '../rnn/config.ts';
import { predict } from '../rnn/predict.ts';
import { encodeRecipe } from '../rnn/recipe.ts';
import type { RunResult } from '../rnn/result.ts';

/** Who looks at it; the share of the laboratory that is used is the workspace's. */
export type QuestionPictures = (
  spec: PictureSpec,
  locale: Locale,
  asker: PictureOwner,
) => Promise<Attachment>;

/** Whom a picture is drawn for that all in a workspace see: nobody among them. */
export const botIn = (workspace: string): PictureOwner => ({ workspace, userId: '' });

/** Runs that are kept, so that a question asked again need not train again. */
const KEPT = 50;

export function createQuestionPictures(lab: Lab, pictures: Pictures): QuestionPictures {
  const runs = new Map<string, Promise<RunResult>>();

  function train(part: Partial<TrainConfig>, workspace: string): Promise<RunResult> {
    const config = { ...BEFORE, ...part };
    const key = encodeRecipe(config);
    const kept = runs.get(key);
    if (kept !== undefined) return kept;
    const run = lab.look({ kind: 'training', config }, botIn(workspace), { id: undefined });
    const [oldest] = runs.keys();
    if (runs.size >= KEPT && oldest !== undefined) runs.delete(oldest);
    runs.set(key, run);
    // A failure is the asker's to hear; the next asker gets a new attempt.
    run.catch(() => runs.delete(key));
    return run;
  }

  return async (spec, locale, asker) => {
    const { workspace } = asker;
    const draw = (picture: PlotSpec) => pictures.draw(picture, asker);
    switch (spec.kind) {
      case 'unrolled':
        return draw({
          kind: 'unrolled',
          locale,
          steps: spec.steps,
          symbol: 's',
          form: 'unrolled',
          flow: 'forward',
          weights: 'asked',
          title: { en: 'An RNN, unrolled in time', ja: '時間方向に展開した RNN' }[locale],
        });
      case 'loss-curves': {
        const results = await Promise.all(spec.curves.map(({ config }) => train(config, workspace)));
        return draw({
          kind: 'curves',
          locale,
          title: { en: 'Loss curves of real runs', ja: '実際に学習させたときの損失' }[locale],
          plotInterval: BEFORE.plotInterval,
          curves: spec.curves.map(({ name }, index) => ({
            name: name[locale],
            losses: results[index]?.losses ?? [],
          })),
        });
      }
      case 'hidden-state': {
        const { config, final: weights } = await train(spec.config, workspace);
        const prediction = predict({ config, weights }, BigInt(spec.a), BigInt(spec.b), config.bits);
        const title = { en: 'Hidden state of a trained network', ja: '学習済みネットワークの中間層' }[locale];
        return draw({
          kind: 'hidden-state',
          locale,
          title,
          config,
          prediction,
          ask: spec.ask,
          unit: spec.unit,
        });
      }
    }
  };
}
