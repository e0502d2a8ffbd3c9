/** The weights before training: normal random numbers, scaled by the number of units they come from. */
import type { Init, TrainConfig } from './config.ts';
import type { Random } from './random.ts';
import { zeroWeights } from './shape.ts';
import type { Weights } from './weights.ts';

/**
 * Factor on a standard normal weight that comes from n units.
 * `normal`: 1 whatever n is; u then grows like √n, and σ and tanh go flat.
 * `xavier`: 1/√n keeps the spread of u at that of z (Glorot & Bengio 2010; n as in the article).
 * `he`: √(2/n) makes up for the half that ReLU cuts off (He et al. 2015).
 */
const SCALES: Readonly<Record<Init, (drawn: number, n: number) => number>> = {
  normal: (drawn) => drawn,
  xavier: (drawn, n) => drawn / Math.sqrt(n),
  he: (drawn, n) => (drawn / Math.sqrt(n)) * Math.sqrt(2),
};

/**
 * Draws W_in (n = 2), W_out (n = H) and W (n = H), in the article's order; the biases are 0.
 * @param random the run's generator, fresh from its seed; the pairs are drawn from it afterwards.
 */
export function initialWeights(config: TrainConfig, random: Random): Weights {
  const scale = SCALES[config.init];
  const weights = zeroWeights(config);
  const fill = (matrix: Float64Array, n: number) => {
    for (let i = 0; i < matrix.length; i++) matrix[i] = scale(config.std * random.normal(), n);
  };
  fill(weights.W_in, 2);
  fill(weights.W_out, config.hidden);
  fill(weights.W, config.hidden);
  return weights;
}
