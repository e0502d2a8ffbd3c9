/** Milliseconds of answering all 16,384 pairs of 8 bits: `node examine.ts ENGINE REPEATS`, H = 16. */
import { DEFAULTS } from '../../src/rnn/config.ts';
import { engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { examPairs } from '../../src/rnn/sample.ts';
import { cpuTime } from './repeats.ts';

const engine = engineOf(process.argv[2] === 'reference' ? 'reference' : 'kernel', DEFAULTS);
const repeats = Number(process.argv[3] ?? 9);
const stepper = engine.stepper(DEFAULTS, initialWeights(DEFAULTS, createRandom(0)));
const { a, b } = examPairs(DEFAULTS.bits);
const out = new Float64Array(a.length);

/** Passes in one repeat, to last longer than a step of the system's clock for threads. */
const PASSES = 20;

function pass(): void {
  stepper.answers(a, b, 0, a.length, out);
  const right = out.reduce((sum, answer, p) => sum + Number(answer === (a[p] ?? 0) + (b[p] ?? 0)), 0);
  if (right > a.length) throw new Error('impossible');
}

for (let r = -1; r < repeats; r++) {
  const start = cpuTime();
  for (let n = 0; n < PASSES; n++) pass();
  if (r >= 0) process.stdout.write(`${(cpuTime() - start) / 1000 / PASSES}\n`);
}
