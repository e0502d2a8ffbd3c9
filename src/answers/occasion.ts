/** What a scheduled post says of itself: that it is late, what was missed before it, why it is paused. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Occasion, Schedule } from '../store/schedules.ts';
import { missedText } from './schedule.ts';
import { momentText } from './when.ts';

/** Lines above a post; empty for one that comes at its time after all those before it. */
export function occasionNote({ zone }: Schedule, occasion: Occasion, now: number, locale: Locale): string {
  const { dueAt, lateness, missed } = occasion;
  const time = momentText(dueAt, zone, now, locale);
  const late: Words = {
    en: `*Late: this was due ${time} (${zone}).*`,
    ja: `*遅れて投稿しています(予定: ${time}、${zone})。*`,
  };
  const lines = [
    ...(lateness === 'late' ? [late[locale]] : []),
    ...(missed > 0 ? [`*${missedText(missed)[locale]}*`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** What is written in private to who made a schedule that is paused. */
export function pausedText(number: number, trouble: Words, locale: Locale): string {
  return {
    en: `**I have paused schedule ${number}, which you made.** ${trouble.en}\nWhen that is mended, \`/schedule resume ${number}\` starts it again; \`/schedule list\` shows all.`,
    ja: `**あなたが作成した予定 ${number} を一時停止しました。** ${trouble.ja}\n解決したら \`/schedule resume ${number}\` で再開できます。一覧は \`/schedule list\` です。`,
  }[locale];
}
