/** Numbers as people read them. */
import type { Locale } from '../chat/locale.ts';
import { superscript } from '../plot/number.ts';

/** Pairs, iterations: 16,384. */
export function count(value: number | bigint): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A share 0…1 as a percentage that reads 100 % (or 0 %) only if it is: 73.4 %, 99.98 %. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  for (const digits of [1, 2, 3]) {
    const shown = Number((share * 100).toFixed(digits));
    if (shown % 100 !== 0) return `${shown} %`;
  }
  return share > 0.5 ? '> 99.999 %' : '< 0.001 %';
}

/** A loss to three significant digits: 1.71, 0.00302, 1.23 × 10⁻⁵. */
export function loss(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return 'NaN';
  if (value === 0) return '0';
  if (Math.abs(value) >= 0.0001 && Math.abs(value) < 100_000) return String(Number(value.toPrecision(3)));
  const [digits = '', power = '0'] = value.toExponential(2).split('e');
  return `${digits} × 10${superscript(Number(power))}`;
}

/** A norm that may be huge: 1.23 × 10⁴⁵, ∞. */
export function norm(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? loss(value) : '∞';
}

/** A number with a real minus sign. */
export function signed(text: string): string {
  return text.replace(/^-/, '−');
}

/** A duration in seconds: 0.05 s, 3.2 s, 1 min 20 s; 1 分 20 秒. */
export function duration(seconds: number, locale: Locale): string {
  const [s, min] = { en: ['s', 'min'], ja: ['秒', '分'] }[locale];
  if (seconds < 0.995) return `${seconds.toFixed(2)} ${s}`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} ${s}`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} ${min} ${whole % 60} ${s}`;
}
