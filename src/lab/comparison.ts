/** A comparison of settings: every setting with every seed, as many runs at a time as there may be, told of as it goes. */

import { tookTooLong } from '../chat/limits.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import type { RunResult } from '../rnn/result.ts';
import type { Owner } from '../training/trainer.ts';
import type { Lab } from './lab.ts';

/** One setting of a comparison. */
export type Setting = { readonly name: string; readonly config: TrainConfig };

/** A loss every 100 pairs, as in the article, however many pairs an update takes. */
export function withLosses(config: TrainConfig): TrainConfig {
  return { ...config, plotInterval: Math.max(1, Math.round(DEFAULTS.plotInterval / config.batch)) };
}

/** What is kept of one run. */
export type Trial = Pick<RunResult, 'losses' | 'evaluation' | 'solvedAt' | 'outcome' | 'accuracies'> & {
  readonly seed: number;
};

/** The trials of each setting so far, in the order of the settings. */
export type Standings = {
  readonly done: number;
  readonly all: number;
  readonly trials: readonly (readonly Trial[])[];
};

/** A comparison as a whole. */
type Whole = {
  /** What it can be cancelled by. */
  readonly id: string;
  /** Multiplications that it is expected to take. */
  readonly size: number;
  /** Computing time of all its runs after which it ends. */
  readonly mostSeconds?: number;
};

/** `/compare` takes none that is expected to compute for more than about a minute. */
const MOST_SECONDS = 300;

type Ended = { readonly key: number; readonly index: number; readonly result: RunResult };

/**
 * Trains every setting with every seed, seed after seed so that all settings advance together, as many at a
 * time as are done side by side. Yields after every run; the last standings are complete. Whoever reads no more ends
 * the runs under way, and those that are left are not started.
 * @throws UserError if too much is asked for, it is cancelled, or all runs together compute for too long
 */
export async function* compare(
  settings: readonly Setting[],
  seeds: readonly number[],
  lab: Lab,
  owner: Owner,
  { id, size, mostSeconds = MOST_SECONDS }: Whole,
): AsyncGenerator<Standings, void, undefined> {
  const trials: Trial[][] = settings.map(() => []);
  const waiting = seeds.flatMap((seed) =>
    settings.map(({ config }, index) => ({ index, config: { ...config, seed } })),
  );
  const all = waiting.length;
  const running = new Map<number, Promise<Ended>>();
  const left = new AbortController();
  const pass = await lab.enter(owner, size);
  let key = 0;
  let done = 0;
  let seconds = 0;
  const start = () => {
    const next = waiting.shift();
    if (next === undefined) return;
    const own = ++key;
    const run = lab
      .look({ kind: 'training', config: next.config }, owner, { id, within: pass, signal: left.signal })
      .then((result) => ({ key: own, index: next.index, result }));
    // Awaited when the reader reads on; until then a failure must not count as unhandled.
    run.catch(() => undefined);
    running.set(own, run);
  };
  try {
    for (let n = 0; n < lab.atOnce; n += 1) start();
    while (running.size > 0) {
      const { key: ended, index, result } = await Promise.race(running.values());
      running.delete(ended);
      start();
      done += 1;
      seconds += result.seconds;
      if (seconds > mostSeconds) throw tookTooLong(mostSeconds);
      const { losses, evaluation, solvedAt, outcome, accuracies, config } = result;
      const own = trials[index] ?? [];
      own.push({ seed: config.seed, losses, evaluation, solvedAt, outcome, accuracies });
      // Runs end in any order; the same comparison always reads the same.
      own.sort((a, b) => a.seed - b.seed);
      yield { done, all, trials };
    }
  } finally {
    left.abort();
    pass.leave();
  }
}
