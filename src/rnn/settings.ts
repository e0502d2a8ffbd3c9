/**
 * The settings of one training run: everything that, with the code, decides every bit of the result. One row a setting,
 * and a row says all there is to say of it. From here come the type of a configuration, its checks, recipes, how saved
 * runs are read, the options of `/train`, the line that repeats a run, what `/compare` varies, what decks may set,
 * captions, and the head of the notebook. What cannot come from a table is the arithmetic: for that the compiler asks,
 * in `kernel/layout.ts` and `export/settings.ts`.
 *
 * Rows stand in the order in which settings are stored and checked. The names are those of the golden traces
 * (`test/fixtures/golden`); `words` describe an option in at most 100 characters of either language.
 */

import { CELLS } from './cells/index.ts';
import { fraction, type NumberRow, type WordRow, whole, word } from './setting.ts';

export const SETTINGS = {
  /** Which recurrent cell; each is a file in `cells/`, and registered there. */
  cell: word({
    words: { en: 'Recurrent cell', ja: '再帰セルの種類' },
    choices: CELLS,
    marks: {},
    default: 'rnn',
    before: 'rnn',
  }),
  /** f in zᵗ = f(uᵗ). */
  activation: word({
    words: { en: 'Activation function f of the hidden layer', ja: '中間層の活性化関数 f' },
    choices: ['sigmoid', 'tanh', 'relu'],
    marks: {},
    default: 'sigmoid',
    before: 'sigmoid',
  }),
  /** How wide the initial weights are drawn: std, std/√n or std·√(2/n), n = units the weights come from. */
  init: word({
    words: { en: 'How initial weights are drawn', ja: '重みの初期値の決め方' },
    choices: ['normal', 'xavier', 'he'],
    marks: {},
    default: 'normal',
    before: 'normal',
  }),
  /** The article's weight_init_std. */
  std: fraction({
    words: { en: 'Factor on the initial weights', ja: '重みの初期値に掛ける倍率' },
    min: 0.001,
    max: 10,
    default: 1,
    before: 1,
    mark: 'std',
    compared: [0.1, 1, 3],
  }),
  /** H. */
  hidden: whole({
    words: { en: 'Hidden units', ja: '中間層のユニット数' },
    min: 1,
    max: 256,
    default: 16,
    before: 16,
    mark: 'h',
    compared: [4, 8, 16, 32],
  }),
  /** Whether u and v have the biases b and c; off in the article's program. They start at 0. */
  biases: word({
    words: { en: 'Biases b and c', ja: 'バイアス b, c' },
    choices: ['off', 'on'],
    marks: { off: 'nobias', on: 'bias' },
    default: 'off',
    before: 'off',
  }),
  /** E = Σₜ ½(dᵗ − yᵗ)², or E = −Σₜ [dᵗ ln yᵗ + (1 − dᵗ) ln(1 − yᵗ)], where g′ cancels out of δ_out. */
  loss: word({
    words: { en: 'Loss function', ja: '損失関数' },
    choices: ['squared', 'cross-entropy'],
    marks: { 'cross-entropy': 'xent' },
    default: 'squared',
    before: 'squared',
  }),
  /** `true`: δ_out uses g′(v) = y(1 − y). `article`: its slip, σ′(y), taken of y instead of v. */
  gradient: word({
    words: {
      en: "Slope at the output: true, or as in the article's program, slip and all",
      ja: '出力層の傾き: 正しい式(true)か、記事のプログラムどおり(article)か',
    },
    choices: ['true', 'article'],
    marks: { true: 'truegradient' },
    default: 'true',
    before: 'true',
  }),
  /** How a gradient becomes a step: W ← W − ε∇; with velocity (0.9); Adam (0.9, 0.999, 1e-8). */
  optimiser: word({
    words: { en: 'How weights are updated', ja: '重みの更新方法' },
    choices: ['sgd', 'momentum', 'adam'],
    marks: {},
    default: 'sgd',
    before: 'sgd',
  }),
  /** ε. */
  rate: fraction({
    words: { en: 'Learning rate ε', ja: '学習率 ε' },
    min: 0.00001,
    max: 10,
    default: 0.1,
    before: 0.1,
    mark: 'rate',
    compared: [0.01, 0.1, 1],
  }),
  /** Largest norm of the whole gradient of one update; it is scaled down to it. */
  clip: fraction({
    words: { en: 'Largest gradient norm; 0 = no clipping', ja: '勾配ノルムの上限(0 でクリッピングなし)' },
    min: 0,
    max: 1000,
    default: 0,
    before: 0,
    mark: 'clip',
    compared: [0, 1, 10],
  }),
  /** Their gradients are summed. */
  batch: whole({
    words: { en: 'Pairs per update', ja: '1 回の更新に使う組の数' },
    min: 1,
    max: 256,
    default: 1,
    before: 1,
    mark: 'batch',
    compared: [1, 4, 16],
  }),
  iterations: whole({
    words: {
      en: 'Weight updates (with batch=1, pairs seen)',
      ja: '重みの更新回数(batch=1 なら学習する組の数)',
    },
    min: 1,
    max: 1_000_000,
    default: 10_000,
    before: 10_000,
    mark: 'n',
    compared: [],
  }),
  /** T of a training sequence; numbers are below 2^(bits−1). */
  bits: whole({
    words: { en: 'Bits of a sum, i.e. time steps T', ja: '和のビット数(=時刻の数 T)' },
    min: 1,
    max: 32,
    default: 8,
    before: 8,
    mark: 'bits',
    compared: [4, 8, 12],
  }),
  seed: {
    ...whole({
      words: {
        en: 'Random seed, as in np.random.seed: the same seed gives the same run',
        ja: '乱数のシード(np.random.seed と同じ)。同じシードなら同じ結果',
      },
      min: 0,
      max: 2 ** 32 - 1,
      default: 0,
      before: 0,
      mark: 's',
      compared: [],
    }),
    given: 'drawn',
  },
  /** It follows from the iterations, see `/train`; a recipe may give another. */
  plotInterval: {
    ...whole({
      words: { en: 'The loss is noted every so many updates', ja: '損失を記録する間隔(更新回数)' },
      min: 1,
      max: 1_000_000,
      default: 100,
      before: 100,
      mark: 'plot',
      compared: [],
    }),
    given: 'derived',
  },
} as const satisfies Readonly<Record<string, WordRow | NumberRow>>;

export type Setting = keyof typeof SETTINGS;

/** Every setting, in the order of the table. `Object.keys` does not know that the table is all there is. */
export const NAMES = Object.keys(SETTINGS) as readonly Setting[];

/** Whether there is anything to choose: a word may have but one value so far. */
export function isOpen(setting: Setting): boolean {
  const row = rowOf(setting);
  return row.kind !== 'word' || row.choices.length > 1;
}

export function rowOf(setting: Setting): WordRow | NumberRow {
  return SETTINGS[setting];
}

/** The settings with `first` in front: an order that people know stays as it is when a setting comes to the table. */
export function inOrder(first: readonly Setting[]): readonly Setting[] {
  return [...new Set([...first, ...NAMES])];
}
