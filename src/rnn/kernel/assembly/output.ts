/** The output: yᵗ = g(vᵗ), the loss E, and δ_outᵗ = ∂E/∂vᵗ. */
import { sigmoid, sigmoidSlope, softplus } from './activation.ts';
import { DELTA_OUT, V } from './memory.ts';
import { CROSS_ENTROPY, LOSS, SQUARED_WITH_SLIP, T } from './settings.ts';
import { add, F64, load2, mul, splat2, store2, sub, sum, VEC, zero } from './vector.ts';

/** Two bits of d as doubles, by the number that they make. */
const TARGETS = memory.data<f64>([0, 0, 1, 0, 0, 1, 1, 1], 16);
/** −1 where d = 1, else 1: softplus(v) − d·v = softplus(±v). */
const SIGNS = memory.data<f64>([1, 1, -1, 1, 1, -1, -1, -1], 16);

/**
 * E of the sum d, and DELTA_OUT = scale·δ_out for every step, two steps at a time.
 * squared:        E = Σ ½(y − d)², δ_out = (y − d)·y(1 − y); with the article's slip (y − d)·σ(y)(1 − σ(y))
 * cross-entropy:  E = Σ ln(1 + eᵛ) − d v, δ_out = y − d
 * The spare lane of an odd T holds v = −1000: there y = 0 = d, so it adds nothing.
 */
export function outputs(d: u32, scale: f64): f64 {
  const factor = splat2(scale);
  let loss = zero();
  for (let t: usize = 0; t < T; t += 2) {
    const bits = ((d >>> <u32>t) & 3) << 4, at = t * F64;
    const v = load2(V + at), y = sigmoid(v), e = sub(y, load2(TARGETS + bits));
    let delta = mul(e, factor);
    if (LOSS != CROSS_ENTROPY) {
      loss = add(loss, mul(e, e));
      delta = mul(delta, sigmoidSlope(LOSS == SQUARED_WITH_SLIP ? sigmoid(y) : y));
    } else {
      loss = add(loss, softplus(mul(v, load2(SIGNS + bits))));
    }
    store2(DELTA_OUT + at, delta);
  }
  return LOSS != CROSS_ENTROPY ? 0.5 * sum(loss) : sum(loss);
}
