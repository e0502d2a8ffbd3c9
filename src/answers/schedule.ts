/** A schedule in words. */
import type { Locale } from '../chat/locale.ts';
import type { Bank } from '../quiz/bank.ts';
import { markdownOf } from '../quiz/typed.ts';
import type { Schedule } from '../store/port.ts';
import { topicName } from './score.ts';

/** One line: number, when, topic, and the next time in the schedule's own zone. */
export function scheduleLine(schedule: Schedule, bank: Pick<Bank, 'topics'>, locale: Locale): string {
  const { number, cron, zone, topic, nextAt, trouble } = schedule;
  const next = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(nextAt);
  const name = topic === null ? '' : markdownOf(topicName(topic, bank, locale));
  const about = name === '' ? '' : { en: `, topic ${name}`, ja: `、分野: ${name}` }[locale];
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
