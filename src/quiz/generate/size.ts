/** Generated questions on shapes, parameter counts and the spread of initial weights. */
import { DEFAULTS } from '../../rnn/config.ts';
import { weightLengths } from '../../rnn/shape.ts';
import type { ChoiceQuestion } from '../question.ts';
import type { Generator } from './generator.ts';
import { numberQuestion, settle, shown, slip } from './settle.ts';

/** How many weights a network of H units has. */
export const howManyParameters: Generator = {
  id: 'gen-parameters',
  topic: 'weights',
  make: (seed) =>
    settle('gen-parameters', seed, (chance) => {
      const hidden = chance.integer(3, 40);
      const biases = chance.pick(['off', 'on'] as const);
      const lengths = weightLengths({ ...DEFAULTS, hidden, biases });
      const weights = lengths.W_in + lengths.W + lengths.W_out;
      const all = weights + lengths.b + lengths.c;
      const extra =
        biases === 'on'
          ? slip(
              'bias-missing',
              weights,
              'バイアス `b`(H 個)と `c`(1 個)を数えていません。',
              'You did not count the biases: `b` has H numbers, `c` has one.',
            )
          : slip(
              'extra-bias',
              weights + hidden + 1,
              '記事のプログラムにバイアスはありません。',
              'There are no biases here.',
            );
      const [jaBias, enBias] =
        biases === 'on' ? ['バイアスあり', 'with biases'] : ['バイアスなし', 'without biases'];
      return numberQuestion({
        id: 'gen-parameters',
        topic: 'weights',
        text: {
          ja: `入力 2、中間層 \`H = ${hidden}\`、出力 1 の RNN(${jaBias})に、学習するパラメータは全部でいくつありますか。`,
          en: `An RNN has 2 inputs, \`H = ${hidden}\` hidden units and 1 output (${enBias}). How many parameters does it learn in all?`,
        },
        answer: all,
        tolerance: { absolute: 0 },
        unit: { ja: '個', en: 'parameters' },
        slips: [
          extra,
          slip(
            'recurrent-missing',
            all - lengths.W,
            '中間層から中間層への `W`(H×H)を数えていません。',
            'You did not count `W`, the H × H weights from hidden to hidden layer.',
          ),
          slip(
            'per-step',
            all * DEFAULTS.bits,
            '重みは時刻ごとに増えません。どの時刻でも同じ重みを使います。',
            'The weights do not multiply with the steps: every step uses the same ones.',
          ),
        ],
        explanation: {
          ja: `\`W_in\`: 2×${hidden} = ${lengths.W_in}、\`W\`: ${hidden}×${hidden} = ${lengths.W}、\`W_out\`: ${hidden}${biases === 'on' ? `、\`b\`: ${hidden}、\`c\`: 1` : ''}。合計 ${all}。`,
          en: `\`W_in\`: 2×${hidden} = ${lengths.W_in}, \`W\`: ${hidden}×${hidden} = ${lengths.W}, \`W_out\`: ${hidden}${biases === 'on' ? `, \`b\`: ${hidden}, \`c\`: 1` : ''}. ${all} in all.`,
        },
      });
    }),
};

const NAMES = ['W_in', 'W', 'W_out'] as const;

/** Which shape a matrix (or its gradient) has in the program. */
export const whichShape: Generator = {
  id: 'gen-shapes',
  topic: 'weights',
  make: (seed) =>
    settle('gen-shapes', seed, (chance): ChoiceQuestion => {
      const H = chance.integer(5, 64);
      const name = chance.pick(NAMES);
      const gradient = chance.pick(['weight', 'gradient'] as const);
      const shapes = { W_in: `2 × ${H}`, W: `${H} × ${H}`, W_out: `${H} × 1` };
      const lengths = weightLengths({ ...DEFAULTS, hidden: H });
      const symbol = gradient === 'gradient' ? `∂E/∂${name}` : name;
      const others = NAMES.filter((other) => other !== name).map((other) => ({
        text: { ja: shapes[other], en: shapes[other] },
        why: { ja: `それは \`${other}\` の形です。`, en: `That is the shape of \`${other}\`.` },
      }));
      return {
        kind: 'choice',
        id: 'gen-shapes',
        topic: 'weights',
        text: {
          ja: `入力 2、中間層 ${H}、出力 1 の RNN で、\`${symbol}\` の形は?(記事のプログラムと同じ「元の層 × 先の層」の順)`,
          en: `In an RNN with 2 inputs, ${H} hidden units and 1 output, what is the shape of \`${symbol}\`? (As in the program: units it comes from × units it goes to.)`,
        },
        right: { ja: shapes[name], en: shapes[name] },
        wrong: [
          ...others,
          {
            text: { ja: `2 × 1`, en: `2 × 1` },
            why: {
              ja: '入力と出力を直接つなぐ重みはありません。',
              en: 'No weight leads straight from input to output.',
            },
          },
        ],
        explanation: {
          ja: `\`${name}\` は ${shapes[name]}(${lengths[name]} 個)。${gradient === 'gradient' ? '勾配は元の行列と必ず同じ形です。' : ''}`,
          en: `\`${name}\` is ${shapes[name]} (${lengths[name]} numbers).${gradient === 'gradient' ? ' A gradient has the shape of its matrix.' : ''}`,
        },
      };
    }),
};

/** The standard deviation of Xavier's and He's initial weights. */
export const initialSpread: Generator = {
  id: 'gen-init-spread',
  topic: 'init',
  make: (seed) =>
    settle('gen-init-spread', seed, (chance) => {
      const n = chance.pick([4, 9, 16, 25, 32, 36, 50, 64, 100, 128, 200]);
      const init = chance.pick(['Xavier', 'He'] as const);
      const xavier = 1 / Math.sqrt(n);
      const he = Math.sqrt(2 / n);
      const answer = init === 'He' ? he : xavier;
      return numberQuestion({
        id: 'gen-init-spread',
        topic: 'init',
        text: {
          ja: `前の層が ${n} ユニットのとき、${init} の初期値では重みの標準偏差はいくつですか(記事のプログラムの定義)。`,
          en: `The weights come from a layer of ${n} units. What is their standard deviation with ${init} initialisation, as the article's program defines it?`,
        },
        answer,
        tolerance: { relative: 0.02 },
        slips: [
          init === 'He'
            ? slip(
                'factor-missing',
                xavier,
                'それは Xavier の初期値です。He では √2 倍します。',
                'That is Xavier. He multiplies it by √2.',
              )
            : slip(
                'factor-added',
                he,
                'それは He の初期値です。Xavier に √2 は付きません。',
                'That is He. Xavier has no √2.',
              ),
          slip(
            'variance',
            answer ** 2,
            'それは分散です。標準偏差は平方根を取ります。',
            'That is the variance. The standard deviation is its square root.',
          ),
        ],
        explanation: {
          ja:
            init === 'He'
              ? `He: \`√(2/n) = √(2/${n}) ≈ ${shown(he)}\`。ReLU が半分を 0 にする分、広く取ります。`
              : `Xavier: \`1/√n = 1/√${n} ≈ ${shown(xavier)}\`。`,
          en:
            init === 'He'
              ? `He: \`√(2/n) = √(2/${n}) ≈ ${shown(he)}\`, wider because ReLU sets half of them to 0.`
              : `Xavier: \`1/√n = 1/√${n} ≈ ${shown(xavier)}\`.`,
        },
      });
    }),
};
