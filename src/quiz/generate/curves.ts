/** Generated questions on loss curves of real runs: which is which, and what made this one. */
import type { Locale, Words } from '../../chat/locale.ts';
import type { TrainConfig } from '../../rnn/config.ts';
import type { PictureQuestion, WrongOption } from '../question.ts';
import type { Generator } from './generator.ts';
import { settle } from './settle.ts';

/** A setting whose curve looks the same with every seed of SEEDS (test/quiz/curves.test.ts trains them all). */
export type Setting = {
  readonly name: Words;
  readonly config: Partial<TrainConfig>;
  /** How its curve looks, as a clause. */
  readonly looks: Words;
};

export const SEEDS = [0, 1, 2, 3, 4, 5] as const;

const tooSmall: Setting = {
  name: { ja: '学習率 0.001', en: 'Learning rate 0.001' },
  config: { rate: 0.001 },
  looks: { ja: 'ほとんど下がらず 1 あたりに留まる', en: 'hardly falls and stays near 1' },
};
const usual: Setting = {
  name: { ja: '学習率 0.1', en: 'Learning rate 0.1' },
  config: { rate: 0.1 },
  looks: {
    ja: 'しばらく平らなあと、数千組で 0 に近づく',
    en: 'is flat for a while, then nears 0 after several thousand pairs',
  },
};
const brisk: Setting = {
  name: { ja: '学習率 1', en: 'Learning rate 1' },
  config: { rate: 1 },
  looks: { ja: '1,000 組あまりで 0 まで落ちる', en: 'drops to 0 within little more than a thousand pairs' },
};
const sigmoid: Setting = {
  name: { ja: 'シグモイド・正規分布', en: 'Sigmoid, normal init' },
  config: {},
  looks: usual.looks,
};
const tanh: Setting = {
  name: { ja: 'tanh・Xavier', en: 'tanh, Xavier init' },
  config: { activation: 'tanh', init: 'xavier' },
  looks: { ja: '1,000 組ほどで 0 近くまで落ちる', en: 'drops close to 0 within about a thousand pairs' },
};
const relu: Setting = {
  name: { ja: 'ReLU・正規分布', en: 'ReLU, normal init' },
  config: { activation: 'relu' },
  looks: { ja: '1.5〜2 あたりで暴れたまま下がらない', en: 'jumps about between 1.5 and 2 and never falls' },
};
const oneHidden: Setting = {
  name: { ja: '中間層 1 ユニット', en: '1 hidden unit' },
  config: { hidden: 1, rate: 1 },
  looks: { ja: '1 あたりから先へ進めない', en: 'gets stuck near 1' },
};
const manyHidden: Setting = {
  name: { ja: '中間層 16 ユニット', en: '16 hidden units' },
  config: { hidden: 16, rate: 1 },
  looks: brisk.looks,
};

/** Settings that are told apart by their curves alone; each group varies one thing. */
export const GROUPS: readonly (readonly Setting[])[] = [
  [tooSmall, usual, brisk],
  [sigmoid, tanh, relu],
  [oneHidden, manyHidden],
];

const CURVE_NAMES = ['P', 'Q', 'R', 'S'];

/** "Which of these curves belongs to …?" */
export const whichCurve: Generator = {
  id: 'gen-which-curve',
  topic: 'learning-rate',
  make: (seed) =>
    settle('gen-which-curve', seed, (chance): PictureQuestion => {
      const group = chance.shuffled(chance.pick(GROUPS));
      const asked = chance.integer(0, group.length - 1);
      const run = chance.pick(SEEDS);
      const curves = group.map((setting, i) => {
        const name = CURVE_NAMES[i] ?? '';
        return { setting, name: { ja: `曲線 ${name}`, en: `Curve ${name}` } };
      });
      const target = curves[asked]?.setting ?? usual;
      const wrong = curves
        .filter(({ setting }) => setting !== target)
        .map(
          ({ setting, name }): WrongOption => ({
            text: name,
            why: {
              ja: `これは「${setting.name.ja}」の曲線で、${setting.looks.ja}のが目印です。`,
              en: `This one is "${setting.name.en}": it ${setting.looks.en}.`,
            },
            experiment: commandOf({ ...setting.config, seed: run }),
          }),
        );
      return {
        kind: 'picture',
        id: 'gen-which-curve',
        topic: 'learning-rate',
        picture: {
          kind: 'loss-curves',
          curves: curves.map(({ setting, name }) => ({ name, config: { ...setting.config, seed: run } })),
        },
        text: {
          ja: `図は、${names('ja', group)}で実際に学習させた損失の曲線です(ほかは同じ、シードも同じ)。「**${target.name.ja}**」の曲線はどれですか。`,
          en: `These are the losses of real runs with ${names('en', group)}, alike in all else (same seed, too). Which curve is "**${target.name.en}**"?`,
        },
        right: curves[asked]?.name ?? { ja: '', en: '' },
        wrong,
        explanation: {
          ja: `「${target.name.ja}」は、${target.looks.ja}曲線です。シード 0〜5 のどれでも同じ形になります。`,
          en: `With "${target.name.en}" the curve ${target.looks.en}. It looks alike with each of the seeds 0 to 5.`,
        },
        experiment: commandOf({ ...target.config, seed: run }),
      };
    }),
};

/** "Which setting made this curve?" */
export const whatMadeCurve: Generator = {
  id: 'gen-curve-cause',
  topic: 'learning-rate',
  make: (seed) =>
    settle('gen-curve-cause', seed, (chance): PictureQuestion => {
      const group = chance.pick(GROUPS.filter(({ length }) => length > 2));
      const target = chance.pick(group);
      const run = chance.pick(SEEDS);
      return {
        kind: 'picture',
        id: 'gen-curve-cause',
        topic: 'learning-rate',
        picture: {
          kind: 'loss-curves',
          curves: [{ name: { ja: '損失', en: 'Loss' }, config: { ...target.config, seed: run } }],
        },
        text: {
          ja: '図は、ある設定で実際に学習させたときの損失です(ほかは初期設定のまま)。どの設定ですか。',
          en: 'This is the loss of a real run (all else as by default). Which setting made it?',
        },
        right: target.name,
        wrong: group
          .filter((setting) => setting !== target)
          .map((setting) => ({
            text: setting.name,
            why: {
              ja: `「${setting.name.ja}」なら、${setting.looks.ja}曲線になります。`,
              en: `With "${setting.name.en}" the curve ${setting.looks.en}.`,
            },
            experiment: commandOf({ ...setting.config, seed: run }),
          })),
        explanation: {
          ja: `「${target.name.ja}」の特徴は、${target.looks.ja}ことです。`,
          en: `"${target.name.en}" shows in this: the curve ${target.looks.en}.`,
        },
        experiment: commandOf({ ...target.config, seed: run }),
      };
    }),
};

/** The settings of a group, in the order in which they are written above. */
function names(locale: Locale, group: readonly Setting[]): string {
  const ordered = GROUPS.flat().filter((setting) => group.includes(setting));
  return ordered
    .map((setting) => (locale === 'ja' ? `「${setting.name.ja}」` : `"${setting.name.en}"`))
    .join(locale === 'ja' ? '' : ', ');
}

/** `/train rate=1 seed=3`. */
export function commandOf(config: Partial<TrainConfig>): string {
  return ['/train', ...Object.entries(config).map(([name, value]) => `${name}=${value}`)].join(' ');
}
