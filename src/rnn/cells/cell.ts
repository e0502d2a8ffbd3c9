/** What a recurrent cell is to the rest of the house: its arithmetic, and all that is to be said of it elsewhere. */
import type { ActivationFunction } from '../activation.ts';
import type { Weights } from '../weights.ts';

/**
 * A kind of cell: the simple RNN, and whatever else fulfils this in a file of its own. Whoever needs something that
 * depends on the cell asks it; nothing is the simple RNN's by default.
 */
export interface RecurrentCell {
  /**
   * How many vectors of H are made from xᵗ and zᵗ⁻¹ at every step: 1 for the simple RNN; an LSTM has 4, a GRU 3.
   * W_in is 2 × gates·H, W is H × gates·H, b has gates·H numbers.
   */
  readonly gates: number;
  /** Whether the compiled kernel (`kernel/`) does this cell's arithmetic; without one the reference does it. */
  readonly kernel: 'compiled' | 'none';
  readonly formulas: CellFormulas;
  readonly program: CellProgram;
  /** Lays out the memory of `steps` time steps for H = hidden units, with all states 0 at t = 0 and δᵀ⁺¹ = 0. */
  unroll(hidden: number, steps: number, activation: ActivationFunction): UnrolledCell;
}

/**
 * The cell's formulas as plain text, in columns, as the lessons write them. A raised t is the step that is shown, and
 * is put in as a number: ᵗ, ᵗ⁺¹, ᵗ⁻¹.
 */
export type CellFormulas = {
  /** The step back: δᵗ from what the output of the step and the step after it say. */
  readonly delta: string;
  /** The same at the last step, after which there is none. */
  readonly lastDelta: string;
  /** ∂E/∂W as a sum over t. */
  readonly gradient: string;
  /** What it takes to forget everything from one step to the next, e.g. `W = 0`. */
  readonly forgetting: string;
};

/**
 * The cell's lines in the NumPy program of a run (`export/program.ts`), without indentation. There `f` is the
 * activation, `f_slope(z)` its derivative f′ from z = f(u), `sigmoid` the sigmoid; vectors are rows. Other names are
 * the cell's own, but for those of the program: x, y, v, t, bits, hidden, delta_out.
 */
export type CellProgram = {
  /** Arrays of (bits + 1) × hidden, all 0, that step t forward fills in row t for the way back; `z` is the first. */
  readonly states: readonly ['z', ...string[]];
  /** Step t forward, from x (2) and the rows t − 1 to the rows t. `b` is what the bias adds to x @ W_in. */
  forward(b: ' + b' | ''): string;
  /** Before the way back: what a step is handed by the one after it, all 0. */
  readonly end: string;
  /** Step t back: to `delta`, ∂E/∂(x W_in + b), with gates·H numbers; dz is `W_out[:, 0] * delta_out`. */
  readonly backward: string;
  /** The name of ∂E/∂(zᵗ⁻¹ W), gates·H numbers: `delta` itself, unless a gate stands between W and u. */
  readonly recurrentDelta: string;
};

/** What a cell keeps of every step, by name: (T + 1) × H each; row t is step t, row 0 is all 0. */
export type CellStates = {
  /** zᵗ, what the output and the next step see. */
  readonly z: Float64Array;
  /** What else goes from step to step, such as an LSTM's memory, and the gates. */
  readonly [name: string]: Float64Array;
};

/** One cell unrolled over T time steps (the same weights at every step), with what it keeps for the way back. */
export interface UnrolledCell {
  /** All of what is kept, under the names of `program.states`. Step t depends on the rows t − 1 and on xᵗ alone. */
  readonly states: CellStates;
  /** Those of the same rows that f gave, (T + 1) × H each: what saturates, and where a ReLU opens. */
  readonly activated: readonly Float64Array[];
  /** δᵗ = ∂E/∂(xᵗ W_in + b), (T + 2) × gates·H; row t is step t, row T + 1 is 0. */
  readonly delta: Float64Array;
  /** The states of step t from those of t − 1 and xᵗ = (x1, x2). */
  forward(weights: Weights, t: number, x1: number, x2: number): void;
  /**
   * δᵗ from δᵗ⁺¹ and `dz` (H): ∂E/∂zᵗ by way of the output of the same step. Adds the step's share of
   * ∂E/∂W_in, ∂E/∂W and ∂E/∂b to `gradient`. Goes from t = T down to 1, after the steps forward; going through the same
   * steps once more gives the same.
   */
  backward(weights: Weights, t: number, x1: number, x2: number, dz: Float64Array, gradient: Weights): void;
}
