/** Ticks and places on axes. Pure. */

/** 0.001, 0.01 … on a logarithmic axis; with 2 and 5 between them where there is room. */
export function decades(min: number, max: number): number[] {
  const steps = Math.log10(max / min) > 2 ? [1] : [1, 2, 5];
  const out: number[] = [];
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power += 1) {
    for (const step of steps) out.push(Number((step * 10 ** power).toPrecision(1)));
  }
  return out.filter((v) => v >= min * 0.999 && v <= max);
}

/** Even ticks from 0 to a round number as `roundUp` gives it, both included: three to five steps. */
export function evenTicks(max: number): number[] {
  const power = 10 ** Math.floor(Math.log10(max) + 1e-9);
  const lead = Number((max / power).toPrecision(2));
  const steps = { 1: 5, 1.5: 3, 2: 4, 3: 3, 4: 4, 5: 5, 6: 3, 8: 4 }[lead] ?? 4;
  return Array.from({ length: steps + 1 }, (_, i) => Number(((i * max) / steps).toPrecision(6)));
}

/** Time steps 1…T that get a number: all up to eight, else about six. */
export function stepTicks(T: number): number[] {
  const every = T <= 8 ? 1 : Math.ceil(T / 6);
  return Array.from({ length: T }, (_, i) => i + 1).filter((t) => (t - 1) % every === 0);
}

/** The next round number at or above a positive value: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8].find((s) => s * power >= value * (1 - 1e-12)) ?? 10;
  return Number((step * power).toPrecision(2));
}
