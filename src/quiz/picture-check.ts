/** Whether the picture of a question can be drawn, and soon enough. */
import type { Words } from '../chat/locale.ts';
import { BEFORE, type TrainConfig } from '../rnn/config.ts';
import { trainingCost } from '../rnn/cost.ts';
import type { PictureSpec } from './picture.ts';

/**
 * Most multiplications of the trainings behind a picture: some 5 s, for 250 trainings of the article's
 * network. Everybody waits for the picture of a question.
 */
const BUDGET = 5e9;

/** What is wrong with a picture: the field, below `picture`, and why. */
export type PictureFault = { readonly path: readonly PropertyKey[]; readonly words: Words };

/** The first thing that would keep a picture from being drawn; undefined if nothing does. */
export function pictureFault(spec: PictureSpec): PictureFault | undefined {
  switch (spec.kind) {
    case 'unrolled':
      return undefined;
    case 'loss-curves':
      return costFault(
        spec.curves.map(({ config }) => config),
        ['curves'],
      );
    case 'hidden-state': {
      const { a, b, ask, unit } = spec;
      const { bits, hidden } = { ...BEFORE, ...spec.config };
      if (a + b >= 2 ** bits) {
        return fault(['a'], {
          en: `The sum of a and b must be below 2^${bits}, for a network of ${bits} bits.`,
          ja: `${bits} ビットのネットワークでは、a と b の和を 2^${bits} 未満にしてください。`,
        });
      }
      if (ask > bits) {
        return fault(['ask'], {
          en: `There are only ${bits} steps.`,
          ja: `ステップは ${bits} 個しかありません。`,
        });
      }
      if (unit >= hidden) {
        return fault(['unit'], {
          en: `The hidden units are 0 to ${hidden - 1}.`,
          ja: `中間層のユニットは 0〜${hidden - 1} です。`,
        });
      }
      return costFault([spec.config], ['config']);
    }
  }
}

function costFault(
  configs: readonly Partial<TrainConfig>[],
  path: readonly PropertyKey[],
): PictureFault | undefined {
  const cost = configs
    .map((config) => trainingCost({ ...BEFORE, ...config }))
    .reduce((sum, cost) => sum + cost, 0);
  return cost <= BUDGET
    ? undefined
    : fault(path, {
        en: 'This training takes too long for a picture. Use fewer hidden units, bits or iterations.',
        ja: '図のための学習に時間がかかりすぎます。hidden、bits、iterations を小さくしてください。',
      });
}

function fault(path: readonly PropertyKey[], words: Words): PictureFault {
  return { path, words };
}
