/** What can be measured inside a network while it learns: norms of gradients and of δᵗ, and saturation. */
import { ACTIVATION_FUNCTIONS } from './activation.ts';
import { type Block, EXPLAINING_BUDGET } from './block.ts';
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';
import { multiplications } from './cost.ts';
import { createNetwork } from './network.ts';
import type { Divergence, Snapshot } from './result.ts';
import { createSequence, writePair } from './sequence.ts';
import { zeroWeights } from './shape.ts';
import type { Stepper } from './stepper.ts';
import { norm } from './vector.ts';
import { MATRICES, type Matrix, type Weights } from './weights.ts';

/** A hidden unit is saturated where |f′| is under this share of its largest value. */
const FLAT = 0.05;

/** Measures weights on one pair; keeps its arrays from call to call. */
export type Probe = (weights: Weights, a: number, b: number, iteration: number) => Snapshot;

/** A probe for networks of this configuration. Norms are those before clipping. */
export function createProbe(config: TrainConfig): Probe {
  const T = config.bits;
  const H = config.hidden;
  const network = createNetwork(config, T);
  const sequence = createSequence(T);
  const gradient = zeroWeights(config);
  const width = H * RECURRENT_CELLS[config.cell].gates;
  const { slope, steepest } = ACTIVATION_FUNCTIONS[config.activation];

  return (weights, a, b, iteration) => {
    for (const name of MATRICES) gradient[name].fill(0);
    writePair(sequence, a, b);
    network.forward(weights, sequence);
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

/**
 * Tells why a run diverged, by going back to the start of the block (the stepper's mark) and repeating it
 * with a probe at every pair, or of each large update as many as are affordable. Leaves the stepper as it was at the divergence.
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
): Divergence {
  const probe = createProbe(config);
  let largest: Divergence['largest'] = { matrix: 'W', norm: 0, iteration };
  const watch = (snapshot: Snapshot) => {
    for (const matrix of MATRICES) {
      const length = snapshot.gradientNorms[matrix];
      if (Number.isFinite(length) && length > largest.norm)
        largest = { matrix, norm: length, iteration: snapshot.iteration };
    }
  };
  before.forEach(watch);
  stepper.rewind();
  const affordable = Math.ceil(EXPLAINING_BUDGET / (multiplications(config) * block.size));
  const probed = Math.min(config.batch, affordable);
  for (let k = 0; k < iteration - block.start; k++) {
    const weights = stepper.read();
    for (let p = k * config.batch; p < k * config.batch + probed; p++) {
      watch(probe(weights, block.a[p] as number, block.b[p] as number, block.start + k));
    }
    stepper.run(block.a, block.b, k, 1, block.losses);
  }
  const weights = stepper.read();
  const cause = SUSPECTS.find((name) => !weights[name].every(Number.isFinite)) ?? 'loss';
  return { iteration, cause, largest };
}
