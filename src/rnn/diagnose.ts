/** What can be measured inside a network while it learns: norms of gradients and of δᵗ, and saturation. */
import { ACTIVATION_FUNCTIONS } from './activation.ts';
import { type Block, EXPLAINING_BUDGET } from './block.ts';
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';
import { multiplications, portionOf } from './cost.ts';
import { createNetwork } from './network.ts';
import type { Portions } from './portions.ts';
import type { Divergence, Snapshot } from './result.ts';
import { createSequence, writePair } from './sequence.ts';
import { zeroWeights } from './shape.ts';
import type { Stepper } from './stepper.ts';
import { norm } from './vector.ts';
import { MATRICES, type Matrix, type Weights } from './weights.ts';

/** A hidden unit is saturated where |f′| is under this share of its largest value. */
const FLAT = 0.05;

/** Probing a pair costs as much as learning from so many, since it is the readable network that is probed. */
const PROBED_PER_LEARNED = 6;

/** Measures weights on one pair; keeps its arrays from call to call, so that one has to be over before the next. */
export type Probe = (weights: Weights, a: number, b: number, iteration: number) => Portions<Snapshot>;

/** A probe for networks of this configuration. Norms are those before clipping. */
export function createProbe(config: TrainConfig): Probe {
  const T = config.bits;
  const H = config.hidden;
  const network = createNetwork(config, T);
  const sequence = createSequence(T);
  const gradient = zeroWeights(config);
  const width = H * RECURRENT_CELLS[config.cell].gates;
  const { slope, steepest } = ACTIVATION_FUNCTIONS[config.activation];
  const rests = portionOf(config) < PROBED_PER_LEARNED;

  return function* (weights, a, b, iteration) {
    for (const name of MATRICES) gradient[name].fill(0);
    writePair(sequence, a, b);
    network.forward(weights, sequence);
    // A third of the work is done.
    if (rests) yield;
    network.backward(weights, sequence, gradient);
    const { activated, delta } = network.cell;
    const isFlat = (value: number) => Math.abs(slope(value)) < FLAT * steepest;
    // Row 0 is before the first step.
    const flat = activated.reduce((count, rows) => count + rows.subarray(H).filter(isFlat).length, 0);
    return {
      iteration,
      gradientNorms: {
        W_in: norm(gradient.W_in),
        W: norm(gradient.W),
        W_out: norm(gradient.W_out),
        b: norm(gradient.b),
        c: norm(gradient.c),
      },
      deltaNorms: Array.from({ length: T }, (_, t) => norm(delta, (t + 1) * width, width)),
      saturation: flat / (activated.length * T * H),
    };
  };
}

/** Order in which a cause is looked for: W first, whose powers are what explodes. */
const SUSPECTS: readonly Matrix[] = ['W', 'W_in', 'W_out', 'b', 'c'];

/** Why a run diverged, looked for in portions. */
export interface Explanation {
  /** The weights that the divergence was met with. */
  readonly weights: Weights;
  /** The looking: afterwards the stepper is as it was at the divergence, in the meantime it is not. */
  readonly portions: Portions<void>;
  /** What is known so far: but for the largest norm, everything. */
  result(): Divergence;
}

/**
 * Explains a divergence, by going back to the start of the block (the stepper's mark) and repeating it with a probe at
 * every pair, or of each large update as many as are affordable.
 * @param block the block that the iteration is in, or ends; its losses are written over
 * @param iteration the one whose loss is not finite, or whose weights are not
 * @param before snapshots taken earlier in the run
 */
export function explainDivergence(
  config: TrainConfig,
  stepper: Stepper,
  block: Block,
  iteration: number,
  before: readonly Snapshot[],
): Explanation {
  const weights = stepper.read();
  const cause = SUSPECTS.find((name) => !weights[name].every(Number.isFinite)) ?? 'loss';
  let largest: Divergence['largest'] = { matrix: 'W', norm: 0, iteration };
  const watch = (snapshot: Snapshot) => {
    for (const matrix of MATRICES) {
      const length = snapshot.gradientNorms[matrix];
      if (Number.isFinite(length) && length > largest.norm)
        largest = { matrix, norm: length, iteration: snapshot.iteration };
    }
  };
  before.forEach(watch);

  function* look(): Portions<void> {
    const { batch } = config;
    const probe = createProbe(config);
    const affordable = Math.ceil(EXPLAINING_BUDGET / (multiplications(config) * block.size));
    const probed = Math.min(batch, affordable);
    const portion = portionOf(config);
    stepper.rewind();
    for (let k = 0; k < iteration - block.start; k++) {
      const present = stepper.read();
      const end = (k + 1) * batch;
      for (let p = k * batch; p < k * batch + probed; p++) {
        watch(yield* probe(present, block.a[p] as number, block.b[p] as number, block.start + k));
        if ((p + 1) % Math.ceil(portion / PROBED_PER_LEARNED) === 0) yield;
      }
      for (let p = k * batch; p < end; p += portion) {
        stepper.run(block.a, block.b, p, Math.min(portion, end - p), block.losses);
        if (p + portion < end) yield;
      }
    }
  }

  return { weights, portions: look(), result: () => ({ iteration, cause, largest }) };
}
