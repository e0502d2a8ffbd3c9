/** What a run writes down while it learns: noted losses and answers, norms, and the accuracy now and then. */
import type { Block } from './block.ts';
import type { TrainConfig } from './config.ts';
import { createProbe } from './diagnose.ts';
import { createExamination } from './evaluate.ts';
import type { RunResult, Snapshot } from './result.ts';
import { quickExamPairs } from './sample.ts';
import type { Checked } from './solved.ts';
import type { Stepper } from './stepper.ts';
import { allFinite, type Weights } from './weights.ts';

/** Snapshots and noted accuracies in a run, about. */
const SNAPSHOTS = 100;
const ACCURACIES = 20;
/** A run is checked this often, if that is not more often than so many times: a check may keep the weights. */
const PAIRS_PER_CHECK = 100;
const MOST_CHECKS = 200;
/** Bytes of weights that the checks of a run may keep, about. */
const KEPT_BYTES = 2 ** 25;
/** Pairs that a check examines at once: it ends with the first mistake. */
const CHECKED_AT_ONCE = 32;

type Sample = RunResult['samples'][number];

/** The network at one moment, and whether that is one at which the accuracy is noted. */
export type Check = { readonly iteration: number; readonly weights: Weights; readonly marked: boolean };

export interface Journal {
  readonly losses: number[];
  readonly samples: Sample[];
  readonly accuracies: RunResult['accuracies'][number][];
  readonly snapshots: Snapshot[];
  /** What the quick examinations have found so far. */
  readonly checked: Checked;
  /** The next iteration after this one at which `observe` or a noted loss is due. */
  nextStop(iteration: number): number;
  /** Takes the snapshot and the check that are due before the update of this iteration; are the weights sound? */
  observe(block: Block, iteration: number): 'finite' | 'not finite';
  /** The iteration's first pair and the network's answer to it, before its update. */
  sampleOf(block: Block, iteration: number): Sample;
  /** Notes an iteration's sample and its loss; NaN where that is not a finite number. */
  note(sample: Sample, loss: number): void;
}

/** An empty journal of the stepper's run. */
export function createJournal(config: TrainConfig, stepper: Stepper): Journal {
  const { iterations, batch, bits, plotInterval } = config;
  const snapshotEvery = Math.ceil(iterations / SNAPSHOTS);
  const accuracyEvery = Math.ceil(iterations / ACCURACIES);
  const checkEvery = Math.max(Math.ceil(PAIRS_PER_CHECK / batch), Math.ceil(iterations / mostChecks(config)));
  const probe = createProbe(config);
  const exam = quickExamPairs(config);
  const pair = { a: new Uint32Array(1), b: new Uint32Array(1) };
  const answer = new Float64Array(1);
  const journal = {
    losses: [] as number[],
    samples: [] as Sample[],
    accuracies: [] as RunResult['accuracies'][number][],
    snapshots: [] as Snapshot[],
  };
  const flawless: Check[] = [];
  const checked: { mistaken: Check | null; readonly flawless: Check[] } = { mistaken: null, flawless };

  function firstPair(block: Block, iteration: number): { a: number; b: number } {
    const p = (iteration - block.start) * batch;
    return { a: block.a[p] as number, b: block.b[p] as number };
  }

  function observe(block: Block, iteration: number): 'finite' | 'not finite' {
    const snapshotDue = iteration < iterations && iteration % snapshotEvery === 0;
    const marked = iteration === iterations || iteration % accuracyEvery === 0;
    const checkDue = marked || iteration % checkEvery === 0;
    if (!snapshotDue && !checkDue) return 'finite';
    const weights = stepper.read();
    if (!allFinite(weights)) return 'not finite';
    if (snapshotDue) {
      const { a, b } = firstPair(block, iteration);
      journal.snapshots.push(probe(weights, a, b, iteration));
    }
    if (checkDue) take({ iteration, weights, marked });
    return 'finite';
  }

  function take(check: Check): void {
    const examination = createExamination(stepper, exam, bits);
    while (!examination.done && (check.marked || examination.flawless)) examination.advance(CHECKED_AT_ONCE);
    if (check.marked) {
      journal.accuracies.push({ iteration: check.iteration, accuracy: examination.result().accuracy });
    }
    if (examination.flawless) {
      flawless.push(check);
    } else {
      checked.mistaken = check;
      flawless.length = 0;
    }
  }

  function sampleOf(block: Block, iteration: number): Sample {
    const { a, b } = firstPair(block, iteration);
    pair.a[0] = a;
    pair.b[0] = b;
    stepper.answers(pair.a, pair.b, 0, 1, answer);
    const sum = answer[0] as number;
    return { a, b, answer: Number.isNaN(sum) ? null : sum };
  }

  return {
    ...journal,
    checked,
    nextStop: (iteration) =>
      Math.min(
        ...[plotInterval, snapshotEvery, accuracyEvery, checkEvery].map(
          (every) => (Math.floor(iteration / every) + 1) * every,
        ),
      ),
    observe,
    sampleOf,
    note(sample, loss) {
      journal.samples.push(sample);
      journal.losses.push(Number.isFinite(loss) ? loss : Number.NaN);
    },
  };
}

/** Fewer for large networks, but never fewer than the accuracies: those are kept in any case. */
function mostChecks({ hidden }: TrainConfig): number {
  const bytes = 8 * hidden * (hidden + 5);
  return Math.max(ACCURACIES, Math.min(MOST_CHECKS, Math.floor(KEPT_BYTES / bytes)));
}
