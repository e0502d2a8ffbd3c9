/** What is posted when a question closes, and who is reminded under the next one. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Standing } from '../classroom/classroom.ts';
import { correctAnswer } from '../quiz/correct.ts';
import { present } from '../quiz/present.ts';
import type { GivenAnswer } from '../store/port.ts';
import { isNamed, nameList } from './names.ts';

/** The message of a question once it is closed: the question, without buttons. */
export function closedText({ posed }: Standing, locale: Locale): string {
  const note: Words = { en: '*Closed. The answer is below.*', ja: '*締め切りました。答えは下にあります。*' };
  return `${present(posed, locale).text}\n${note[locale]}`;
}

/** Days in a row from which a streak is told. */
const TOLD_STREAK = 2;

/**
 * What is posted when a question closes: the answer, why, how many had it, who has a streak. No one is pinged.
 * @param answers those that count, and those in own words that nobody has rated, which are only told of
 * @param streaks days in a row by user id
 */
export function resultText(
  { posed }: Standing,
  answers: readonly GivenAnswer[],
  streaks: ReadonlyMap<string, number>,
  locale: Locale,
): string {
  const right = answers.filter(({ verdict }) => verdict === 'right' || verdict === 'self-right');
  const unrated = answers.filter(({ verdict }) => verdict === 'unrated').length;
  const counting = answers.length - unrated;
  const names = nameList(right, locale);
  const head: Words = {
    en: `**The answer to the last question:** ${correctAnswer(posed, 'en')}`,
    ja: `**前回の問題の答え:** ${correctAnswer(posed, 'ja')}`,
  };
  const counted: Words =
    answers.length === 0
      ? { en: 'Nobody answered this time.', ja: '今回は回答がありませんでした。' }
      : {
          en: `${right.length} of ${counting} had it right${names === '' ? '' : `: ${names}`}.`,
          ja: `${counting} 人中 ${right.length} 人が正解しました${names === '' ? '' : `(${names})`}。`,
        };
  const open: Words = {
    en: `${unrated} answered in their own words and did not rate it.`,
    ja: `ほかに ${unrated} 人が記述で回答しました(自己採点はまだです)。`,
  };
  const told = [
    ...(counting > 0 || unrated === 0 ? [counted[locale]] : []),
    ...(unrated > 0 ? [counting > 0 ? open[locale] : open[locale].replace('ほかに ', '')] : []),
  ].join('\n');
  const runners = answers
    .map(({ userId, userName }) => ({ userName, days: streaks.get(userId) ?? 0 }))
    .filter((person) => person.days >= TOLD_STREAK && isNamed(person))
    .sort((a, b) => b.days - a.days);
  const list = nameList(runners, locale, ({ days }) => ` ${days}`);
  const running = list === '' ? '' : { en: `Days in a row: ${list}.`, ja: `連続日数: ${list}` }[locale];
  const lines = [head[locale], posed.question.explanation[locale].trim(), told, running];
  return lines.filter((line) => line !== '').join('\n');
}

/** Who of those that want to be reminded has reviews due; names, no pings. Empty if no one. */
export function reminderText(
  due: readonly { readonly userName: string; readonly count: number }[],
  locale: Locale,
): string {
  const waiting = due.filter(({ count }) => count > 0);
  const list = nameList(waiting, locale, ({ count }) => ` ${count}`);
  if (list === '') return '';
  return { en: `\n*Due for \`/review\`: ${list}*`, ja: `\n*復習(\`/review\`)があります: ${list}*` }[locale];
}
