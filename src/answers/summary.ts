/** The summary of a week in words. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import type { Bank } from '../quiz/bank.ts';
import type { Share } from '../quiz/tally.ts';
import { markdownOf } from '../quiz/typed.ts';
import { percent } from './figures.ts';
import { nameList } from './names.ts';
import { topicName } from './score.ts';

export type Facts = {
  /** Who answered this week; the name is empty of who is not to be named. */
  readonly learners: readonly { readonly userName: string }[];
  readonly answers: number;
  readonly right: number;
  /** The week before. */
  readonly before: { readonly learners: number; readonly answers: number; readonly right: number };
  /** The worst first. */
  readonly missed: readonly { readonly questionId: string; readonly share: Share }[];
  /** What to work on: a topic that too few get right, or one that nobody was asked about yet. */
  readonly next:
    | { readonly kind: 'weak'; readonly topic: string; readonly share: number }
    | { readonly kind: 'fresh'; readonly topic: string }
    | undefined;
  readonly runs: number;
  /** Whether there may have been more runs than were looked through. */
  readonly moreRuns: 'none' | 'perhaps';
  /** Runs of which every sum was right. */
  readonly solved: number;
};

export function summaryText(facts: Facts, bank: Pick<Bank, 'topics'>, locale: Locale): string {
  const head: Words = { en: '**The last 7 days**', ja: '**この 7 日間のまとめ**' };
  return [
    head[locale],
    ...answersLines(facts, locale),
    ...missedLines(facts, locale),
    ...runsLines(facts, locale),
    ...nextLines(facts, bank, locale),
  ].join('\n');
}

function answersLines({ learners, answers, right, before }: Facts, locale: Locale): readonly string[] {
  if (answers === 0) {
    const last: Words =
      before.answers === 0
        ? { en: '', ja: '' }
        : {
            en: ` The week before, there were ${before.answers}.`,
            ja: `その前の週は ${before.answers} 件でした。`,
          };
    return [{ en: `No question was answered.${last.en}`, ja: `回答はありませんでした。${last.ja}` }[locale]];
  }
  const names = nameList(learners, locale);
  const share = percent(right / answers);
  const then =
    before.answers === 0
      ? { en: '; the week before, no one answered', ja: '(前の週は回答なし)' }
      : {
          en: `; the week before, ${people(before.learners)} and ${percent(before.right / before.answers)} of ${before.answers}`,
          ja: `(前の週は ${before.learners} 人、${before.answers} 件、正解率 ${percent(before.right / before.answers)})`,
        };
  return [
    {
      en: `${people(learners.length)} answered ${answers} question${answers === 1 ? '' : 's'}, ${share} right${then.en}.`,
      ja: `${learners.length} 人が ${answers} 件回答し、正解率は ${share} でした${then.ja}。`,
    }[locale],
    ...(names === '' ? [] : [{ en: `Took part: ${names}.`, ja: `参加した人: ${names}` }[locale]]),
  ];
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

function missedLines({ missed }: Facts, locale: Locale): readonly string[] {
  if (missed.length === 0) return [];
  const head: Words = { en: 'Most missed:', ja: '間違いが多かった問題:' };
  return [
    head[locale],
    ...missed.map(
      ({ questionId, share: { right, wrong } }) =>
        ({
          en: `- \`${questionId}\`: ${wrong} of ${right + wrong} wrong`,
          ja: `- \`${questionId}\`: ${right + wrong} 件中 ${wrong} 件が不正解`,
        })[locale],
    ),
  ];
}

function runsLines({ runs, moreRuns, solved }: Facts, locale: Locale): readonly string[] {
  if (runs === 0) return [];
  const least = moreRuns === 'perhaps' ? { en: 'At least ', ja: '少なくとも ' } : { en: '', ja: '' };
  return [
    {
      en: `${least.en}${runs} network${runs === 1 ? ' was' : 's were'} trained; ${solved} of them got every sum right.`,
      ja: `${least.ja}${runs} 回学習し、そのうち ${solved} 回が全問正解に達しました。`,
    }[locale],
  ];
}

function nextLines({ next }: Facts, bank: Pick<Bank, 'topics'>, locale: Locale): readonly string[] {
  if (next === undefined) return [];
  const name = markdownOf(topicName(next.topic, bank, locale));
  switch (next.kind) {
    case 'weak':
      return [
        {
          en: `To work on next: **${name}**, of which ${percent(next.share)} was right in the last 30 days.`,
          ja: `次に取り組むなら: **${name}**(直近 30 日の正解率 ${percent(next.share)})`,
        }[locale],
      ];
    case 'fresh':
      return [
        {
          en: `To work on next: **${name}**, of which nothing was asked in the last 30 days.`,
          ja: `次に取り組むなら: **${name}**(直近 30 日に回答なし)`,
        }[locale],
      ];
  }
}

/** The figures, for programs. */
export function summaryData(facts: Facts): { readonly [key: string]: Json } {
  const { learners, answers, right, missed, next, runs, solved } = facts;
  return {
    learners: learners.length,
    answers,
    right,
    missed: missed.map(({ questionId, share }) => ({ question: questionId, ...share })),
    next: next?.topic ?? null,
    runs,
    solved,
  };
}
