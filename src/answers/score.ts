/** Scores in words. */
import type { Locale, Words } from '../chat/locale.ts';
import { plain } from '../chat/reply.ts';
import type { ClassReport, Missed, Place, Score, Span } from '../classroom/scores.ts';
import type { Bank } from '../quiz/bank.ts';
import { labelOf, markdownOf } from '../quiz/typed.ts';
import { percent } from './figures.ts';

/** The title of a topic, also of a teacher's own; its id once its deck is gone. */
export function topicName(topic: string, { topics }: Pick<Bank, 'topics'>, locale: Locale): string {
  return topics.find((each) => each.topic === topic)?.words[locale] ?? topic;
}

export function scoreText({ answered, right, streak, due }: Score, locale: Locale): string {
  if (answered === 0) {
    return {
      en: 'You have not answered anything yet. `/quiz` asks the first question.',
      ja: 'まだ回答がありません。`/quiz` で最初の問題に挑戦してみましょう。',
    }[locale];
  }
  const share = percent(right / answered);
  const days = streak.current;
  return {
    en: `**${right} of ${answered} right** (${share}) · ${days} day${days === 1 ? '' : 's'} in a row (best ${streak.longest}) · ${due} due for review`,
    ja: `**${answered} 問中 ${right} 問正解**(${share}) · 連続 ${days} 日(最長 ${streak.longest} 日) · 復習 ${due} 問`,
  }[locale];
}

/** Places listed. */
const LISTED = 20;

export function boardText(places: readonly Place[], span: Span, locale: Locale): string {
  const head: Record<Span, Words> = {
    week: { en: '**This week**', ja: '**今週のランキング**' },
    all: { en: '**All time**', ja: '**通算ランキング**' },
  };
  if (places.length === 0) {
    return `${head[span][locale]}\n${{ en: 'Nobody is listed yet.', ja: 'まだ誰も載っていません。' }[locale]}`;
  }
  const lines = places.slice(0, LISTED).map(
    ({ rank, userName, right }) =>
      ({
        en: `${rank}. ${plain(userName)} — ${right} right`,
        ja: `${rank} 位 ${plain(userName)} — ${right} 問`,
      })[locale],
  );
  const note = {
    en: '*Every question counts once. `/score listed=hidden` takes you off the list.*',
    ja: '*同じ問題は 1 回だけ数えます。`/score listed=hidden` で自分を非表示にできます。*',
  }[locale];
  return [head[span][locale], ...lines, note].join('\n');
}

export function classText(
  report: ClassReport,
  bank: Pick<Bank, 'topics'>,
  span: Span,
  locale: Locale,
): string {
  const { learners, answers, right, topics, missed } = report;
  const when: Record<Span, Words> = {
    week: { en: 'the last 7 days', ja: '直近 7 日' },
    all: { en: 'all time', ja: '全期間' },
  };
  if (answers === 0) {
    return {
      en: `**The class, ${when[span].en}:** no answers.`,
      ja: `**クラスの様子(${when[span].ja}):** 回答はありません。`,
    }[locale];
  }
  const share = percent(right / answers);
  const lines = [...topics]
    .sort(([, a], [, b]) => a.right / (a.right + a.wrong) - b.right / (b.right + b.wrong))
    .map(
      ([topic, s]) =>
        `- ${markdownOf(topicName(topic, bank, locale))}: ${percent(s.right / (s.right + s.wrong))} (${s.right}/${s.right + s.wrong})`,
    );
  const worst = missed && missedLine(missed, locale);
  const head = {
    en: `**The class, ${when.all === when[span] ? 'all time' : when[span].en}:** ${learners} learner${learners === 1 ? '' : 's'}, ${answers} answer${answers === 1 ? '' : 's'}, ${share} right.`,
    ja: `**クラスの様子(${when[span].ja}):** ${learners} 人、${answers} 件の回答、正解率 ${share}`,
  }[locale];
  return [head, ...lines, ...(worst === undefined ? [] : [worst])].join('\n');
}

/** Longest wrong answer that is quoted, in characters. */
const QUOTED = 60;

function missedLine({ questionId, share, answer }: Missed, locale: Locale): string {
  const text = labelOf(answer?.[locale] ?? '');
  const quoted = plain(text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
  const mostly =
    quoted === '' ? { en: '', ja: '' } : { en: `, mostly “${quoted}”`, ja: `、最多は「${quoted}」` };
  return {
    en: `Most missed: \`${questionId}\` (${share.wrong} wrong${mostly.en}). \`/quiz question=${questionId}\` asks it again.`,
    ja: `間違いが最も多い問題: \`${questionId}\`(誤答 ${share.wrong} 件${mostly.ja})。\`/quiz question=${questionId}\` でもう一度出せます。`,
  }[locale];
}

/** The class as CSV with a header, for spreadsheets. */
export function classCsv({ rows }: ClassReport): string {
  // A leading = + - @ would be run as a formula by a spreadsheet.
  const cell = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  return [
    'name,answered,right,last_day',
    ...rows.map((row) => `${cell(row.userName)},${row.answered},${row.right},${row.lastDay}`),
  ].join('\r\n');
}
