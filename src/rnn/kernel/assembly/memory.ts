/**
 * Where everything lies in memory. W is Hp × Hp with Hp = H rounded up to a multiple of 4, one row ROW bytes.
 * What is padded stays 0: padded states and deltas are set to 0 at each step, so no gradient reaches a
 * padded weight. All trained numbers lie in one piece, PARAMETERS, in rows of ROW bytes:
 *
 *   rows 0 … Hp − 1   W, row i holds what leaves unit i
 *   row  Hp, Hp + 1   W_in
 *   row  Hp + 2       b (0 without biases)
 *   row  Hp + 3       unused, always 0: rows are worked on in pairs
 *   row  Hp + 4       W_out
 *   then 16 bytes     c, 0
 *
 * GRADIENT and the optimiser's memory FIRST and SECOND have the same form.
 */
import { BATCH, direct, H, OPTIMISER, T } from './settings.ts';
import { F64, VEC } from './vector.ts';

/** H rounded up to a multiple of 4. */
export let HP: usize = 0;
/** Bytes of a row, and of a state: z, then the inputs x₁, x₂, the 1 that b is multiplied with (or 0), and 0. */
export let ROW: usize = 0;
export let STATE: usize = 0;

/** All that changes from update to update lies in one piece: PARAMETERS, FIRST, SECOND, SHARES. */
export let PARAMETERS: usize = 0;
export let W_OUT: usize = 0;
export let C: usize = 0;
/** Bytes of PARAMETERS. */
export let SIZE: usize = 0;
export let FIRST: usize = 0;
export let SECOND: usize = 0;
/** 1 − β₁ᵏ and 1 − β₂ᵏ of Adam after k updates. */
export let SHARES: usize = 0;
/** A copy of that piece. */
export let MARKED: usize = 0;
/** What an update has come to that is not over: the sum of its losses in a cache line of its own, then GRADIENT. */
export let UNDER_WAY: usize = 0;
export let GRADIENT: usize = 0;

/** zᵗ⁻¹ and the inputs of step t: T + 1 states, the first with z⁰ = 0. */
export let Z: usize = 0;
/** zᵗ⁻¹ W, T rows; the first stays 0. */
export let U: usize = 0;
/** f′(uᵗ), T rows. */
export let SLOPE: usize = 0;
/** δᵗ, T rows. */
export let DELTA: usize = 0;
/** x W_in + b for x = (0, 0), (1, 0), (0, 1), (1, 1): 4 rows. */
export let INPUT: usize = 0;
/** vᵗ and the scaled δ_outᵗ, T doubles, one more when T is odd. */
export let V: usize = 0;
export let DELTA_OUT: usize = 0;

/** Pairs handed in (u32), losses and answers handed out (f64). */
export let A: usize = 0;
export let B: usize = 0;
export let LOSSES: usize = 0;
export let ANSWERS: usize = 0;

let top: usize = 0;

/** The next free place for `bytes` bytes, at the start of a cache line. */
function area(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 63) & ~63;
  return at;
}

/** Gives each array its place for the present settings, and sets it to 0. `pairs`: most handed in at once. */
export function allocate(pairs: usize): void {
  HP = (H + 3) & ~3;
  ROW = HP * F64;
  STATE = ROW + 4 * F64;
  SIZE = (HP + 5) * ROW + VEC;
  top = (__heap_base + 63) & ~63;
  const start = top;
  PARAMETERS = area(SIZE);
  W_OUT = PARAMETERS + (HP + 4) * ROW;
  C = W_OUT + ROW;
  FIRST = area(OPTIMISER > 0 ? SIZE : 0);
  SECOND = area(OPTIMISER > 1 ? SIZE : 0);
  SHARES = area(2 * F64);
  MARKED = area(top - PARAMETERS);
  UNDER_WAY = area(direct() ? 0 : 64 + SIZE);
  GRADIENT = UNDER_WAY + 64;
  Z = area((T + 1) * STATE);
  U = area(T * ROW);
  SLOPE = area(T * ROW);
  DELTA = area(T * ROW);
  INPUT = area(4 * ROW);
  V = area((T + 1) * F64);
  DELTA_OUT = area((T + 1) * F64);
  A = area(pairs * 4);
  B = area(pairs * 4);
  LOSSES = area(pairs * F64);
  ANSWERS = area(pairs * F64);
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  memory.fill(start, 0, top - start);
}

/** Remembers all that training changes. */
export function mark(): void {
  memory.copy(MARKED, PARAMETERS, MARKED - PARAMETERS);
}

/** Goes back to the last mark. */
export function rewind(): void {
  memory.copy(PARAMETERS, MARKED, MARKED - PARAMETERS);
}
