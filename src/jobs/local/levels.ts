/**
 * Which of the jobs of one thread computes next, and for how long. The less computing a job has had, the sooner it
 * goes on: what is short is done at once beside work of hours, without anybody having to know how long it takes.
 * Pure: it is told what was computed. The rule is that of multilevel feedback queues.
 */
import type { Length } from '../length.ts';
import { createRota, type Owned } from '../rota.ts';

export type Member = Owned & {
  /** As expected: one that is long starts at level 1. */
  readonly length: Length;
  /** Computing time that it has had, ms; kept by `spend`. */
  computed: number;
};

/** 0 for those that have had least. */
export type Level = 0 | 1 | 2;

/** A turn of this many ms of computing. */
export type Turn<M> = { readonly member: M; readonly ms: number };

export type Levels<M extends Member> = {
  /** @returns its level */
  join(member: M): Level;
  leave(member: M): void;
  /** Whose turn it is; undefined if there is none. */
  next(): Turn<M> | undefined;
  /** It has computed for so many ms. @returns its level now */
  spend(member: M, ms: number): Level;
};

const LEVELS = [0, 1, 2] as const;
/** Computing time, ms, with which a job leaves a level. */
const BUDGETS: readonly [number, number, number] = [300, 3_000, Number.POSITIVE_INFINITY];
/** A turn at the lower levels, ms. */
const SLICE_MS = 20;
/** Share of the time that stays for lower levels while higher ones are busy for long. */
const SHARE = 0.15;
/** What lower levels have had while higher ones were idle, ms, as far as it counts towards that share. */
const ADVANCE_MS = 300;

export function createLevels<M extends Member>(): Levels<M> {
  /** The members of each level, the one served longest ago first. */
  const members: readonly [Set<M>, Set<M>, Set<M>] = [new Set(), new Set(), new Set()];
  /**
   * What each level owes to those below it, ms: SHARE of what it has computed while they waited, at most a slice. What
   * they have had in advance lets what is short and comes alone be done at once.
   */
  const owed: [number, number, number] = [0, 0, 0];
  const rota = createRota();

  function levelOf({ length, computed }: M): Level {
    if (computed < BUDGETS[0] && length === 'short') return 0;
    return computed < BUDGETS[1] ? 1 : 2;
  }

  /** The first level after this one that has members. */
  const below = (level: Level | -1) => LEVELS.find((each) => each > level && members[each].size > 0);

  function choose(level: Level): M | undefined {
    // The short do not take turns: each is done the sooner for it.
    const underWay = level === 0 ? [...members[0]].find(({ computed }) => computed > 0) : undefined;
    return underWay ?? rota.choose(members[level]);
  }

  return {
    join(member) {
      const level = levelOf(member);
      members[level].add(member);
      return level;
    },
    leave(member) {
      for (const level of LEVELS) members[level].delete(member);
    },
    next() {
      let level = below(-1);
      for (let lower = level; lower !== undefined; lower = below(lower)) {
        level = lower;
        if (owed[level] < SLICE_MS) break;
      }
      const member = level === undefined ? undefined : choose(level);
      if (level === undefined || member === undefined) return undefined;
      rota.serve(member.owner);
      members[level].delete(member);
      members[level].add(member);
      if (level > 0) return { member, ms: SLICE_MS };
      const untilOwed =
        below(0) === undefined ? Number.POSITIVE_INFINITY : ((SLICE_MS - owed[0]) * (1 - SHARE)) / SHARE;
      return { member, ms: Math.min(BUDGETS[0] - member.computed, untilOwed) };
    },
    spend(member, ms) {
      const level = levelOf(member);
      for (const higher of LEVELS.filter((each) => each < level)) {
        owed[higher] = Math.max(owed[higher] - ms, -ADVANCE_MS);
      }
      if (below(level) !== undefined) {
        owed[level] = Math.min(owed[level] + (ms * SHARE) / (1 - SHARE), SLICE_MS);
      }
      member.computed += ms;
      const now = levelOf(member);
      if (now !== level && members[level].delete(member)) members[now].add(member);
      return now;
    },
  };
}
