/**
 * NumPy's legacy random generator: `createRandom(n)` draws the numbers that `np.random.seed(n)` starts.
 * MT19937 (Matsumoto & Nishimura 1998) with the `randn` and `randint` of numpy.random.RandomState.
 */

/** The draws that the article's program makes, in NumPy's words. */
export interface Random {
  /** A whole number 0 … 2³² − 1. */
  uint32(): number;
  /** `random_sample()`: 53 random bits as a number in [0, 1). */
  uniform(): number;
  /** `randn()`: a standard normal number. NumPy draws two at a time and keeps the second for the next call. */
  normal(): number;
  /**
   * `randint(high)`: a whole number 0 … high − 1; high is a whole number 1 … 2³².
   * With high = 1 nothing is drawn, as in NumPy.
   */
  below(high: number): number;
  /** Where it stands now, to go on from there another time. */
  save(): SavedRandom;
}

/** A generator written down: its state, the place of the next word 0 … 624, and the normal number kept for the next call. */
export type SavedRandom = {
  readonly words: Uint32Array;
  readonly position: number;
  readonly kept: number | null;
};

/** Words of state. */
export const N = 624;
const M = 397;

/**
 * The generator after `np.random.seed(seed)`.
 * @param seed whole number 0 … 2³² − 1; anything else is a RangeError.
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`seed must be a whole number from 0 to ${0xffffffff}, not ${seed}`);
  }
  return resumeRandom({ words: seeded(seed), position: N, kept: null });
}

/** The generator that goes on where the saved one stood. */
export function resumeRandom(saved: SavedRandom): Random {
  const state = saved.words.slice();
  let { position, kept } = saved;

  function uint32(): number {
    if (position === N) {
      twist(state);
      position = 0;
    }
    return temper(state[position++] as number);
  }

  function uniform(): number {
    const high27 = uint32() >>> 5;
    const low26 = uint32() >>> 6;
    return (high27 * 2 ** 26 + low26) / 2 ** 53;
  }

  // Marsaglia's polar method: a point in the unit circle gives two independent normal numbers.
  function normal(): number {
    if (kept !== null) {
      const second = kept;
      kept = null;
      return second;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const r2 = x * x + y * y;
      if (r2 < 1 && r2 !== 0) {
        const f = Math.sqrt((-2 * Math.log(r2)) / r2);
        kept = f * x;
        return f * y;
      }
    }
  }

  // Masked rejection: the low bits that can hold high − 1, drawn again until they are small enough.
  function below(high: number): number {
    if (!Number.isInteger(high) || high < 1 || high > 2 ** 32) {
      throw new RangeError(`high must be a whole number from 1 to ${2 ** 32}, not ${high}`);
    }
    const largest = high - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    for (;;) {
      const drawn = (uint32() & mask) >>> 0;
      if (drawn <= largest) return drawn;
    }
  }

  return { uint32, uniform, normal, below, save: () => ({ words: state.slice(), position, kept }) };
}

/** init_genrand: the 624 words of state, made from one number. */
function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(N);
  let word = seed >>> 0;
  state[0] = word;
  for (let i = 1; i < N; i++) {
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) >>> 0;
    state[i] = word;
  }
  return state;
}

/** The next 624 words of state from the last ones, in place. */
function twist(state: Uint32Array): void {
  for (let i = 0; i < N; i++) {
    const joined = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % N] as number) & 0x7fffffff);
    const odd = joined & 1 ? 0x9908b0df : 0;
    state[i] = (state[(i + M) % N] as number) ^ (joined >>> 1) ^ odd;
  }
}

/** Evens out the bits of a word of state. */
function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}
