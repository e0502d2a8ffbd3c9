/** The five fields of a cron expression, as numbers and as days. */
import { parse, validateDetailed } from 'node-cron';
import type { Temporal } from 'temporal-polyfill';
import type { DayRule } from '../store/schedules.ts';

export type Fields = {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 = Sunday … 6. */
  readonly weekdays: ReadonlySet<number>;
  /** Whether the field of the days, and that of the weekdays, leaves any out: one that begins with `*` is free. */
  readonly restricted: { readonly days: boolean; readonly weekdays: boolean };
};

/** No field of a cron line goes beyond 59. node-cron writes a range out before it looks at its ends. */
const TOO_LARGE = /\d{3}/;

/** @returns the fields, or undefined for what is no cron expression or cannot be planned (seconds, L, W, #). */
export function fieldsOf(cron: string): Fields | undefined {
  const texts = cron.split(' ');
  if (texts.length !== 5 || TOO_LARGE.test(cron) || !validateDetailed(cron).valid) return undefined;
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(cron);
  const numbers = (list: readonly (number | string)[]) => list.filter((item) => typeof item === 'number');
  // node-cron has made 7 a 0, and names numbers; what stays text is L, W or #.
  const [days, weekdays] = [numbers(dayOfMonth), numbers(dayOfWeek)];
  if (days.length < dayOfMonth.length || weekdays.length < dayOfWeek.length) return undefined;
  const isFree = (text: string | undefined) => text?.startsWith('*') === true;
  return {
    minutes: minute,
    hours: hour,
    days: new Set(days),
    months: new Set(month),
    weekdays: new Set(weekdays),
    restricted: { days: !isFree(texts[2]), weekdays: !isFree(texts[4]) },
  };
}

/**
 * Whether a day is one of a schedule's. Of a day of the month and a weekday that both leave some out either will do,
 * as crontab(5) has it; `both` is the rule of schedules from before that.
 */
export function matchesDay(
  fields: Fields,
  rule: DayRule,
  day: Pick<Temporal.PlainDate, 'month' | 'day' | 'dayOfWeek'>,
): boolean {
  if (!fields.months.has(day.month)) return false;
  const [byDay, byWeekday] = [fields.days.has(day.day), fields.weekdays.has(day.dayOfWeek % 7)];
  return rule === 'either' && bothRestricted(fields) ? byDay || byWeekday : byDay && byWeekday;
}

/** Whether it matters how the day of the month and the weekday go together. */
export function bothRestricted({ restricted }: Fields): boolean {
  return restricted.days && restricted.weekdays;
}
