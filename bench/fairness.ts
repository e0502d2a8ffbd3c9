/** What a default training and a look take while huge trainings run: through the trainer, the laboratory and the lanes. */
import { availableParallelism } from 'node:os';
import { systemClock } from '../src/clock.ts';
import { createLab, type Lab } from '../src/lab/lab.ts';
import { closeLanes, mostTrainings, openLanes } from '../src/lanes.ts';
import { DEFAULTS, type TrainConfig } from '../src/rnn/config.ts';
import { startTraining } from '../src/rnn/train.ts';
import { createTrainer, type Job, type Trainer } from '../src/training/trainer.ts';
import type { Bench, Row } from './bench.ts';
import { quantile } from './statistics.ts';

const HUGE: TrainConfig = { ...DEFAULTS, hidden: 256, bits: 32, iterations: 1_000_000 };
/** Pairs of an update: one takes a millisecond, 256 a third of a second. */
const BATCHES = [1, 256];
/** Huge trainings under way. */
const HUGE_ONES = 2;
/** Trainings that are started at the same moment, each by another person. */
const AT_ONCE = 30;
/** Trainings and looks of a round that are started one after another. */
const SINGLE = 4;

/** Threads that train and look. */
const THREADS = availableParallelism();

/** Milliseconds by the clock, and those that the process computed meanwhile, by thread. */
type Time = { readonly passed: number; readonly computed: number };

function stopwatch(): () => Time {
  const startedAt = performance.now();
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return { passed: performance.now() - startedAt, computed: (user + system) / 1_000 / THREADS };
  };
}

type Stand = { readonly trainer: Trainer; readonly lab: Lab };

let people = 0;
/** Somebody who has not been seen before, of one of three workspaces. */
const somebody = () => {
  people += 1;
  return { workspace: `bench-${people % 3}`, userId: `person-${people}` };
};

async function toTheEnd({ events }: Job): Promise<void> {
  for await (const _ of events);
}

/** From handing in a default training to its result. */
async function training({ trainer }: Stand): Promise<Time> {
  const took = stopwatch();
  await toTheEnd(await trainer.train({ ...DEFAULTS, seed: people }, somebody()));
  return took();
}

/** From asking what is inside a network of the default size to the answer. */
async function look({ lab }: Stand): Promise<Time> {
  const config = { ...DEFAULTS, seed: people };
  const weights = startTraining(config).weights();
  const took = stopwatch();
  await lab.look({ kind: 'carry', config, weights }, somebody(), { id: undefined });
  return took();
}

function one(times: readonly Time[]): readonly number[] {
  return (['passed', 'computed'] as const).flatMap((kind) =>
    [0.5, 0.99].map((share) =>
      quantile(
        times.map((time) => time[kind]),
        share,
      ),
    ),
  );
}

/** All three measures, as rows of p50 and p99. */
async function measure(stand: Stand, rounds: number, beside: string): Promise<readonly Row[]> {
  const trainings: Time[] = [];
  const looks: Time[] = [];
  const swarm: Time[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < SINGLE; n += 1) {
      trainings.push(await training(stand));
      looks.push(await look(stand));
    }
    swarm.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => training(stand)))));
  }
  return [
    { what: `one training, ${beside}`, values: one(trainings) },
    { what: `one look (\`/inside\`), ${beside}`, values: one(looks) },
    { what: `${AT_ONCE} trainings at once, ${beside}`, values: one(swarm) },
  ];
}

/** Resolves when it has begun, and reads on to its end, which `over` gives. */
async function started(job: Job): Promise<{ readonly over: Promise<void> }> {
  for (;;) {
    const { value, done } = await job.events.next();
    if (done === true) throw new Error('ended before it began');
    if (value.kind !== 'queued') return { over: toTheEnd(job) };
  }
}

async function measureBeside(stand: Stand, rounds: number, config: TrainConfig): Promise<readonly Row[]> {
  const { trainer } = stand;
  const hosts = Array.from({ length: HUGE_ONES }, (_, n) => ({ workspace: `huge-${n}`, userId: 'host' }));
  const huge = await Promise.all(hosts.map((host) => trainer.train(config, host)));
  const overs = await Promise.all(huge.map(started));
  const rows = await measure(stand, rounds, `beside ${HUGE_ONES} huge ones, batch=${config.batch}`);
  await Promise.all(huge.map(({ id }, n) => trainer.cancel(id, hosts[n] ?? somebody())));
  await Promise.all(overs.map(({ over }) => over));
  return rows;
}

async function run(rounds: number) {
  const lanes = openLanes({ workers: THREADS, priority: 'low' });
  let ids = 0;
  const newId = () => `bench${++ids}`;
  const trainer = createTrainer({
    jobs: lanes.work,
    clock: systemClock,
    maxSeconds: 3_600,
    most: mostTrainings(THREADS),
    newId,
  });
  const stand = { trainer, lab: createLab({ jobs: lanes.work, atOnce: THREADS, newId }) };
  try {
    // The first of each loads its program, and has it compiled.
    await Promise.all(Array.from({ length: 2 * THREADS }, () => training(stand)));
    await Promise.all(Array.from({ length: 2 * THREADS }, () => look(stand)));
    const alone = await measure(stand, rounds, 'nothing else running');
    const rows = [...alone];
    for (const batch of BATCHES) rows.push(...(await measureBeside(stand, rounds, { ...HUGE, batch })));
    return {
      columns: ['p50, ms', 'p99, ms', 'computed, p50', 'computed, p99'],
      rows,
      notes: [
        `${THREADS} threads; from handing in to the result, by the clock, each by another person of three workspaces.`,
        'Huge: hidden=256 bits=32 iterations=1000000, two of workspaces of their own.',
        `${rounds} rounds: of single trainings and looks ${rounds * SINGLE}, of those at once ${rounds * AT_ONCE}.`,
        'The threads of the lane are niced: what else runs on the machine goes before them, and by the clock all takes longer.',
        'Computed: CPU time of the process meanwhile ÷ threads. Where all threads are busy that is the time on an idle machine.',
      ],
    };
  } finally {
    await closeLanes(lanes);
  }
}

export const fairness: Bench = { name: 'fairness', title: 'Short work beside huge trainings', run };
