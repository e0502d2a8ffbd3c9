/** Numbers as people read them: thousands separators, few digits, real minus and powers of ten. */

const SUPERSCRIPT: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** An integer as superscript signs: −3 → `⁻³`. */
export function superscript(n: number): string {
  return [...String(n)].map((sign) => SUPERSCRIPT[sign] ?? sign).join('');
}

/** A whole number with thousands separators, the same in both languages: 5300 → `5,300`. */
export function count(n: number | bigint): string {
  return n.toLocaleString('en-US', { maximumFractionDigits: 0 }).replace('-', '−');
}

/**
 * A measured value with three significant digits from 1 on, two below: 1.7073 → `1.71`, 0.0030 → `0.003`,
 * 3.2e8 → `3.2 × 10⁸`; `NaN` and `∞` as they are.
 */
export function measure(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  if (size === 0) return '0';
  if (size >= 1e5 || size < 1e-4) {
    const [digits = '', power = '0'] = size.toExponential(1).split('e');
    return `${sign}${digits.replace(/\.0$/, '')} × 10${superscript(Number(power))}`;
  }
  const digits = Number(size.toPrecision(size >= 1 ? 3 : 2));
  return sign + digits.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A value beside an axis, in plain signs that every chart can set: 0.001, 1,000, beyond that 1e−7 and 2e8. */
export function tick(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e6))
    return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return String(Number(value.toExponential(2)).toExponential())
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

/** A share 0…1 in per cent, as the texts have it: `98.4 %`, `99.99 %`; 0 and 100 only when it is none or all. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '– %';
  if (share === 0 || share === 1) return `${share * 100} %`;
  for (const digits of [1, 2, 3]) {
    const shown = Number((share * 100).toFixed(digits));
    if (shown % 100 !== 0) return `${shown} %`;
  }
  return share > 0.5 ? '> 99.999 %' : '< 0.001 %';
}
