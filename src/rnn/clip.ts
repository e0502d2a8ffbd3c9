/** Gradient clipping: a bound on the length of one update, against exploding gradients (Pascanu et al. 2013). */
import { dot } from './vector.ts';
import { MATRICES, type Weights } from './weights.ts';

/** ‖∇E‖: the Euclidean norm of all matrices and biases taken as one vector. */
function gradientNorm(gradient: Weights): number {
  let squares = 0;
  for (const name of MATRICES) {
    const part = gradient[name];
    squares += dot(part, 0, part, 0, part.length);
  }
  return Math.sqrt(squares);
}

/** ∇ ← ∇ · clip/‖∇‖ when ‖∇‖ > clip: the direction stays, the length is bounded. clip = 0 leaves it alone. */
export function clipGradient(gradient: Weights, clip: number): void {
  if (clip === 0) return;
  const length = gradientNorm(gradient);
  if (!(length > clip)) return;
  for (const name of MATRICES) {
    const part = gradient[name];
    for (let i = 0; i < part.length; i++) part[i] = (part[i] as number) * (clip / length);
  }
}
