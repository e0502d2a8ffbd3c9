/**
 * An LSTM cell (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000), written for the
 * tests alone: it shows that another cell is one file.
 */
import type { ActivationFunction } from '../../../src/rnn/activation.ts';
import { sigmoid } from '../../../src/rnn/activation.ts';
import type { RecurrentCell, UnrolledCell } from '../../../src/rnn/cells/cell.ts';
import { addScaled, dot } from '../../../src/rnn/vector.ts';

export const lstm: RecurrentCell = { gates: 4, unroll };

/** Columns of W_in, W, b: input gate i, forget gate f, output gate o, candidate g; H each. */
function unroll(H: number, T: number, activation: ActivationFunction): UnrolledCell {
  const wide = 4 * H;
  const u = new Float64Array(wide);
  const gates = new Float64Array((T + 2) * wide);
  const memory = new Float64Array((T + 1) * H);
  const shown = new Float64Array((T + 1) * H);
  const z = new Float64Array((T + 1) * H);
  const delta = new Float64Array((T + 2) * wide);
  const memoryDelta = new Float64Array((T + 2) * H);
  const at = (array: Float64Array, i: number) => array[i] ?? Number.NaN;

  return {
    z,
    delta,
    forward({ W_in, W, b }, t, x1, x2) {
      u.fill(0);
      addScaled(u, 0, 1, b, 0, b.length);
      addScaled(u, 0, x1, W_in, 0, wide);
      addScaled(u, 0, x2, W_in, wide, wide);
      for (let i = 0; i < H; i++) addScaled(u, 0, at(z, (t - 1) * H + i), W, i * wide, wide);
      for (let k = 0; k < wide; k++) {
        gates[t * wide + k] = (k < 3 * H ? sigmoid : activation).f(at(u, k));
      }
      for (let j = 0; j < H; j++) {
        const gate = (n: number) => at(gates, t * wide + n * H + j);
        memory[t * H + j] = gate(1) * at(memory, (t - 1) * H + j) + gate(0) * gate(3);
        shown[t * H + j] = activation.f(at(memory, t * H + j));
        z[t * H + j] = gate(2) * at(shown, t * H + j);
      }
    },
    backward({ W }, t, x1, x2, dz, gradient) {
      for (let j = 0; j < H; j++) {
        const gate = (n: number) => at(gates, t * wide + n * H + j);
        const dh = at(dz, j) + dot(W, j * wide, delta, (t + 1) * wide, wide);
        const later = at(memoryDelta, (t + 1) * H + j) * (t < T ? at(gates, (t + 1) * wide + H + j) : 0);
        const dm = dh * gate(2) * activation.slope(at(shown, t * H + j)) + later;
        memoryDelta[t * H + j] = dm;
        const set = (n: number, value: number) => {
          delta[t * wide + n * H + j] = value;
        };
        set(0, dm * gate(3) * sigmoid.slope(gate(0)));
        set(1, dm * at(memory, (t - 1) * H + j) * sigmoid.slope(gate(1)));
        set(2, dh * at(shown, t * H + j) * sigmoid.slope(gate(2)));
        set(3, dm * gate(0) * activation.slope(gate(3)));
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
