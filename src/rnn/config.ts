/**
 * The settings of one training run: everything that, with the code, decides every bit of the result.
 * The field names are those of the golden traces (`test/fixtures/golden`).
 */
import { CELLS, type Cell } from './cells/index.ts';

export const ACTIVATIONS = ['sigmoid', 'tanh', 'relu'] as const;
/** f in zᵗ = f(uᵗ). */
export type Activation = (typeof ACTIVATIONS)[number];

export const INITS = ['normal', 'xavier', 'he'] as const;
/** How wide the initial weights are drawn: std, std/√n or std·√(2/n), n = units the weights come from. */
export type Init = (typeof INITS)[number];

export const GRADIENTS = ['true', 'article'] as const;
/** `true`: δ_out uses g′(v) = y(1 − y). `article`: its slip, σ′(y), taken of y instead of v. */
export type Gradient = (typeof GRADIENTS)[number];

export const LOSSES = ['squared', 'cross-entropy'] as const;
/** E = Σₜ ½(dᵗ − yᵗ)², or E = −Σₜ dᵗ ln yᵗ + (1 − dᵗ) ln(1 − yᵗ), where g′ cancels out of δ_out. */
export type Loss = (typeof LOSSES)[number];

export const OPTIMISERS = ['sgd', 'momentum', 'adam'] as const;
/** How a gradient becomes a step: W ← W − ε∇; with velocity (0.9); Adam (0.9, 0.999, 1e-8). */
export type Optimiser = (typeof OPTIMISERS)[number];

export const BIASES = ['off', 'on'] as const;
/** Whether u and v have the biases b and c; off in the article's program. They start at 0. */
export type Biases = (typeof BIASES)[number];

/** Which recurrent cell: one file each in `cells/`. */
export { CELLS, type Cell };

/** All settings of a run. Plain data: it is stored, sent to workers and exported as it is. */
export type TrainConfig = {
  readonly cell: Cell;
  readonly activation: Activation;
  readonly init: Init;
  /** Factor on every initial weight (the article's weight_init_std), 0 < std ≤ 10. */
  readonly std: number;
  /** Hidden units H, 1…256. */
  readonly hidden: number;
  readonly biases: Biases;
  readonly loss: Loss;
  readonly gradient: Gradient;
  readonly optimiser: Optimiser;
  /** Learning rate ε, 0 < rate ≤ 10. */
  readonly rate: number;
  /** Largest norm of the whole gradient of one update; it is scaled down to it. 0 = no clipping. 0…1000. */
  readonly clip: number;
  /** Pairs per update; their gradients are summed. 1…256. */
  readonly batch: number;
  /** Updates (with batch 1: pairs), 1…1,000,000. */
  readonly iterations: number;
  /** Time steps T of a training sequence; numbers are below 2^(bits−1). 1…32. */
  readonly bits: number;
  /** What np.random.seed takes, 0…2³² − 1. */
  readonly seed: number;
  /** The loss is noted every so many iterations, 1…1,000,000. */
  readonly plotInterval: number;
};

/** Lowest and highest allowed value of every numeric setting: the one home of these ranges. */
export const RANGES = {
  std: { min: 0.001, max: 10 },
  hidden: { min: 1, max: 256 },
  rate: { min: 0.00001, max: 10 },
  clip: { min: 0, max: 1000 },
  batch: { min: 1, max: 256 },
  iterations: { min: 1, max: 1_000_000 },
  bits: { min: 1, max: 32 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  plotInterval: { min: 1, max: 1_000_000 },
} as const satisfies Partial<Record<keyof TrainConfig, { min: number; max: number }>>;

/** Most losses that a run may note: iterations ÷ plotInterval. */
export const MOST_NOTED = 10_000;

/** The article's settings, with the slip in its output slope mended (`gradient: 'true'`). */
export const DEFAULTS: TrainConfig = {
  cell: 'rnn',
  activation: 'sigmoid',
  init: 'normal',
  std: 1,
  hidden: 16,
  biases: 'off',
  loss: 'squared',
  gradient: 'true',
  optimiser: 'sgd',
  rate: 0.1,
  clip: 0,
  batch: 1,
  iterations: 10_000,
  bits: 8,
  seed: 0,
  plotInterval: 100,
};
