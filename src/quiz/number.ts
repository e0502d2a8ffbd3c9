/** Numbers as people type them, and as the course writes them. */
import type { Words } from '../chat/locale.ts';
import { quantityOf } from './quantity.ts';
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
  /(?:個|つ|回|倍|通り|組|ペア|ステップ|段|行|列|本|桁|要素|parameters?|weights?|pairs?|steps?|units?|times|elements?)$/i;
const LEAD_IN =
  /^(?:(?:答え|解答|回答)(?:は|:)?|(?:the )?answer(?: is)?:?|[~〜]|約|およそ|だいたい|about|approx(?:\.|imately)?)\s*/i;
/** What stands before the last `=` or `≈` is a name or the way there. */
const WAY_THERE = /^.*[=≈≒]/s;
/** `0.197...`: digits that go on; the end of a sentence. */
const TAIL = /(?:(?<=\d)\s*(?:\.{2,}|…|⋯)|です|くらい|ぐらい|程度)*[。.]?$/;

/**
 * The values that a typed number can mean: none if it is no number, two for `1,024` (thousands, or a decimal
 * comma). Takes full-width digits, fractions, powers, roots, products, `1.5×10⁻⁵`, `1.5e-5`, `25%` and units.
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
    .replace(/\\times|[×✕·⋅*]/g, '*')
    .replace(/\*\*/g, '^')
    .replace(/(?:np\.|math\.|\\)?sqrt|ルート|√/gi, '√')
    .replace(/(?<=[1-9.]|\d\d)\s*x\s*(?=[\d.])/gi, '*')
    .replace(/、/g, ',')
    .replace(/⁄/g, '/')
    .trim();
  rest = rest
    .replace(/[`$]/g, '')
    .replace(/\{/g, '(')
    .replace(/\}/g, ')')
    .replace(WAY_THERE, '')
    .trim()
    .replace(LEAD_IN, '')
    .replace(TAIL, '')
    .trim();
  rest = withoutUnit(rest, unit);
  const percent = /%$|パーセント$/.test(rest);
  const body = rest
    .replace(/\s*(?:%|パーセント)$/, '')
    // Spaces may stand around signs, and part thousands; `1 2` is no number.
    .replace(/\s*([-+*/^()√])\s*/g, '$1')
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
  const whole = body.replace(/(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/g, (group) =>
    group.replace(/,/g, ''),
  );
  const thousands = !whole.includes(',');
  const single = body.split(',').length === 2 && !body.includes('.');
  return [...(thousands ? [whole] : []), ...(single ? [body.replace(',', '.')] : [])];
}

/** `1.5*10^-5`, read as one decimal number so that no digit is lost. */
const SCIENTIFIC = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))\*10\^\(?([-+]?\d{1,3})\)?$/;

/** The value of one number without spaces and commas; undefined if it is none, or not finite. */
function numericValue(body: string): number | undefined {
  const scientific = SCIENTIFIC.exec(body);
  return quantityOf(scientific === null ? body : `${scientific[1] ?? ''}e${Number(scientific[2])}`);
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
