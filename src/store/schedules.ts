/** What is done again and again by itself, as ports: what, where, when, and what became of it. */
import type { Place } from '../chat/invocation.ts';
import type { Locale, Words } from '../chat/locale.ts';

/**
 * How a day of the month and a weekday go together that both leave some out. `either`: one of them will do, as in every
 * crontab. `both`: of schedules that were made before, which keep the times that they had. Where one of them leaves
 * none out both rules are the same, and every store says `either`.
 */
export type DayRule = 'either' | 'both';

/** When a schedule comes. */
export type Timing = {
  /** Five cron fields: minute hour day month weekday. */
  readonly cron: string;
  /** IANA time zone, e.g. `Asia/Tokyo`. */
  readonly zone: string;
  readonly dayRule: DayRule;
};

/** What a schedule does. */
export type Task =
  /** Asks a question; `topic` = null: of any topic. */
  | { readonly kind: 'quiz'; readonly topic: string | null }
  /** Asks a question of one deck, by its name. */
  | { readonly kind: 'deck'; readonly deck: string }
  | {
      readonly kind: 'train';
      /** The settings; its seed counts only if it is `fixed`, otherwise each run draws a fresh one. */
      readonly recipe: string;
      readonly seed: 'fresh' | 'fixed';
      /** How long people vote on the outcome before it is trained, in minutes; 0 for no vote. */
      readonly voteMinutes: number;
    }
  /** Sums up the week. */
  | { readonly kind: 'summary' };

/** A vote before a training: while it stands, the schedule is due when it ends. */
export type Vote = {
  /** Of the ballot. */
  readonly id: string;
  /** Of the run that it is about. */
  readonly seed: number;
};

/** What a post is for. */
export type Occasion = {
  /** The time that it was due, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** `late` if people are to be told that it does not come at its time. */
  readonly lateness: 'timely' | 'late';
  /** Times before it that got no post, which have not been told yet; 100 stands for more, too. */
  readonly missed: number;
} & (
  | { readonly kind: 'post' }
  /** The vote before a training, which ends at `until`. */
  | { readonly kind: 'vote'; readonly vote: Vote; readonly until: number }
  /** The training that was voted on. */
  | { readonly kind: 'outcome'; readonly vote: Vote }
);

/** A post that was begun: until it has come to an end it is made again, also after a crash, and once. */
export type Pending = {
  /** Unique among all. What it draws (ids, seeds) follows from it, and what it saves and posts bears it. */
  readonly key: string;
  readonly occasion: Occasion;
  /** How often it was begun by now, this time included. */
  readonly tries: number;
  /** When it may be begun again, by whomever, in milliseconds since the epoch. */
  readonly at: number;
};

/** What of a schedule changes while it runs or is edited. */
export type ScheduleState = Timing & {
  readonly task: Task;
  readonly place: Place;
  /** When it is due next, in milliseconds since the epoch; of one that has ended, when it was due last. */
  readonly nextAt: number;
  /**
   * All times up to this one are dealt with: posted, dropped, or before it was made. In milliseconds since the epoch;
   * beyond now where the clock was set back since.
   */
  readonly settledAt: number;
  /** `paused` by a person, or by the bot, for its `trouble`; `ended`: it does not come again. */
  readonly state: 'active' | 'paused' | 'ended';
  /** Why the last post could not be made, or it is paused, for those who can do something about it; null if all is well. */
  readonly trouble: Words | null;
  /** How many times got no post since the last post, for the bot was down; 100 stands for more, too. */
  readonly missed: number;
  /** The vote that stands, of a training that is to be voted on. */
  readonly vote: Vote | null;
  /** The post that was begun and has not come to an end. While it is, no other is due before its `at`. */
  readonly pending: Pending | null;
};

/** A post that comes again and again in a channel. */
export type Schedule = ScheduleState & {
  /** Counts from 1 in each workspace. */
  readonly number: number;
  readonly locale: Locale;
  readonly userId: string;
  readonly userName: string;
  /** The number of the run that it trained last, if any. */
  readonly lastRun: number | null;
  /** Counts the changes: of all who change what they have seen, one alone does. */
  readonly revision: number;
};

/** Who made a schedule, to be told of it. */
export type Maker = { readonly place: Place; readonly userId: string; readonly locale: Locale };

/** A schedule as it is added: what comes later is not said. */
export type NewSchedule = Timing &
  Pick<Schedule, 'place' | 'task' | 'locale' | 'userId' | 'userName' | 'nextAt' | 'settledAt'>;

/** A row that this program cannot read, of a newer version or damaged. The others stay readable. */
export type Unreadable = {
  readonly workspace: string;
  readonly number: number;
  readonly state: 'active' | 'paused';
  /** As far as that can be read. */
  readonly maker: Maker | undefined;
};

/** Schedules of a workspace, by number or by time, and those that cannot be read. */
export type Listed = { readonly schedules: readonly Schedule[]; readonly unreadable: readonly Unreadable[] };

export type Added =
  | { readonly kind: 'added'; readonly schedule: Schedule }
  /** One that does the same at the same times in the same channel is there: nothing was added. */
  | { readonly kind: 'there'; readonly schedule: Schedule }
  | { readonly kind: 'full' };

/** Trainings take long and wait for threads: they are asked for apart from all that is merely said. */
export type Which = 'trainings' | 'others';

/** What became of a post. */
export type Report =
  /** It went out; what was missed before is told by it. `run`: what was trained, if anything. */
  | { readonly kind: 'posted'; readonly run: number | null }
  /** It did not go out, and is to be tried again from `at` on. `trouble`: why; null if it is no fault. */
  | { readonly kind: 'again'; readonly at: number; readonly trouble: Words | null }
  /** It cannot go out until somebody changes something: the schedule is paused. */
  | { readonly kind: 'paused'; readonly trouble: Words };

export interface ScheduleStore {
  /** Adds one under the workspace's next number, which no other has had, unless it has `most` of them already. */
  add(schedule: NewSchedule, most: number, key?: string): Promise<Added>;
  /** By number. */
  list(workspace: string): Promise<Listed>;
  /** Removes one, which can be taken back; those that were removed before `forgetBefore` are gone for good. */
  remove(
    workspace: string,
    number: number,
    at: { readonly now: number; readonly forgetBefore: number },
    key?: string,
  ): Promise<'removed' | 'unknown'>;
  /** One that was removed after `since`, if it can be read. */
  removed(workspace: string, number: number, since: number): Promise<Schedule | undefined>;
  /**
   * Takes the removal of one that was `seen` back, with a change, unless the workspace has `most` schedules already.
   * `moved`: another has, or it is gone for good.
   */
  restore(
    seen: Schedule,
    change: Partial<ScheduleState>,
    most: number,
    key?: string,
  ): Promise<'restored' | 'moved' | 'full'>;
  /**
   * Workspaces in which a schedule was due at `now`, longest waiting first: active ones whose time has come, and those
   * with a post that may be begun again.
   */
  waiting(now: number, which: Which): Promise<readonly string[]>;
  /** What was due of a workspace at `now`, oldest first. */
  due(workspace: string, now: number, which: Which): Promise<Listed>;
  /** Those not paused for which times later than `time` are dealt with, of all workspaces, at most 1,000. */
  settledBeyond(time: number): Promise<readonly Schedule[]>;
  /**
   * Changes what is given, unless it was changed since it was `seen`, or is gone: then nothing is done. Of all processes
   * that have seen a schedule due, only the one that is told `changed` may post. A pause takes back what was begun.
   */
  change(seen: Schedule, change: Partial<ScheduleState>, key?: string): Promise<'changed' | 'moved'>;
  /** All that was begun may be begun again from `now` on: told by who starts, and knows that no other is at it. */
  takeOver(now: number): Promise<void>;
  /** Keeps what became of the post that was begun, whatever was changed meanwhile; why it is paused stays. */
  report(schedule: Pick<Schedule, 'place' | 'number'>, report: Report): Promise<void>;
  /** Pauses one that cannot be read; of all who do, one alone is told `paused`. */
  pauseUnreadable(row: Unreadable): Promise<'paused' | 'was-paused'>;
}
