/** When, as people write it: `8:30`, days of the week, or five cron fields. */
import { UserError } from '../chat/error.ts';
import { code } from '../chat/wording.ts';
import { readDays } from './days.ts';
import { fieldsOf } from './fields.ts';

/** Longest text that is read as a time, in characters. */
const LONGEST = 100;

/**
 * Reads `8:30`, `８：３０` or five cron fields (minute hour day month weekday) as a cron expression.
 * @param days on which of the week, beside a time of day; every day if undefined
 * @throws UserError if it is neither, uses what cannot be planned (seconds, L, #), or says the days twice.
 */
export function readWhen(text: string, days?: string): string {
  if (text.length > LONGEST) throw badWhen(text);
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const clock = /^(\d{1,2}):(\d{2})$/.exec(plain);
  if (clock !== null) {
    const [hour, minute] = [Number(clock[1]), Number(clock[2])];
    if (hour >= 24 || minute >= 60) throw badWhen(text);
    return `${minute} ${hour} * * ${days === undefined ? '*' : readDays(days)}`;
  }
  if (fieldsOf(plain) === undefined) throw badWhen(text);
  if (days !== undefined) throw daysTwice(text);
  return plain;
}

/** The time of day of a cron expression that has one and nothing but days of the week beside it, e.g. `8:30`. */
export function timeOfDay(cron: string): string | undefined {
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \S+$/.exec(cron);
  return daily === null ? undefined : `${Number(daily[2])}:${(daily[1] ?? '').padStart(2, '0')}`;
}

function badWhen(text: string): UserError {
  const shown = text.slice(0, 60).replaceAll('`', ' ');
  return new UserError({
    en: `I can't read \`${shown}\` as a time. Write the hour and minute, e.g. \`8:30\`, or five cron fields, e.g. \`"30 8 * * 1-5"\`.`,
    ja: `\`${shown}\` を時刻として読めません。\`8:30\` のような時刻か、\`"30 8 * * 1-5"\` のような cron 式(5 項目)で指定してください。`,
  });
}

function daysTwice(text: string): UserError {
  return new UserError({
    en: `${code(text)} says the days already: leave out \`days\`, or give a time such as \`8:30\` with it.`,
    ja: `${code(text)} には曜日の指定も含まれています。\`days\` を省くか、\`8:30\` のような時刻と組み合わせてください。`,
  });
}
