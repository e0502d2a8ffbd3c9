/** The whole idea in one function; the rest of the room is what its lines stand on. Read this first. */
import type { TrainConfig } from './config.ts';
import { initialWeights } from './init.ts';
import { createNetwork } from './network.ts';
import { createRandom } from './random.ts';
import { drawPair } from './sample.ts';
import { sequenceOf } from './sequence.ts';
import { zeroWeights } from './shape.ts';
import { addScaled } from './vector.ts';
import { MATRICES } from './weights.ts';

/**
 * Learns to add by plain gradient descent, one pair an update. Yields E of each pair, as it was before the update.
 * What else may be set (batches, clipping, other optimisers) is in `reference.ts`.
 */
export function* learn(config: TrainConfig): Generator<number, void> {
  const random = createRandom(config.seed);
  const weights = initialWeights(config, random);
  const network = createNetwork(config, config.bits);
  for (let i = 0; i < config.iterations; i++) {
    const [a, b] = drawPair(random, config.bits);
    const sum = sequenceOf(a, b, config.bits);
    const gradient = zeroWeights(config);
    const E = network.forward(weights, sum);
    network.backward(weights, sum, gradient);
    // W ← W − ε ∂E/∂W
    for (const name of MATRICES) {
      addScaled(weights[name], 0, -config.rate, gradient[name], 0, gradient[name].length);
    }
    yield E;
  }
}
