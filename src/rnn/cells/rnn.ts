/**
 * The simple recurrent cell and its backpropagation through time. Vectors are rows (`weights.ts`):
 *
 *   uᵗ = xᵗ W_in + zᵗ⁻¹ W + b,  zᵗ = f(uᵗ)
 *
 * Back, by the chain rule: uᵗ touches E through zᵗ alone, and zᵗ touches it twice, through the output of its own step,
 * vᵗ = zᵗ W_out + c, and through uᵗ⁺¹. With δᵗ = ∂E/∂uᵗ and δ_outᵗ = ∂E/∂vᵗ
 *
 *   ∂E/∂zᵗ = δ_outᵗ W_outᵀ + δᵗ⁺¹ Wᵀ,  δᵗ = ∂E/∂zᵗ ⊙ f′(uᵗ)
 *
 * so the steps are gone through from the last, after which there is none (δᵀ⁺¹ = 0), to the first. One and the same
 * W serves every step, so moving it moves E once by way of each, and the shares add up:
 *
 *   ∂E/∂W = Σₜ (zᵗ⁻¹)ᵀ δᵗ,  ∂E/∂W_in = Σₜ (xᵗ)ᵀ δᵗ,  ∂E/∂b = Σₜ δᵗ
 */
import type { ActivationFunction } from '../activation.ts';
import { addProduct, addScaled, dot } from '../vector.ts';
import type { Weights } from '../weights.ts';
import type { RecurrentCell, UnrolledCell } from './cell.ts';

/** Shapes: u, z, δ are rows of H; W_in 2 × H, W H × H with W[i, j] from unit i to unit j, b H. */
function unroll(H: number, T: number, { f, slope }: ActivationFunction): UnrolledCell {
  const u = new Float64Array(H);
  const z = new Float64Array((T + 1) * H);
  const delta = new Float64Array((T + 2) * H);

  function forward({ W_in, W, b }: Weights, t: number, x1: number, x2: number): void {
    const now = t * H;
    const before = now - H;
    // uᵗ = b + xᵗ W_in + zᵗ⁻¹ W
    if (b.length > 0) u.set(b);
    else u.fill(0);
    addScaled(u, 0, x1, W_in, 0, H);
    addScaled(u, 0, x2, W_in, H, H);
    addProduct(u, 0, z, before, W, H, H);
    // zᵗ = f(uᵗ)
    for (let j = 0; j < H; j++) z[now + j] = f(u[j] as number);
  }

  function backward(
    { W }: Weights,
    t: number,
    x1: number,
    x2: number,
    dz: Float64Array,
    gradient: Weights,
  ): void {
    const now = t * H;
    const before = now - H;
    const after = now + H;
    // δᵗ = (δ_outᵗ W_outᵀ + δᵗ⁺¹ Wᵀ) ⊙ f′(uᵗ); the first term is dz
    for (let i = 0; i < H; i++) {
      const reached = (dz[i] as number) + dot(W, i * H, delta, after, H);
      delta[now + i] = slope(z[now + i] as number) * reached;
    }
    // ∂E/∂W_in += (xᵗ)ᵀ δᵗ
    addScaled(gradient.W_in, 0, x1, delta, now, H);
    addScaled(gradient.W_in, H, x2, delta, now, H);
    // ∂E/∂W += (zᵗ⁻¹)ᵀ δᵗ
    for (let i = 0; i < H; i++) addScaled(gradient.W, i * H, z[before + i] as number, delta, now, H);
    // ∂E/∂b += δᵗ
    addScaled(gradient.b, 0, 1, delta, now, gradient.b.length);
  }

  return { states: { z }, activated: [z], delta, forward, backward };
}

export const rnn: RecurrentCell = {
  gates: 1,
  kernel: 'compiled',
  formulas: {
    delta: 'δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹)',
    lastDelta: 'δᵗ = f′(uᵗ) ⊙ W_outᵀ δ_outᵗ',
    gradient: '∂E/∂W = Σ δᵗ(zᵗ⁻¹)ᵀ',
    forgetting: 'W = 0',
  },
  program: {
    states: ['z'],
    forward: (b) => `
u = x @ W_in + z[t - 1] @ W${b}
z[t] = f(u)`,
    end: 'delta = np.zeros(hidden)  # of step t + 1',
    backward: 'delta = f_slope(z[t]) * (W_out[:, 0] * delta_out + W @ delta)',
    recurrentDelta: 'delta',
  },
  unroll,
};
