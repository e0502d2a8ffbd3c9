/** What the host (`../machine.ts`) calls and reads. Built into `../kernel.wasm` with `asconfig.json`. */
import { answers } from './answers.ts';
import {
  A, allocate, ANSWERS, B, C, GRADIENT, HP, LOSSES, mark, PARAMETERS, rewind, ROW, STATE, UNDER_WAY, V, W_OUT, Z,
} from './memory.ts';
import { BIASES, setRules, setShape, T } from './settings.ts';
import { train } from './train.ts';
import { F64 } from './vector.ts';

export { A, ANSWERS, answers, B, C, GRADIENT, HP, LOSSES, mark, PARAMETERS, rewind, train, UNDER_WAY, W_OUT, Z };

/**
 * Lays out memory for a run; weights and optimiser memory are 0 then.
 * @param hidden H, 1…256
 * @param steps T, 1…32
 * @param batch pairs per update, 1…256
 * @param pairs most pairs handed in at once
 * The other parameters are those of `settings.ts`.
 */
export function setup(
  hidden: usize, steps: usize, batch: usize, pairs: usize,
  activation: i32, loss: i32, optimiser: i32, biases: i32, rate: f64, clip: f64,
): void {
  setShape(hidden, steps, batch);
  setRules(activation, loss, optimiser, biases, rate, clip);
  allocate(pairs);
  for (let t: usize = 0; t < T; t++) store<f64>(Z + t * STATE + ROW + 2 * F64, BIASES);
  if (T & 1) store<f64>(V + T * F64, -1000); // see `outputs`
}
