/** The shape of a cell holds more than the simple RNN: an LSTM in one file, its BPTT right at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../../src/rnn/config.ts';
import { createNetwork } from '../../../src/rnn/network.ts';
import { createRandom } from '../../../src/rnn/random.ts';
import { createSequence, writePair } from '../../../src/rnn/sequence.ts';
import { copyWeights, MATRICES, type Weights } from '../../../src/rnn/weights.ts';
import { lstm } from './lstm.ts';

/** Weights for a cell of `gates` gates, standard normal, and a gradient of 0 for them. */
function randomWeights(H: number, gates: number, seed: number): { weights: Weights; gradient: Weights } {
  const random = createRandom(seed);
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal());
  const weights = {
    W_in: draw(2 * gates * H),
    W: draw(H * gates * H),
    W_out: draw(H),
    b: draw(gates * H),
    c: draw(1),
  };
  const gradient = copyWeights(weights);
  for (const name of MATRICES) gradient[name].fill(0);
  return { weights, gradient };
}

test('an LSTM behind the same interface has the gradients of finite differences', () => {
  fc.assert(
    fc.property(
      fc.record({
        hidden: fc.integer({ min: 1, max: 4 }),
        seed: fc.nat(1e6),
        a: fc.integer({ min: 0, max: 31 }),
        b: fc.integer({ min: 0, max: 31 }),
        activation: fc.constantFrom('tanh' as const, 'sigmoid' as const),
        loss: fc.constantFrom('squared' as const, 'cross-entropy' as const),
      }),
      ({ hidden, seed, a, b, activation, loss }) => {
        const config = { ...DEFAULTS, hidden, bits: 6, activation, loss, biases: 'on' } as const;
        const { weights, gradient } = randomWeights(hidden, lstm.gates, seed);
        const network = createNetwork(config, 6, lstm);
        const sequence = createSequence(6);
        writePair(sequence, a, b);
        network.forward(weights, sequence);
        network.backward(weights, sequence, gradient);
        const largest = Math.max(...MATRICES.flatMap((name) => Array.from(gradient[name], Math.abs)));
        for (const name of MATRICES) {
          gradient[name].forEach((bptt, i) => {
            const E = (h: number) => {
              const moved = copyWeights(weights);
              moved[name][i] = (moved[name][i] ?? 0) + h;
              return network.forward(moved, sequence);
            };
            const h = 1e-3;
            const numeric = (8 * (E(h) - E(-h)) - (E(2 * h) - E(-2 * h))) / (12 * h);
            expect(Math.abs(bptt - numeric) / Math.max(Math.abs(bptt), 1e-2 * largest)).toBeLessThan(1e-6);
          });
        }
      },
    ),
    { numRuns: 30 },
  );
});
