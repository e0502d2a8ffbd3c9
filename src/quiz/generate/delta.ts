/** BPTT by hand, one step of it: δᵗ of one unit, and one component of δᵗ of two. */
import { ACTIVATION_FUNCTIONS } from '../../rnn/activation.ts';
import { RECURRENT_CELLS } from '../../rnn/cells/index.ts';
import { zeroWeights } from '../../rnn/shape.ts';
import type { Slip } from '../question.ts';
import type { Generator } from './generator.ts';
import { added, factor, numberQuestion, row, settle, shown, slip } from './settle.ts';
import { FUNCTION_NAMES, slopeAt } from './toy.ts';

/** f′ was left out. */
export const missingSlope = (value: number, name: string): Slip =>
  slip(
    'missing-slope',
    value,
    `活性化関数の傾き \`${name}′(uᵗ)\` を掛け忘れています。`,
    `The slope of the activation, \`${name}′(uᵗ)\`, is missing.`,
  );

/** The error from the next step was left out. */
export const missingFuture = (value: number): Slip =>
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
          ja: `中間層 1 ユニット(\`f = ${name}\`)の RNN で、ある時刻 \`t\` に\n\`zᵗ = ${shown(z)}\`, \`W_out = ${shown(wOut)}\`, \`δ_outᵗ = ${shown(out)}\`, \`W = ${shown(w)}\`, \`δᵗ⁺¹ = ${shown(future)}\`\nでした。\`δᵗ = ∂E/∂uᵗ\` を求めてください。`,
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
      cell.states.z.set([z1, z2], 2);
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
          ja: `中間層 2 ユニット(シグモイド)です。\`δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹)\` の**第 1 成分**を求めてください。\n${table('W_outᵀ δ_outᵗ の第 1 成分')}`,
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
          ja: `\`Wᵀ δᵗ⁺¹\` の第 1 成分は W の**1 列目**を使い \`${factor(w11)}×${factor(d1)} + ${factor(w21)}×${factor(d2)} = ${shown(back)}\`。傾きは \`z(1−z) = ${shown(slope)}\`。答えは \`${shown(slope)} × (${shown(fromOutput)}${added(back)}) = ${shown(answer, 5)}\`。`,
          en: `The first component of \`Wᵀ δᵗ⁺¹\` takes the **first column** of W: \`${factor(w11)}×${factor(d1)} + ${factor(w21)}×${factor(d2)} = ${shown(back)}\`. The slope is \`z(1−z) = ${shown(slope)}\`, so it is \`${shown(slope)} × (${shown(fromOutput)}${added(back)}) = ${shown(answer, 5)}\`.`,
        },
        experiment: '/gradients',
      });
    }),
};
