/** One option's text → its value, or a UserError that says what the option takes. */
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { OptionShape } from '../chat/shape.ts';
import { closest, code, figure } from '../chat/wording.ts';

/**
 * Reads the value of option `name`. Full-width digits and signs are read as their plain forms.
 * @throws UserError with the range or the choices and what was written.
 */
export function readValue(name: string, option: OptionShape, raw: string): number | bigint | string {
  switch (option.kind) {
    case 'integer':
      return readNumber(name, option, raw, /^[+-]?\d+$/);
    case 'number':
      return readNumber(name, option, raw, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i);
    case 'bigint':
      return readBigint(name, option.maxBits, raw);
    case 'choice':
      return readChoice(name, option, raw);
    case 'text':
      return withinLength(name, option.maxLength, raw);
  }
}

function withinLength(name: string, maxLength: number, raw: string): string {
  if (raw.length <= maxLength) return raw;
  throw new UserError({
    en: `${code(name)} is too long: ${raw.length} characters, at most ${maxLength}.`,
    ja: `${code(name)} が長すぎます(${raw.length} 文字)。${maxLength} 文字以内にしてください。`,
  });
}

/** Plain digits: NFKC, typographic minus, and commas between groups of three removed. */
function plainNumber(raw: string): string {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/[−–ー]/g, '-');
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

function wrong(name: string, takes: Words, raw: string): UserError {
  return new UserError({
    en: `${code(name)} takes ${takes.en}; you wrote ${code(raw)}.`,
    ja: `${code(name)} には${takes.ja}を指定してください(入力: ${code(raw)})。`,
  });
}

function readNumber(
  name: string,
  option: { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number },
  raw: string,
  pattern: RegExp,
): number {
  const text = plainNumber(raw);
  const value = Number(text);
  if (!pattern.test(text) || !(value >= option.min && value <= option.max)) {
    const [min, max] = [figure(option.min), figure(option.max)];
    const takes: Words =
      option.kind === 'integer'
        ? { en: `a whole number from ${min} to ${max}`, ja: ` ${min}〜${max} の整数` }
        : { en: `a number from ${min} to ${max}`, ja: ` ${min}〜${max} の数` };
    throw wrong(name, takes, raw);
  }
  return value;
}

function readBigint(name: string, maxBits: number, raw: string): bigint {
  const text = plainNumber(raw);
  const digits = Math.ceil(maxBits * Math.log10(2));
  const takes: Words = {
    en: `a whole number from 0 up to ${maxBits} bits (${digits} digits)`,
    ja: ` 0 以上、${maxBits} ビット(10 進数で ${digits} 桁)までの整数`,
  };
  if (!/^\+?\d+$/.test(text) || text.length > digits + 20) throw wrong(name, takes, raw);
  const value = BigInt(text.replace('+', ''));
  if (value >= 1n << BigInt(maxBits)) throw wrong(name, takes, raw);
  return value;
}

function readChoice(name: string, option: OptionShape & { readonly kind: 'choice' }, raw: string): string {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  const found = option.choices.find((choice) => {
    const labels = option.labels[choice];
    return [choice, labels?.en, labels?.ja].some((word) => word?.normalize('NFKC').toLowerCase() === text);
  });
  if (found !== undefined) return found;
  if (option.open !== undefined) return withinLength(name, option.open.maxLength, raw);
  const near = closest(text, option.choices);
  const list = option.choices.map(code);
  const one = list.length === 1;
  throw wrong(
    name,
    {
      en: `${one ? '' : 'one of '}${list.join(', ')}${near === undefined ? '' : ` (did you mean ${code(near)}?)`}`,
      ja: ` ${list.join('、')} ${one ? '' : 'のどれか'}${near === undefined ? '' : `(${code(near)} のことですか?)`}`,
    },
    raw,
  );
}
