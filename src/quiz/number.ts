/** Numbers as people type them, and as the course writes them. */
import type { Words } from '../chat/locale.ts';
import type { NumberQuestion, Tolerance } from './question.ts';

/** Longest number that is read, in characters. */
export const LONGEST_NUMBER = 60;

const POWERS: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '-',
  '⁺': '+',
};

/** Counting words that may follow any number. */
const COUNTERS =
  /(?:個|つ|回|通り|組|ペア|ステップ|段|行|列|本|桁|要素|parameters?|weights?|pairs?|steps?|units?|times|elements?)$/i;
const LEAD_IN = /^(?:[A-Za-zδΔεη_][\wᵗ₀-₉_{}^]*\s*=|=|≈|≒|~|約|およそ|about|approx\.?|答えは|answer:?)\s*/i;

/**
 * The values that a typed number can mean: none if it is no number, two for `1,024` (thousands, or a decimal
 * comma). Takes full-width digits, fractions, powers, `1.5×10⁻⁵`, `1.5e-5`, `25%` and units.
 */
export function readNumber(text: string, unit: Words | undefined): readonly number[] {
  if ([...text].length > LONGEST_NUMBER) return [];
  const raised = text.replace(
    /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g,
    (run) => `^${[...run].map((s) => POWERS[s] ?? s).join('')}`,
  );
  let rest = raised
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2015]|(?<![\u30a0-\u30ff])\u30fc/g, '-')
    .replace(/[×✕·⋅*]/g, '*')
    .replace(/、/g, ',')
    .replace(/⁄/g, '/')
    .trim();
  rest = rest
    .replace(LEAD_IN, '')
    .replace(/[。.]$/, '')
    .trim();
  rest = withoutUnit(rest, unit);
  const percent = /%$|パーセント$/.test(rest);
  const body = rest
    .replace(/\s*(?:%|パーセント)$/, '')
    // Spaces may stand around signs, and part thousands; `1 2` is no number.
    .replace(/\s*([-+*/^()x])\s*/gi, '$1')
    .replace(/(?<=\d)\s(?=\d{3}(?!\d))/g, '');
  return readings(body).flatMap((reading) => {
    const value = numericValue(reading);
    if (value === undefined) return [];
    return [percent ? value / 100 : value];
  });
}

function withoutUnit(text: string, unit: Words | undefined): string {
  const units = unit === undefined ? [] : [unit.ja, unit.en];
  const found = units.find((u) => text.toLowerCase().endsWith(u.toLowerCase()));
  const bare = found === undefined ? text : text.slice(0, text.length - found.length);
  return bare.trim().replace(COUNTERS, '').trim();
}

/** A comma before groups of three digits parts thousands; any other single comma is a decimal comma. */
function readings(body: string): string[] {
  if (!body.includes(',')) return [body];
  const thousands = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(body);
  const single = body.split(',').length === 2 && !body.includes('.');
  return [...(thousands ? [body.replace(/,/g, '')] : []), ...(single ? [body.replace(',', '.')] : [])];
}

const DECIMAL = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?`;
const SHAPES = {
  decimal: new RegExp(`^(${DECIMAL})$`, 'i'),
  fraction: new RegExp(`^(${DECIMAL})/(${DECIMAL})$`, 'i'),
  power: new RegExp(`^(${DECIMAL})(?:\\^|\\*\\*)\\(?([-+]?\\d{1,3})\\)?$`, 'i'),
  scientific: new RegExp(`^(${DECIMAL})[*x](10)(?:\\^|\\*\\*)\\(?([-+]?\\d{1,3})\\)?$`, 'i'),
} as const;

/** The value of one number without spaces and commas; undefined if it is none, or not finite. */
function numericValue(body: string): number | undefined {
  const scientific = SHAPES.scientific.exec(body);
  if (scientific !== null) return finite(Number(`${Number(scientific[1])}e${Number(scientific[3])}`));
  const power = SHAPES.power.exec(body);
  if (power !== null) return finite(Number(power[1]) ** Number(power[2]));
  const fraction = SHAPES.fraction.exec(body);
  if (fraction !== null) return finite(Number(fraction[1]) / Number(fraction[2]));
  const decimal = SHAPES.decimal.exec(body);
  return decimal === null ? undefined : finite(Number(decimal[1]));
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a value is the answer, within the tolerance (and what floating point loses). */
export function numberMatches(
  question: Pick<NumberQuestion, 'answer' | 'tolerance'>,
  value: number,
): boolean {
  return Math.abs(value - question.answer) <= allowance(question.answer, question.tolerance);
}

/** Whether a value is that of a slip: as near to it as the answer must be met, at most 1 % of it. */
export function slipMatches(question: NumberQuestion, slip: number, value: number): boolean {
  const allowed = Math.max(allowance(slip, question.tolerance), Math.abs(slip) * 0.005);
  return Math.abs(value - slip) <= allowed;
}

/** How far from a number another one still counts as it. */
export function allowance(answer: number, tolerance: Tolerance): number {
  const allowed = 'absolute' in tolerance ? tolerance.absolute : Math.abs(answer) * tolerance.relative;
  return allowed + 1e-12 + Math.abs(answer) * 1e-12;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number in four significant digits: `0.1966`, `16,384`, `1.526 × 10⁻⁵`. */
export function showNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9)
    return value.toLocaleString('en-US').replace('-', '−');
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(4))).replace('-', '−');
  const [digits = '', exponent = '0'] = value.toExponential(3).split('e');
  const raised = [...exponent].map((s) => (s === '-' ? '⁻' : (RAISED[Number(s)] ?? ''))).join('');
  return `${Number(digits)} × 10${raised}`.replace('-', '−');
}
