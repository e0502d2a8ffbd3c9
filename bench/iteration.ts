/** One pair learned with the article's settings: this project's engines beside what a learner else has. */
import type { Bench, Row } from './bench.ts';
import { cProgram, engineProgram, libraryProgram, numpyProgram, type Work } from './peers.ts';
import { takeTurns } from './program.ts';
import { median, medianRatio } from './statistics.ts';

/** As many iterations as take about a tenth of a second. */
function work(iterations: number): Work {
  return { hidden: 16, bits: 8, iterations, repeats: 5 };
}

async function run(rounds: number) {
  const candidates = {
    kernel: engineProgram('kernel', work(100_000)),
    'kernel, gradient=article': {
      ...engineProgram('kernel', work(100_000), { gradient: 'article' }),
      name: 'kernel, gradient=article',
    },
    reference: engineProgram('reference', work(8_000)),
    'C, plain': cProgram('plain', work(50_000)),
    'C, plain, -ffast-math': cProgram('plain-fast', work(50_000)),
    'C, restructured, -ffast-math': cProgram('restructured', work(100_000)),
    "the article's NumPy": numpyProgram(work(300)),
    'TensorFlow.js (CPU)': libraryProgram('tensorflow', work(100)),
    'brain.js': libraryProgram('brain', work(3_000)),
  };
  const programs = Object.values(candidates).filter((program) => program !== undefined);
  const missing = Object.entries(candidates).flatMap(([name, program]) =>
    program === undefined ? [name] : [],
  );
  const results = takeTurns(programs, rounds);
  const kernel = results[0] ?? [];
  const rows = programs.map(
    ({ name }, i): Row => ({
      what: name,
      values: [median(results[i] ?? []), medianRatio(results[i] ?? [], kernel)],
    }),
  );
  const notes = [
    'H = 16, 8 bits, squared error, SGD, one pair per update, double precision (TensorFlow.js: single).',
    "The article's program has its slip in the output slope; the second line is the kernel with the same slip.",
    'Each program in a fresh process, taking turns; a value is the median over rounds of the median of 5 repeats after warming up.',
    'Time is what the thread computed: on an idle machine that is the time that goes by.',
    'C: cc -O3 -march=native, and -ffast-math where it says so; "restructured" in the same way as the kernel.',
    'brain.js can only predict the next input of a sequence: the same sizes, but not the same task.',
    ...(missing.length > 0 ? [`Not on this machine: ${missing.join(', ')}.`] : []),
  ];
  return { columns: ['µs/iteration', '× kernel'], rows, notes };
}

export const iteration: Bench = { name: 'iteration', title: 'Learning one pair', run };
