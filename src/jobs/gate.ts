/** Who may hand in how much work: pieces under way, and points within a time, for a person, a workspace and in all. */
import type { Plain } from './plain.ts';
import type { Jobs, Limited, Order, Owner, Submission } from './port.ts';
import type { Program } from './program.ts';
import { A_SECOND, type Pass, priceOf, type Scope, type Terms } from './terms.ts';

/** Counts what is handed in within a time. */
export type Meter = {
  /**
   * Takes points from an owner, their workspace and all, or, if one of them has too few, from none.
   * @param points whole, ≥ 1
   * @returns who has too few, and in how many seconds (≥ 1) there are new ones
   */
  take(
    owner: Owner,
    points: number,
  ): Promise<{ readonly scope: Scope; readonly seconds: number } | undefined>;
};

/** Whose work it is, and the multiplications that are expected of it. */
export type Piece = { readonly owner: Owner; readonly size?: number | undefined };

export type Gate = {
  /** @param kind pieces of one kind are counted together: of a program, those of its name */
  enter(kind: string, most: Terms['most'], piece: Piece): Promise<Pass | Limited>;
};

/** Lets everything in. */
export const OPEN: Gate = { enter: async () => ({ leave: () => undefined }) };

/** @param now a clock that only goes on, ms */
export function createGate(meter: Meter, now: () => number): Gate {
  /** What is under way, by kind and whose it is: when it is expected to be over, ms. */
  const underway = new Map<string, Set<{ readonly overAt: number }>>();

  /** Who has as much under way as they may, if anybody has. */
  function full(kind: string, { person, workspace }: Terms['most'], owner: Owner): Limited | undefined {
    const bounds = [
      ['person', person],
      ['workspace', workspace],
    ] as const;
    for (const [scope, most] of bounds) {
      const all = underway.get(keyOf(kind, scope, owner)) ?? new Set();
      if (all.size < most || isNobody(scope, owner)) continue;
      const first = Math.min(...Array.from(all, ({ overAt }) => overAt));
      const seconds = Math.max(1, Math.ceil((first - now()) / 1_000));
      return { kind: 'refused', why: 'limit', over: 'under way', scope, seconds };
    }
    return undefined;
  }

  return {
    async enter(kind, most, { owner, size = 0 }) {
      const before = full(kind, most, owner);
      if (before !== undefined) return before;
      const piece = { overAt: now() + (size / A_SECOND) * 1_000 };
      const places = [keyOf(kind, 'person', owner), keyOf(kind, 'workspace', owner)];
      // It has its place while it is asked for points: another must not get in meanwhile.
      for (const place of places) underway.set(place, (underway.get(place) ?? new Set()).add(piece));
      const leave = () => {
        for (const place of places) {
          underway.get(place)?.delete(piece);
          if (underway.get(place)?.size === 0) underway.delete(place);
        }
      };
      const short = await meter.take(owner, priceOf(size)).catch((error: unknown) => {
        leave();
        throw error;
      });
      if (short === undefined) return { leave };
      leave();
      return { kind: 'refused', why: 'limit', over: 'often', ...short };
    },
  };
}

/** Whether nobody is behind it: what the bot does for a workspace, or for itself. */
export function isNobody(scope: Scope, { workspace, person }: Owner): boolean {
  return scope === 'person' ? person === '' : scope === 'workspace' && workspace === '';
}

function keyOf(kind: string, scope: Exclude<Scope, 'all'>, { workspace, person }: Owner): string {
  return JSON.stringify(scope === 'person' ? [kind, workspace, person] : [kind, workspace]);
}

/** Jobs of which each has to pass a gate, unless its order shows the pass of what it is a part of; none is without an end. */
export function gated(jobs: Jobs, gate: Gate): Jobs {
  async function hold<I extends Plain, P extends Plain, R extends Plain>(
    program: Program<I, P, R>,
    id: string,
    pass: Pass,
  ): Promise<void> {
    try {
      for await (const { kind } of jobs.follow(program, id)) if (kind === 'ended') return;
    } catch {
      // Whoever waits for it is told.
    } finally {
      pass.leave();
    }
  }

  return {
    ...jobs,
    async submit<I extends Plain, P extends Plain, R extends Plain>(
      program: Program<I, P, R>,
      order: Order<I>,
    ): Promise<Submission> {
      const ending = { ...order, limits: { ...program.terms.ends, ...order.limits } };
      if (order.within !== undefined) return jobs.submit(program, ending);
      const pass = await gate.enter(program.name, program.terms.most, order);
      if ('kind' in pass) return pass;
      const submission = await jobs.submit(program, ending).catch((error: unknown) => {
        pass.leave();
        throw error;
      });
      if (submission.kind === 'refused') pass.leave();
      else void hold(program, order.id, pass);
      return submission;
    },
  };
}
