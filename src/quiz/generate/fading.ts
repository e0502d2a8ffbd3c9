/** Generated questions on vanishing and exploding gradients: 0.25ᵀ, a factor per step, and clipping. */
import { ACTIVATION_FUNCTIONS } from '../../rnn/activation.ts';
import { clipGradient } from '../../rnn/clip.ts';
import { showNumber } from '../number.ts';
import type { NumberQuestion } from '../question.ts';
import type { Generator } from './generator.ts';
import { numberQuestion, settle, shown, slip, TWO_DIGITS } from './settle.ts';
import { oneUnit, slopeAt } from './toy.ts';

/** The largest share of an error that survives T steps through σ when W is 1. */
export const quarterPower: Generator = {
  id: 'gen-quarter-power',
  topic: 'vanishing',
  make: (seed) =>
    settle('gen-quarter-power', seed, (chance): NumberQuestion => {
      const T = chance.integer(3, 12);
      const { steepest } = ACTIVATION_FUNCTIONS.sigmoid;
      const answer = steepest ** T;
      return {
        kind: 'number',
        id: 'gen-quarter-power',
        topic: 'vanishing',
        text: {
          ja: `再帰の重みが 1、中間層がシグモイドのとき、${T} ステップさかのぼると誤差に掛かる \`σ′\` の積は**最大でも**いくつですか(有効数字 2 桁)。`,
          en: `The recurrent weight is 1 and the hidden unit a sigmoid. Going back ${T} steps, how large can the product of the \`σ′\` be **at most** (two significant digits)?`,
        },
        answer,
        tolerance: TWO_DIGITS,
        slips: [
          slip(
            'off-by-one',
            steepest ** (T - 1),
            `1 ステップ足りません。\`σ′\` は ${T} 回掛かります。`,
            `That is one step short: \`σ′\` comes in ${T} times.`,
          ),
          slip(
            'off-by-one',
            steepest ** (T + 1),
            `1 ステップ多すぎます。\`σ′\` は ${T} 回です。`,
            `That is one step too many: \`σ′\` comes in ${T} times.`,
          ),
          slip(
            'sum-for-product',
            steepest * T,
            '足すのではなく掛けます。',
            'The slopes are multiplied, not added.',
          ),
          slip(
            'steepest-slope',
            0.5 ** T,
            '`σ′` の最大は 0.5 ではなく 0.25 です(`σ(0) = 0.5` と混同しやすいところ)。',
            'The steepest slope of σ is 0.25, not 0.5 (that is `σ(0)`).',
          ),
        ],
        explanation: {
          ja: `\`σ′(u) ≤ ${steepest}\`(\`u = 0\` のとき)なので \`${steepest}^${T} ≈ ${showNumber(answer)}\`。たった ${T} ステップでここまで小さくなります。`,
          en: `\`σ′(u) ≤ ${steepest}\` (at \`u = 0\`), so \`${steepest}^${T} ≈ ${showNumber(answer)}\`: that little is left after only ${T} steps.`,
        },
        experiment: '/gradients',
      };
    }),
};

/** The factor on an error after k steps with a constant weight and state. */
export const fadingFactor: Generator = {
  id: 'gen-fading-factor',
  topic: 'vanishing',
  make: (seed) =>
    settle('gen-fading-factor', seed, (chance) => {
      const activation = chance.pick(['sigmoid', 'tanh'] as const);
      const z = activation === 'sigmoid' ? chance.decimal(0.2, 0.9, 0.1) : chance.decimal(-0.8, 0.8, 0.2);
      const w = chance.decimal(1.5, 6, 0.5);
      const k = chance.integer(2, 4);
      const slope = slopeAt(activation, z);
      const [name, formula] = activation === 'sigmoid' ? ['σ', 'z(1 − z)'] : ['tanh', '1 − z²'];
      const perStep = w * slope;
      const answer = perStep ** k;
      if (Math.abs(perStep - 1) < 0.05 || answer > 1_000) return undefined;
      const grows = perStep > 1;
      return numberQuestion({
        id: 'gen-fading-factor',
        topic: 'vanishing',
        text: {
          ja: `中間層 1 ユニット(\`f = ${name}\`)、\`W = ${shown(w)}\`、どの時刻も \`z = ${shown(z)}\` とします。再帰の経路で ${k} ステップさかのぼると、誤差 \`δ\` は何倍になりますか。`,
          en: `One hidden unit (\`f = ${name}\`), \`W = ${shown(w)}\`, and \`z = ${shown(z)}\` at every step. By what factor does an error \`δ\` change on its way ${k} steps back along the recurrent path?`,
        },
        answer,
        tolerance: { relative: 0.03 },
        slips: [
          slip(
            'missing-slope',
            w ** k,
            `活性化関数の傾き \`${name}′ = ${formula}\` が抜けています。`,
            `The slope of the activation, \`${name}′ = ${formula}\`, is missing.`,
          ),
          slip(
            'missing-weight',
            slope ** k,
            '重み `W` が抜けています。1 ステップごとに `W` も掛かります。',
            'The weight `W` is missing: it comes in once a step, too.',
          ),
          slip('off-by-one', perStep ** (k - 1), '1 ステップ足りません。', 'That is one step short.'),
        ],
        explanation: {
          ja: `1 ステップごとに \`W f′ = ${shown(w)} × ${shown(slope)} = ${shown(perStep)}\`。${k} 乗して \`≈ ${showNumber(answer)}\`。1 より${grows ? '大きいので爆発へ' : '小さいので消失へ'}向かいます。`,
          en: `Each step multiplies by \`W f′ = ${shown(w)} × ${shown(slope)} = ${shown(perStep)}\`; to the power ${k} that is \`≈ ${showNumber(answer)}\`. ${grows ? 'Above 1, it explodes.' : 'Below 1, it vanishes.'}`,
        },
      });
    }),
};

/** One component of a gradient after clipping by its norm. */
export const clippedGradient: Generator = {
  id: 'gen-clip',
  topic: 'vanishing',
  make: (seed) =>
    settle('gen-clip', seed, (chance) => {
      const [a, b, length] = chance.pick([
        [3, 4, 5],
        [6, 8, 10],
        [5, 12, 13],
        [8, 15, 17],
        [9, 12, 15],
      ] as const);
      const scale = chance.pick([0.5, 1, 2]);
      const clip = chance.pick([0.5, 1, 2, 4]);
      const gradient = oneUnit({ w1: a * scale, w2: b * scale, w: 0, wOut: 0 });
      const norm = length * scale;
      if (norm <= clip) return undefined;
      clipGradient(gradient, clip);
      const answer = gradient.W_in[0] ?? 0;
      return numberQuestion({
        id: 'gen-clip',
        topic: 'vanishing',
        text: {
          ja: `勾配が \`(${shown(a * scale)}, ${shown(b * scale)})\`、クリッピングのしきい値(ノルム)が ${shown(clip)} のとき、クリッピング後の第 1 成分はいくつですか。`,
          en: `The gradient is \`(${shown(a * scale)}, ${shown(b * scale)})\` and its norm is clipped to ${shown(clip)}. What is its first component after clipping?`,
        },
        answer,
        tolerance: { relative: 0.02 },
        slips: [
          slip(
            'not-clipped',
            a * scale,
            'ノルムがしきい値を超えているので縮めます。',
            'Its norm is above the threshold, so it is scaled down.',
          ),
          slip(
            'by-component',
            Math.min(a * scale, clip),
            '成分ごとに切るのではなく、ベクトル全体を同じ比率で縮めます。',
            'Components are not cut one by one: the whole vector is scaled by one factor.',
          ),
          slip(
            'wrong-norm',
            (a * clip) / (a + b),
            'ノルムは成分の和ではなく、二乗和の平方根です。',
            'The norm is not the sum of the components but the root of the sum of their squares.',
          ),
        ].filter((one, i, all) => all.findIndex((other) => other.value === one.value) === i),
        explanation: {
          ja: `ノルムは \`${shown(norm)}\`。全体を \`${shown(clip)}/${shown(norm)}\` 倍するので第 1 成分は \`${shown(answer)}\`。向きは変わりません。`,
          en: `The norm is \`${shown(norm)}\`, so all is multiplied by \`${shown(clip)}/${shown(norm)}\`: \`${shown(answer)}\`. The direction stays.`,
        },
        experiment: '/train activation=relu gradient=article seed=4 clip=1',
      });
    }),
};
