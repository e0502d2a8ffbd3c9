/** When, in words: a cron expression as people say it, and moments in a zone. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import { bothRestricted, type Fields, fieldsOf } from '../schedule/fields.ts';
import type { Timing } from '../store/schedules.ts';

/** Times of a day, days of a month and months that are said one by one; what has more is shown as it was written. */
const SAID = 6;

/** E.g. "`8:30` on weekdays", "毎日 `8:30`"; in cron's own signs where words would be long. */
export function whenText({ cron, dayRule }: Timing, locale: Locale): string {
  const fields = fieldsOf(cron);
  if (fields === undefined) return `\`${cron}\``;
  const [times, days] = [timesText(fields, locale), daysText(fields, dayRule, locale)];
  if (times === undefined || days === undefined) {
    const note = bothRestricted(fields) ? ` (${NOTES[dayRule][locale]})` : '';
    return `\`${cron}\`${note}`;
  }
  return { en: `${times} ${days}`, ja: `${days} ${times}` }[locale];
}

/** How the days go together where they are not said in words. */
const NOTES: Readonly<Record<Timing['dayRule'], Words>> = {
  either: { en: 'on those days, and on those weekdays', ja: 'その日と、その曜日の両方' },
  both: { en: 'on those days that are those weekdays', ja: 'その日がその曜日に当たるときだけ' },
};

function timesText({ hours, minutes }: Fields, locale: Locale): string | undefined {
  const clock = (hour: number, minute: number) => `${hour}:${String(minute).padStart(2, '0')}`;
  const sorted = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
  const [minute = 0, ...more] = sorted(minutes);
  if (more.length > 0 || new Set(hours).size === 24) {
    if (more.length > 0) return undefined;
    return { en: `every hour at minute ${minute},`, ja: `毎時 ${minute} 分` }[locale];
  }
  const times = sorted(hours).map((hour) => `\`${clock(hour, minute)}\``);
  return times.length > SAID ? undefined : times.join({ en: ', ', ja: '、' }[locale]);
}

function daysText(fields: Fields, rule: Timing['dayRule'], locale: Locale): string | undefined {
  const { days, weekdays, months, restricted } = fields;
  // A step such as */2 leaves days out, too.
  const byDay = days.size < 31;
  const byWeekday = weekdays.size < 7;
  if ((byDay && !restricted.days) || (byWeekday && !restricted.weekdays)) return undefined;
  if (months.size < 12 && months.size > SAID) return undefined;
  const month = monthsText(months, locale);
  // One that names all of them, such as 1-31, makes it every day, or leaves it to the other.
  const isAll = !byDay || !byWeekday;
  if (bothRestricted(fields) && rule === 'either' && isAll)
    return { en: `every day${month}`, ja: `${month}毎日` }[locale];
  if (byDay && days.size > SAID) return undefined;
  const [day, weekday] = [dayText(days, locale), weekdayText(weekdays, locale)];
  if (bothRestricted(fields) && !isAll) {
    if (rule === 'either')
      return { en: `${day}, and ${weekday}${month}`, ja: `${month}${day}と、${weekday}` }[locale];
    return {
      en: `${day}, only if that is ${only(weekdays, 'en')}${month}`,
      ja: `${month}${day}(${only(weekdays, 'ja')}に当たるときだけ)`,
    }[locale];
  }
  if (byDay) return { en: `${day}${month}`, ja: `${month}${day}` }[locale];
  if (byWeekday) return { en: `${weekday}${month}`, ja: `${month}${weekday}` }[locale];
  return { en: `every day${month}`, ja: `${month}毎日` }[locale];
}

function dayText(days: ReadonlySet<number>, locale: Locale): string {
  const list = [...days].sort((a, b) => a - b);
  if (locale === 'ja') return list.map((day) => `${day} 日`).join('・');
  return `on the ${joined(list.map(ordinal))}`;
}

/** 1st, 2nd, 3rd, 4th … 11th, 12th, 13th. */
function ordinal(day: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${day}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)]}`;
}

function weekdayText(weekdays: ReadonlySet<number>, locale: Locale): string {
  const key = sortedWeek(weekdays).join();
  if (key === '1,2,3,4,5') return { en: 'on weekdays', ja: '平日' }[locale];
  if (key === '6,0') return { en: 'on weekends', ja: '土日' }[locale];
  const names = sortedWeek(weekdays).map((day) => weekdayName(day, locale));
  return { en: `on ${joined(names.map((name) => `${name}s`))}`, ja: `${names.join('・')}曜日` }[locale];
}

function only(weekdays: ReadonlySet<number>, locale: Locale): string {
  const names = sortedWeek(weekdays).map((day) => weekdayName(day, locale));
  return { en: `a ${names.join(' or a ')}`, ja: `${names.join('・')}曜日` }[locale];
}

/** Monday first, as weeks of work are. */
function sortedWeek(weekdays: ReadonlySet<number>): readonly number[] {
  return [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
}

function weekdayName(day: number, locale: Locale): string {
  // 2026-11-01 is a Sunday.
  const width = { en: 'weekday-long', ja: 'weekday-short' } as const;
  return formatOf(locale, 'UTC', width[locale]).format(Date.UTC(2026, 10, 1 + day));
}

function monthsText(months: ReadonlySet<number>, locale: Locale): string {
  const list = [...months].sort((a, b) => a - b);
  if (list.length === 12) return { en: '', ja: '' }[locale];
  if (locale === 'ja') return `${list.map((month) => `${month} 月`).join('・')}の `;
  const name = formatOf('en', 'UTC', 'month');
  return ` in ${joined(list.map((month) => name.format(Date.UTC(2026, month - 1, 1))))}`;
}

function joined(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}

/** A moment in a zone, with the year if it is not that of `now`: "Tue, Nov 24, 8:30 AM". */
export function momentText(time: number, zone: string, now: number, locale: Locale): string {
  const year = (moment: number) => formatOf('en', zone, 'year').format(moment);
  return formatOf(locale, zone, year(time) === year(now) ? 'moment' : 'moment-year').format(time);
}

type Kind = 'year' | 'month' | 'weekday-long' | 'weekday-short' | 'moment' | 'moment-year';

const MOMENT: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
};
const OPTIONS: Readonly<Record<Kind, Intl.DateTimeFormatOptions>> = {
  year: { year: 'numeric' },
  month: { month: 'long' },
  'weekday-long': { weekday: 'long' },
  'weekday-short': { weekday: 'short' },
  moment: MOMENT,
  'moment-year': { ...MOMENT, year: 'numeric' },
};

/** Formats that are kept: making one takes a hundred times as long as using it, and a list of schedules wants hundreds. */
const MOST_FORMATS = 200;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: Locale, zone: string, kind: Kind): Intl.DateTimeFormat {
  const key = `${locale} ${kind} ${zone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...OPTIONS[kind] });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, format);
  return format;
}
