import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import { compare } from '../../src/lab/comparison.ts';
import { createLab } from '../../src/lab/lab.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { ADDER, ADDER_CONFIG } from '../rnn/adder.ts';

const owner = { workspace: 'local', userId: 'aki' };
const whole = { id: 'whole', size: 1 };

const settings = [
  { name: 'short', config: { ...DEFAULTS, iterations: 1 } },
  { name: 'long', config: { ...DEFAULTS, hidden: 256, bits: 32, iterations: 1_000_000 } },
];

function openLab() {
  const jobs = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 2 });
  onTestFinished(() => jobs.close(0));
  let ids = 0;
  return { jobs, lab: createLab({ jobs, atOnce: 1, newId: () => String(++ids) }) };
}

it('tells whoever reads on that a run failed, and nobody else, however long that takes', async () => {
  const { jobs, lab } = openLab();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const standings = compare(settings, [0], lab, owner, whole);
  expect((await standings.next()).value).toMatchObject({ done: 1, all: 2 });
  await jobs.close(0);
  for (let n = 0; n < 10; n += 1) await turn();
  expect(unhandled).toEqual([]);
  await expect(standings.next()).rejects.toThrow(UserError);
});

it('ends the runs under way, and starts no others, when nobody reads on', async () => {
  const { lab } = openLab();
  for await (const { done } of compare(settings, [0, 1], lab, owner, whole)) {
    expect(done).toBe(1);
    break;
  }
  // The only thread is free again: the long run would have kept it for minutes.
  const look = { kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a: 1, b: 1 } as const;
  expect((await lab.look(look, owner, { id: undefined })).steps).toHaveLength(8);
});

it('ends when all its runs together have computed for too long', async () => {
  const { lab } = openLab();
  const [short] = settings;
  if (short === undefined) throw new Error('no settings');
  const standings = compare([short, short], [0], lab, owner, { ...whole, mostSeconds: 0 });
  await expect(standings.next()).rejects.toThrow(/I stopped after 0 s of computing/);
});
