/**
 * What the bot remembers, as ports: the same for SQLite and for another database to come.
 *
 * Every method is done wholly or not at all, and as if it were alone: whatever others do at the same time, in this
 * process or another, comes before it or after it. What takes several calls is not: whoever decides by what was read
 * gives back what was seen (`change`, `put`), and is told `moved` if it is so no more, when nothing was done.
 *
 * Methods that take a `key` are told by it for which errand they are called: called again for it, they do nothing, and
 * tell what they told the first time. What was told to nobody yet would otherwise be told as somebody else's doing.
 *
 * A `userName` that comes out of the store is the name by which others may be told of the person: empty for who asked
 * not to be named, or to be forgotten. So no text can name them; they are there to be counted.
 */
import type { Door } from '../chat/door.ts';
import type { Errands } from '../chat/errand.ts';
import type { History } from '../chat/history.ts';
import type { Place } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Evaluation, Outcome, RunResult } from '../rnn/result.ts';
import type { CheckpointStore } from './checkpoints.ts';
import type { DeckStore } from './decks.ts';
import type { BallotStore, HuntStore, LeagueStore } from './games.ts';
import type { PersonStore } from './people.ts';
import type { KeepingStore } from './personal.ts';
import type { ScheduleStore } from './schedules.ts';
import type { SettingsStore } from './settings.ts';

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
  /** Null if a newer version has saved it, with settings that this one does not know. */
  readonly config: TrainConfig | null;
  readonly outcome: Outcome;
  readonly losses: readonly number[];
  readonly evaluation: Evaluation;
  readonly solvedAt: number | null;
  readonly seconds: number;
};

export interface RunStore {
  /**
   * Saves a run under the workspace's next number, which no other has had. The 500 newest are kept, and the current
   * model.
   * @param key names what has made it, so that it is saved once: again, it gives the run that was saved first
   */
  save(run: Omit<Run, 'number'>, key: string): Promise<Run>;
  /** The run that was saved under a key. @throws UserError if a newer version has saved it */
  savedAs(workspace: string, key: string): Promise<Run | undefined>;
  /** @throws UserError if a newer version has saved it, with settings that this one does not know. */
  get(workspace: string, number: number): Promise<Run | undefined>;
  /** Newest first, at most `limit` (1…100). */
  list(workspace: string, limit: number): Promise<readonly RunSummary[]>;
  /** Makes a run the workspace's current model; one that is not there changes nothing. */
  use(workspace: string, number: number): Promise<void>;
  /** The same, unless the workspace has a current model. */
  useFirst(workspace: string, number: number): Promise<void>;
  /** The run that `/add` uses, if there is one. @throws UserError as `get` does. */
  current(workspace: string): Promise<Run | undefined>;
  /** Its number. */
  currentNumber(workspace: string): Promise<number | undefined>;
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
  /** Who asked it; empty for a schedule, and where that is not known (any more). */
  readonly userId: string;
  /** Asked of everyone by `/quiz` or by a schedule; of one person by `/review` or for practice. */
  readonly origin: 'command' | 'schedule' | 'review' | 'practice';
  readonly closedAt: number | null;
  /** The platform's id of the message, once it is known (posts of a schedule). */
  readonly message: string | null;
};

/** `self-…`: rated by oneself. `unrated`: in own words, and not rated yet; it does not count. */
export type Verdict = 'right' | 'wrong' | 'self-right' | 'self-wrong' | 'unrated';
export type Counting = Exclude<Verdict, 'unrated'>;
export type Rating = Extract<Verdict, `self-${string}`>;

/** One person's answer to an asked question. */
export type GivenAnswer = {
  readonly askedId: string;
  readonly userId: string;
  readonly userName: string;
  /** As given: a letter, a number, a formula. */
  readonly answer: string;
  readonly verdict: Verdict;
  readonly answeredAt: number;
  /** How often it was changed since: a rating of own words counts, too. */
  readonly changes: number;
};

/** An answer joined with what it answers: the raw material of scores. */
export type ScoredAnswer = Omit<GivenAnswer, 'verdict'> & {
  readonly verdict: Counting;
  readonly questionId: string;
  readonly topic: string;
};

/** What became of an answer: the one that was there `before` stays. `closed`: so is the question, or unknown. */
export type Answered =
  | { readonly kind: 'first' | 'changed' | 'closed' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'before'; readonly answer: GivenAnswer };

export interface QuizStore {
  /** @param key names what is done: the question is nobody's if its person was forgotten since */
  ask(asked: Asked, key?: string): Promise<void>;
  asked(workspace: string, id: string): Promise<Asked | undefined>;
  /** Open questions of a channel from schedules, newest first, at most 100. */
  open(place: Place): Promise<readonly Asked[]>;
  /**
   * The newest question in a workspace that was asked since a time, and of everyone: by a schedule, or by `/quiz`
   * where others read along, which at a terminal they do not.
   */
  newest(workspace: string, since: number): Promise<Asked | undefined>;
  /** The newest open question of a channel that everyone there was asked. */
  newestOpen(place: Place): Promise<Asked | undefined>;
  /** Workspaces with something in `ending`, the oldest first. */
  endingIn(before: number): Promise<readonly string[]>;
  /**
   * Questions from schedules that have to be ended, oldest first, at most 100: open ones that were asked at `before` or
   * earlier, and closed ones whose end was not told.
   */
  ending(workspace: string, before: number): Promise<readonly Asked[]>;
  /** Closes a question: of all who do so, one alone is told `closed`. No answer comes after it. */
  close(id: string, closedAt: number): Promise<'closed' | 'was-closed'>;
  /** A question that a schedule asked, if it is closed and its end was not told. */
  untold(id: string): Promise<Asked | undefined>;
  /** The end of a closed question was told, or nobody is to be told of it. */
  told(id: string): Promise<void>;
  /** Notes the platform's message id of a posted question. */
  posted(id: string, message: string): Promise<void>;
  /**
   * Keeps the first answer of a user, who has not changed it yet, to an open question, and with it the card that it
   * moves. `moved`: another stands in that card's place by now, and nothing was done. `changed`: under this key it was
   * changed before.
   */
  answer(answer: Omit<GivenAnswer, 'changes'>, learned?: Learned, key?: string): Promise<Answered>;
  /**
   * Replaces a user's answer that was changed `answer.changes` times, and counts the change. `moved`: it was changed
   * since, or is there no more, or the question is closed.
   */
  change(answer: GivenAnswer, key?: string): Promise<'changed' | 'moved'>;
  /**
   * Rates an answer in own words and counts that as a change, also when the question is closed. Of all ratings the
   * first alone is `rated`, and moves the card; a later one corrects it. `none`: the user has given no such answer.
   * `moved`: as in `answer`.
   */
  rate(
    askedId: string,
    userId: string,
    verdict: Rating,
    learned?: Learned,
  ): Promise<'rated' | 'corrected' | 'none' | 'moved'>;
  /** All answers to a question, in the order in which they were given or changed. */
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

/** A card in the place of the one that was `seen`, if any: what an answer that counts makes of it. */
export type Learned = { readonly card: Card; readonly seen: Card | undefined };

export interface CardStore {
  get(workspace: string, userId: string, questionId: string): Promise<Card | undefined>;
  /** Puts a card in the place of the one that was `seen`, if any. `moved`: another stands there by now. */
  put(card: Card, seen: Card | undefined): Promise<'put' | 'moved'>;
  /** Cards due at `now`, longest overdue first, at most 100. */
  due(workspace: string, userId: string, now: number): Promise<readonly Card[]>;
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
  readonly ballots: BallotStore;
  /** Answers that were promised and are not told yet. */
  readonly errands: Errands;
  /** How far long work is. */
  readonly checkpoints: CheckpointStore;
  /** What organisers have chosen. */
  readonly settings: SettingsStore;
  /** What is kept of people and workspaces, and for how long. */
  readonly keeping: KeepingStore;
  /** What was said in the playground. */
  readonly playground: History;
  /** Whom the playground lets in. */
  readonly door: Door;
  close(): Promise<void>;
}
