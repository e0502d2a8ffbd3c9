/**
 * An LSTM cell (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000), written for the
 * tests alone: it shows that another cell is one file. Columns of W_in, W, b: i, f, o, g, H each.
 *
 *   u = x W_in + z′ W + b;  i, f, o = σ(u),  g = F(u);  memory = f ⊙ memory′ + i ⊙ g;  z = o ⊙ F(memory)
 */
import type { ActivationFunction } from '../../../src/rnn/activation.ts';
import { sigmoid } from '../../../src/rnn/activation.ts';
import type { RecurrentCell, UnrolledCell } from '../../../src/rnn/cells/cell.ts';
import { addScaled, dot } from '../../../src/rnn/vector.ts';

function unroll(H: number, T: number, activation: ActivationFunction): UnrolledCell {
  const wide = 4 * H;
  const u = new Float64Array(wide);
  const rows = () => new Float64Array((T + 1) * H);
  const states = {
    z: rows(),
    memory: rows(),
    shown: rows(),
    input_gate: rows(),
    forget_gate: rows(),
    output_gate: rows(),
    candidate: rows(),
  };
  const { z, memory, shown, input_gate, forget_gate, output_gate, candidate } = states;
  const blocks = [input_gate, forget_gate, output_gate, candidate];
  const delta = new Float64Array((T + 2) * wide);
  const memoryDelta = new Float64Array((T + 2) * H);
  const at = (array: Float64Array, i: number) => array[i] ?? Number.NaN;

  return {
    states,
    activated: [candidate, shown],
    delta,
    forward({ W_in, W, b }, t, x1, x2) {
      u.fill(0);
      addScaled(u, 0, 1, b, 0, b.length);
      addScaled(u, 0, x1, W_in, 0, wide);
      addScaled(u, 0, x2, W_in, wide, wide);
      for (let i = 0; i < H; i++) addScaled(u, 0, at(z, (t - 1) * H + i), W, i * wide, wide);
      for (let j = 0; j < H; j++) {
        const now = t * H + j;
        for (const [n, block] of blocks.entries()) {
          block[now] = (block === candidate ? activation : sigmoid).f(at(u, n * H + j));
        }
        memory[now] = at(forget_gate, now) * at(memory, now - H) + at(input_gate, now) * at(candidate, now);
        shown[now] = activation.f(at(memory, now));
        z[now] = at(output_gate, now) * at(shown, now);
      }
    },
    backward({ W }, t, x1, x2, dz, gradient) {
      for (let j = 0; j < H; j++) {
        const now = t * H + j;
        const dh = at(dz, j) + dot(W, j * wide, delta, (t + 1) * wide, wide);
        // ∂E/∂memory, of which δ_memoryᵗ⁺¹ ⊙ fᵗ⁺¹ comes from the next step.
        const later = t < T ? at(memoryDelta, now + H) * at(forget_gate, now + H) : 0;
        const dm = dh * at(output_gate, now) * activation.slope(at(shown, now)) + later;
        memoryDelta[now] = dm;
        const parts = [
          dm * at(candidate, now) * sigmoid.slope(at(input_gate, now)),
          dm * at(memory, now - H) * sigmoid.slope(at(forget_gate, now)),
          dh * at(shown, now) * sigmoid.slope(at(output_gate, now)),
          dm * at(input_gate, now) * activation.slope(at(candidate, now)),
        ];
        for (const [n, part] of parts.entries()) delta[t * wide + n * H + j] = part;
      }
      addScaled(gradient.W_in, 0, x1, delta, t * wide, wide);
      addScaled(gradient.W_in, wide, x2, delta, t * wide, wide);
      for (let i = 0; i < H; i++) {
        addScaled(gradient.W, i * wide, at(z, (t - 1) * H + i), delta, t * wide, wide);
      }
      addScaled(gradient.b, 0, 1, delta, t * wide, gradient.b.length);
    },
  };
}

export const lstm: RecurrentCell = {
  gates: 4,
  kernel: 'none',
  formulas: {
    delta: 'δ_memoryᵗ = (W_outᵀ δ_outᵗ + Wᵀ δᵗ⁺¹) ⊙ oᵗ ⊙ f′(memoryᵗ) + δ_memoryᵗ⁺¹ ⊙ fᵗ⁺¹',
    lastDelta: 'δ_memoryᵗ = W_outᵀ δ_outᵗ ⊙ oᵗ ⊙ f′(memoryᵗ)',
    gradient: '∂E/∂W = Σ δᵗ(zᵗ⁻¹)ᵀ',
    forgetting: 'W = 0, memory = 0',
  },
  program: {
    states: ['z', 'memory', 'shown', 'input_gate', 'forget_gate', 'output_gate', 'candidate'],
    forward: (b) => `
u = x @ W_in + z[t - 1] @ W${b}
input_gate[t], forget_gate[t], output_gate[t] = sigmoid(u[:3 * hidden]).reshape(3, hidden)
candidate[t] = f(u[3 * hidden:])
memory[t] = forget_gate[t] * memory[t - 1] + input_gate[t] * candidate[t]
shown[t] = f(memory[t])
z[t] = output_gate[t] * shown[t]`,
    end: `
delta = np.zeros(4 * hidden)  # of step t + 1
kept = np.zeros(hidden)`,
    backward: `
dz = W_out[:, 0] * delta_out + W @ delta
d_memory = dz * output_gate[t] * f_slope(shown[t]) + kept
kept = d_memory * forget_gate[t]
delta = np.concatenate([
    d_memory * candidate[t] * input_gate[t] * (1 - input_gate[t]),
    d_memory * memory[t - 1] * forget_gate[t] * (1 - forget_gate[t]),
    dz * shown[t] * output_gate[t] * (1 - output_gate[t]),
    d_memory * input_gate[t] * f_slope(candidate[t]),
])`,
    recurrentDelta: 'delta',
  },
  unroll,
};
