/** The activation functions f of the hidden units, each with its derivative. */

/** f and f′ of one activation. */
export type ActivationFunction = {
  /** z = f(u). */
  readonly f: (u: number) => number;
  /** f′(u), written with z = f(u), which the forward pass has kept. */
  readonly slope: (z: number) => number;
  /** The largest value of f′. A product of T of them bounds how far an error can reach back. */
  readonly steepest: number;
};

/** σ(u) = 1 / (1 + e⁻ᵘ), 0…1; σ′ = σ(1 − σ) ≤ ¼. Also the g of the output, yᵗ = σ(vᵗ). */
export const sigmoid: ActivationFunction = {
  f: (u) => 1 / (1 + Math.exp(-u)),
  slope: (z) => z * (1 - z),
  steepest: 0.25,
};

/** tanh u, −1…1; tanh′ = 1 − tanh² = 1/cosh² ≤ 1: errors fade more slowly than through σ. */
const tanh: ActivationFunction = { f: Math.tanh, slope: (z) => 1 - z * z, steepest: 1 };

/** max(0, u); its slope is 1 or 0 (0 at u = 0), so nothing fades, and nothing holds an explosion back. */
const relu: ActivationFunction = { f: (u) => Math.max(0, u), slope: (z) => (z > 0 ? 1 : 0), steepest: 1 };

/** By the names of `ACTIVATIONS` (`config.ts`). */
export const ACTIVATION_FUNCTIONS = { sigmoid, tanh, relu } as const satisfies Readonly<
  Record<string, ActivationFunction>
>;
