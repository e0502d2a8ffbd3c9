/**
 * Milliseconds from the call of `startTraining` to the weights after 10,000 iterations of the article's
 * settings, with all that the trainer notes on the way: `node train.ts ENGINE REPEATS`. The first line is the
 * first training of the process, compiling included.
 */
import { DEFAULTS } from '../../src/rnn/config.ts';
import { startTraining } from '../../src/rnn/train.ts';

const engine = process.argv[2] === 'reference' ? 'reference' : 'kernel';
const repeats = Number(process.argv[3] ?? 9);
const config = { ...DEFAULTS, gradient: 'article' } as const;

for (let r = 0; r < repeats; r++) {
  const start = performance.now();
  const training = startTraining(config, { engine });
  training.advance(config.iterations);
  const weights = training.weights();
  process.stdout.write(`${performance.now() - start}\n`);
  if (weights.W.length !== config.hidden ** 2) throw new Error('impossible');
}
