/** Training: iterations of forward, backward and update. */
import { backward } from './backward.ts';
import { forward, inputs } from './forward.ts';
import { addGradient } from './gradient.ts';
import { A, B, GRADIENT, LOSSES, PARAMETERS, SIZE, UNDER_WAY } from './memory.ts';
import { update } from './optimiser.ts';
import { outputs } from './output.ts';
import { BATCH, direct, RATE } from './settings.ts';
import { F64 } from './vector.ts';

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

/** With one pair per update and plain SGD the step −ε∇ goes straight to the weights. */
function trainDirectly(pairs: usize): usize {
  for (let p: usize = 0; p < pairs; p++) {
    inputs();
    const loss = learn(p, -RATE, PARAMETERS);
    store<f64>(LOSSES + p * F64, loss);
    if (!finite(loss)) return p;
  }
  return pairs;
}

/** The gradients of an update's pairs are added up in GRADIENT, and their losses beside it in UNDER_WAY. */
function trainBatches(pairs: usize, n: usize): usize {
  let k: usize = 0, loss = load<f64>(UNDER_WAY);
  if (n > 0) inputs();
  for (let p: usize = 0; p < pairs; p++) {
    if (n == 0) {
      memory.fill(GRADIENT, 0, SIZE);
      inputs();
      loss = 0;
    }
    loss += learn(p, 1, GRADIENT);
    if (++n < BATCH) continue;
    store<f64>(LOSSES + k * F64, loss / BATCH);
    if (!finite(loss)) return k;
    update();
    k++;
    n = 0;
  }
  store<f64>(UNDER_WAY, loss);
  return k;
}

/**
 * Goes through the first `pairs` pairs in A and B; before them `n` < BATCH pairs of the first update have been gone
 * through, by the calls before. What is begun of the last update stays for the calls after.
 * Returns how many updates were completed. The mean loss of each goes to LOSSES, and that of the next one, too, if it is
 * not finite: that one's update is not applied, and ends the call.
 */
export function train(pairs: usize, n: usize): usize {
  return direct() ? trainDirectly(pairs) : trainBatches(pairs, n);
}
