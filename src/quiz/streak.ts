/** Days in a row: counted by local dates, so that midnight is where the group lives. */
import { Temporal } from 'temporal-polyfill';

export type Streak = {
  /** Days in a row up to today, or up to yesterday while today may still come. */
  readonly current: number;
  readonly longest: number;
  /** Whether today is done. */
  readonly today: 'done' | 'open';
};

/** The local date of an instant, `YYYY-MM-DD`. @param zone IANA name, e.g. `Asia/Tokyo` */
export function localDate(epochMilliseconds: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/**
 * @param dates local dates `YYYY-MM-DD` on which something was answered, in any order, repeated or not
 * @param today the local date of now; later dates are ignored
 */
export function streakOf(dates: readonly string[], today: string): Streak {
  const last = dayNumber(today);
  // Such dates compare as text.
  const days = [...new Set(dates)]
    .filter((date) => date <= today)
    .sort()
    .map(dayNumber);
  let run = 0;
  let longest = 0;
  let previous = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    run = previous === day - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    previous = day;
  }
  const current = previous >= last - 1 ? run : 0;
  return { current, longest, today: previous === last ? 'done' : 'open' };
}

/** Days since 1970-01-01. */
function dayNumber(date: string): number {
  return Temporal.PlainDate.from('1970-01-01').until(date).days;
}
