/**
 * What the bot remembers, as ports: the same for SQLite and for another database to come. A `userName` that comes out
 * of the store is the name by which others may be told of the person: empty for who asked not to be named, or to be
 * forgotten. So no text can name them; they are there to be counted.
 */
import type { History } from '../chat/history.ts';
import type { Place } from '../chat/invocation.ts';
import type { Locale, Words } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Evaluation, Outcome, RunResult } from '../rnn/result.ts';
import type { DeckStore } from './decks.ts';
import type { HuntStore, LeagueStore } from './games.ts';

/** A finished (or diverged, or cancelled) training run of a workspace. */
export type Run = {
  /** Counts from 1 in each workspace: what people call it. */
  readonly number: number;
  readonly workspace: string;
  readonly userId: string;
  readonly userName: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly result: RunResult;
};

/** What lists show of a run: all but weights, samples and diagnostics. */
export type RunSummary = Omit<Run, 'result'> & {
  readonly config: TrainConfig;
  readonly outcome: Outcome;
  readonly losses: readonly number[];
  readonly evaluation: Evaluation;
  readonly solvedAt: number | null;
  readonly seconds: number;
};

export interface RunStore {
  /** Saves a run under the workspace's next number, which it returns. */
  save(run: Omit<Run, 'number'>): Promise<Run>;
  get(workspace: string, number: number): Promise<Run | undefined>;
  /** Newest first, at most `limit` (1…100). */
  list(workspace: string, limit: number): Promise<readonly RunSummary[]>;
  /** Makes a run the workspace's current model. */
  use(workspace: string, number: number): Promise<void>;
  /** The run that `/add` uses, if there is one. */
  current(workspace: string): Promise<Run | undefined>;
}

/** A daily (or otherwise repeated) post in a channel. */
export type Schedule = {
  /** Counts from 1 in each workspace. */
  readonly number: number;
  readonly place: Place;
  /** Five cron fields: minute hour day month weekday. */
  readonly cron: string;
  /** IANA time zone, e.g. `Asia/Tokyo`. */
  readonly zone: string;
  /** Topic of the questions; null = any. */
  readonly topic: string | null;
  readonly locale: Locale;
  readonly userId: string;
  readonly userName: string;
  /** When it is due next, in milliseconds since the epoch. */
  readonly nextAt: number;
  /** Why the last post could not be made, for those who can do something about it; null if it could. */
  readonly trouble: Words | null;
};

export interface ScheduleStore {
  add(schedule: Omit<Schedule, 'number' | 'trouble'>): Promise<Schedule>;
  list(workspace: string): Promise<readonly Schedule[]>;
  remove(workspace: string, number: number): Promise<'removed' | 'unknown'>;
  /** Those with nextAt ≤ now, oldest first, at most 100. */
  due(now: number): Promise<readonly Schedule[]>;
  /**
   * Moves nextAt on from `schedule.nextAt`. `taken` means that someone else has done so: of all
   * processes only the one that is told `claimed` may post.
   */
  claim(schedule: Schedule, nextAt: number): Promise<'claimed' | 'taken'>;
  /** Keeps what became of the last post. */
  report(schedule: Schedule, trouble: Words | null): Promise<void>;
}

/** A question that stands in a channel. */
export type Asked = {
  readonly id: string;
  readonly place: Place;
  readonly questionId: string;
  readonly topic: string;
  /** What makes the generated numbers and the order of options. */
  readonly seed: number;
  readonly locale: Locale;
  /** What its letters stood for (`quiz/print.ts`); null for one that was asked before this was kept. */
  readonly print: string | null;
  readonly askedAt: number;
  /** Asked of everyone by `/quiz` or by a schedule; of one person by `/review` or for practice. */
  readonly origin: 'command' | 'schedule' | 'review' | 'practice';
  readonly closedAt: number | null;
  /** The platform's id of the message, once it is known (posts of a schedule). */
  readonly message: string | null;
};

/** `self-…`: rated by oneself. `unrated`: in own words, and not rated yet; it does not count. */
export type Verdict = 'right' | 'wrong' | 'self-right' | 'self-wrong' | 'unrated';
export type Counting = Exclude<Verdict, 'unrated'>;

/** One person's answer to an asked question. */
export type GivenAnswer = {
  readonly askedId: string;
  readonly userId: string;
  readonly userName: string;
  /** As given: a letter, a number, a formula. */
  readonly answer: string;
  readonly verdict: Verdict;
  readonly answeredAt: number;
  /** How often it was changed since. */
  readonly changes: number;
};

/** An answer joined with what it answers: the raw material of scores. */
export type ScoredAnswer = Omit<GivenAnswer, 'verdict'> & {
  readonly verdict: Counting;
  readonly questionId: string;
  readonly topic: string;
};

export interface QuizStore {
  ask(asked: Asked): Promise<void>;
  asked(workspace: string, id: string): Promise<Asked | undefined>;
  /** Open questions of a channel from schedules, newest first. */
  open(place: Place): Promise<readonly Asked[]>;
  /**
   * The newest question in a workspace that was asked since a time, and of everyone: by a schedule, or by `/quiz`
   * where others read along, which at a terminal they do not.
   */
  newest(workspace: string, since: number): Promise<Asked | undefined>;
  /** Open questions from schedules that were asked at `before` or earlier, oldest first, at most 100. */
  overdue(before: number): Promise<readonly Asked[]>;
  close(id: string, closedAt: number): Promise<'closed' | 'was-closed'>;
  /** Notes the platform's message id of a posted question. */
  posted(id: string, message: string): Promise<void>;
  /** Keeps the first answer of a user: `first`, or what was there before. */
  answer(
    answer: GivenAnswer,
  ): Promise<{ readonly kind: 'first' } | { readonly kind: 'before'; readonly answer: GivenAnswer }>;
  /** Replaces a user's answer and counts the change. */
  change(answer: GivenAnswer): Promise<void>;
  answers(askedId: string): Promise<readonly GivenAnswer[]>;
  /** How often each question was asked in a channel (reviews apart), and when last: for the fair choice of the next. */
  history(
    place: Place,
  ): Promise<readonly { readonly questionId: string; readonly count: number; readonly lastAt: number }[]>;
  /** Answers that count of a workspace since a time, oldest first, at most 100,000; of one user if given. */
  scored(workspace: string, since: number, userId?: string): Promise<readonly ScoredAnswer[]>;
}

/** What a learner has to see again when: one card per question and person. */
export type Card = {
  readonly workspace: string;
  readonly userId: string;
  readonly questionId: string;
  /** Due time in milliseconds since the epoch. */
  readonly dueAt: number;
  /** The scheduler's own state, opaque here. */
  readonly state: string;
};

export interface CardStore {
  get(workspace: string, userId: string, questionId: string): Promise<Card | undefined>;
  put(card: Card): Promise<void>;
  /** Cards due at `now`, longest overdue first, at most 100. */
  due(workspace: string, userId: string, now: number): Promise<readonly Card[]>;
}

/** What a person has chosen. */
export type Preferences = {
  /** `hidden`: nothing that others read names the person. */
  readonly leaderboard: 'shown' | 'hidden';
  /** Whether the daily post says how many reviews are due. */
  readonly reminder: 'on' | 'off';
};

export interface PersonStore {
  preferences(workspace: string, userId: string): Promise<Preferences>;
  /** Changes what is given and leaves the rest. */
  prefer(workspace: string, userId: string, userName: string, change: Partial<Preferences>): Promise<void>;
  /** Who of a workspace wants to be reminded, and may be named. */
  reminded(workspace: string): Promise<readonly { readonly userId: string; readonly userName: string }[]>;
  /** Who of a workspace does not want to be named. */
  hidden(workspace: string): Promise<ReadonlySet<string>>;
  /** Deletes all that is kept about a person in a workspace; runs, schedules, hunts and decks stay, without the name. */
  forget(workspace: string, userId: string): Promise<void>;
}

export interface Store {
  readonly runs: RunStore;
  readonly schedules: ScheduleStore;
  readonly quiz: QuizStore;
  readonly cards: CardStore;
  readonly people: PersonStore;
  readonly decks: DeckStore;
  readonly hunts: HuntStore;
  readonly league: LeagueStore;
  /** What was said in the playground. */
  readonly playground: History;
  close(): Promise<void>;
}
