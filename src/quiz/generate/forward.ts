/** Generated questions on the forward pass: uᵗ, zᵗ, yᵗ by hand, and reading a number from the outputs. */
import { bitOf } from '../../rnn/network.ts';
import { zeroWeights } from '../../rnn/shape.ts';
import type { Generator } from './generator.ts';
import { added, factor, numberQuestion, row, settle, shown, slip } from './settle.ts';
import { activate, columns, oneUnit, preactivation, workOut } from './toy.ts';

/** Two steps through one unit: z² from the weights and four bits. */
export const forwardStep: Generator = {
  id: 'gen-forward-step',
  topic: 'forward',
  make: (seed) =>
    settle('gen-forward-step', seed, (chance) => {
      const activation = chance.pick(['sigmoid', 'tanh'] as const);
      const name = activation === 'sigmoid' ? 'σ' : 'tanh';
      const [w1, w2, w] = [
        chance.decimal(-2, 2, 0.5),
        chance.decimal(-2, 2, 0.5),
        chance.decimal(-2, 2, 0.5),
      ];
      const bits = [0, 0, 0, 0].map(() => chance.integer(0, 1));
      const [a1 = 0, b1 = 0, a2 = 0, b2 = 0] = bits;
      if (w1 === 0 || w2 === 0 || w === 0 || a1 + b1 === 0 || a2 + b2 === 0) return undefined;
      const weights = oneUnit({ w1, w2, w, wOut: 1 });
      const { z } = workOut(
        weights,
        activation,
        columns([
          [a1, b1, 0],
          [a2, b2, 0],
        ]),
      );
      const [, z1 = 0, z2 = 0] = z;
      const input2 = w1 * a2 + w2 * b2;
      const u1 = w1 * a1 + w2 * b1;
      const given = `\`W_in = (${shown(w1)}, ${shown(w2)})\`, \`W = ${shown(w)}\`, \`f = ${name}\`, \`z⁰ = 0\`, \`x¹ = (${a1}, ${b1})\`, \`x² = (${a2}, ${b2})\``;
      return numberQuestion({
        id: 'gen-forward-step',
        topic: 'forward',
        text: {
          ja: `中間層が 1 ユニットだけの RNN を手で計算します(バイアスなし)。\n${given}\n\`z²\` を小数第 2 位まで求めてください。`,
          en: `Work out by hand an RNN with one hidden unit and no biases.\n${given}\nWhat is \`z²\`, to two decimals?`,
        },
        answer: z2,
        tolerance: { absolute: 0.006 },
        slips: [
          slip(
            'recurrent-missing',
            activate(activation, input2),
            '前の中間層の分 `W z¹` を足し忘れています。',
            'You left out `W z¹`, the share of the previous hidden state.',
          ),
          slip(
            'missing-activation',
            activate(activation, input2 + w * u1),
            `\`z¹\` を作るときに \`${name}\` を通していません。渡すのは \`u¹\` ではなく \`z¹\` です。`,
            `You passed on \`u¹\` instead of \`z¹ = ${name}(u¹)\`.`,
          ),
          slip(
            'missing-last-activation',
            input2 + w * z1,
            `それは \`u²\` です。最後に \`${name}\` を通します。`,
            `That is \`u²\`: the last \`${name}\` is still to come.`,
          ),
        ],
        explanation: {
          ja: `\`z¹ = ${name}(${shown(u1)}) ≈ ${shown(z1)}\`、\`u² = ${shown(input2)} + ${factor(w)} × ${factor(Number(z1.toFixed(4)))} ≈ ${shown(input2 + w * z1)}\`、\`z² = ${name}(u²) ≈ ${shown(z2)}\`。`,
          en: `\`z¹ = ${name}(${shown(u1)}) ≈ ${shown(z1)}\`, \`u² = ${shown(input2)} + ${factor(w)} × ${factor(Number(z1.toFixed(4)))} ≈ ${shown(input2 + w * z1)}\`, \`z² = ${name}(u²) ≈ ${shown(z2)}\`.`,
        },
      });
    }),
};

/** One component of uᵗ with two hidden units. */
export const sumIntoUnit: Generator = {
  id: 'gen-preactivation',
  topic: 'forward',
  make: (seed) =>
    settle('gen-preactivation', seed, (chance) => {
      const draw = (): number => chance.decimal(-2, 2, 0.5);
      const weights = zeroWeights({ cell: 'rnn', hidden: 2, biases: 'off' });
      weights.W_in.set([draw(), draw(), draw(), draw()]);
      weights.W.set([draw(), draw(), draw(), draw()]);
      const before = [chance.decimal(0.1, 0.9, 0.1), chance.decimal(0.1, 0.9, 0.1)] as const;
      const x = chance.pick([
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const);
      const [u1 = 0] = preactivation(weights, 2, before, x);
      // In the formula's order (column vectors) row j of W holds what arrives at unit j.
      const [w11 = 0, w12 = 0, w21 = 0, w22 = 0] = weights.W;
      const [i11 = 0, i12 = 0, i21 = 0, i22 = 0] = weights.W_in;
      const table = (previous: string): string =>
        [
          '```',
          `W_in = [${row([i11, i21])} ]   W = [${row([w11, w21])} ]`,
          `       [${row([i12, i22])} ]       [${row([w12, w22])} ]`,
          `x = (${x[0]}, ${x[1]})   ${previous} = (${shown(before[0])}, ${shown(before[1])})`,
          '```',
        ].join('\n');
      const recurrent = w11 * before[0] + w21 * before[1];
      const input = i11 * x[0] + i21 * x[1];
      return numberQuestion({
        id: 'gen-preactivation',
        topic: 'forward',
        text: {
          ja: `\`u = W_in x + W z\` の第 1 成分 \`u₁\` を求めてください。\n${table('前の z')}`,
          en: `Find the first component \`u₁\` of \`u = W_in x + W z\`.\n${table('previous z')}`,
        },
        answer: u1,
        tolerance: { absolute: 0.005 },
        slips: [
          slip(
            'transposed',
            input + w11 * before[0] + w12 * before[1],
            '`W` の 1 列目を使っています。`W z` の第 1 成分に使うのは 1 行目です。',
            'You used the first column of `W`. The first component of `W z` takes its first row.',
          ),
          slip(
            'recurrent-missing',
            input,
            '`W z`(前の中間層の分)がありません。',
            'The share of the previous state, `W z`, is missing.',
          ),
          slip(
            'input-missing',
            recurrent,
            '`W_in x`(入力の分)がありません。',
            'The share of the input, `W_in x`, is missing.',
          ),
        ],
        explanation: {
          ja: `\`u₁ = (${shown(i11)}×${x[0]}${added(i21)}×${x[1]}) + (${shown(w11)}×${shown(before[0])}${added(w21)}×${shown(before[1])}) = ${shown(u1)}\`。行列とベクトルの積は「行 × ベクトル」です。`,
          en: `\`u₁ = (${shown(i11)}×${x[0]}${added(i21)}×${x[1]}) + (${shown(w11)}×${shown(before[0])}${added(w21)}×${shown(before[1])}) = ${shown(u1)}\`. Matrix times vector goes row by row.`,
        },
      });
    }),
};

/** yᵗ from zᵗ. */
export const outputStep: Generator = {
  id: 'gen-output',
  topic: 'forward',
  make: (seed) =>
    settle('gen-output', seed, (chance) => {
      const [w1, w2, c] = [
        chance.decimal(-3, 3, 0.5),
        chance.decimal(-3, 3, 0.5),
        chance.decimal(-1, 1, 0.5),
      ];
      const [z1, z2] = [chance.decimal(0.1, 0.9, 0.1), chance.decimal(0.1, 0.9, 0.1)];
      if (w1 === 0 || w2 === 0 || c === 0) return undefined;
      const v = w1 * z1 + w2 * z2 + c;
      const y = activate('sigmoid', v);
      const sum = `${factor(w1)}×${shown(z1)} + ${factor(w2)}×${shown(z2)}`;
      return numberQuestion({
        id: 'gen-output',
        topic: 'forward',
        text: {
          ja: `\`z = (${shown(z1)}, ${shown(z2)})\`、\`W_out = (${shown(w1)}, ${shown(w2)})\`、\`c = ${shown(c)}\`、\`g = σ\` のとき、出力 \`y = g(W_out z + c)\` を小数第 2 位まで求めてください。`,
          en: `With \`z = (${shown(z1)}, ${shown(z2)})\`, \`W_out = (${shown(w1)}, ${shown(w2)})\`, \`c = ${shown(c)}\` and \`g = σ\`, what is the output \`y = g(W_out z + c)\`, to two decimals?`,
        },
        answer: y,
        tolerance: { absolute: 0.006 },
        slips: [
          slip(
            'outer-missing',
            v,
            'それは `v` です。シグモイドを通すと `y` になります。',
            'That is `v`. The sigmoid of it is `y`.',
          ),
          slip(
            'bias-missing',
            activate('sigmoid', v - c),
            'バイアス `c` を足し忘れています。',
            'You left out the bias `c`.',
          ),
        ],
        explanation: {
          ja: `\`v = ${sum}${added(c)} = ${shown(v)}\`、\`y = 1/(1 + e^(−v)) ≈ ${shown(y)}\`。`,
          en: `\`v = ${sum}${added(c)} = ${shown(v)}\`, \`y = 1/(1 + e^(−v)) ≈ ${shown(y)}\`.`,
        },
      });
    }),
};

/** The number that a row of output probabilities stands for. */
export const decodeOutputs: Generator = {
  id: 'gen-decode',
  topic: 'carry',
  make: (seed) =>
    settle('gen-decode', seed, (chance) => {
      const y = Array.from({ length: 5 }, () => chance.decimal(0.02, 0.98, 0.01));
      if (y.some((p) => Math.abs(p - 0.5) < 0.1)) return undefined;
      const bits = y.map(bitOf);
      const value = bits.reduce((sum, bit, t) => sum + bit * 2 ** t, 0);
      const reversed = bits.reduce((sum, bit) => sum * 2 + bit, 0);
      const list = y.map((p, t) => `y${'¹²³⁴⁵'[t] ?? ''} = ${shown(p)}`).join(', ');
      const binary = [...bits].reverse().join('');
      return numberQuestion({
        id: 'gen-decode',
        topic: 'carry',
        text: {
          ja: `5 ビットの足し算で、ネットワークの出力は順に \`${list}\` でした。ネットワークの答えは 10 進数でいくつですか。`,
          en: `For a 5-bit addition the network put out, step by step, \`${list}\`. Which decimal number is its answer?`,
        },
        answer: value,
        tolerance: { absolute: 0 },
        slips: [
          slip(
            'bit-order',
            reversed,
            '最初の出力 `y¹` は最下位の桁です。逆から読んでいます。',
            'The first output `y¹` is the least significant bit: you read them the other way round.',
          ),
        ],
        explanation: {
          ja: `0.5 より大きければ 1。\`y¹\` が最下位なので 2 進数 \`${binary}\`、10 進数で ${value} です。`,
          en: `Above 0.5 means 1. \`y¹\` is the lowest bit, so in binary it is \`${binary}\`, which is ${value}.`,
        },
        experiment: '/add 5 9',
      });
    }),
};
