/** What is to be done about a schedule that is due, and how it goes on from there: pure. */
import type { Schedule, ScheduleState, Timing, Vote } from '../store/schedules.ts';
import { GRACE_MS, isTimely, MOST_MISSED, nextTime, reckon } from './plan.ts';

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

export type Step = {
  readonly change: Partial<ScheduleState>;
  /** What is posted once that is changed; undefined if it comes too late for that. */
  readonly occasion: Occasion | undefined;
};

/** A post that comes so much after its time says so, in milliseconds. */
const LATE_MS = 10 * 60_000;

/**
 * @param schedule one that was due at `now` or before, and can be reckoned with
 * @param newVote makes a vote, for a training that is to be voted on
 */
export function stepOf(schedule: Schedule, now: number, newVote: () => Vote): Step {
  if (schedule.vote !== null) return outcomeOf(schedule, schedule.vote, now);
  const { dueAt, dropped } = reckon(schedule, schedule.nextAt, now);
  const missed = Math.min(schedule.missed + dropped, MOST_MISSED);
  const on = { ...goingOn(schedule, now), missed };
  if (dueAt === undefined) return { change: on, occasion: undefined };
  const about = { dueAt, lateness: latenessOf(dueAt, now), missed } as const;
  const { task } = schedule;
  if (task.kind !== 'train' || task.voteMinutes === 0)
    return { change: on, occasion: { ...about, kind: 'post' } };
  const [vote, until] = [newVote(), now + task.voteMinutes * 60_000];
  const change = { settledAt: on.settledAt, missed, vote, nextAt: until };
  return { change, occasion: { ...about, kind: 'vote', vote, until } };
}

function outcomeOf(schedule: Schedule, vote: Vote, now: number): Step {
  const dueAt = schedule.nextAt;
  const on = { ...goingOn(schedule, now), vote: null };
  const { missed } = schedule;
  if (!isTimely(dueAt, now)) {
    return { change: { ...on, missed: Math.min(missed + 1, MOST_MISSED) }, occasion: undefined };
  }
  return { change: on, occasion: { kind: 'outcome', vote, dueAt, lateness: latenessOf(dueAt, now), missed } };
}

/** The next time after now, and after all that is dealt with: a clock that was set back brings nothing twice. */
function goingOn(schedule: Schedule, now: number) {
  const settledAt = Math.max(now, schedule.settledAt);
  const nextAt = nextTime(schedule, settledAt);
  return nextAt === undefined ? ({ settledAt, state: 'ended' } as const) : { settledAt, nextAt };
}

function latenessOf(dueAt: number, now: number): Occasion['lateness'] {
  return now - dueAt > LATE_MS ? 'late' : 'timely';
}

/** What is settled beyond this time was so by a clock that was wrong, in milliseconds since the epoch. */
export function soundUntil(now: number): number {
  return now + GRACE_MS;
}

/** Takes back what was settled by a clock that was wrong: the next time is reckoned from now. */
export function resettled(timing: Timing, now: number): Partial<ScheduleState> {
  const nextAt = nextTime(timing, now);
  const on = { settledAt: now, missed: 0, vote: null } as const;
  return nextAt === undefined ? { ...on, state: 'ended' } : { ...on, state: 'active', nextAt };
}
