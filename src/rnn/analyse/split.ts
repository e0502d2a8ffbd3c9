/** The straight line in the plane that tells carry from no carry. */
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
export function splitPlane(
  x: Float64Array,
  y: Float64Array,
  states: Pick<States, 'carry' | 'pairs' | 'total'>,
): Split {
  const { carry, pairs } = states;
  const each = (add: (weight: number, s: number) => number) =>
    pairs.reduce((sum, n, s) => sum + add(n, s), 0);
  const meanOf = (values: Float64Array, kind: number) => {
    const n = each((weight, s) => (carry[s] === kind ? weight : 0));
    return each((weight, s) => (carry[s] === kind ? weight * (values[s] as number) : 0)) / Math.max(1, n);
  };
  const m = [0, 1].map((kind) => ({ x: meanOf(x, kind), y: meanOf(y, kind) }));
  const [m0 = { x: 0, y: 0 }, m1 = { x: 0, y: 0 }] = m;
  let [xx, xy, yy] = [1e-9, 0, 1e-9];
  x.forEach((at, s) => {
    const own = carry[s] === 1 ? m1 : m0;
    const [dx, dy, weight] = [at - own.x, (y[s] as number) - own.y, pairs[s] as number];
    xx += weight * dx * dx;
    xy += weight * dx * dy;
    yy += weight * dy * dy;
  });
  const [dx, dy] = [m1.x - m0.x, m1.y - m0.y];
  const nx = yy * dx - xy * dy;
  const ny = xx * dy - xy * dx;
  const { threshold, accuracy } = cutBest(
    x.map((at, s) => nx * at + ny * (y[s] as number)),
    states,
  );
  return { nx, ny, c: threshold, accuracy };
}
