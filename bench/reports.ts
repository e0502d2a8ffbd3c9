/** What progress reports cost, and how soon a cancel takes effect. */
import { systemClock } from '../src/clock.ts';
import { createLocalJobs } from '../src/jobs/local/jobs.ts';
import { DEFAULTS, type TrainConfig } from '../src/rnn/config.ts';
import { startTraining } from '../src/rnn/train.ts';
import { createTrainer } from '../src/training/trainer.ts';
import type { Bench } from './bench.ts';
import { median } from './statistics.ts';

/** Milliseconds between two reports of a job (`src/training/trainer.ts`). */
const REPORT_EVERY = 200;

/** Milliseconds of making and copying a report of a run that has noted `noted` losses. */
function reportCost(noted: number): number {
  const training = startTraining({ ...DEFAULTS, iterations: noted, plotInterval: 1 });
  while (training.iteration < noted) training.advance(1000);
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    structuredClone(training.progress());
    return performance.now() - start;
  });
  return median(times);
}

/** Milliseconds from a cancel in the middle of a run to its result. */
async function cancelDelay(config: TrainConfig, rounds: number): Promise<number> {
  const jobs = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 4 });
  let id = 0;
  const trainer = createTrainer({
    jobs,
    clock: systemClock,
    maxSeconds: 60,
    most: 5,
    newId: () => `bench${id++}`,
  });
  const owner = { workspace: 'bench', userId: 'bench' };
  const delays: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const job = await trainer.train(config, owner);
      let cancelledAt = Number.NaN;
      for await (const event of job.events) {
        if (event.kind === 'progress' && Number.isNaN(cancelledAt)) {
          cancelledAt = performance.now();
          await trainer.cancel(job.id, owner);
        }
      }
      delays.push(performance.now() - cancelledAt);
    }
  } finally {
    await jobs.close(0);
  }
  return Math.max(...delays);
}

async function run(rounds: number) {
  const long = { ...DEFAULTS, iterations: 1_000_000 };
  const large = { ...long, hidden: 256, bits: 32, init: 'xavier' } as const;
  const share = (noted: number) => (100 * reportCost(noted)) / REPORT_EVERY;
  return {
    columns: ['value'],
    rows: [
      { what: 'reports of a run with 100 noted losses, % of its time', values: [share(100)] },
      { what: 'reports of a run with 10,000 noted losses, % of its time', values: [share(10_000)] },
      { what: 'cancel, H = 16, 8 bits: ms, the slowest', values: [await cancelDelay(long, rounds)] },
      { what: 'cancel, H = 256, 32 bits: ms, the slowest', values: [await cancelDelay(large, rounds)] },
      {
        what: 'cancel, H = 256, 32 bits, batch 256: ms, the slowest',
        values: [await cancelDelay({ ...large, batch: 256 }, rounds)],
      },
    ],
    notes: [
      `A report every ${REPORT_EVERY} ms; its cost is making and copying it.`,
      'A cancel is timed from its call in the main thread to the result there, final weights examined.',
    ],
  };
}

export const reports: Bench = { name: 'reports', title: 'Progress and cancel', run };
