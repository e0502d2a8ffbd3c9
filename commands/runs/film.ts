/** `/runs film`: a run in motion. */

import { curveSpec } from '../../src/answers/curve.ts';
import { runButton } from '../../src/chat/buttons.ts';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { reply } from '../../src/chat/reply.ts';
import { runner } from '../../src/command/define.ts';
import { look, watched } from '../../src/command/look.ts';
import { runOption } from '../../src/command/run-option.ts';
import { isFilmable } from '../../src/lab/film.ts';
import { repeating } from '../../src/training/recipe.ts';

/** Frames of a film; with its start and end about six seconds. */
const FRAMES = 30;

const DRAWING: Words = { en: 'Drawing the film…', ja: '動画を描画中…' };

export const film = runner({
  words: {
    en: 'Watch a run learn: curve and hidden states in motion',
    ja: '学習の様子を動画で: 曲線と中間層の状態',
  },
  options: { run: runOption },
  async *run({ run: number }, context) {
    const { caller, services, say } = context;
    const run = await services.models.pick(caller.workspace, number);
    const config = repeating(run.result);
    const { locale } = caller;
    if (!isFilmable(config)) {
      throw new UserError({
        en: `Run ${run.number} is too ${config.bits < 2 ? 'short' : 'long'} for a film. \`/runs show\` has its curve.`,
        ja: `実行番号 ${run.number} は${config.bits < 2 ? '短' : '長'}すぎて動画にできません。曲線は \`/runs show\` で見られます。`,
      });
    }
    yield reply(say({ en: 'Making the film…', ja: '動画を作成中…' }), { kind: 'progress' });
    const { frames, over } = yield* look({ kind: 'film', config, frames: FRAMES }, context);
    const seen: Words =
      run.result.evaluation.accuracy === 1
        ? {
            en: `Run ${run.number} learns: the loss falls while the hidden states with and without a carry part company.`,
            ja: `実行番号 ${run.number} の学習の様子です。損失が下がるにつれて、桁上がりのある状態とない状態が分かれていきます。`,
          }
        : {
            en: `Run ${run.number} from its first weights to its last: the loss on the left, the hidden states on the right. It did not learn every sum; do the states with and without a carry part company?`,
            ja: `実行番号 ${run.number} の学習の様子です(左が損失、右が中間層の状態)。全問正解には届きませんでした。桁上がりのある状態とない状態は分かれているでしょうか。`,
          };
    const looked: Words =
      over === 'all'
        ? { en: '', ja: '' }
        : {
            en: ' There are too many sums to show the states of all: these are those of a sample.',
            ja: '足し算の数が多いので、図の状態は標本にした足し算のものです。',
          };
    const picture = { ...curveSpec(run.result, locale), kind: 'training', frames, over, config } as const;
    yield reply(say({ en: `${seen.en}${looked.en}`, ja: `${seen.ja}${looked.ja}` }), {
      files: [
        yield* watched(({ id }) => services.pictures.draw(picture, caller, id), context, { words: DRAWING }),
      ],
      buttons: [runButton(`/inside run=${run.number}`, say({ en: 'Look inside', ja: '中を見る' }))],
      data: { run: run.number, frames: frames.map(({ iteration }) => iteration) },
    });
  },
});
