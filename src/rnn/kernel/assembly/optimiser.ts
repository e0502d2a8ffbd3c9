/** From a gradient to a step: clipping, then SGD, momentum or Adam, over all parameters as one vector. */
import { FIRST, GRADIENT, HP, PARAMETERS, ROW, SECOND, SHARES, SIZE } from './memory.ts';
import { CLIP, H, OPTIMISER, RATE, SGD, MOMENTUM } from './settings.ts';
import { add, F64, load2, madd, mul, nmadd, splat2, store2, sub, sum, VEC, zero } from './vector.ts';

/** Share of the velocity that stays from update to update. */
@inline const VELOCITY: f64 = 0.9;
/** Adam's two decays, and what keeps its divisor from 0. */
@inline const BETA1: f64 = 0.9;
@inline const BETA2: f64 = 0.999;
@inline const EPSILON: f64 = 1e-8;

/** A padded weight's gradient is 0, or NaN (0·∞) once something explodes: it must not reach the norm. */
function clearPadding(): void {
  const columns = H * F64;
  if (columns == ROW) return;
  for (let row = GRADIENT, end = GRADIENT + H * ROW; row < end; row += ROW) {
    memory.fill(row + columns, 0, ROW - columns);
  }
  memory.fill(GRADIENT + H * ROW, 0, (HP - H) * ROW);
}

/** GRADIENT ← GRADIENT · CLIP/‖GRADIENT‖ when its norm is larger than CLIP. */
function clip(): void {
  clearPadding();
  let even = zero(), odd = zero();
  const end = GRADIENT + SIZE;
  for (let at = GRADIENT; at < end - VEC; at += 2 * VEC) {
    const g = load2(at), h = load2(at + VEC);
    even = madd(g, g, even);
    odd = madd(h, h, odd);
  }
  const c = load2(end - VEC);
  const norm = sqrt(sum(madd(c, c, add(even, odd))));
  if (!(norm > CLIP)) return;
  const factor = splat2(CLIP / norm);
  for (let at = GRADIENT; at < end; at += VEC) store2(at, mul(load2(at), factor));
}

/** W ← W − ε∇ */
function sgd(): void {
  const rate = splat2(RATE);
  for (let j: usize = 0; j < SIZE; j += VEC) {
    const w = PARAMETERS + j;
    store2(w, nmadd(rate, load2(GRADIENT + j), load2(w)));
  }
}

/** m ← 0.9 m + ∇, W ← W − ε m */
function momentum(): void {
  const rate = splat2(RATE), velocity = splat2(VELOCITY);
  for (let j: usize = 0; j < SIZE; j += VEC) {
    const w = PARAMETERS + j, m = madd(velocity, load2(FIRST + j), load2(GRADIENT + j));
    store2(FIRST + j, m);
    store2(w, nmadd(rate, m, load2(w)));
  }
}

/** 1 − βᵏ → 1 − βᵏ⁺¹, without the cancellation of taking it from 1. */
@inline function nextShare(at: usize, beta: f64): f64 {
  const share = beta * load<f64>(at) + (1 - beta);
  store<f64>(at, share);
  return share;
}

/** m, v: running means of ∇ and ∇², m̂ = m/(1 − β₁ᵏ), v̂ = v/(1 − β₂ᵏ); W ← W − ε m̂/(√v̂ + 10⁻⁸) */
function adam(): void {
  const rate = splat2(RATE / nextShare(SHARES, BETA1)), vShare = splat2(1 / nextShare(SHARES + F64, BETA2));
  const keep1 = splat2(BETA1), take1 = splat2(1 - BETA1), keep2 = splat2(BETA2), take2 = splat2(1 - BETA2);
  const guard = splat2(EPSILON);
  for (let j: usize = 0; j < SIZE; j += VEC) {
    const g = load2(GRADIENT + j), w = PARAMETERS + j;
    const m = madd(keep1, load2(FIRST + j), mul(take1, g));
    const v = madd(keep2, load2(SECOND + j), mul(mul(take2, g), g));
    store2(FIRST + j, m);
    store2(SECOND + j, v);
    store2(w, sub(load2(w), f64x2.div(mul(rate, m), add(f64x2.sqrt(mul(v, vShare)), guard))));
  }
}

/** One update of PARAMETERS by GRADIENT. */
export function update(): void {
  if (CLIP > 0) clip();
  if (OPTIMISER == SGD) sgd();
  else if (OPTIMISER == MOMENTUM) momentum();
  else adam();
}
