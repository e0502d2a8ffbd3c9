/**
 * A GRU cell (Cho et al. 2014, with the reset gate after the product as in cuDNN), written for the tests alone: of it
 * W and W_in do not take the same δ. Columns of W_in, W, b: k, r, n, H each.
 *
 *   p = x W_in + b,  q = z′ W;  k, r = σ(p + q),  n = F(p + r ⊙ q);  z = (1 − k) ⊙ n + k ⊙ z′
 */
import type { ActivationFunction } from '../../../src/rnn/activation.ts';
import { sigmoid } from '../../../src/rnn/activation.ts';
import type { RecurrentCell, UnrolledCell } from '../../../src/rnn/cells/cell.ts';
import { addScaled, dot } from '../../../src/rnn/vector.ts';

function unroll(H: number, T: number, activation: ActivationFunction): UnrolledCell {
  const wide = 3 * H;
  const p = new Float64Array(wide);
  const q = new Float64Array(wide);
  const rows = () => new Float64Array((T + 1) * H);
  const states = { z: rows(), keep: rows(), reset: rows(), candidate: rows(), recalled: rows() };
  const { z, keep, reset, candidate, recalled } = states;
  const delta = new Float64Array((T + 2) * wide);
  /** ∂E/∂q. */
  const recurrentDelta = new Float64Array((T + 2) * wide);
  const whole = new Float64Array((T + 2) * H);
  const at = (array: Float64Array, i: number) => array[i] ?? Number.NaN;

  return {
    states,
    activated: [candidate],
    delta,
    forward({ W_in, W, b }, t, x1, x2) {
      p.fill(0);
      q.fill(0);
      addScaled(p, 0, 1, b, 0, b.length);
      addScaled(p, 0, x1, W_in, 0, wide);
      addScaled(p, 0, x2, W_in, wide, wide);
      for (let i = 0; i < H; i++) addScaled(q, 0, at(z, (t - 1) * H + i), W, i * wide, wide);
      for (let j = 0; j < H; j++) {
        const now = t * H + j;
        keep[now] = sigmoid.f(at(p, j) + at(q, j));
        reset[now] = sigmoid.f(at(p, H + j) + at(q, H + j));
        recalled[now] = at(q, 2 * H + j);
        candidate[now] = activation.f(at(p, 2 * H + j) + at(reset, now) * at(recalled, now));
        z[now] = (1 - at(keep, now)) * at(candidate, now) + at(keep, now) * at(z, now - H);
      }
    },
    backward({ W }, t, x1, x2, dz, gradient) {
      for (let j = 0; j < H; j++) {
        const now = t * H + j;
        const later = t < T ? at(whole, now + H) * at(keep, now + H) : 0;
        const dh = at(dz, j) + dot(W, j * wide, recurrentDelta, (t + 1) * wide, wide) + later;
        whole[now] = dh;
        const dn = dh * (1 - at(keep, now)) * activation.slope(at(candidate, now));
        const parts = [
          dh * (at(z, now - H) - at(candidate, now)) * sigmoid.slope(at(keep, now)),
          dn * at(recalled, now) * sigmoid.slope(at(reset, now)),
          dn,
        ];
        for (const [n, part] of parts.entries()) {
          delta[t * wide + n * H + j] = part;
          recurrentDelta[t * wide + n * H + j] = n === 2 ? part * at(reset, now) : part;
        }
      }
      addScaled(gradient.W_in, 0, x1, delta, t * wide, wide);
      addScaled(gradient.W_in, wide, x2, delta, t * wide, wide);
      for (let i = 0; i < H; i++) {
        addScaled(gradient.W, i * wide, at(z, (t - 1) * H + i), recurrentDelta, t * wide, wide);
      }
      addScaled(gradient.b, 0, 1, delta, t * wide, gradient.b.length);
    },
  };
}

export const gru: RecurrentCell = {
  gates: 3,
  kernel: 'none',
  formulas: {
    delta: 'δ_zᵗ = W_outᵀ δ_outᵗ + Wᵀ δ_qᵗ⁺¹ + kᵗ⁺¹ ⊙ δ_zᵗ⁺¹',
    lastDelta: 'δ_zᵗ = W_outᵀ δ_outᵗ',
    gradient: '∂E/∂W = Σ δ_qᵗ(zᵗ⁻¹)ᵀ',
    forgetting: 'W = 0, k = 0',
  },
  program: {
    states: ['z', 'keep', 'reset', 'candidate', 'recalled'],
    forward: (b) => `
p = (x @ W_in${b}).reshape(3, hidden)
q = (z[t - 1] @ W).reshape(3, hidden)
keep[t], reset[t] = sigmoid(p[:2] + q[:2])
recalled[t] = q[2]
candidate[t] = f(p[2] + reset[t] * recalled[t])
z[t] = (1 - keep[t]) * candidate[t] + keep[t] * z[t - 1]`,
    end: `
delta_q = np.zeros(3 * hidden)  # of step t + 1
kept = np.zeros(hidden)`,
    backward: `
dz = W_out[:, 0] * delta_out + W @ delta_q + kept
kept = dz * keep[t]
dn = dz * (1 - keep[t]) * f_slope(candidate[t])
dr = dn * recalled[t] * reset[t] * (1 - reset[t])
dk = dz * (z[t - 1] - candidate[t]) * keep[t] * (1 - keep[t])
delta = np.concatenate([dk, dr, dn])
delta_q = np.concatenate([dk, dr, dn * reset[t]])`,
    recurrentDelta: 'delta_q',
  },
  unroll,
};
