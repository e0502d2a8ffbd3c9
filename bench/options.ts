/** The same iteration with each of the other settings: all of them take the fast path. */
import type { TrainConfig } from '../src/rnn/config.ts';
import type { Bench } from './bench.ts';
import { engineProgram, type Work } from './peers.ts';
import { takeTurns } from './program.ts';
import { median } from './statistics.ts';

const OPTIONS: Readonly<Record<string, Partial<TrainConfig>>> = {
  'the defaults': {},
  'activation=tanh, init=xavier': { activation: 'tanh', init: 'xavier' },
  'activation=relu, init=xavier, rate=0.01': { activation: 'relu', init: 'xavier', rate: 0.01 },
  'loss=cross-entropy': { loss: 'cross-entropy' },
  'biases=on': { biases: 'on' },
  'clip=1': { clip: 1 },
  'optimiser=momentum, rate=0.01': { optimiser: 'momentum', rate: 0.01 },
  'optimiser=adam, rate=0.01': { optimiser: 'adam', rate: 0.01 },
  'batch=16, rate=0.01': { batch: 16, rate: 0.01 },
};

/** There are many programs here. */
const MOST_ROUNDS = 5;

/** As many iterations as take about a tenth of a second. */
function work(pairs: number, { batch = 1 }: Partial<TrainConfig> = {}): Work {
  return { hidden: 16, bits: 8, iterations: Math.ceil(pairs / batch), repeats: 3 };
}

async function run(rounds: number) {
  const names = Object.keys(OPTIONS);
  const kernel = names.map((name) => engineProgram('kernel', work(100_000, OPTIONS[name]), OPTIONS[name]));
  const reference = names.map((name) =>
    engineProgram('reference', work(6_000, OPTIONS[name]), OPTIONS[name]),
  );
  const results = takeTurns([...kernel, ...reference], Math.min(rounds, MOST_ROUNDS)).map(median);
  const rows = names.map((what, i) => {
    const [fast = Number.NaN, readable = Number.NaN] = [results[i], results[i + names.length]];
    return { what, values: [fast, readable, readable / fast] };
  });
  return {
    columns: ['kernel µs/iteration', 'reference µs/iteration', 'reference ÷ kernel'],
    rows,
    notes: ['H = 16, 8 bits; everything else as in the first line.'],
  };
}

export const options: Bench = { name: 'options', title: 'Learning one pair with other settings', run };
