/** The numerical gradient check: BPTT against what the loss really does when one weight is moved a little. */
import type { TrainConfig } from '../config.ts';
import { multiplications, stepCost } from '../cost.ts';
import { createNetwork, type Network } from '../network.ts';
import { createPace, type Portions, part, type Told, untold } from '../portions.ts';
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
export function* checkGradient(
  config: TrainConfig,
  weights: Weights,
  pairs: Pairs,
  told = untold,
): Portions<GradientCheck> {
  checkConfig(config);
  checkWeights(config, weights);
  if (pairs.a.length === 0) throw new RangeError('the gradient check needs at least one pair');
  // A wrong gradient is compared once more; the article's is.
  const first = config.gradient === 'true' ? 1 : 0.5;
  const matrices = yield* compare(config, weights, pairs, part(told, 0, first));
  const right = matrices.every((matrix) => matrix.right !== false);
  const fault = right ? 'none' : yield* locate(config, weights, pairs, part(told, first, 1));
  return { right, matrices, fault };
}

function* locate(
  config: TrainConfig,
  weights: Weights,
  pairs: Pairs,
  told: Told,
): Portions<GradientCheck['fault']> {
  if (config.gradient === 'true') return 'unknown';
  const mended = yield* compare({ ...config, gradient: 'true' }, weights, pairs, told);
  return mended.every((matrix) => matrix.right !== false) ? 'output slope' : 'unknown';
}

function* compare(config: TrainConfig, weights: Weights, pairs: Pairs, told: Told): Portions<MatrixCheck[]> {
  const network = createNetwork(config, config.bits);
  const sequences = Array.from(pairs.a, (a, p) => sequenceOf(a, pairs.b[p] as number, config.bits));
  const gradient = zeroWeights(config);
  for (const sequence of sequences) {
    yield;
    network.forward(weights, sequence);
    network.backward(weights, sequence, gradient);
  }
  const slope = yield* createSlope(config, network, copyWeights(weights), sequences);
  const affordable = Math.floor(BUDGET / (multiplications(config) * sequences.length));
  const most = Math.min(512, Math.max(64, affordable));
  const strides = MATRICES.filter((name) => weights[name].length > 0).map((name) => ({
    name,
    stride: evenStride(gradient[name].length, config.hidden, most),
  }));
  const count = strides.reduce((sum, { name, stride }) => sum + Math.ceil(gradient[name].length / stride), 0);
  const checks: MatrixCheck[] = [];
  let before = 0;
  for (const { name, stride } of strides) {
    const share = Math.ceil(gradient[name].length / stride) / count;
    checks.push(
      yield* compareMatrix(name, gradient[name], slope, stride, part(told, before, before + share)),
    );
    before += share;
  }
  return checks;
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
type Slope = (name: Matrix, index: number, scale: number) => Portions<Numeric | null>;

function* compareMatrix(
  name: Matrix,
  bptt: Float64Array,
  slope: Slope,
  stride: number,
  told: Told,
): Portions<MatrixCheck> {
  const largest = bptt.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let checked = 0;
  let bent = 0;
  let maxRelativeError = 0;
  let worst = { index: 0, bptt: bptt[0] as number, numeric: Number.NaN };
  for (let index = 0; index < bptt.length; index += stride) {
    const exact = bptt[index] as number;
    const least = Math.max(1e-3 * largest, 1e-6);
    const found = yield* slope(name, index, Math.max(Math.abs(exact), least));
    told(Math.min(1, (index + stride) / bptt.length));
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
function* createSlope(
  config: TrainConfig,
  network: Network,
  weights: Weights,
  sequences: readonly Sequence[],
): Portions<Slope> {
  const bends = config.activation === 'relu';
  const pace = createPace();
  const cost = config.bits * stepCost(config);

  /** E, and which ReLUs are open, as text. */
  function* measure(): Portions<{ E: number; open: string }> {
    let E = 0;
    let open = '';
    for (const sequence of sequences) {
      if (pace.isDue(cost)) yield;
      E += network.forward(weights, sequence);
      if (bends) open += openUnits(network);
    }
    return { E, open };
  }

  const { E } = yield* measure();
  return function* (name, index, scale) {
    const matrix = weights[name];
    const w = matrix[index] as number;
    function* at(moved: number): ReturnType<typeof measure> {
      matrix[index] = moved;
      const measured = yield* measure();
      matrix[index] = w;
      return measured;
    }
    for (const h of STEPS) {
      const opens = new Set<string>();
      function* central(n: number): Portions<number> {
        const [left, right] = [yield* at(w - n * h), yield* at(w + n * h)];
        opens.add(left.open).add(right.open);
        return (right.E - left.E) / (2 * n * h);
      }
      const [near, middle, far] = [yield* central(1), yield* central(2), yield* central(4)];
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
