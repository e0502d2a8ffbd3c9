/** Numbers 0 ≤ x < 1 that follow from a seed, by Park and Miller's generator. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // The first of the numbers are small where the seed is.
  for (let n = 0; n < 8; n += 1) next();
  return next;
}

export function oneOf<T>(chance: Chance, all: readonly [T, ...T[]]): T {
  return all[Math.floor(chance() * all.length)] ?? all[0];
}
