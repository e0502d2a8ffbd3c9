/** Where the carry sits in a trained network: in one unit, or in a direction that a linear probe finds. */
import { type Portions, untold } from '../portions.ts';
import { cutBest, type Reading, readBest } from './cut.ts';
import { solve } from './solve.ts';
import { placesAlong, type States } from './states.ts';
import type { Survey } from './survey.ts';

export type CarryAnalysis = {
  /** Whether the states are those of all pairs, or of a seeded sample. */
  readonly over: States['over'];
  /** States looked at: pairs × steps 1…T − 1. */
  readonly states: number;
  /** Share of the commoner of the two carries: what guessing without looking would reach. */
  readonly baseline: number;
  /** Pearson's correlation of every unit with the carry, H values in −1…1; 0 for a unit that never changes. */
  readonly correlations: readonly number[];
  /** How often each unit tells the carry by itself, by its best threshold; H values, each ≥ the baseline. */
  readonly accuracies: readonly number[];
  /**
   * The unit that tells it most often, among equals the one with the strongest correlation: the unit that words,
   * pictures and buttons go by. Its threshold may lie within a hair's breadth of saturation.
   */
  readonly teller: Reading & { readonly unit: number };
  /**
   * The best straight cut that was tried, w·z + w₀, read as a carry above ½: the least-squares direction at its best
   * threshold, or the teller's where that is right more often. There may be better ones.
   */
  readonly probe: { readonly weights: readonly number[]; readonly bias: number; readonly accuracy: number };
};

/** From this accuracy on a unit, or a direction, tells the carry. */
const TELLS = 0.99;
/** From this accuracy on it nearly does. */
const NEARLY = 0.95;

/** Where the carry can be read: in one unit, only in all together, nearly, or not reliably by a straight cut that was tried. */
export type Seat = 'unit' | 'together' | 'nearly' | 'nowhere';

export function seatOf({ teller, probe }: Pick<CarryAnalysis, 'teller' | 'probe'>): Seat {
  if (teller.accuracy >= TELLS) return 'unit';
  if (probe.accuracy >= TELLS) return 'together';
  return Math.max(teller.accuracy, probe.accuracy) >= NEARLY ? 'nearly' : 'nowhere';
}

/** Keeps the least-squares equations solvable when units are copies of each other; far below any real spread. */
const RIDGE = 1e-9;
/** Share of the mean square under which a variance is rounding. */
const ROUNDING = 1e-24;

/**
 * Looks for the carry in a network's hidden states.
 * Units and probe are fitted and measured on the same states: the figures say what is in them, not what another
 * sample would show.
 * Where hidden states are too large to square (the network blew up) there is no correlation (all 0) and no least-squares direction.
 */
export function* analyseCarry({ states, moments }: Survey, told = untold): Portions<CarryAnalysis> {
  const { mean, carries, covariance, withCarry } = moments;
  const H = mean.length;
  const variance = (i: number) => covariance[i * H + i] as number;
  const spread = carries * (1 - carries);
  const square = (i: number) => (mean[i] as number) ** 2 + variance(i);
  const correlations = Array.from(withCarry, (together, i) =>
    variance(i) > ROUNDING * square(i) && spread > 0 ? together / Math.sqrt(variance(i) * spread) : 0,
  );
  const readings: CarryAnalysis['teller'][] = [];
  for (let unit = 0; unit < H; unit++) {
    yield;
    readings.push({ unit, ...(yield* readBest(ofUnit(unit, states), states)) });
    told((unit + 1) / H);
  }
  const strength = ({ unit }: { unit: number }) => Math.abs(correlations[unit] as number);
  const teller = readings.reduce((best, each) =>
    each.accuracy > best.accuracy || (each.accuracy === best.accuracy && strength(each) > strength(best))
      ? each
      : best,
  );

  const ridge = RIDGE * (mean.reduce((most, _, i) => Math.max(most, square(i)), 0) || 1);
  const ridged = covariance.slice();
  for (let i = 0; i < H; i++) ridged[i * H + i] = variance(i) + ridge;
  const w = covariance.every(Number.isFinite) ? yield* solve(ridged, withCarry) : new Float64Array(H);
  const fitted = yield* cutBest(yield* placesAlong(w, states), states);
  return {
    over: states.over,
    states: states.total,
    baseline: Math.max(carries, 1 - carries),
    correlations,
    accuracies: readings.map(({ accuracy }) => accuracy),
    teller,
    probe:
      fitted.accuracy >= teller.accuracy
        ? { weights: Array.from(w), bias: 0.5 - fitted.threshold, accuracy: fitted.accuracy }
        : cutBy(teller, H),
  };
}

/** A unit's value in each of the states. */
function ofUnit(unit: number, { z, count }: States): Float64Array {
  const H = z.length / count;
  const values = new Float64Array(count);
  for (let s = 0; s < count; s++) values[s] = z[s * H + unit] as number;
  return values;
}

/** One unit's threshold as a cut of all H. */
function cutBy(
  { unit, threshold, carry, accuracy }: CarryAnalysis['teller'],
  H: number,
): CarryAnalysis['probe'] {
  const sign = carry === 'above' ? 1 : -1;
  const weights = Array.from({ length: H }, (_, i) => (i === unit ? sign : 0));
  return { weights, bias: 0.5 - sign * threshold, accuracy };
}
