/** Who knows what: scores, streaks and the class, from the answers that were given. Viewing changes nothing. */
import type { Clock } from '../clock.ts';
import { localDate, type Streak, streakOf } from '../quiz/streak.ts';
import { isRight, leaderboard, mostMissed, type Share, sharesBy } from '../quiz/tally.ts';
import type { PersonStore, QuizStore, ScoredAnswer } from '../store/port.ts';
import type { Cards } from './cards.ts';

export type Score = {
  readonly answered: number;
  readonly right: number;
  readonly topics: ReadonlyMap<string, Share>;
  readonly streak: Streak;
  readonly due: number;
};

/** Places of equals are equal (1, 1, 3). */
export type Place = {
  readonly rank: number;
  readonly userId: string;
  readonly userName: string;
  readonly right: number;
};

export type ClassReport = {
  readonly learners: number;
  readonly answers: number;
  readonly right: number;
  readonly topics: ReadonlyMap<string, Share>;
  readonly missed:
    | { readonly questionId: string; readonly share: Share; readonly answer: string }
    | undefined;
  /** One row per learner who is listed, by name. */
  readonly rows: readonly {
    readonly userName: string;
    readonly answered: number;
    readonly right: number;
    readonly lastDay: string;
  }[];
};

/** Since when answers count. */
export type Span = 'week' | 'all';

export interface Scores {
  of(workspace: string, userId: string): Promise<Score>;
  /** Best first; people who hide themselves are left out. */
  board(workspace: string, span: Span): Promise<readonly Place[]>;
  report(workspace: string, span: Span): Promise<ClassReport>;
  /** Shares by topic of each learner, without names. */
  learners(workspace: string): Promise<readonly ReadonlyMap<string, Share>[]>;
  /** Days in a row up to today, of each user id. */
  streaks(workspace: string, userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

type Parts = {
  readonly quiz: QuizStore;
  readonly people: PersonStore;
  readonly cards: Cards;
  readonly clock: Clock;
  /** Where the days begin and end. */
  readonly zone: string;
};

const WEEK_MS = 7 * 24 * 3_600_000;
/** Answers a question needs before it may be called the most missed. */
const LEAST_ANSWERS = 2;

export function createScores({ quiz, people, cards, clock, zone }: Parts): Scores {
  const since = (span: Span) => (span === 'week' ? clock.now() - WEEK_MS : 0);
  const today = () => localDate(clock.now(), zone);
  const streak = (answers: readonly ScoredAnswer[]) =>
    streakOf(
      answers.map(({ answeredAt }) => localDate(answeredAt, zone)),
      today(),
    );

  return {
    async of(workspace, userId) {
      const answers = await quiz.scored(workspace, 0, userId);
      return {
        answered: answers.length,
        right: answers.filter(({ verdict }) => isRight(verdict)).length,
        topics: sharesBy(answers, ({ topic }) => topic),
        streak: streak(answers),
        due: (await cards.due({ workspace, userId })).length,
      };
    },
    async board(workspace, span) {
      const answers = await quiz.scored(workspace, since(span));
      const names = new Map(answers.map(({ userId, userName }) => [userId, userName]));
      return leaderboard(answers, await people.hidden(workspace)).map(({ rank, userId, right }) => ({
        rank,
        userId,
        userName: names.get(userId) ?? '',
        right,
      }));
    },
    async report(workspace, span) {
      const answers = await quiz.scored(workspace, since(span));
      const hidden = await people.hidden(workspace);
      const byUser = Map.groupBy(answers, ({ userId }) => userId);
      const rows = [...byUser]
        .filter(([userId]) => !hidden.has(userId))
        .map(([, own]) => ({
          userName: own.at(-1)?.userName ?? '',
          answered: own.length,
          right: own.filter(({ verdict }) => isRight(verdict)).length,
          lastDay: localDate(own.at(-1)?.answeredAt ?? 0, zone),
        }))
        .sort((a, b) => a.userName.localeCompare(b.userName, 'ja'));
      return {
        learners: byUser.size,
        answers: answers.length,
        right: answers.filter(({ verdict }) => isRight(verdict)).length,
        topics: sharesBy(answers, ({ topic }) => topic),
        missed: mostMissed(answers, LEAST_ANSWERS),
        rows,
      };
    },
    async learners(workspace) {
      const byUser = Map.groupBy(await quiz.scored(workspace, 0), ({ userId }) => userId);
      return [...byUser.values()].map((answers) => sharesBy(answers, ({ topic }) => topic));
    },
    async streaks(workspace, userIds) {
      const wanted = new Set(userIds);
      const byUser = Map.groupBy(await quiz.scored(workspace, 0), ({ userId }) => userId);
      return new Map(
        [...byUser]
          .filter(([userId]) => wanted.has(userId))
          .map(([userId, own]) => [userId, streak(own).current]),
      );
    },
  };
}
