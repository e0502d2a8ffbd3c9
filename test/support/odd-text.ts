/** Texts as nobody writes them: any code point, also half a pair, and signs of ASCII as often as all others together. */
import fc from 'fast-check';

/** fast-check's own `binary` says the same; it makes a table of all code points first, which takes seconds. */
const sign = fc
  .oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));

/** @param maxLength in code points */
export function oddText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: sign, maxLength });
}
