/** Saved weights: bit for bit the same when they come back, and refused when they are damaged. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWeights, encodeWeights } from '../../src/rnn/encode.ts';
import { predict } from '../../src/rnn/predict.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { MATRICES, type Weights } from '../../src/rnn/weights.ts';
import { trainWhole } from './run.ts';

const anyWeights: fc.Arbitrary<Weights> = fc
  .record({ hidden: fc.integer({ min: 1, max: 12 }), biases: fc.constantFrom('on' as const, 'off' as const) })
  .chain(({ hidden, biases }) => {
    const count = 3 * hidden + hidden * hidden + hidden + 1;
    return fc.array(fc.double(), { minLength: count, maxLength: count }).map((numbers) => {
      const weights = zeroWeights({ cell: 'rnn', hidden, biases });
      for (const name of MATRICES) weights[name].set(numbers.slice(0, weights[name].length));
      return weights;
    });
  });

test('weights come back with every bit, also NaN, infinity and −0', () => {
  fc.assert(
    fc.property(anyWeights, (weights) => {
      expect(decodeWeights(encodeWeights('rnn', weights))).toEqual(weights);
    }),
  );
});

test('the bytes are the same today and tomorrow', () => {
  const weights = zeroWeights({ cell: 'rnn', hidden: 1, biases: 'on' });
  weights.W[0] = 1;
  weights.c[0] = -0.5;
  expect(Buffer.from(encodeWeights('rnn', weights)).toString('hex')).toBe(
    [
      '524e4e57' + '01000100' + '01000000' + '3a83ac62',
      '0000000000000000' + '0000000000000000',
      '000000000000f03f',
      '0000000000000000',
      '0000000000000000',
      '000000000000e0bf',
    ].join(''),
  );
});

test('a saved and reloaded network predicts bit for bit the same', () => {
  const { config, final } = trainWhole({ iterations: 500, biases: 'on' });
  const reloaded = decodeWeights(encodeWeights('rnn', final));
  expect(predict({ config, weights: reloaded }, 45n, 77n, 20)).toEqual(
    predict({ config, weights: final }, 45n, 77n, 20),
  );
});

test('any changed byte, and any missing or added one, is found', () => {
  const bytes = encodeWeights('rnn', trainWhole({ hidden: 2, iterations: 5 }).final);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      expect(() => decodeWeights(damaged)).toThrow(/saved/);
    }),
  );
  for (let length = 0; length < bytes.length; length += 7) {
    expect(() => decodeWeights(bytes.slice(0, length))).toThrow(/saved/);
  }
  expect(() => decodeWeights(Uint8Array.from([...bytes, 0]))).toThrow('damaged');
});

test('weights of a later version are refused by name', () => {
  const bytes = encodeWeights('rnn', zeroWeights({ cell: 'rnn', hidden: 1, biases: 'off' }));
  bytes[4] = 2;
  expect(() => decodeWeights(bytes)).toThrow('version 2');
});

test('bytes inside a larger buffer are read in place', () => {
  const weights = trainWhole({ hidden: 2, iterations: 5 }).final;
  const bytes = encodeWeights('rnn', weights);
  const larger = new Uint8Array(bytes.length + 11);
  larger.set(bytes, 3);
  expect(decodeWeights(larger.subarray(3, 3 + bytes.length))).toEqual(weights);
});
