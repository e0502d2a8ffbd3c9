/** Generated questions on what is done with a gradient: the update, and the numerical check. */

import { DEFAULTS } from '../../rnn/config.ts';
import { createNetwork } from '../../rnn/network.ts';
import { createMemory, update } from '../../rnn/optimiser.ts';
import { showNumber } from '../number.ts';
import type { Generator } from './generator.ts';
import { added, factor, numberQuestion, settle, shown, slip, TWO_DIGITS } from './settle.ts';
import { columns, oneUnit, workOut } from './toy.ts';

/** W ← W − ε ∂E/∂W. */
export const weightUpdate: Generator = {
  id: 'gen-update',
  topic: 'learning-rate',
  make: (seed) =>
    settle('gen-update', seed, (chance) => {
      const w = chance.decimal(-2, 2, 0.1);
      const slope = chance.decimal(-4, 4, 0.1);
      const rate = chance.pick([0.01, 0.05, 0.1, 0.2, 0.5]);
      if (w === 0 || Math.abs(slope) < 0.3) return undefined;
      const config = { ...DEFAULTS, hidden: 1, rate };
      const weights = oneUnit({ w1: 0, w2: 0, w, wOut: 0 });
      update(config, weights, oneUnit({ w1: 0, w2: 0, w: slope, wOut: 0 }), createMemory(config));
      const answer = weights.W[0] ?? 0;
      return numberQuestion({
        id: 'gen-update',
        topic: 'learning-rate',
        text: {
          ja: `\`W = ${shown(w)}\`、\`∂E/∂W = ${shown(slope)}\`、学習率 \`ε = ${shown(rate)}\` です。確率的勾配降下法で 1 回更新すると、\`W\` はいくつになりますか。`,
          en: `\`W = ${shown(w)}\`, \`∂E/∂W = ${shown(slope)}\` and the learning rate is \`ε = ${shown(rate)}\`. What is \`W\` after one step of gradient descent?`,
        },
        answer,
        tolerance: { absolute: 0.0006 },
        slips: [
          slip(
            'sign',
            w + rate * slope,
            '足しています。損失を減らすには勾配の**逆**へ動きます。',
            'You went up the gradient. To lower the loss, go **against** it.',
          ),
          slip('rate-forgotten', w - slope, '学習率を掛け忘れています。', 'The learning rate is missing.'),
          slip(
            'step-only',
            -rate * slope,
            'それは変化量です。元の `W` に足しましょう。',
            'That is the change. Add it to the old `W`.',
          ),
          slip(
            'gradient-forgotten',
            w - rate,
            '勾配の大きさを掛け忘れています。',
            'The size of the gradient is missing.',
          ),
        ],
        explanation: {
          ja: `\`W − ε ∂E/∂W = ${shown(w)} − ${shown(rate)} × ${factor(slope)} = ${shown(answer)}\`。`,
          en: `\`W − ε ∂E/∂W = ${shown(w)} − ${shown(rate)} × ${factor(slope)} = ${shown(answer)}\`.`,
        },
      });
    }),
};

/** One weight of a two-step network after one update, from the gradient that the engine finds. */
export const trainedOnce: Generator = {
  id: 'gen-new-weight',
  topic: 'bptt',
  make: (seed) =>
    settle('gen-new-weight', seed, (chance) => {
      const [w1, w2, w, wOut] = [
        chance.decimal(-2, 2, 1),
        chance.decimal(-2, 2, 1),
        chance.decimal(-3, 3, 1),
        chance.decimal(3, 8, 1) * chance.pick([-1, 1]),
      ];
      const bits = [0, 0, 0, 0, 0, 0].map(() => chance.integer(0, 1));
      const [a1 = 0, b1 = 0, a2 = 0, b2 = 0, d1 = 0, d2 = 0] = bits;
      const weights = oneUnit({ w1, w2, w, wOut });
      const { z, delta, gradient } = workOut(
        weights,
        'sigmoid',
        columns([
          [a1, b1, d1],
          [a2, b2, d2],
        ]),
      );
      const [, z1 = 0, z2 = 0] = z.map((value) => Number(value.toFixed(3)));
      const [, e1 = 0, e2 = 0] = delta.map((value) => Number(value.toFixed(4)));
      const rate = chance.pick([0.5, 1]);
      const slope = gradient.W[0] ?? 0;
      if (Math.abs(rate * slope) < 0.02) return undefined;
      const answer = w - rate * slope;
      return numberQuestion({
        id: 'gen-new-weight',
        topic: 'bptt',
        text: {
          ja: `中間層 1 ユニットの RNN で 2 ステップの BPTT を行い、次の値を得ました。\n\`z⁰ = 0\`, \`z¹ = ${shown(z1)}\`, \`z² = ${shown(z2)}\`, \`δ¹ = ${shown(e1)}\`, \`δ² = ${shown(e2)}\`\n\`W = ${shown(w)}\`、学習率 \`ε = ${shown(rate)}\` のとき、更新後の \`W\` を小数第 3 位まで求めてください。`,
          en: `Two steps of BPTT in an RNN with one hidden unit gave\n\`z⁰ = 0\`, \`z¹ = ${shown(z1)}\`, \`z² = ${shown(z2)}\`, \`δ¹ = ${shown(e1)}\`, \`δ² = ${shown(e2)}\`.\nWith \`W = ${shown(w)}\` and learning rate \`ε = ${shown(rate)}\`, what is \`W\` after the update, to three decimals?`,
        },
        answer,
        tolerance: { absolute: 0.0012 },
        slips: [
          slip(
            'sign',
            w + rate * slope,
            '勾配の方向へ足しています。引き算です。',
            'You added the gradient: it is subtracted.',
          ),
          slip(
            'time-index',
            w - rate * (e1 * z1 + e2 * z2),
            '`δᵗ` には同じ時刻の `zᵗ` ではなく、1 つ前の `zᵗ⁻¹` を掛けます。',
            '`δᵗ` goes with the state before, `zᵗ⁻¹`, not with `zᵗ`.',
          ),
          slip(
            'missing-state',
            w - rate * (e1 + e2),
            '`δ` に前の状態 `zᵗ⁻¹` を掛け忘れています。',
            'The previous state `zᵗ⁻¹` is missing beside each `δ`.',
          ),
        ],
        explanation: {
          ja: `\`∂E/∂W = δ¹ z⁰ + δ² z¹ = ${shown(slope)}\`、\`W − ε ∂E/∂W = ${shown(w)}${added(-rate * slope)} ≈ ${shown(answer)}\`。`,
          en: `\`∂E/∂W = δ¹ z⁰ + δ² z¹ = ${shown(slope)}\`, and \`W − ε ∂E/∂W = ${shown(w)}${added(-rate * slope)} ≈ ${shown(answer)}\`.`,
        },
      });
    }),
};

/** (E(W + h) − E(W − h)) / 2h, of a real two-step network. */
export const numericalGradient: Generator = {
  id: 'gen-numerical-gradient',
  topic: 'gradient-check',
  make: (seed) =>
    settle('gen-numerical-gradient', seed, (chance) => {
      const [w1, w2, w, wOut] = [
        chance.decimal(-2, 2, 0.5),
        chance.decimal(-2, 2, 0.5),
        chance.decimal(-2, 2, 0.5),
        chance.decimal(2, 6, 0.5) * chance.pick([-1, 1]),
      ];
      const bits = [0, 0, 0, 0, 0, 0].map(() => chance.integer(0, 1));
      const [a1 = 0, b1 = 0, a2 = 0, b2 = 0, d1 = 0, d2 = 0] = bits;
      const sequence = columns([
        [a1, b1, d1],
        [a2, b2, d2],
      ]);
      const network = createNetwork({ ...DEFAULTS, hidden: 1 }, 2);
      const h = chance.pick([0.1, 0.01]);
      const loss = (change: number): number =>
        Number(network.forward(oneUnit({ w1, w2, w: w + change, wOut }), sequence).toFixed(6));
      const [up, here, down] = [loss(h), loss(0), loss(-h)];
      const answer = (up - down) / (2 * h);
      return numberQuestion({
        id: 'gen-numerical-gradient',
        topic: 'gradient-check',
        text: {
          ja: `再帰の重みを \`h = ${shown(h)}\` だけ動かすと、損失は \`E(W + h) = ${shown(up, 6)}\`、\`E(W) = ${shown(here, 6)}\`、\`E(W − h) = ${shown(down, 6)}\` でした。中心差分による数値勾配はいくつですか(有効数字 2 桁)。`,
          en: `Moving the recurrent weight by \`h = ${shown(h)}\` gives \`E(W + h) = ${shown(up, 6)}\`, \`E(W) = ${shown(here, 6)}\` and \`E(W − h) = ${shown(down, 6)}\`. What is the numerical gradient by central differences (two significant digits)?`,
        },
        answer,
        tolerance: TWO_DIGITS,
        slips: [
          slip(
            'half-step',
            (up - down) / h,
            '動かした幅は合計 `2h` です。`h` で割ると 2 倍になります。',
            'The two points are `2h` apart: dividing by `h` gives twice as much.',
          ),
          slip('not-divided', up - down, '`2h` で割り忘れています。', 'It is still to be divided by `2h`.'),
          slip('sign', -answer, '引く順が逆です。', 'You subtracted the wrong way round.'),
        ],
        explanation: {
          ja: `\`(E(W+h) − E(W−h)) / 2h = (${shown(up, 6)} − ${shown(down, 6)}) / ${shown(2 * h)} ≈ ${showNumber(answer)}\`。BPTT の勾配がこれと合えば実装は正しいといえます。`,
          en: `\`(E(W+h) − E(W−h)) / 2h = (${shown(up, 6)} − ${shown(down, 6)}) / ${shown(2 * h)} ≈ ${showNumber(answer)}\`. If BPTT's gradient agrees, the code is right.`,
        },
        experiment: '/check',
      });
    }),
};
