/** The summary of a week: what was answered and trained, what was missed most, and what to work on next. */
import { occasionNote } from '../answers/occasion.ts';
import { type Facts, summaryData, summaryText } from '../answers/summary.ts';
import { runButtonIfShort } from '../chat/buttons.ts';
import type { Place } from '../chat/invocation.ts';
import type { PostKey } from '../chat/platform.ts';
import { type Reply, reply } from '../chat/reply.ts';
import type { Classroom } from '../classroom/classroom.ts';
import type { Clock } from '../clock.ts';
import type { Bank } from '../quiz/bank.ts';
import { isRight, mostMissed, type Share, sharesBy } from '../quiz/tally.ts';
import type { QuizStore, RunStore, RunSummary, ScoredAnswer } from '../store/port.ts';
import type { Pending, Schedule } from '../store/schedules.ts';
import { postKey } from './once.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
/** What is to be worked on next is told by the answers of so long, in milliseconds. */
const MEMORY_MS = 30 * 24 * 3_600_000;
/** Questions that are told as missed. */
const MOST_TOLD = 3;
/** Answers that a question needs to be told as missed, and a topic to be worked on. */
const LEAST_ANSWERS = { question: 2, topic: 3 };
/** A topic is to be worked on if fewer answers are right than this share. */
const WELL_KNOWN = 0.8;
/** Runs that are looked through; the store gives no more. */
const MOST_RUNS = 100;

type Parts = {
  readonly classroom: Pick<Classroom, 'bank'>;
  readonly quiz: QuizStore;
  readonly runs: RunStore;
  readonly clock: Clock;
  post(place: Place, reply: Reply, as: PostKey): Promise<unknown>;
};

/** Posts the summary of a schedule. */
export type Summary = (schedule: Schedule, pending: Pending) => Promise<void>;

export function createSummary({ classroom, quiz, runs, clock, post }: Parts): Summary {
  return async (schedule, pending) => {
    const { place, locale } = schedule;
    const { workspace } = place;
    const now = clock.now();
    const [bank, answers, trained] = await Promise.all([
      classroom.bank(workspace),
      quiz.scored(workspace, now - MEMORY_MS),
      runs.list(workspace, MOST_RUNS),
    ]);
    const facts = factsOf(bank, answers, trained, now);
    const note = occasionNote(schedule, pending.occasion, now, locale);
    const say = { en: 'Ask about it', ja: 'この分野から出題' };
    await post(
      place,
      reply(`${note}${summaryText(facts, bank, locale)}`, {
        buttons:
          facts.next === undefined ? [] : runButtonIfShort(`/quiz topic=${facts.next.topic}`, say[locale]),
        data: summaryData(facts),
      }),
      postKey(pending),
    );
  };
}

/** @param answers of the last 30 days, @param trained the newest runs */
export function factsOf(
  bank: Pick<Bank, 'topics'>,
  answers: readonly ScoredAnswer[],
  trained: readonly RunSummary[],
  now: number,
): Facts {
  const week = answers.filter(({ answeredAt }) => answeredAt >= now - WEEK_MS);
  const before = answers.filter(
    ({ answeredAt }) => answeredAt >= now - 2 * WEEK_MS && answeredAt < now - WEEK_MS,
  );
  const runs = trained.filter(({ createdAt }) => createdAt >= now - WEEK_MS);
  return {
    learners: learnersOf(week),
    answers: week.length,
    right: rightOf(week),
    before: { learners: learnersOf(before).length, answers: before.length, right: rightOf(before) },
    missed: missedOf(week),
    next: nextTopic(bank, answers),
    runs: runs.length,
    moreRuns: runs.length === MOST_RUNS ? 'perhaps' : 'none',
    solved: runs.filter(({ outcome, evaluation }) => outcome.kind !== 'diverged' && evaluation.accuracy === 1)
      .length,
  };
}

/** Each once, by the name that they have now; empty for who is not to be named. */
function learnersOf(answers: readonly ScoredAnswer[]): Facts['learners'] {
  const learners = new Map(answers.map(({ userId, userName }) => [userId, { userName }]));
  return [...learners.values()].sort((a, b) => a.userName.localeCompare(b.userName, 'ja'));
}

function rightOf(answers: readonly ScoredAnswer[]): number {
  return answers.filter(({ verdict }) => isRight(verdict)).length;
}

function missedOf(answers: readonly ScoredAnswer[]): Facts['missed'] {
  const missed: { questionId: string; share: Share }[] = [];
  const left = () =>
    answers.filter(({ questionId }) => missed.every((question) => question.questionId !== questionId));
  for (let n = 0; n < MOST_TOLD; n += 1) {
    const worst = mostMissed(left(), LEAST_ANSWERS.question);
    if (worst === undefined) break;
    missed.push(worst);
  }
  return missed;
}

/** The topic of which the least is right, or the first of the course that nobody was asked about. */
function nextTopic({ topics }: Pick<Bank, 'topics'>, answers: readonly ScoredAnswer[]): Facts['next'] {
  const shares = sharesBy(answers, ({ topic }) => topic);
  const known = (topic: string) => {
    const { right, wrong } = shares.get(topic) ?? { right: 0, wrong: 0 };
    return right + wrong < LEAST_ANSWERS.topic ? undefined : right / (right + wrong);
  };
  const weak = topics
    .map(({ topic }) => ({ topic, share: known(topic) ?? 1 }))
    .filter(({ share }) => share < WELL_KNOWN)
    .sort((a, b) => a.share - b.share)[0];
  if (weak !== undefined) return { kind: 'weak', ...weak };
  const fresh = topics.find(({ topic }) => !shares.has(topic));
  return fresh === undefined ? undefined : { kind: 'fresh', topic: fresh.topic };
}
