/**
 * A worker thread that trains on demand: told a number of iterations, it answers, when they are done, with the
 * milliseconds that it has computed.
 */
import { parentPort } from 'node:worker_threads';
import { BLOCK } from '../../src/rnn/block.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { drawPairs } from '../../src/rnn/sample.ts';
import { cpuTime } from './repeats.ts';

const random = createRandom(0);
const stepper = engineOf('kernel', DEFAULTS).stepper(DEFAULTS, initialWeights(DEFAULTS, random));
const pairs = { a: new Uint32Array(BLOCK), b: new Uint32Array(BLOCK) };
drawPairs(random, DEFAULTS.bits, BLOCK, pairs);
const losses = new Float64Array(BLOCK);

parentPort?.on('message', (iterations: number) => {
  const start = cpuTime();
  for (let k = 0; k < iterations; k += BLOCK) stepper.run(pairs.a, pairs.b, 0, BLOCK, losses);
  parentPort?.postMessage((cpuTime() - start) / 1000);
});
