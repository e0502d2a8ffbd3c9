/** BPTT by hand: one δ, one component of δ, the δ of the first step from the bits, and ∂E/∂W. */

import { ACTIVATION_FUNCTIONS } from '../../rnn/activation.ts';
import { RECURRENT_CELLS } from '../../rnn/cells/index.ts';
import { DEFAULTS } from '../../rnn/config.ts';
import { lossFunction } from '../../rnn/loss.ts';
import { zeroWeights } from '../../rnn/weights.ts';
import type { Slip } from '../question.ts';
import type { Generator } from './generator.ts';
import { added, factor, numberQuestion, row, settle, shown, slip } from './settle.ts';
import { columns, FUNCTION_NAMES, oneUnit, slopeAt, workOut } from './toy.ts';

const missingSlope = (value: number, name: string): Slip =>
  slip(
    'missing-slope',
    value,
    `活性化関数の傾き \`${name}′(uᵗ)\` を掛け忘れています。`,
    `The slope of the activation, \`${name}′(uᵗ)\`, is missing.`,
  );

const missingFuture = (value: number): Slip =>
  slip(
    'future-forgotten',
    value,
    '未来から戻ってくる誤差 `W δᵗ⁺¹` を忘れています。これがないと BPTT になりません。',
    'You forgot the error that comes back from the future, `W δᵗ⁺¹`: without it this is no BPTT.',
  );

/** δᵗ = f′(uᵗ)(W_out δ_outᵗ + W δᵗ⁺¹) with one hidden unit. */
export const oneDelta: Generator = {
  id: 'gen-delta',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-delta', seed, (chance) => {
      const activation = chance.pick(['sigmoid', 'tanh'] as const);
      const name = FUNCTION_NAMES[activation];
      const z = chance.decimal(0.2, 0.8, 0.1);
      const [wOut, w] = [chance.decimal(-3, 3, 0.5), chance.decimal(-3, 3, 0.5)];
      const [out, future] = [chance.decimal(-0.2, 0.2, 0.02), chance.decimal(-0.2, 0.2, 0.02)];
      const slope = slopeAt(activation, z);
      const arriving = wOut * out + w * future;
      const answer = slope * arriving;
      const formula = activation === 'sigmoid' ? 'z(1 − z)' : '1 − z²';
      return numberQuestion({
        id: 'gen-delta',
        topic: 'bptt',
        text: {
          ja: `中間層1ユニット(\`f = ${name}\`)の RNN で、ある時刻 \`t\` に\n\`zᵗ = ${shown(z)}\`, \`W_out = ${shown(wOut)}\`, \`δ_outᵗ = ${shown(out)}\`, \`W = ${shown(w)}\`, \`δᵗ⁺¹ = ${shown(future)}\`\nでした。\`δᵗ = ∂E/∂uᵗ\` を求めてください。`,
          en: `An RNN has one hidden unit (\`f = ${name}\`). At a step \`t\`\n\`zᵗ = ${shown(z)}\`, \`W_out = ${shown(wOut)}\`, \`δ_outᵗ = ${shown(out)}\`, \`W = ${shown(w)}\`, \`δᵗ⁺¹ = ${shown(future)}\`.\nWhat is \`δᵗ = ∂E/∂uᵗ\`?`,
        },
        answer,
        tolerance: { relative: 0.03 },
        slips: [
          missingSlope(arriving, name),
          missingFuture(slope * wOut * out),
          slip(
            'output-forgotten',
            slope * w * future,
            '同じ時刻の出力から来る誤差 `W_out δ_outᵗ` を忘れています。',
            'You forgot the error from the output of the same step, `W_out δ_outᵗ`.',
          ),
          slip('sign', -answer, '符号が逆です。', 'The sign is the wrong way round.'),
        ],
        explanation: {
          ja: `\`δᵗ = ${name}′(uᵗ)(W_out δ_outᵗ + W δᵗ⁺¹)\`、\`${name}′ = ${formula} = ${shown(slope)}\`。よって \`${shown(slope)} × (${shown(wOut * out)}${added(w * future)}) = ${shown(answer, 5)}\`。`,
          en: `\`δᵗ = ${name}′(uᵗ)(W_out δ_outᵗ + W δᵗ⁺¹)\` with \`${name}′ = ${formula} = ${shown(slope)}\`, so \`${shown(slope)} × (${shown(wOut * out)}${added(w * future)}) = ${shown(answer, 5)}\`.`,
        },
        experiment: '/gradients',
      });
    }),
};

/** The first of two components of δᵗ, where Wᵀ and W differ. */
export const deltaOfTwo: Generator = {
  id: 'gen-delta-two',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-delta-two', seed, (chance) => {
      const draw = (): number => chance.decimal(-2, 2, 0.5);
      // In the formula's order W[j][i] leads from unit i to unit j; the engine keeps it by the unit it leaves.
      const [w11, w12, w21, w22] = [draw(), draw(), draw(), draw()];
      const z1 = chance.decimal(0.2, 0.8, 0.1);
      const z2 = chance.decimal(0.2, 0.8, 0.1);
      const [d1, d2] = [chance.decimal(-0.2, 0.2, 0.05), chance.decimal(-0.2, 0.2, 0.05)];
      const fromOutput = chance.decimal(-0.2, 0.2, 0.05);
      if (fromOutput === 0 || d1 === 0 || d2 === 0) return undefined;
      const weights = zeroWeights({ cell: 'rnn', hidden: 2, biases: 'off' });
      weights.W.set([w11, w21, w12, w22]);
      const cell = RECURRENT_CELLS.rnn.unroll(2, 1, ACTIVATION_FUNCTIONS.sigmoid);
      cell.z.set([z1, z2], 2);
      cell.delta.set([d1, d2], 4);
      cell.backward(
        weights,
        1,
        0,
        0,
        Float64Array.of(fromOutput, 0),
        zeroWeights({ cell: 'rnn', hidden: 2, biases: 'off' }),
      );
      const answer = cell.delta[2] ?? 0;
      const slope = slopeAt('sigmoid', z1);
      const back = w11 * d1 + w21 * d2;
      const table = (first: string): string =>
        [
          '```',
          `W = [${row([w11, w12])} ]   δᵗ⁺¹ = (${shown(d1)}, ${shown(d2)})`,
          `    [${row([w21, w22])} ]   zᵗ = (${shown(z1)}, ${shown(z2)})`,
          `${first} = ${shown(fromOutput)}`,
          '```',
        ].join('\n');
      return numberQuestion({
        id: 'gen-delta-two',
        topic: 'bptt',
        text: {
          ja: `中間層2ユニット(シグモイド)です。\`δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹)\` の**第1成分**を求めてください。\n${table('W_outᵀ δ_outᵗ の第1成分')}`,
          en: `Two hidden units (sigmoid). Find the **first component** of \`δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹)\`.\n${table('first component of W_outᵀ δ_outᵗ')}`,
        },
        answer,
        tolerance: { relative: 0.03 },
        slips: [
          missingSlope(fromOutput + back, 'f'),
          slip(
            'transposed',
            slope * (fromOutput + w11 * d1 + w12 * d2),
            '`Wᵀ` ではなく `W` を掛けています。逆向きに流すので転置が必要です。',
            'You multiplied by `W` where it must be `Wᵀ`: the error flows the other way.',
          ),
          missingFuture(slope * fromOutput),
          slip(
            'output-forgotten',
            slope * back,
            '出力から来る項 `W_outᵀ δ_outᵗ` を忘れています。',
            'You forgot `W_outᵀ δ_outᵗ`, the error from the output.',
          ),
          slip('sign', -answer, '符号が逆です。', 'The sign is the wrong way round.'),
        ],
        explanation: {
          ja: `\`Wᵀ δᵗ⁺¹\` の第1成分は W の**1列目**を使い \`${factor(w11)}×${factor(d1)} + ${factor(w21)}×${factor(d2)} = ${shown(back)}\`。傾きは \`z(1−z) = ${shown(slope)}\`。答えは \`${shown(slope)} × (${shown(fromOutput)}${added(back)}) = ${shown(answer, 5)}\`。`,
          en: `The first component of \`Wᵀ δᵗ⁺¹\` takes the **first column** of W: \`${factor(w11)}×${factor(d1)} + ${factor(w21)}×${factor(d2)} = ${shown(back)}\`. The slope is \`z(1−z) = ${shown(slope)}\`, so it is \`${shown(slope)} × (${shown(fromOutput)}${added(back)}) = ${shown(answer, 5)}\`.`,
        },
        experiment: '/gradients',
      });
    }),
};

const round = (value: number): number => Number(value.toFixed(4));

/** δ¹ of a two-step network, from weights and bits alone. */
export const firstDelta: Generator = {
  id: 'gen-first-delta',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-first-delta', seed, (chance) => {
      const [w1, w2, w, wOut] = [
        chance.decimal(-2, 2, 1),
        chance.decimal(-2, 2, 1),
        chance.decimal(2, 6, 1) * chance.pick([-1, 1]),
        chance.decimal(2, 6, 1) * chance.pick([-1, 1]),
      ];
      const [a1, b1, a2, b2] = [
        chance.integer(0, 1),
        chance.integer(0, 1),
        chance.integer(0, 1),
        chance.integer(0, 1),
      ];
      const [d1, d2] = [chance.integer(0, 1), chance.integer(0, 1)];
      const { z, y, delta, deltaOut } = workOut(
        oneUnit({ w1, w2, w, wOut }),
        'sigmoid',
        columns([
          [a1, b1, d1],
          [a2, b2, d2],
        ]),
      );
      const [, z1 = 0, z2 = 0] = z;
      const [, y1 = 0, y2 = 0] = y;
      const [, answer = 0, delta2 = 0] = delta;
      const [, out1 = 0] = deltaOut;
      const slope = slopeAt('sigmoid', z1);
      const squared = lossFunction('squared', DEFAULTS.gradient);
      // What comes out of the rounded numbers that are shown must be the same to 1 %.
      const [r1, r2, p1, p2] = [round(z1), round(z2), round(y1), round(y2)];
      const late = slopeAt('sigmoid', r2) * wOut * squared.deltaOut(d2, p2);
      const byHand = slopeAt('sigmoid', r1) * (wOut * squared.deltaOut(d1, p1) + w * late);
      if (Math.abs(byHand - answer) > 0.01 * Math.abs(answer)) return undefined;
      return numberQuestion({
        id: 'gen-first-delta',
        topic: 'bptt',
        text: {
          ja: `BPTT を手で一周します。中間層1ユニット、\`f = g = σ\`、バイアスなし、\`z⁰ = 0\`、2 ステップです。\n\`W_in = (${shown(w1)}, ${shown(w2)})\`, \`W = ${shown(w)}\`, \`W_out = ${shown(wOut)}\`\n\`x¹ = (${a1}, ${b1})\`, \`d¹ = ${d1}\`; \`x² = (${a2}, ${b2})\`, \`d² = ${d2}\`\n順伝播の結果: \`z¹ = ${shown(z1)}\`, \`y¹ = ${shown(y1)}\`, \`z² = ${shown(z2)}\`, \`y² = ${shown(y2)}\`\n損失が \`Σ ½(d − y)²\` のとき \`δ¹ = ∂E/∂u¹\` は?(有効数字2桁)`,
          en: `BPTT by hand, all the way: one hidden unit, \`f = g = σ\`, no biases, \`z⁰ = 0\`, two steps.\n\`W_in = (${shown(w1)}, ${shown(w2)})\`, \`W = ${shown(w)}\`, \`W_out = ${shown(wOut)}\`\n\`x¹ = (${a1}, ${b1})\`, \`d¹ = ${d1}\`; \`x² = (${a2}, ${b2})\`, \`d² = ${d2}\`\nThe forward pass gave \`z¹ = ${shown(z1)}\`, \`y¹ = ${shown(y1)}\`, \`z² = ${shown(z2)}\`, \`y² = ${shown(y2)}\`.\nWith the loss \`Σ ½(d − y)²\`, what is \`δ¹ = ∂E/∂u¹\`? (Two significant digits.)`,
        },
        answer,
        tolerance: { relative: 0.04 },
        slips: [
          missingSlope(wOut * out1 + w * delta2, 'σ'),
          missingFuture(slope * wOut * out1),
          slip(
            'output-slope',
            slope * (wOut * (y1 - d1) + w * slopeAt('sigmoid', z2) * wOut * (y2 - d2)),
            '`δ_out` の傾き `g′(v) = y(1 − y)` を掛け忘れています。',
            'In `δ_out` the slope `g′(v) = y(1 − y)` is missing.',
          ),
          slip(
            'sign',
            -answer,
            '符号が逆です。`δ_out` は `(y − d)` から始まります。',
            'The sign is wrong: `δ_out` begins with `(y − d)`.',
          ),
        ],
        explanation: {
          ja: `\`δ_out² = ${shown(squared.deltaOut(d2, y2))}\` → \`δ² = z²(1−z²) W_out δ_out² = ${shown(delta2)}\`、\`δ_out¹ = ${shown(out1)}\` → \`δ¹ = z¹(1−z¹)(W_out δ_out¹ + W δ²) = ${shown(answer, 5)}\`。未来から過去へ順に求めます。`,
          en: `\`δ_out² = ${shown(squared.deltaOut(d2, y2))}\` → \`δ² = z²(1−z²) W_out δ_out² = ${shown(delta2)}\`; \`δ_out¹ = ${shown(out1)}\` → \`δ¹ = z¹(1−z¹)(W_out δ_out¹ + W δ²) = ${shown(answer, 5)}\`. It goes from the future to the past.`,
        },
        experiment: '/gradients',
      });
    }),
};

/** ∂E/∂W = Σ δᵗ zᵗ⁻¹ from a table of δ and z. */
export const recurrentGradient: Generator = {
  id: 'gen-weight-gradient',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-weight-gradient', seed, (chance) => {
      const z = [0, ...Array.from({ length: 3 }, () => chance.decimal(0.1, 0.9, 0.1))];
      const delta = [0, ...Array.from({ length: 3 }, () => chance.decimal(-0.3, 0.3, 0.05))];
      const at = (t: number): number => (delta[t] ?? 0) * (z[t - 1] ?? 0);
      const answer = at(1) + at(2) + at(3);
      const sameStep = [1, 2, 3].reduce((sum, t) => sum + (delta[t] ?? 0) * (z[t] ?? 0), 0);
      const [, e1 = 0, e2 = 0, e3 = 0] = delta;
      const [, z1 = 0, z2 = 0, z3 = 0] = z;
      const table = [
        '```',
        `t ${row([0, 1, 2, 3])}`,
        `z ${row([0, z1, z2, z3])}`,
        `δ ${row(['-', e1, e2, e3])}`,
        '```',
      ].join('\n');
      return numberQuestion({
        id: 'gen-weight-gradient',
        topic: 'bptt',
        text: {
          ja: `中間層1ユニットの RNN を3ステップ動かし、次の値を得ました。\n${table}\n再帰の重みの勾配 \`∂E/∂W\` はいくつですか。`,
          en: `Three steps of an RNN with one hidden unit gave these values.\n${table}\nWhat is the gradient of the recurrent weight, \`∂E/∂W\`?`,
        },
        answer,
        tolerance: { relative: 0.02 },
        slips: [
          slip(
            'time-index',
            sameStep,
            '`zᵗ` を掛けています。`W` が掛かるのは1つ前の `zᵗ⁻¹` です。',
            'You multiplied by `zᵗ`. `W` multiplies the state before, `zᵗ⁻¹`.',
          ),
          slip(
            'last-step-only',
            at(3),
            '最後の時刻の分だけです。`W` は全時刻で使われるので、全部足します。',
            'That is the share of the last step. `W` is used at every step, so all shares are added.',
          ),
          slip('sign', -answer, '符号が逆です。', 'The sign is the wrong way round.'),
        ],
        explanation: {
          ja: `\`∂E/∂W = Σ δᵗ zᵗ⁻¹ = ${factor(e1)}×0 + ${factor(e2)}×${shown(z1)} + ${factor(e3)}×${shown(z2)} = ${shown(answer)}\`。`,
          en: `\`∂E/∂W = Σ δᵗ zᵗ⁻¹ = ${factor(e1)}×0 + ${factor(e2)}×${shown(z1)} + ${factor(e3)}×${shown(z2)} = ${shown(answer)}\`.`,
        },
      });
    }),
};
