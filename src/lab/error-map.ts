/** All sums of a network, right or wrong, and where it is weakest. */
import type { TrainConfig } from '../rnn/config.ts';
import { pairsInPortion } from '../rnn/cost.ts';
import { engineOf } from '../rnn/engine.ts';
import type { Portions } from '../rnn/portions.ts';
import { examPairs } from '../rnn/sample.ts';
import type { Weights } from '../rnn/weights.ts';

/** Which sums a network gets right: `right[a·size + b]` is 1, with size = 2^(bits − 1) numbers. */
export type ErrorMap = { readonly size: number; readonly right: Uint8Array };

/** Where a network fails most, without naming a sum. */
export type Weakness = {
  /** Sums by how many of their steps hand on a carry: the number with the largest share of wrong sums. */
  readonly carries: number;
  /** That share, 0…1. */
  readonly share: number;
};

/** Adds all pairs. Throws a RangeError over 8 bits, of which there would be too many. */
export function* errorMapOf(config: TrainConfig, weights: Weights): Portions<ErrorMap> {
  if (config.bits > 8) throw new RangeError(`an error map needs at most 8 bits, not ${config.bits}`);
  const size = 2 ** (config.bits - 1);
  const { a, b } = examPairs(config.bits);
  const answers = new Float64Array(a.length);
  const stepper = engineOf('kernel', config).stepper(config, weights);
  const portion = pairsInPortion(config);
  for (let first = 0; first < a.length; first += portion) {
    yield;
    stepper.answers(a, b, first, Math.min(portion, a.length - first), answers);
  }
  const right = new Uint8Array(size ** 2);
  for (const [i, answer] of answers.entries()) {
    // a and b have as many entries as answers.
    const [x, y] = [a[i] as number, b[i] as number];
    right[x * size + y] = answer === x + y ? 1 : 0;
  }
  return { size, right };
}

/** Sums that are wrong. */
export function wrongIn({ right }: ErrorMap): number {
  return right.reduce((wrong, each) => wrong + 1 - each, 0);
}

/** The weakness of a network with this map. */
export function weaknessOf({ size, right }: ErrorMap): Weakness {
  const bits = Math.log2(size) + 1;
  const counts = Array.from({ length: bits }, () => ({ all: 0, wrong: 0 }));
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const group = counts[carriesOf(a, b)];
      if (group === undefined) continue;
      group.all += 1;
      group.wrong += 1 - (right[a * size + b] ?? 0);
    }
  }
  return counts
    .map(({ all, wrong }, carries) => ({ carries, share: all === 0 ? 0 : wrong / all }))
    .reduce((worst, each) => (each.share > worst.share ? each : worst));
}

/** How many steps of a + b hand on a carry: those whose next place a ⊕ b alone gets wrong. */
function carriesOf(a: number, b: number): number {
  let carried = a ^ b ^ (a + b);
  let count = 0;
  for (; carried > 0; carried >>>= 1) count += carried & 1;
  return count;
}
