/** What the jobs of a program may take: how long each, and how many at once. Every program has to state it. */
import type { Rate } from '../allowance/allowance.ts';

export type Terms = {
  /**
   * When a job is ended, unless its order says otherwise: after so much computing (work that rests or asks), or after
   * so long by the clock and by force (work that does neither, in a thread of its own); ms.
   */
  readonly ends: { readonly stopAfterMs: number } | { readonly endAfterMs: number };
  /** Pieces of such work that may be under way at once, those that wait among them; in all, as many as the lane holds. */
  readonly most: {
    /** Of one person; the bot itself, who works for all, is nobody. */
    readonly person: number;
    readonly workspace: number;
  };
};

/** Work that was let in. */
export type Pass = {
  /** It is over; to be called once, however it ended. */
  leave(): void;
};

/** Whom a limit is for. */
export const SCOPES = ['person', 'workspace', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** What may be handed in within a time: a point a piece of work, and one for every second that it is expected to compute. */
export type Rates = Readonly<Record<Scope, Rate>>;

/** Multiplications in a second of computing, about. */
export const A_SECOND = 1.5e9;
/** A piece of work costs no more points: what is long is bounded by its time limit, and by how many are under way. */
const DEAREST = 10;

/** Points that a piece of work costs. @param size multiplications that are expected; of what does not say, none */
export function priceOf(size = 0): number {
  return Math.min(1 + Math.floor(size / A_SECOND), DEAREST);
}
