/** A schedule in words. */
import type { Locale, Words } from '../chat/locale.ts';
import { TOPICS } from '../quiz/topic.ts';
import type { Schedule } from '../store/port.ts';

/** One line: number, when, topic, and the next time in the schedule's own zone. */
export function scheduleLine(schedule: Schedule, locale: Locale): string {
  const { number, cron, zone, topic, nextAt, trouble } = schedule;
  const next = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(nextAt);
  const names: Readonly<Record<string, Words>> = TOPICS;
  const about =
    topic === null
      ? ''
      : { en: `, topic ${names[topic]?.en ?? topic}`, ja: `、分野: ${names[topic]?.ja ?? topic}` }[locale];
  const failed =
    trouble === null
      ? ''
      : {
          en: `\n  ⚠ The last post failed. ${trouble.en}`,
          ja: `\n  ⚠ 前回は投稿できませんでした。${trouble.ja}`,
        }[locale];
  return {
    en: `- **${number}** \`${when(cron)}\` (${zone})${about}; next: ${next}${failed}`,
    ja: `- **${number}** \`${when(cron)}\`(${zone}${about}) · 次回: ${next}${failed}`,
  }[locale];
}

/** `30 8 * * *` is said as 8:30. */
function when(cron: string): string {
  const daily = /^(\d+) (\d+) \* \* \*$/.exec(cron);
  return daily === null ? cron : `${daily[2]}:${(daily[1] ?? '').padStart(2, '0')}`;
}
