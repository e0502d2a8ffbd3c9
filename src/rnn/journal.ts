/** What a run writes down while it learns: noted losses and answers, norms, and the accuracy now and then. */
import type { Block } from './block.ts';
import type { TrainConfig } from './config.ts';
import { multiplications } from './cost.ts';
import { createProbe } from './diagnose.ts';
import { createExamination, type Examination } from './evaluate.ts';
import type { Portions } from './portions.ts';
import type { RunResult, Snapshot } from './result.ts';
import { quickExamPairs, reexamPairs } from './sample.ts';
import type { Stepper } from './stepper.ts';
import { allFinite, type Weights } from './weights.ts';

/** Snapshots and checkpoints in a run, about. */
const SNAPSHOTS = 100;
const CHECKPOINTS = 20;
/** Pairs between two fine checkpoints, and most of those in a run. */
const FINE_PAIRS = 100;
const MOST_FINE = 200;
/** Multiplications, that examining all fine checkpoints may cost: about half a second. */
const FINE_BUDGET = 1e10;

/**
 * When a run may turn out to have been solved. `usual`: at one of about 20 checkpoints. `fine`: every 100 pairs, up to
 * 200 times, fewer for large networks; the examination at the end takes longer for it, learning does not.
 */
export type Checkpoints = 'usual' | 'fine';

type Sample = RunResult['samples'][number];

/** A moment at which the network may have been solved: no quick examination from there on found a mistake. */
export type Candidate = { readonly iteration: number; readonly weights: Weights };

/** A journal written down. Weights of a candidate never change: who keeps several of these needs each but once. */
export type SavedJournal = Readonly<Pick<RunResult, 'losses' | 'samples' | 'accuracies' | 'snapshots'>> & {
  readonly candidates: readonly Candidate[];
  /** The last iteration at which something was observed; −1 before the first. */
  readonly observed: number;
};

export interface Journal {
  readonly losses: number[];
  readonly samples: Sample[];
  readonly accuracies: RunResult['accuracies'][number][];
  readonly snapshots: Snapshot[];
  /** The moments since the last checkpoint with a mistake, oldest first. */
  readonly candidates: Candidate[];
  /** The next iteration after this one at which `observe` or a noted loss is due. */
  nextStop(iteration: number): number;
  /**
   * Takes the snapshot and the checkpoint that are due before the update of this iteration; are the weights sound? They
   * must stay as they are until it is over, when all is written down at once.
   */
  observe(block: Block, iteration: number): Portions<'finite' | 'not finite'>;
  /** The iteration's first pair and the network's answer to it, before its update. */
  sampleOf(block: Block, iteration: number): Sample;
  /** Notes an iteration's sample and its loss; NaN where that is not a finite number. */
  note(sample: Sample, loss: number): void;
  save(): SavedJournal;
}

/** How many updates lie between two snapshots, two checkpoints, and two moments at which it may have been solved. */
export function rhythmOf(config: TrainConfig, checkpoints: Checkpoints) {
  const snapshotEvery = Math.ceil(config.iterations / SNAPSHOTS);
  const checkpointEvery = Math.ceil(config.iterations / CHECKPOINTS);
  const candidateEvery = checkpoints === 'fine' ? fineEvery(config) : checkpointEvery;
  return { snapshotEvery, checkpointEvery, candidateEvery };
}

const EMPTY: SavedJournal = {
  losses: [],
  samples: [],
  accuracies: [],
  snapshots: [],
  candidates: [],
  observed: -1,
};

/** The journal of the stepper's run, which goes on with what is saved, or is empty. */
export function createJournal(
  config: TrainConfig,
  stepper: Stepper,
  checkpoints: Checkpoints,
  saved: SavedJournal = EMPTY,
): Journal {
  const { iterations, batch, bits, plotInterval } = config;
  const { snapshotEvery, checkpointEvery, candidateEvery } = rhythmOf(config, checkpoints);
  const probe = createProbe(config);
  const exam = quickExamPairs(config);
  const pair = { a: new Uint32Array(1), b: new Uint32Array(1) };
  const answer = new Float64Array(1);
  const journal = {
    losses: [...saved.losses],
    samples: [...saved.samples],
    accuracies: [...saved.accuracies],
    snapshots: [...saved.snapshots],
    candidates: [...saved.candidates],
  };
  let { observed } = saved;

  function firstPair(block: Block, iteration: number): { a: number; b: number } {
    const p = (iteration - block.start) * batch;
    return { a: block.a[p] as number, b: block.b[p] as number };
  }

  function* observe(block: Block, iteration: number): Portions<'finite' | 'not finite'> {
    const snapshotDue = iteration < iterations && iteration % snapshotEvery === 0;
    const checkpointDue = iteration === iterations || iteration % checkpointEvery === 0;
    const candidateDue = checkpointDue || iteration % candidateEvery === 0;
    // A run that was saved in the middle of an update begins it again, but not what came before it.
    if ((!snapshotDue && !candidateDue) || iteration === observed) return 'finite';
    const weights = stepper.read();
    if (!allFinite(weights)) return 'not finite';
    const { a, b } = firstPair(block, iteration);
    const snapshot = snapshotDue ? yield* probe(weights, a, b, iteration) : null;
    if (snapshotDue && checkpointDue) yield;
    const examination = checkpointDue ? takeExam() : null;
    observed = iteration;
    if (snapshot !== null) journal.snapshots.push(snapshot);
    if (examination !== null) journal.accuracies.push({ iteration, accuracy: examination.result().accuracy });
    if (examination?.flawless === false) journal.candidates.length = 0;
    else if (candidateDue) journal.candidates.push({ iteration, weights });
    if (snapshotDue || checkpointDue) yield;
    return 'finite';
  }

  function takeExam(): Examination {
    const examination = createExamination(stepper, exam, bits);
    examination.advance(examination.pairs);
    return examination;
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
    nextStop: (iteration) =>
      Math.min(
        ...[plotInterval, snapshotEvery, checkpointEvery, candidateEvery].map(
          (every) => (Math.floor(iteration / every) + 1) * every,
        ),
      ),
    observe,
    sampleOf,
    note(sample, loss) {
      journal.samples.push(sample);
      journal.losses.push(Number.isFinite(loss) ? loss : Number.NaN);
    },
    save() {
      const { losses, samples, accuracies, snapshots, candidates } = journal;
      return {
        losses: [...losses],
        samples: [...samples],
        accuracies: [...accuracies],
        snapshots: [...snapshots],
        candidates: [...candidates],
        observed,
      };
    },
  };
}

/** Updates between two fine candidates. */
function fineEvery(config: TrainConfig): number {
  const { iterations, batch, bits } = config;
  const affordable = Math.floor(FINE_BUDGET / (reexamPairs(bits).a.length * multiplications(config)));
  const most = Math.max(CHECKPOINTS, Math.min(MOST_FINE, affordable));
  return Math.max(Math.ceil(FINE_PAIRS / batch), Math.ceil(iterations / most));
}
