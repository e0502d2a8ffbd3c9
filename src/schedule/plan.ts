/** When a schedule is due: pure, the time is an argument. */
import { parse, validateDetailed } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { UserError } from '../chat/error.ts';

/** How late a post may still come, in milliseconds: what was due while the bot was down for longer is skipped. */
export const GRACE_MS = 3 * 60 * 60 * 1000;

/** Days that are looked through for a match: a leap day can be 8 years away. */
const MAX_DAYS = 8 * 366 + 2;

/** Longest text that is read as a time, in characters. */
const LONGEST = 100;

/** No field of a cron line goes beyond 59. node-cron writes a range out before it looks at its ends. */
const TOO_LARGE = /\d{3}/;

/**
 * Reads `8:30`, `８：３０` or five cron fields (minute hour day month weekday) as a cron expression.
 * @throws UserError if it is neither, or uses what cannot be planned (seconds, L, #).
 */
export function readWhen(text: string): string {
  if (text.length > LONGEST) throw badWhen(text);
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const clock = /^(\d{1,2}):(\d{2})$/.exec(plain);
  if (clock !== null) {
    const [hour, minute] = [Number(clock[1]), Number(clock[2])];
    if (hour < 24 && minute < 60) return `${minute} ${hour} * * *`;
    throw badWhen(text);
  }
  if (plain.split(' ').length !== 5 || TOO_LARGE.test(plain)) throw badWhen(text);
  if (!validateDetailed(plain).valid || fieldsOf(plain) === undefined) throw badWhen(text);
  return plain;
}

/**
 * The first time after `after`, for a schedule that someone wants to make.
 * @throws UserError if it does not come for years, or would come more often than once an hour.
 */
export function firstTime(cron: string, zone: string, after: number): number {
  const first = nextTime(cron, zone, after);
  if (first === undefined) throw neverComes(cron);
  // All hours share the minutes: two are less than an hour apart, one never is but where clocks change by less.
  if (new Set(parse(cron).minute).size > 1) throw tooOften(cron);
  return first;
}

/**
 * Reads the name of a time zone; the case does not matter.
 * @returns the zone's IANA name.
 * @throws UserError if there is none of that name.
 */
export function readZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.normalize('NFKC').trim() }).resolvedOptions()
      .timeZone;
  } catch (error) {
    if (error instanceof RangeError) throw badZone(text);
    throw error;
  }
}

/**
 * The first time after `after` at which a cron expression matches in a zone. A time that a clock change skips
 * comes at the same distance after the change; one that comes twice is taken once, the first time.
 * @param after milliseconds since the epoch; the answer is later.
 * @returns milliseconds since the epoch, or undefined if it does not match within eight years.
 */
export function nextTime(cron: string, zone: string, after: number): number | undefined {
  const fields = fieldsOf(cron);
  if (fields === undefined) return undefined;
  let day = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  for (let n = 0; n < MAX_DAYS; n += 1, day = day.add({ days: 1 })) {
    if (!matchesDay(fields, day)) continue;
    const times = fields.hours.flatMap((hour) =>
      fields.minutes.map(
        (minute) => day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds,
      ),
    );
    const later = times.filter((time) => time > after);
    if (later.length > 0) return Math.min(...later);
  }
  return undefined;
}

/** Whether a post that was due at `dueAt` still goes out at `now`. */
export function isTimely(dueAt: number, now: number): boolean {
  return now - dueAt <= GRACE_MS;
}

type Fields = {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 = Sunday … 6. */
  readonly weekdays: ReadonlySet<number>;
};

function fieldsOf(cron: string): Fields | undefined {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(cron);
  const numbers = (list: readonly (number | string)[]) => list.filter((item) => typeof item === 'number');
  // node-cron has made 7 a 0, and names numbers; what stays text is L, W or #.
  const [days, weekdays] = [numbers(dayOfMonth), numbers(dayOfWeek)];
  if (days.length < dayOfMonth.length || weekdays.length < dayOfWeek.length) return undefined;
  return {
    minutes: minute,
    hours: hour,
    days: new Set(days),
    months: new Set(month),
    weekdays: new Set(weekdays),
  };
}

function matchesDay(fields: Fields, day: Temporal.PlainDate): boolean {
  return fields.months.has(day.month) && fields.days.has(day.day) && fields.weekdays.has(day.dayOfWeek % 7);
}

function badWhen(text: string): UserError {
  const shown = text.slice(0, 60).replaceAll('`', ' ');
  return new UserError({
    en: `I can't read \`${shown}\` as a time. Write the hour and minute, e.g. \`8:30\`, or five cron fields, e.g. \`"30 8 * * 1-5"\`.`,
    ja: `\`${shown}\` を時刻として読めません。\`8:30\` のような時刻か、\`"30 8 * * 1-5"\` のような cron 式(5 項目)で指定してください。`,
  });
}

function neverComes(cron: string): UserError {
  return new UserError({
    en: `\`${cron}\` does not come for years. Give a time such as \`8:30\`.`,
    ja: `\`${cron}\` に当たる日が何年も来ません。\`8:30\` のような時刻で指定してください。`,
  });
}

function tooOften(cron: string): UserError {
  return new UserError({
    en: `\`${cron}\` would post too often: at most once an hour. Give a time such as \`8:30\`.`,
    ja: `\`${cron}\` では出題が多すぎます(1 時間に 1 回まで)。\`8:30\` のような時刻で指定してください。`,
  });
}

function badZone(text: string): UserError {
  const shown = text.slice(0, 60).replaceAll('`', ' ');
  return new UserError({
    en: `There is no time zone \`${shown}\`. Use a name such as \`Asia/Tokyo\`, \`Europe/Berlin\` or \`UTC\`.`,
    ja: `\`${shown}\` というタイムゾーンはありません。\`Asia/Tokyo\`、\`Europe/Berlin\`、\`UTC\` のような名前で指定してください。`,
  });
}
