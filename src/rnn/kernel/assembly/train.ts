/** Training: iterations of forward, backward and update. */
import { backward } from './backward.ts';
import { forward, inputs } from './forward.ts';
import { addGradient } from './gradient.ts';
import { A, B, GRADIENT, LOSSES, PARAMETERS, SIZE } from './memory.ts';
import { update } from './optimiser.ts';
import { outputs } from './output.ts';
import { BATCH, direct, RATE } from './settings.ts';
import { F64 } from './vector.ts';

/** Pairs of one update after which the host is asked whether to go on: PAIRS_BETWEEN_ASKING of `stepper.ts`. */
const ASKING: usize = 8;

/** The host's word for: give this update up. */
@external("host", "stopped")
declare function stopped(): bool;

@inline function finite(x: f64): bool {
  return x - x == 0;
}

/** One pair; adds `scale` × its gradient to `into`, unless its loss E, which is returned, is not finite. */
function learn(pair: usize, scale: f64, into: usize): f64 {
  const a = load<u32>(A + pair * 4), b = load<u32>(B + pair * 4);
  forward(a, b);
  const loss = outputs(a + b, scale);
  if (finite(loss)) {
    backward();
    addGradient(into);
  }
  return loss;
}

/**
 * The pairs of iteration k, their gradients added up, and one update; returns the mean of their losses, or NaN
 * when the host has said to give up.
 */
function learnBatch(k: usize): f64 {
  memory.fill(GRADIENT, 0, SIZE);
  inputs();
  let loss: f64 = 0;
  for (let n: usize = 0; n < BATCH; n++) {
    if (BATCH > ASKING && n % ASKING == 0 && stopped()) return NaN;
    loss += learn(k * BATCH + n, 1, GRADIENT);
  }
  if (finite(loss)) update();
  return loss / BATCH;
}

/** With one pair per update and plain SGD the step −ε∇ goes straight to the weights. */
function learnDirectly(k: usize): f64 {
  inputs();
  return learn(k, -RATE, PARAMETERS);
}

/**
 * `count` iterations with the pairs in A and B, from the first on. Each loss goes to LOSSES.
 * Returns how many were done: fewer when a loss is not finite, or the host said to give up; that one's update is
 * not applied.
 */
export function train(count: usize): usize {
  const at = LOSSES;
  for (let k: usize = 0; k < count; k++) {
    const loss = direct() ? learnDirectly(k) : learnBatch(k);
    store<f64>(at + k * F64, loss);
    if (!finite(loss)) return k;
  }
  return count;
}
