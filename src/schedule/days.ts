/** Days of the week as people write them: `weekdays`, `mon,wed,fri`, `月水金`, `平日`. */
import { UserError } from '../chat/error.ts';
import { code } from '../chat/wording.ts';

/** Longest text that is read as days, in characters. */
const LONGEST = 100;

/** 0 = Sunday … 6, as cron counts. */
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  daily: [0, 1, 2, 3, 4, 5, 6],
  everyday: [0, 1, 2, 3, 4, 5, 6],
  weekdays: [1, 2, 3, 4, 5],
  weekday: [1, 2, 3, 4, 5],
  weekends: [0, 6],
  weekend: [0, 6],
  毎日: [0, 1, 2, 3, 4, 5, 6],
  平日: [1, 2, 3, 4, 5],
  週末: [0, 6],
  土日: [0, 6],
};

const ENGLISH = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const JAPANESE = '日月火水木金土';

/**
 * Reads days of the week.
 * @returns the fifth field of a cron expression, e.g. `*`, `1-5` or `1,3,5`
 * @throws UserError if they cannot be read
 */
export function readDays(text: string): string {
  if (text.length > LONGEST) throw badDays(text);
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const parts = plain.split(/[\s,、・/]+/).filter((part) => part !== '');
  const days = new Set(parts.flatMap((part) => readPart(part) ?? fail(text)));
  if (days.size === 0) throw badDays(text);
  return fieldOf([...days].sort((a, b) => a - b));
}

function readPart(part: string): readonly number[] | undefined {
  const group = Object.hasOwn(GROUPS, part) ? GROUPS[part] : undefined;
  if (group !== undefined) return group;
  const ends = part.split(/[-–~〜]/);
  const [from, to] = ends.map(readDay);
  if (ends.length === 2 && from !== undefined && to !== undefined) return range(from, to);
  if (ends.length !== 1) return undefined;
  return from === undefined ? readSigns(part) : [from];
}

/** Monday to Friday; Friday to Monday goes over the weekend. */
function range(from: number, to: number): readonly number[] {
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, n) => (from + n) % 7);
}

/** `mon`, `monday`, `月`, `月曜`, `月曜日`. */
function readDay(word: string): number | undefined {
  const english = ENGLISH.findIndex((name) => name === word || name === word.replace(/s$/, ''));
  if (english >= 0) return english;
  const short = /^(sun|mon|tues?|wed|thu(?:rs?)?|fri|sat)$/.exec(word)?.[1]?.slice(0, 3);
  if (short !== undefined) return ENGLISH.findIndex((name) => name.startsWith(short));
  const sign = /^(.)(曜日?)?$/u.exec(word)?.[1];
  const japanese = sign === undefined ? -1 : JAPANESE.indexOf(sign);
  return japanese < 0 ? undefined : japanese;
}

/** `月水金`, `月水金曜日`. */
function readSigns(part: string): readonly number[] | undefined {
  const days = [...part.replace(/曜日?$/, '')].map((sign) => JAPANESE.indexOf(sign));
  return days.length === 0 || days.includes(-1) ? undefined : days;
}

function fieldOf(days: readonly number[]): string {
  if (days.length === 7) return '*';
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const isRow = days.length > 2 && last - first === days.length - 1;
  return isRow ? `${first}-${last}` : days.join(',');
}

function fail(text: string): never {
  throw badDays(text);
}

function badDays(text: string): UserError {
  return new UserError({
    en: `I can't read ${code(text)} as days. Write \`daily\`, \`weekdays\`, \`weekends\`, or days such as \`mon,wed,fri\`.`,
    ja: `${code(text)} を曜日として読めません。\`毎日\`、\`平日\`、\`週末\`、または \`月水金\` や \`mon,wed,fri\` のように書いてください。`,
  });
}
