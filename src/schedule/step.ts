/** What is to be done about a schedule that is due, and how it goes on from there: pure. */
import type { Occasion, Pending, Schedule, ScheduleState, Timing, Vote } from '../store/schedules.ts';
import { GRACE_MS, isTimely, MOST_MISSED, nextTime, reckon } from './plan.ts';

/** How a schedule goes on, and the post that is made once that is kept; null if it comes too late for one. */
export type Step = Partial<ScheduleState> & { readonly pending: Pending | null };

/** What is drawn for a post. */
export type Draw = { newKey(): string; newVote(): Vote };

/** A post that comes so much after its time says so, in milliseconds. */
const LATE_MS = 10 * 60_000;
/** While a post is being made, for so long at most, no other process begins it again; in milliseconds. */
const LEASE_MS = 3_600_000;

/**
 * @param schedule one that is due at `now` (`ScheduleStore.due`), and can be reckoned with
 * @param draw draws a vote, for a training that is to be voted on, and the key of a new post
 */
export function stepOf(schedule: Schedule, now: number, draw: Draw): Step {
  const { pending, state, nextAt } = schedule;
  if (pending !== null && (state !== 'active' || nextAt > now)) return begunAgain(schedule, pending, now);
  // Its next time has come: what was not made by now is made no more, as if it had not been begun.
  const missed = Math.min(schedule.missed + lostWith(pending), MOST_MISSED);
  const { change, occasion } = nextOf({ ...schedule, missed }, now, draw.newVote);
  const begun = occasion && { key: draw.newKey(), occasion, tries: 1, at: now + LEASE_MS };
  return { ...change, pending: begun ?? null };
}

function begunAgain({ missed }: Schedule, pending: Pending, now: number): Step {
  const { occasion, tries } = pending;
  if (!isTimely(occasion.dueAt, now)) {
    return { pending: null, missed: Math.min(missed + lostWith(pending), MOST_MISSED) };
  }
  const late = { ...occasion, lateness: latenessOf(occasion.dueAt, now) };
  return { pending: { ...pending, occasion: late, tries: tries + 1, at: now + LEASE_MS } };
}

/** Posts that are missing when this one is made no more: none for a vote, whose training comes all the same. */
function lostWith(pending: Pending | null): number {
  return pending === null || pending.occasion.kind === 'vote' ? 0 : 1;
}

type Next = { readonly change: Partial<ScheduleState>; readonly occasion: Occasion | undefined };

function nextOf(schedule: Schedule, now: number, newVote: () => Vote): Next {
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

function outcomeOf(schedule: Schedule, vote: Vote, now: number): Next {
  const dueAt = schedule.nextAt;
  const { missed } = schedule;
  const on = { ...goingOn(schedule, now), vote: null, missed };
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
  const on = { settledAt: now, missed: 0, vote: null, pending: null } as const;
  return nextAt === undefined ? { ...on, state: 'ended' } : { ...on, state: 'active', nextAt };
}
