/** Plain data as text: whatever it is, it is read again as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plain } from '../../src/jobs/plain.ts';
import { fromText, toText } from '../../src/jobs/text.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string().map((some) => `$${some}`),
  fc.constantFrom('$number', '$$number', '$entries', '$undefined', '__proto__', 'toString', ''),
);
const leaf: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -Number.POSITIVE_INFINITY,
  ),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  text,
  fc.int8Array(),
  fc.uint8Array(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
);
const { plain } = fc.letrec<{ plain: Plain }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('plain'), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie('plain')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('plain data as text', () => {
  it('is read again as it was, to the last bit', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fromText(toText(value))).toStrictEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('can be cloned, too', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(structuredClone(value)).toStrictEqual(value);
      }),
    );
  });

  it('has neither U+0000 nor half a pair of surrogates, which jsonb refuses', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(toText(value)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });

  it('keeps of a view what it shows, and of NaNs their bits', () => {
    const whole = Float64Array.from({ length: 100 }, (_, i) => i);
    expect(fromText(toText(whole.subarray(3, 5)))).toStrictEqual(Float64Array.of(3, 4));
    const odd = new Float64Array(new BigUint64Array([0x7ff4_0000_dead_beefn]).buffer);
    const again = fromText(toText(odd));
    expect(again instanceof Float64Array && new BigUint64Array(again.buffer)[0]).toBe(0x7ff4_0000_dead_beefn);
    expect(fromText(toText(Buffer.from('ab')))).toStrictEqual(Uint8Array.of(97, 98));
  });

  it.each([
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['a big array', new BigInt64Array(1)],
  ])('is not %s', (_, value) => {
    expect(() => toText(value as unknown as Plain)).toThrow(TypeError);
  });

  it.each(['', '{', '{"$what":"x"}', '{"$bigint":"x"}', '{"$Float64Array":"AAA="}', '{"$entries":[1]}'])(
    'is nothing that stands for nothing: %s',
    (written) => {
      expect(() => fromText(written)).toThrow();
    },
  );
});
