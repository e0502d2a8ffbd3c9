/**
 * Two doubles side by side (f64x2): all the arithmetic of the kernel goes through these.
 * Multiply and add are rounded one after the other, as IEEE 754 says, so every machine gives the same bits;
 * a fused multiply-add (relaxed SIMD) would be faster, but not the same everywhere.
 */

/** Bytes of one double, and of one vector. */
@inline export const F64: usize = 8;
@inline export const VEC: usize = 16;

@inline export function load2(at: usize): v128 {
  return v128.load(at);
}

/** The double at `at`, in both lanes. */
@inline export function splat(at: usize): v128 {
  return v128.load64_splat(at);
}

/** x in both lanes. */
@inline export function splat2(x: f64): v128 {
  return f64x2.splat(x);
}

@inline export function store2(at: usize, a: v128): void {
  v128.store(at, a);
}

@inline export function zero(): v128 {
  return i64x2.splat(0);
}

@inline export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

@inline export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

@inline export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** a·b + c */
@inline export function madd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(c, f64x2.mul(a, b));
}

/** c − a·b */
@inline export function nmadd(a: v128, b: v128, c: v128): v128 {
  return f64x2.sub(c, f64x2.mul(a, b));
}

/** The sum of both lanes. */
@inline export function sum(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** [sum of a, sum of b] */
@inline export function sums(a: v128, b: v128): v128 {
  return add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}
