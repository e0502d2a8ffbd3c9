/** Generated questions on a hidden state of a trained network: is a carry pending? */
import type { TrainConfig } from '../../rnn/config.ts';
import { sequenceOf } from '../../rnn/sequence.ts';
import type { PictureQuestion } from '../question.ts';
import { commandOf } from './curves.ts';
import type { Generator } from './generator.ts';
import { settle } from './settle.ts';

/**
 * Trained networks of four hidden units in which one unit alone tells the carry, in every state of all
 * 16,384 additions (test/quiz/engine.test.ts trains and analyses them all).
 */
export const CARRY_UNITS: readonly {
  readonly seed: number;
  /** 0…3. */
  readonly unit: number;
  /** What the unit is while a carry is pending. */
  readonly carry: 'high' | 'low';
}[] = [
  { seed: 2, unit: 1, carry: 'low' },
  { seed: 3, unit: 3, carry: 'low' },
  { seed: 4, unit: 3, carry: 'high' },
  { seed: 5, unit: 3, carry: 'low' },
  { seed: 7, unit: 2, carry: 'high' },
];

export function carryConfig(seed: number): Partial<TrainConfig> {
  return { rate: 1, hidden: 4, biases: 'on', seed };
}

const STEPS = 8;

/** Reads the carry from one unit, which the other steps of the same picture explain. */
export const carryUnit: Generator = {
  id: 'gen-carry-unit',
  topic: 'memory',
  make: (seed) =>
    settle('gen-carry-unit', seed, (chance): PictureQuestion | undefined => {
      const { seed: run, unit, carry } = chance.pick(CARRY_UNITS);
      const [a, b] = [chance.integer(16, 127), chance.integer(16, 127)];
      const columns = sequenceOf(a, b, STEPS);
      const ask = chance.integer(3, 6);
      const others = Array.from(columns.carry).filter((_, t) => t > 0 && t < STEPS && t !== ask);
      const carries = others.filter((c) => c === 1).length;
      if (carries < 2 || carries > others.length - 2) return undefined;
      const pending = columns.carry[ask] === 1;
      const state = pending === (carry === 'high') ? 'high' : 'low';
      const looks = { high: { ja: '1 に近い', en: 'close to 1' }, low: { ja: '0 に近い', en: 'close to 0' } }[
        state
      ];
      const rule = { high: { ja: '1 に近い', en: 'close to 1' }, low: { ja: '0 に近い', en: 'close to 0' } }[
        carry
      ];
      const yes = { ja: '桁上がりがある', en: 'A carry is pending' };
      const no = { ja: '桁上がりはない', en: 'No carry is pending' };
      const answer = pending ? yes : no;
      return {
        kind: 'picture',
        id: 'gen-carry-unit',
        topic: 'memory',
        picture: { kind: 'hidden-state', config: carryConfig(run), a, b, ask, unit },
        text: {
          ja: `図は、学習済みネットワーク(中間層 4 ユニット)が足し算をしているときの中間層です。ユニット ${unit}(0 から数えて)に注目し、ほかの時刻の桁上がりと見比べてください。「?」の時刻(\`t = ${ask}\`)の直後、次へ渡す桁上がりはありますか。`,
          en: `The picture shows the hidden layer (4 units) of a trained network while it adds. Watch unit ${unit} (counted from 0) and compare it with the carries of the other steps. After the step marked "?" (\`t = ${ask}\`), is a carry pending?`,
        },
        right: answer,
        wrong: [
          {
            text: pending ? no : yes,
            why: {
              ja: `ユニット ${unit} は、桁上がりがあるとき ${rule.ja}値です。「?」の時刻では ${looks.ja}ので、逆になります。`,
              en: `Unit ${unit} is ${rule.en} while a carry is pending. At the "?" it is ${looks.en}, so it is the other way round.`,
            },
          },
          {
            text: { ja: 'この図からはわからない', en: 'The picture does not tell' },
            why: {
              ja: 'このネットワークでは、このユニット 1 つで桁上がりを完全に読み取れます。',
              en: 'In this network the one unit tells the carry without fail.',
            },
          },
        ],
        explanation: {
          ja: `ユニット ${unit} は桁上がりがあると ${rule.ja}値を取ります。「?」では ${looks.ja}ので「${answer.ja}」。計算は ${a} + ${b} でした。`,
          en: `Unit ${unit} is ${rule.en} while a carry is pending; at the "?" it is ${looks.en}. The sum was ${a} + ${b}.`,
        },
        experiment: commandOf(carryConfig(run)),
      };
    }),
};
