import fc from 'fast-check';
import { expect, test } from 'vitest';
import { additionOf } from '../../../../src/platforms/web/page/addition.ts';

/** What a network that always answers right would report; the oracle is BigInt's own addition. */
function reported(a: bigint, b: bigint, bits: number) {
  const answer = Array.from({ length: bits }, (_, t) => Number(((a + b) >> BigInt(t)) & 1n));
  return {
    a: String(a),
    b: String(b),
    sum: String(a + b),
    bits: answer,
    probabilities: answer.map((bit) => 0.9 * bit),
  };
}

test('every step carries what column addition carries, for numbers of any size', () => {
  const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const steps = additionOf(reported(a, b, 65))?.steps ?? [];
      expect(steps.reduce((sum, { right }, t) => sum + (BigInt(right) << BigInt(t)), 0n)).toBe(a + b);
      expect(steps.every(({ answer, right }) => answer === right)).toBe(true);
      for (const [t, step] of steps.entries()) {
        expect(step.a + step.b + step.carryIn).toBe(step.right + 2 * step.carryOut);
        expect(step.carryIn).toBe(t === 0 ? 0 : steps[t - 1]?.carryOut);
      }
    }),
  );
});

test('a wrong bit stays wrong, and the hidden units belong to their step', () => {
  const hidden = [
    [0.1, 0.2],
    [0.3, 0.4],
  ];
  const addition = additionOf({ a: 1, b: 0, sum: 3, bits: [1, 1], probabilities: [0.8, 0.6], hidden });
  expect(addition?.steps[1]).toMatchObject({ right: 0, answer: 1, probability: 0.6, hidden: [0.3, 0.4] });
});

test.each([
  ['nothing', {}],
  ['no probabilities', { a: 1, b: 1, sum: 2, bits: [0, 1] }],
  ['unequal lengths', { a: 1, b: 1, sum: 2, bits: [0, 1], probabilities: [0.1] }],
  ['a negative number', { a: -1, b: 1, sum: 0, bits: [0], probabilities: [0.1] }],
  ['a text that is no number', { a: '1x', b: 1, sum: 0, bits: [0], probabilities: [0.1] }],
])('with %s there is nothing to step through', (_, data) => {
  expect(additionOf(data)).toBeUndefined();
});
