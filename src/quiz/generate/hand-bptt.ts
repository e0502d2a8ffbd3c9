/** BPTT by hand over several steps: the δ of the first step from the bits, and ∂E/∂W from a table. */
import { DEFAULTS } from '../../rnn/config.ts';
import { lossFunction } from '../../rnn/loss.ts';
import { missingFuture, missingSlope } from './delta.ts';
import type { Generator } from './generator.ts';
import { factor, numberQuestion, row, settle, shown, slip, TWO_DIGITS } from './settle.ts';
import { columns, oneUnit, slopeAt, workOut } from './toy.ts';

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
          ja: `BPTT を最後まで手で計算します。中間層 1 ユニット、\`f = g = σ\`、バイアスなし、\`z⁰ = 0\`、2 ステップです。\n\`W_in = (${shown(w1)}, ${shown(w2)})\`, \`W = ${shown(w)}\`, \`W_out = ${shown(wOut)}\`\n\`x¹ = (${a1}, ${b1})\`, \`d¹ = ${d1}\`; \`x² = (${a2}, ${b2})\`, \`d² = ${d2}\`\n順伝播の結果: \`z¹ = ${shown(z1)}\`, \`y¹ = ${shown(y1)}\`, \`z² = ${shown(z2)}\`, \`y² = ${shown(y2)}\`\n損失が \`Σ ½(d − y)²\` のとき \`δ¹ = ∂E/∂u¹\` は?(有効数字 2 桁)`,
          en: `BPTT by hand, all the way: one hidden unit, \`f = g = σ\`, no biases, \`z⁰ = 0\`, two steps.\n\`W_in = (${shown(w1)}, ${shown(w2)})\`, \`W = ${shown(w)}\`, \`W_out = ${shown(wOut)}\`\n\`x¹ = (${a1}, ${b1})\`, \`d¹ = ${d1}\`; \`x² = (${a2}, ${b2})\`, \`d² = ${d2}\`\nThe forward pass gave \`z¹ = ${shown(z1)}\`, \`y¹ = ${shown(y1)}\`, \`z² = ${shown(z2)}\`, \`y² = ${shown(y2)}\`.\nWith the loss \`Σ ½(d − y)²\`, what is \`δ¹ = ∂E/∂u¹\`? (Two significant digits.)`,
        },
        answer,
        tolerance: TWO_DIGITS,
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
          ja: `中間層 1 ユニットの RNN を 3 ステップ動かし、次の値を得ました。\n${table}\n再帰の重みの勾配 \`∂E/∂W\` はいくつですか。`,
          en: `Three steps of an RNN with one hidden unit gave these values.\n${table}\nWhat is the gradient of the recurrent weight, \`∂E/∂W\`?`,
        },
        answer,
        tolerance: { relative: 0.02 },
        slips: [
          slip(
            'time-index',
            sameStep,
            '`zᵗ` を掛けています。`W` が掛かるのは 1 つ前の `zᵗ⁻¹` です。',
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
