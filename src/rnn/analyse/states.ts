/** The hidden states of a network over many additions, each with the carry that it has to remember. */
import type { TrainConfig } from '../config.ts';
import { multiplications, stepCost } from '../cost.ts';
import { createNetwork } from '../network.ts';
import { createPace, type Portions, untold } from '../portions.ts';
import { affordablePairs, type Exam, examPairs } from '../sample.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import { dot } from '../vector.ts';
import type { Weights } from '../weights.ts';

/** Every different hidden state, for the steps t = 1…T − 1 after which a carry is still wanted. */
export type States = {
  /** Whether they are those of all pairs, or of a seeded sample. */
  readonly over: 'all' | 'sample';
  /** How many different ones; pairs whose low t bits agree share one. */
  readonly count: number;
  /** Row s of this count × H matrix is the zᵗ of state s. */
  readonly z: Float64Array;
  /** Time step of each, 1…T − 1. */
  readonly t: Uint8Array;
  /** The low t bits of the two numbers. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** The true carry out of step t, 0 or 1. */
  readonly carry: Uint8Array;
  /** How many of the pairs are in this state at step t. */
  readonly pairs: Uint32Array;
  /** Σ pairs: all pairs times T − 1 steps. */
  readonly total: number;
};

/** Multiplications that the states may cost: about a second. All of 8 bits are within it, for 256 units of the simple RNN. */
const BUDGET = 1.5e9;
/** Longest sequences of which all pairs are looked at: 21,844 different states. */
const ALL_UP_TO = 8;
/** Most pairs of a sample. */
const MOST = 5_000;

/**
 * The states over all pairs up to 8 bits if `budget` multiplications pay for them, else over up to 5,000 seeded ones,
 * fewer for large networks.
 * Throws a RangeError when there are none (bits = 1), and for a bad config or misfitting weights.
 */
export function* collectStates(
  config: TrainConfig,
  weights: Weights,
  budget = BUDGET,
  told = untold,
): Portions<States> {
  checkConfig(config);
  checkWeights(config, weights);
  const { bits: T, hidden: H } = config;
  if (T < 2) throw new RangeError('a network of 1 bit has no carry to remember');
  const exam = chooseExam(config, budget);
  const count = statesIn(exam, T);
  const states = {
    over: exam.over,
    count,
    z: new Float64Array(count * H),
    t: new Uint8Array(count),
    a: new Uint32Array(count),
    b: new Uint32Array(count),
    carry: new Uint8Array(count),
    pairs: new Uint32Array(count),
    total: exam.a.length * (T - 1),
  };
  const network = createNetwork(config, T);
  const pace = createPace();
  const cost = stepCost(config);
  /** The state that row t of the network's z holds now. */
  const current = new Int32Array(T);
  let s = 0;
  for (let p = 0; p < exam.a.length; p++) {
    const [a, b] = [exam.a[p] as number, exam.b[p] as number];
    for (let t = sharedSteps(exam, p, T) + 1; t < T; t++) {
      if (pace.isDue(cost)) {
        told(s / count);
        yield;
      }
      network.step(weights, t, (a >>> (t - 1)) & 1, (b >>> (t - 1)) & 1);
      states.z.set(network.cell.states.z.subarray(t * H, (t + 1) * H), s * H);
      states.t[s] = t;
      states.a[s] = a % 2 ** t;
      states.b[s] = b % 2 ** t;
      states.carry[s] = (a % 2 ** t) + (b % 2 ** t) >= 2 ** t ? 1 : 0;
      current[t] = s++;
    }
    for (let t = 1; t < T; t++) {
      const at = current[t] as number;
      states.pairs[at] = (states.pairs[at] as number) + 1;
    }
  }
  return states;
}

/** The place of each state along a direction, a vector of H. */
export function* placesAlong(
  direction: Float64Array,
  { count, z }: Pick<States, 'count' | 'z'>,
): Portions<Float64Array> {
  const H = direction.length;
  const pace = createPace();
  const places = new Float64Array(count);
  for (let s = 0; s < count; s++) {
    if (pace.isDue(H)) yield;
    places[s] = dot(direction, 0, z, s * H, H);
  }
  return places;
}

/** All pairs, if they are few enough and their states affordable. */
function chooseExam(config: TrainConfig, budget: number): Exam {
  const { bits } = config;
  if (bits <= ALL_UP_TO) {
    const all = examPairs(bits);
    if (statesIn(all, bits) * multiplications({ ...config, bits: 1 }) <= budget) return all;
  }
  return affordablePairs(config, budget, MOST);
}

/** How many states `collectStates` finds; 0 for bits = 1. */
export function countStates(config: TrainConfig, budget = BUDGET): number {
  return statesIn(chooseExam(config, budget), config.bits);
}

function statesIn(exam: Exam, T: number): number {
  let count = 0;
  for (let p = 0; p < exam.a.length; p++) count += Math.max(0, T - 1 - sharedSteps(exam, p, T));
  return count;
}

/** How many first steps pair p has in common with the one before, in walking order (`sample.ts`). */
function sharedSteps({ a, b }: Exam, p: number, T: number): number {
  if (p === 0) return 0;
  const differ = ((a[p] as number) ^ (a[p - 1] as number)) | ((b[p] as number) ^ (b[p - 1] as number));
  return differ === 0 ? T : 31 - Math.clz32(differ & -differ);
}
