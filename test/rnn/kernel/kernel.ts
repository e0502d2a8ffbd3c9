/** The kernel and pairs to feed it, for the tests in this folder. */
import type { TrainConfig } from '../../../src/rnn/config.ts';
import { DEFAULTS } from '../../../src/rnn/config.ts';
import { initialWeights } from '../../../src/rnn/init.ts';
import { kernelEngine } from '../../../src/rnn/kernel/engine.ts';
import { createRandom } from '../../../src/rnn/random.ts';
import { drawPairs, type Pairs } from '../../../src/rnn/sample.ts';
import type { Engine } from '../../../src/rnn/stepper.ts';
import type { Weights } from '../../../src/rnn/weights.ts';

export function kernel(): Engine {
  const engine = kernelEngine();
  if (engine === undefined) throw new Error('this Node cannot run the kernel');
  return engine;
}

export type Start = { readonly config: TrainConfig; readonly weights: Weights; readonly pairs: Pairs };

/** Random weights (biases, too) and the pairs of `iterations` updates for these settings. */
export function start(settings: Partial<TrainConfig>, iterations: number): Start {
  const config = { ...DEFAULTS, ...settings };
  const random = createRandom(config.seed);
  const weights = initialWeights(config, random);
  weights.b.forEach((_, i) => {
    weights.b[i] = random.normal();
  });
  weights.c.fill(random.normal());
  const count = iterations * config.batch;
  const pairs = { a: new Uint32Array(count), b: new Uint32Array(count) };
  drawPairs(random, config.bits, count, pairs);
  return { config, weights, pairs };
}

/** What comes of some updates from a start. */
export type Run = { readonly done: number; readonly losses: Float64Array; readonly weights: Weights };

export function run(engine: Engine, { config, weights, pairs }: Start): Run {
  const stepper = engine.stepper(config, weights);
  const losses = new Float64Array(pairs.a.length / config.batch);
  const done = stepper.run(pairs.a, pairs.b, 0, pairs.a.length, losses);
  return { done, losses, weights: stepper.read() };
}

/** The largest |x − y| ÷ max(1, |y|). */
export function difference(xs: Float64Array, ys: Float64Array): number {
  if (xs.length !== ys.length) return Number.POSITIVE_INFINITY;
  return ys.reduce((most, y, i) => {
    const x = xs[i] ?? Number.NaN;
    return Object.is(x, y) ? most : Math.max(most, Math.abs(x - y) / Math.max(1, Math.abs(y)));
  }, 0);
}
