/** The settings of the run that the kernel is laid out for, numbered as in `../layout.ts`. */

/** Hidden units H, time steps T, pairs per update B. */
export let H: usize = 0;
export let T: usize = 0;
export let BATCH: usize = 0;

/** f. */
export let ACTIVATION: i32 = 0;
@inline export const SIGMOID: i32 = 0;
@inline export const TANH: i32 = 1;
@inline export const RELU: i32 = 2;

/** The loss, and how its slope is taken. */
export let LOSS: i32 = 0;
@inline export const SQUARED: i32 = 0;
@inline export const SQUARED_WITH_SLIP: i32 = 1;
@inline export const CROSS_ENTROPY: i32 = 2;

/** The optimiser: its number is also how many numbers it remembers for each weight. */
export let OPTIMISER: i32 = 0;
@inline export const SGD: i32 = 0;
@inline export const MOMENTUM: i32 = 1;
@inline export const ADAM: i32 = 2;

/** 1 with biases, else 0. */
export let BIASES: i32 = 0;
/** Learning rate ε, and the largest norm of a gradient (0: any). */
export let RATE: f64 = 0;
export let CLIP: f64 = 0;

/** Whether a pair's gradient is the whole step, so that it can be added to the weights at once. */
@inline export function direct(): bool {
  return OPTIMISER == SGD && CLIP == 0 && BATCH == 1;
}

export function setShape(hidden: usize, steps: usize, batch: usize): void {
  H = hidden;
  T = steps;
  BATCH = batch;
}

export function setRules(activation: i32, loss: i32, optimiser: i32, biases: i32, rate: f64, clip: f64): void {
  ACTIVATION = activation;
  LOSS = loss;
  OPTIMISER = optimiser;
  BIASES = biases;
  RATE = rate;
  CLIP = clip;
}
