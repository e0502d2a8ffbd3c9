/**
 * An engine of this project: `node learn.ts HIDDEN BITS ITERATIONS REPEATS ENGINE SETTINGS`, the settings as
 * JSON. The pairs are drawn beforehand and handed over in blocks, as the trainer does; after RUN of them the
 * network starts afresh.
 */

import { BLOCK } from '../../src/rnn/block.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { drawPairs } from '../../src/rnn/sample.ts';
import { printRepeats, sizesFromCommandLine } from './repeats.ts';

const { hidden, bits, iterations, repeats } = sizesFromCommandLine();
const settings: Partial<TrainConfig> = JSON.parse(process.argv[7] ?? '{}');
// Wide networks with normal weights are saturated: ×4/√H keeps u as wide as at H = 16.
const std = hidden <= 16 ? 1 : 4 / Math.sqrt(hidden);
const config: TrainConfig = { ...DEFAULTS, std, hidden, bits, ...settings };
const engine = engineOf(process.argv[6] === 'reference' ? 'reference' : 'kernel', config);

/** Iterations before the network starts afresh. */
const RUN = 10_000;

const random = createRandom(0);
const stepper = engine.stepper(config, initialWeights(config, random));
const length = Math.min(iterations, RUN);
const pairs = { a: new Uint32Array(length * config.batch), b: new Uint32Array(length * config.batch) };
drawPairs(random, bits, length * config.batch, pairs);
const losses = new Float64Array(length);
stepper.mark();

printRepeats(iterations, repeats, () => {
  for (let k = 0; k < iterations; k += BLOCK) {
    const start = k % RUN;
    if (start === 0) stepper.rewind();
    const block = Math.min(BLOCK, iterations - k, length - start);
    const { batch } = config;
    if (stepper.run(pairs.a, pairs.b, start * batch, block * batch, losses) < block)
      throw new Error('diverged');
  }
});
