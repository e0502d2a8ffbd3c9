/** Who knows what: scores, streaks and the class, from the answers that were given. Viewing changes nothing. */
import type { Words } from '../chat/locale.ts';
import type { Clock } from '../clock.ts';
import { chosenWords } from '../quiz/chosen.ts';
import type { Posed } from '../quiz/pose.ts';
import { localDate, type Streak, streakOf } from '../quiz/streak.ts';
import { isRight, leaderboard, mostMissed, type Share, sharesBy } from '../quiz/tally.ts';
import type { PersonStore } from '../store/people.ts';
import type { QuizStore, ScoredAnswer } from '../store/port.ts';
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

/** The question that most got wrong, and the wrong answer that most of them gave, where it can be told. */
export type Missed = {
  readonly questionId: string;
  readonly share: Share;
  readonly answer: Words | undefined;
};

export type ClassReport = {
  readonly learners: number;
  readonly answers: number;
  readonly right: number;
  readonly topics: ReadonlyMap<string, Share>;
  readonly missed: Missed | undefined;
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
  /** A question as it was asked, with the order of its options; undefined if its deck is gone. */
  posedOf(workspace: string, askedId: string): Promise<Posed | undefined>;
  /** The zone in which a workspace's days begin and end. */
  zoneOf(workspace: string): Promise<string>;
};

const WEEK_MS = 7 * 24 * 3_600_000;
/** Answers a question needs before it may be called the most missed. */
const LEAST_ANSWERS = 2;

/** Wrong answers that are read to find the one that most gave. */
const MOST_READ = 500;

export function createScores({ quiz, people, cards, clock, zoneOf, posedOf }: Parts): Scores {
  const since = (span: Span) => (span === 'week' ? clock.now() - WEEK_MS : 0);
  const streak = (answers: readonly ScoredAnswer[], zone: string) =>
    streakOf(
      answers.map(({ answeredAt }) => localDate(answeredAt, zone)),
      localDate(clock.now(), zone),
    );

  async function mostMissedIn(
    workspace: string,
    answers: readonly ScoredAnswer[],
  ): Promise<Missed | undefined> {
    const missed = mostMissed(answers, LEAST_ANSWERS);
    if (missed === undefined) return undefined;
    const wrong = answers
      .filter(({ questionId, verdict }) => questionId === missed.questionId && !isRight(verdict))
      .slice(-MOST_READ);
    const posed = new Map<string, Posed | undefined>();
    for (const { askedId } of wrong)
      if (!posed.has(askedId)) posed.set(askedId, await posedOf(workspace, askedId));
    const told = wrong.flatMap(({ askedId, answer }): Words[] => {
      const asked = posed.get(askedId);
      const words = asked && chosenWords(asked, answer);
      return words === undefined ? [] : [words];
    });
    return { ...missed, answer: commonest(told) };
  }

  return {
    async of(workspace, userId) {
      const answers = await quiz.scored(workspace, 0, userId);
      return {
        answered: answers.length,
        right: answers.filter(({ verdict }) => isRight(verdict)).length,
        topics: sharesBy(answers, ({ topic }) => topic),
        streak: streak(answers, await zoneOf(workspace)),
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
      const [hidden, zone] = await Promise.all([people.hidden(workspace), zoneOf(workspace)]);
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
        missed: await mostMissedIn(workspace, answers),
        rows,
      };
    },
    async learners(workspace) {
      const byUser = Map.groupBy(await quiz.scored(workspace, 0), ({ userId }) => userId);
      return [...byUser.values()].map((answers) => sharesBy(answers, ({ topic }) => topic));
    },
    async streaks(workspace, userIds) {
      const [wanted, zone] = [new Set(userIds), await zoneOf(workspace)];
      const byUser = Map.groupBy(await quiz.scored(workspace, 0), ({ userId }) => userId);
      return new Map(
        [...byUser]
          .filter(([userId]) => wanted.has(userId))
          .map(([userId, own]) => [userId, streak(own, zone).current]),
      );
    },
  };
}

function commonest(told: readonly Words[]): Words | undefined {
  const groups = [...Map.groupBy(told, ({ en }) => en).values()].sort((a, b) => b.length - a.length);
  return groups[0]?.[0];
}
