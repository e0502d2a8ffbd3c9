/** The numerical gradient check: BPTT against what the loss really does when one weight is moved a little. */
import type { TrainConfig } from '../config.ts';
import { createNetwork, type Network } from '../network.ts';
import type { Pairs } from '../sample.ts';
import { createSequence, type Sequence, writePair } from '../sequence.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import { copyWeights, MATRICES, type Matrix, type Weights, zeroWeights } from '../weights.ts';

export type MatrixCheck = {
  readonly name: Matrix;
  /** Weights that were compared; large matrices are checked at an even choice of them. */
  readonly checked: number;
  /** Weights left out because the loss has a corner there (a ReLU opens), where there is no derivative. */
  readonly bent: number;
  /** Largest |BPTT − numeric| / max(|BPTT|, |numeric|, 10⁻³·largest of the matrix, 10⁻⁶). */
  readonly maxRelativeError: number;
  /** Whether that is under 10⁻⁶. */
  readonly right: boolean;
  /** The weight with the largest error (its place in the row-major matrix), and both derivatives there. */
  readonly worst: { readonly index: number; readonly bptt: number; readonly numeric: number };
};

export type GradientCheck = {
  readonly right: boolean;
  /** Where the fault is: in the slope of the output, when mending that alone (`gradient: 'true'`) mends all. */
  readonly fault: 'none' | 'output slope' | 'unknown';
  readonly matrices: readonly MatrixCheck[];
};

const TOLERANCE = 1e-6;
/** Steps h that are tried, the next one where the loss bends too much within the last. */
const STEPS = [1e-3, 1e-4, 1e-5, 1e-6] as const;
/** Relative error of the two-point difference at which a step is small enough. */
const SMOOTH = 1e-4;
/** Weights compared in each matrix: as many as so many multiplications pay for, 64…512. */
const BUDGET = 2e8;

/**
 * Checks ∂E/∂w of E summed over the pairs, weight by weight, before clipping. An empty b or c is left out.
 * Throws a RangeError for a bad config, weights that do not fit it, or no pairs.
 */
export function checkGradient(config: TrainConfig, weights: Weights, pairs: Pairs): GradientCheck {
  checkConfig(config);
  checkWeights(config, weights);
  if (pairs.a.length === 0) throw new RangeError('the gradient check needs at least one pair');
  const matrices = compare(config, weights, pairs);
  const right = matrices.every((matrix) => matrix.right);
  return { right, matrices, fault: right ? 'none' : locate(config, weights, pairs) };
}

function locate(config: TrainConfig, weights: Weights, pairs: Pairs): GradientCheck['fault'] {
  if (config.gradient === 'true') return 'unknown';
  const mended = compare({ ...config, gradient: 'true' }, weights, pairs);
  return mended.every((matrix) => matrix.right) ? 'output slope' : 'unknown';
}

function compare(config: TrainConfig, weights: Weights, pairs: Pairs): MatrixCheck[] {
  const network = createNetwork(config, config.bits);
  const sequences = Array.from(pairs.a, (a, p) => {
    const sequence = createSequence(config.bits);
    writePair(sequence, a, pairs.b[p] as number);
    return sequence;
  });
  const gradient = zeroWeights(config);
  for (const sequence of sequences) {
    network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
  }
  const slope = createSlope(config, network, copyWeights(weights), sequences);
  const affordable = Math.floor(BUDGET / (config.hidden ** 2 * config.bits * sequences.length));
  const most = Math.min(512, Math.max(64, affordable));
  return MATRICES.filter((name) => weights[name].length > 0).map((name) =>
    compareMatrix(name, gradient[name], slope, most),
  );
}

/** ∂E/∂(weight `index` of a matrix) by finite differences; null where the loss has a corner. */
type Slope = (name: Matrix, index: number) => number | null;

function compareMatrix(name: Matrix, bptt: Float64Array, slope: Slope, most: number): MatrixCheck {
  const largest = bptt.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const stride = Math.ceil(bptt.length / most);
  let checked = 0;
  let bent = 0;
  let maxRelativeError = 0;
  let worst = { index: 0, bptt: bptt[0] as number, numeric: Number.NaN };
  for (let index = 0; index < bptt.length; index += stride) {
    const numeric = slope(name, index);
    if (numeric === null) {
      bent++;
      continue;
    }
    const exact = bptt[index] as number;
    const scale = Math.max(Math.abs(exact), Math.abs(numeric), 1e-3 * largest, 1e-6);
    const error = Math.abs(exact - numeric) / scale;
    // ! (error ≤ …) is true for NaN too
    if (checked === 0 || !(error <= maxRelativeError)) {
      maxRelativeError = error;
      worst = { index, bptt: exact, numeric };
    }
    checked++;
  }
  return { name, checked, bent, maxRelativeError, right: maxRelativeError < TOLERANCE, worst };
}

/**
 * Central differences over four points, whose error falls with h⁴ (Abramowitz & Stegun 25.3.6):
 * ∂E/∂w ≈ (4 (E(w + h) − E(w − h))/2h − (E(w + 2h) − E(w − 2h))/4h) / 3.
 */
function createSlope(
  config: TrainConfig,
  network: Network,
  weights: Weights,
  sequences: readonly Sequence[],
): Slope {
  const bends = config.activation === 'relu';

  /** E, and which ReLUs are open, as text. */
  function measure(): { E: number; open: string } {
    let E = 0;
    let open = '';
    for (const sequence of sequences) {
      E += network.forward(weights, sequence);
      if (bends) open += network.cell.z.reduce((text, z) => text + (z > 0 ? '1' : '0'), '');
    }
    return { E, open };
  }

  return (name, index) => {
    const matrix = weights[name];
    const w = matrix[index] as number;
    const at = (moved: number) => {
      matrix[index] = moved;
      const measured = measure();
      matrix[index] = w;
      return measured;
    };
    for (const h of STEPS) {
      const [left2, left1, right1, right2] = [at(w - 2 * h), at(w - h), at(w + h), at(w + 2 * h)];
      if ([left2, right1, right2].some(({ open }) => open !== left1.open)) continue;
      const near = (right1.E - left1.E) / (2 * h);
      const far = (right2.E - left2.E) / (4 * h);
      const slope = (4 * near - far) / 3;
      // Where the two-point error, ∝ h², is under 10⁻⁴, the four-point one, ∝ h⁴, is about its square.
      if (Math.abs(near - slope) <= SMOOTH * Math.max(Math.abs(slope), 1e-3)) return slope;
    }
    return null;
  };
}
