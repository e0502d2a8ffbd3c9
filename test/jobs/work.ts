/** What the contract has jobs do. */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plain } from '../../src/jobs/plain.ts';
import { type Control, program, type Steps, type WorkOf } from '../../src/jobs/program.ts';
import type { Terms } from '../../src/jobs/terms.ts';

export type Task =
  /** Gives back what it is given. */
  | { readonly kind: 'echo'; readonly value: Plain }
  /** Reports 1 … n at once, then waits until there is a file `gate`. */
  | { readonly kind: 'count'; readonly to: number; readonly gate: string }
  /** Says by a file `trace` that it has begun, and computes until it is stopped; gives the ms that it took. */
  | { readonly kind: 'spin'; readonly trace?: string }
  /**
   * Computes in steps, a millisecond and a rest each, until there is a file `gate` or it is stopped; says by a file
   * `trace` that it has begun, reports its steps, and gives the ms that it has computed.
   */
  | { readonly kind: 'walk'; readonly trace?: string; readonly gate?: string }
  /**
   * Counts in steps, a rest each, keeps the count, and reports it, until there is a file `gate` or it is stopped; gives
   * where it has begun and ended, and the ms that it has computed.
   */
  | { readonly kind: 'climb'; readonly gate: string }
  /** Computes in steps, a rest each, for ever: it does not ask whether to stop. */
  | { readonly kind: 'plod' }
  /** Computes for ever, whatever it is told. */
  | { readonly kind: 'deaf' }
  | { readonly kind: 'throw'; readonly what: 'error' | 'text' | 'later' }
  /** Ends its thread or process. */
  | { readonly kind: 'exit' };

/** Of programs that tests are made of: they are bounded by their orders. */
export const TERMS: Terms = {
  ends: { stopAfterMs: Number.POSITIVE_INFINITY },
  most: { person: 8, workspace: 8 },
};

/** A report of how far it is. */
export type Report = { readonly at: number };

export const WORK = program<Task, Report, Plain>('work', new URL(import.meta.url), TERMS);

type Climb = Extract<Task, { readonly kind: 'climb' }>;
type Plod = Extract<Task, { readonly kind: 'plod' }>;
type Walk = Extract<Task, { readonly kind: 'walk' }>;

const work: WorkOf<typeof WORK> = (task, control) =>
  task.kind === 'walk'
    ? walk(task, control)
    : task.kind === 'climb'
      ? climb(task, control)
      : task.kind === 'plod'
        ? plod()
        : another(task, control);

function* plod(): Steps<Plain> {
  for (;;) yield;
}

function* climb({ gate }: Climb, { stopped, report, computed, keep, resume }: Control<Report>): Steps<Plain> {
  const from = resume((state) => (typeof state === 'number' ? state : undefined)) ?? 0;
  let at = from;
  while (!stopped() && !existsSync(gate)) {
    at += 1;
    keep(at);
    report({ at });
    yield;
  }
  return { from, at, computed: computed() };
}

function* walk({ trace, gate }: Walk, { stopped, report, computed }: Control<Report>): Steps<Plain> {
  if (trace !== undefined) writeFileSync(trace, '');
  for (let at = 1; !stopped() && !(gate !== undefined && existsSync(gate)); at += 1) {
    const until = computed() + 1;
    while (computed() < until);
    report({ at });
    yield;
  }
  return computed();
}

async function another(
  task: Exclude<Task, Walk | Climb | Plod>,
  { stopped, report }: Control<Report>,
): Promise<Plain> {
  switch (task.kind) {
    case 'echo':
      return task.value;
    case 'count': {
      for (let at = 1; at <= task.to; at += 1) report({ at });
      while (!existsSync(task.gate)) await sleep(5);
      return task.to;
    }
    case 'spin': {
      const startedAt = performance.now();
      if (task.trace !== undefined) writeFileSync(task.trace, '');
      for (let at = 1; !stopped(); at += 1) {
        const until = performance.now() + 20;
        while (performance.now() < until);
        report({ at });
      }
      return performance.now() - startedAt;
    }
    case 'deaf':
      for (;;);
    case 'throw': {
      if (task.what === 'later') await sleep(1);
      if (task.what === 'text') throw 'only a text';
      throw new RangeError('too far');
    }
    case 'exit':
      process.exit(3);
  }
}

export default work;
