/** The straight line in the plane that tells carry from no carry. */
import type { Portions } from '../portions.ts';
import { cutBest } from './cut.ts';
import type { States } from './states.ts';

/**
 * A line n·p = c in the plane, n = (nx, ny), and how often the side of a state tells its carry: beyond the line
 * (n·p > c) is a carry. Where calling all states the same errs least there is no line, and c is ±∞.
 */
export type Split = {
  readonly nx: number;
  readonly ny: number;
  readonly c: number;
  readonly accuracy: number;
};

/**
 * Fisher's discriminant (1936), n = S⁻¹(m₁ − m₀) with the pooled covariance S, and the threshold that errs least on
 * these states. Accuracy is at least that of guessing.
 * @param x the place of each state along the first direction; `y` along the second
 */
export function* splitPlane(
  x: Float64Array,
  y: Float64Array,
  states: Pick<States, 'carry' | 'pairs' | 'total'>,
): Portions<Split> {
  const { carry, pairs } = states;
  const means = [0, 1].map((kind) => meanOf(x, y, kind, states));
  const [m0 = ORIGIN, m1 = ORIGIN] = means;
  yield;
  let [xx, xy, yy] = [1e-9, 0, 1e-9];
  for (let s = 0; s < x.length; s++) {
    const own = carry[s] === 1 ? m1 : m0;
    const weight = pairs[s] as number;
    const [dx, dy] = [(x[s] as number) - own.x, (y[s] as number) - own.y];
    xx += weight * dx * dx;
    xy += weight * dx * dy;
    yy += weight * dy * dy;
  }
  yield;
  const [dx, dy] = [m1.x - m0.x, m1.y - m0.y];
  const nx = yy * dx - xy * dy;
  const ny = xx * dy - xy * dx;
  const along = x.map((at, s) => nx * at + ny * (y[s] as number));
  const { threshold, accuracy } = yield* cutBest(along, states);
  return { nx, ny, c: threshold, accuracy };
}

type Place = { readonly x: number; readonly y: number };
const ORIGIN: Place = { x: 0, y: 0 };

/** The middle of the states with this carry, or the origin where there are none. */
function meanOf(
  x: Float64Array,
  y: Float64Array,
  kind: number,
  { carry, pairs }: Pick<States, 'carry' | 'pairs'>,
): Place {
  let [n, sumX, sumY] = [0, 0, 0];
  for (let s = 0; s < x.length; s++) {
    if (carry[s] !== kind) continue;
    const weight = pairs[s] as number;
    n += weight;
    sumX += weight * (x[s] as number);
    sumY += weight * (y[s] as number);
  }
  return { x: sumX / Math.max(1, n), y: sumY / Math.max(1, n) };
}
