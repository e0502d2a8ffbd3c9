/** When a schedule is due: pure, the time is an argument. */
import { Temporal } from 'temporal-polyfill';
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { Timing } from '../store/schedules.ts';
import { type Fields, fieldsOf, matchesDay } from './fields.ts';
import { badZone, zoneNamed } from './zone.ts';

/** How late a post may still come, in milliseconds: what was due while the bot was down for longer is skipped. */
export const GRACE_MS = 3 * 60 * 60 * 1000;

/** Days that are looked through for a match: a leap day can be 8 years away. */
const MAX_DAYS = 8 * 366 + 2;
/** A day of the calendar, which no clock is changed on, in milliseconds. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Times that were missed are counted up to here. */
export const MOST_MISSED = 100;

/**
 * The first time after `after`, for a schedule that someone wants to make.
 * @throws UserError if it does not come for years, or would come more often than once an hour.
 */
export function firstTime(timing: Timing, after: number): number {
  const first = nextTime(timing, after);
  if (first === undefined) throw neverComes(timing.cron);
  // All hours share the minutes: two are less than an hour apart, one never is but where clocks change by less.
  if (new Set(fieldsOf(timing.cron)?.minutes).size > 1) throw tooOften(timing.cron);
  return first;
}

/**
 * The first time after `after` at which a schedule comes. A time that a clock change skips comes at the same distance
 * after the change; one that comes twice is taken once, the first time.
 * @param after milliseconds since the epoch; the answer is later.
 * @returns milliseconds since the epoch, or undefined if it does not come within eight years.
 * @throws RangeError if there is no such zone
 */
export function nextTime({ cron, zone, dayRule }: Timing, after: number): number | undefined {
  const fields = fieldsOf(cron);
  if (fields === undefined) return undefined;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  // Days as numbers: a thousand of Temporal's take as long as all else that a command does.
  const first = Date.UTC(today.year, today.month - 1, today.day);
  for (let time = first; time < first + MAX_DAYS * DAY_MS; time = following(time, fields)) {
    const date = new Date(time);
    const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
    if (!matchesDay(fields, dayRule, { month, day, dayOfWeek: date.getUTCDay() })) continue;
    const plain = new Temporal.PlainDate(date.getUTCFullYear(), month, day);
    const later = timesOf(fields, plain, zone).filter((each) => each > after);
    if (later.length > 0) return Math.min(...later);
  }
  return undefined;
}

/** The next day that may be one of a schedule's: a month that is none of its months is passed over. */
function following(time: number, { months }: Fields): number {
  const date = new Date(time);
  if (months.has(date.getUTCMonth() + 1)) return time + DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** The times of a day, in milliseconds since the epoch. */
function timesOf({ hours, minutes }: Fields, day: Temporal.PlainDate, zone: string): readonly number[] {
  return hours.flatMap((hour) =>
    minutes.map(
      (minute) => day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds,
    ),
  );
}

/** The next times after `after`, at most `most`, the first first. */
export function nextTimes(timing: Timing, after: number, most: number): readonly number[] {
  const times: number[] = [];
  for (let time = nextTime(timing, after); time !== undefined && times.length < most; ) {
    times.push(time);
    time = nextTime(timing, time);
  }
  return times;
}

/** Whether a post that was due at `dueAt` still goes out at `now`. */
export function isTimely(dueAt: number, now: number): boolean {
  return now - dueAt <= GRACE_MS;
}

/** Times that have come: the last one may be posted still, all before it are dropped. */
export type Reckoning = {
  /** What is posted for, in milliseconds since the epoch; undefined if all came too long ago. */
  readonly dueAt: number | undefined;
  /** How many get no post, at most `MOST_MISSED`. */
  readonly dropped: number;
};

/** What is to be made of a schedule that was due at `nextAt` ≤ `now`, and may have been due again since. */
export function reckon(timing: Timing, nextAt: number, now: number): Reckoning {
  const oldest = now - GRACE_MS;
  let dropped = 0;
  let time: number | undefined = nextAt;
  for (; time !== undefined && time < oldest; time = nextTime(timing, time)) {
    dropped += 1;
    if (dropped < MOST_MISSED) continue;
    time = nextTime(timing, oldest - 1);
    break;
  }
  let dueAt: number | undefined;
  for (; time !== undefined && time <= now; time = nextTime(timing, time)) {
    if (dueAt !== undefined) dropped += 1;
    dueAt = time;
  }
  return { dueAt, dropped: Math.min(dropped, MOST_MISSED) };
}

/** Why no time can be reckoned at all: the zone is gone, or the expression is none. Undefined if it can. */
export function faultOf({ cron, zone }: Timing): Words | undefined {
  if (zoneNamed(zone) === undefined) return badZone(zone).words;
  return fieldsOf(cron) === undefined ? unreadable(cron).words : undefined;
}

function unreadable(cron: string): UserError {
  return new UserError({
    en: `\`${cron}\` cannot be planned. Give another time with \`/schedule edit\`.`,
    ja: `\`${cron}\` は予定として扱えません。\`/schedule edit\` で時刻を指定し直してください。`,
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
    ja: `\`${cron}\` では投稿が多すぎます(1 時間に 1 回まで)。\`8:30\` のような時刻で指定してください。`,
  });
}
