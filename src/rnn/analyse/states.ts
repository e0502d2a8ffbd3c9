/** The hidden states of a network over many additions, each with the carry that it has to remember. */
import type { TrainConfig } from '../config.ts';
import { createNetwork } from '../network.ts';
import { affordablePairs, type Exam } from '../sample.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import type { Weights } from '../weights.ts';

/** One hidden state zᵗ; pairs whose low t bits agree share it. */
export type State = {
  /** Time step, 1…T − 1. */
  readonly t: number;
  /** The low t bits of the two numbers. */
  readonly a: number;
  readonly b: number;
  /** The true carry out of step t. */
  readonly carry: 0 | 1;
  /** Row t of this array of rows of H is zᵗ. Valid during the visit only. */
  readonly z: Float64Array;
  /** How many of the pairs are in this state at step t. */
  readonly pairs: number;
};

/** Multiplications that a walk may cost, without what is shared: all pairs of 8 bits up to H = 151. */
const BUDGET = 3e9;

/** The pairs whose states are looked at: all up to 8 bits, else 20,000 seeded ones; fewer for large networks. */
export function statePairs(config: TrainConfig): Exam {
  return affordablePairs(config, BUDGET, 20_000);
}

/**
 * Calls `visit` with every different hidden state, for the steps t = 1…T − 1 after which a carry is still
 * wanted. Throws a RangeError when there are none (bits = 1), and for a bad config or misfitting weights.
 * @param exam pairs in walking order (`sample.ts`), so that equal states come one after the other
 */
export function walkStates(
  config: TrainConfig,
  weights: Weights,
  exam: Exam,
  visit: (state: State) => void,
): void {
  checkConfig(config);
  checkWeights(config, weights);
  const T = config.bits;
  if (T < 2) throw new RangeError('a network of 1 bit has no carry to remember');
  const network = createNetwork(config, T);
  /** First pair in the state that row t of z holds now. */
  const since = new Int32Array(T + 1);

  for (let p = 0; p <= exam.a.length; p++) {
    const shared = sharedSteps(exam, p, T);
    for (let t = shared + 1; t < T && p > 0; t++) visit(stateBefore(p, t));
    if (p === exam.a.length) return;
    for (let t = shared + 1; t < T; t++) {
      network.step(weights, t, bit(exam.a, p, t), bit(exam.b, p, t));
      since[t] = p;
    }
  }

  function stateBefore(p: number, t: number): State {
    const a = (exam.a[p - 1] as number) % 2 ** t;
    const b = (exam.b[p - 1] as number) % 2 ** t;
    const carry = a + b >= 2 ** t ? 1 : 0;
    return { t, a, b, carry, z: network.cell.z, pairs: p - (since[t] as number) };
  }
}

/** How many first steps pair p has in common with the one before; none at either end. */
function sharedSteps({ a, b }: Exam, p: number, T: number): number {
  if (p === 0 || p === a.length) return 0;
  const differ = ((a[p] as number) ^ (a[p - 1] as number)) | ((b[p] as number) ^ (b[p - 1] as number));
  return differ === 0 ? T : 31 - Math.clz32(differ & -differ);
}

function bit(numbers: Uint32Array, p: number, t: number): number {
  return ((numbers[p] as number) >>> (t - 1)) & 1;
}
