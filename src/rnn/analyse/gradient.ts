/** The numerical gradient check: BPTT against what the loss really does when one weight is moved a little. */
import type { TrainConfig } from '../config.ts';
import { multiplications } from '../cost.ts';
import { createNetwork, type Network } from '../network.ts';
import type { Pairs } from '../sample.ts';
import { type Sequence, sequenceOf } from '../sequence.ts';
import { zeroWeights } from '../shape.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import { copyWeights, MATRICES, type Matrix, type Weights } from '../weights.ts';

export type MatrixCheck = {
  readonly name: Matrix;
  /** Weights that were compared; of a large matrix an even choice, from all rows and columns. */
  readonly checked: number;
  /**
   * Weights left out because no difference tells the derivative well enough: the loss has a corner there (a ReLU
   * opens) or bends too sharply.
   */
  readonly bent: number;
  /** Largest |∂E/∂w| of the matrix, by BPTT. */
  readonly largest: number;
  /**
   * Largest |BPTT − numeric| / max(|BPTT|, |numeric|, 10⁻³·largest, 10⁻⁶, and 10⁶ times what rounding may do to the
   * difference).
   */
  readonly maxRelativeError: number;
  /** Whether that is under 10⁻⁶; null when no weight could be compared. */
  readonly right: boolean | null;
  /** The weight with the largest error (its place in the row-major matrix), and both derivatives there. */
  readonly worst: { readonly index: number; readonly bptt: number; readonly numeric: number };
};

export type GradientCheck = {
  /** Whether no matrix is wrong. */
  readonly right: boolean;
  /** Where the fault is: in the slope of the output, when mending that alone (`gradient: 'true'`) mends all. */
  readonly fault: 'none' | 'output slope' | 'unknown';
  readonly matrices: readonly MatrixCheck[];
};

const TOLERANCE = 1e-6;
/** Steps h that are tried, the next one where the loss bends too much within the last. */
const STEPS = [1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6] as const;
/** Share of the tolerance that the differences of h and of 2h may be apart; the truth is 15 times nearer to h's. */
const SMOOTH = 0.1;
/** What rounding may do to E, as a share of it. */
const ROUNDING = 4 * Number.EPSILON;
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
  const right = matrices.every((matrix) => matrix.right !== false);
  return { right, matrices, fault: right ? 'none' : locate(config, weights, pairs) };
}

function locate(config: TrainConfig, weights: Weights, pairs: Pairs): GradientCheck['fault'] {
  if (config.gradient === 'true') return 'unknown';
  const mended = compare({ ...config, gradient: 'true' }, weights, pairs);
  return mended.every((matrix) => matrix.right !== false) ? 'output slope' : 'unknown';
}

function compare(config: TrainConfig, weights: Weights, pairs: Pairs): MatrixCheck[] {
  const network = createNetwork(config, config.bits);
  const sequences = Array.from(pairs.a, (a, p) => sequenceOf(a, pairs.b[p] as number, config.bits));
  const gradient = zeroWeights(config);
  for (const sequence of sequences) {
    network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
  }
  const slope = createSlope(config, network, copyWeights(weights), sequences);
  const affordable = Math.floor(BUDGET / (multiplications(config) * sequences.length));
  const most = Math.min(512, Math.max(64, affordable));
  return MATRICES.filter((name) => weights[name].length > 0).map((name) =>
    compareMatrix(name, gradient[name], slope, evenStride(gradient[name].length, config.hidden, most)),
  );
}

/** Every how many weights of `length` one is compared: at most about `most`, and of all columns of a row of H. */
function evenStride(length: number, H: number, most: number): number {
  let stride = Math.ceil(length / most);
  while (stride > 1 && greatestCommonDivisor(stride, H) > 1) stride++;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** ∂E/∂w by finite differences, and the least size at which rounding leaves it right to the tolerance. */
type Numeric = { readonly slope: number; readonly floor: number };
/** Of weight `index` of a matrix; `scale` is what its error is measured by. Null where no difference is good enough. */
type Slope = (name: Matrix, index: number, scale: number) => Numeric | null;

function compareMatrix(name: Matrix, bptt: Float64Array, slope: Slope, stride: number): MatrixCheck {
  const largest = bptt.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let checked = 0;
  let bent = 0;
  let maxRelativeError = 0;
  let worst = { index: 0, bptt: bptt[0] as number, numeric: Number.NaN };
  for (let index = 0; index < bptt.length; index += stride) {
    const exact = bptt[index] as number;
    const least = Math.max(1e-3 * largest, 1e-6);
    const found = slope(name, index, Math.max(Math.abs(exact), least));
    if (found === null) {
      bent++;
      continue;
    }
    const { slope: numeric, floor } = found;
    const scale = Math.max(Math.abs(exact), Math.abs(numeric), least, floor);
    const error = Math.abs(exact - numeric) / scale;
    // ! (error ≤ …) is true for NaN too
    if (checked === 0 || !(error <= maxRelativeError)) {
      maxRelativeError = error;
      worst = { index, bptt: exact, numeric };
    }
    checked++;
  }
  const right = checked === 0 ? null : maxRelativeError < TOLERANCE;
  return { name, checked, bent, largest, maxRelativeError, right, worst };
}

/** Which ReLUs are open at which step, as text. */
function openUnits({ cell: { activated } }: Network): string {
  return activated.map((rows) => rows.reduce((text, z) => text + (z > 0 ? '1' : '0'), '')).join('');
}

/**
 * Central differences over four points, whose error falls with h⁴ (Abramowitz & Stegun 25.3.6):
 * ∂E/∂w ≈ (4 (E(w + h) − E(w − h))/2h − (E(w + 2h) − E(w − 2h))/4h) / 3,
 * once with h and once with 2h, which tells how good it is (Richardson).
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
      if (bends) open += openUnits(network);
    }
    return { E, open };
  }

  const { E } = measure();
  return (name, index, scale) => {
    const matrix = weights[name];
    const w = matrix[index] as number;
    const at = (moved: number) => {
      matrix[index] = moved;
      const measured = measure();
      matrix[index] = w;
      return measured;
    };
    for (const h of STEPS) {
      const opens = new Set<string>();
      const central = (n: number) => {
        const [left, right] = [at(w - n * h), at(w + n * h)];
        opens.add(left.open).add(right.open);
        return (right.E - left.E) / (2 * n * h);
      };
      const [near, middle, far] = [central(1), central(2), central(4)];
      if (opens.size > 1) continue;
      const slope = (4 * near - middle) / 3;
      const coarse = (4 * middle - far) / 3;
      const floor = (ROUNDING * E) / (h * TOLERANCE);
      const size = Math.max(scale, Math.abs(slope), floor);
      if (Math.abs(slope - coarse) <= SMOOTH * TOLERANCE * size) return { slope, floor };
    }
    return null;
  };
}
