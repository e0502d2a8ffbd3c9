import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { createWorkerPool } from '../../src/training/pool.ts';
import { createTrainer, type Trainer, type TrainingEvent } from '../../src/training/trainer.ts';

let trainer: Trainer;
let ids = 0;
const newId = () => `job${++ids}`;
const aki = { workspace: 'local', userId: 'aki' };
const ben = { workspace: 'local', userId: 'ben' };
/** Many minutes of work, so that a test can only end it by stopping it. */
const endless: TrainConfig = { ...DEFAULTS, hidden: 256, bits: 32, iterations: 1_000_000 };

// One for each test: whatever a failing one leaves under way ends with it.
beforeEach(() => {
  trainer = createTrainer({ workers: createWorkerPool(2, 5), maxSeconds: 600, maxQueue: 1, newId });
});
afterEach(() => trainer.stop());

async function all(events: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> {
  const list: TrainingEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Reads until the job has reported progress, then calls `then` and reads on to the end. */
async function whenRunning(
  events: AsyncIterable<TrainingEvent>,
  then: () => void,
): Promise<TrainingEvent | undefined> {
  let last: TrainingEvent | undefined;
  let told = false;
  for await (const event of events) {
    last = event;
    if (event.kind === 'progress' && !told) {
      told = true;
      then();
    }
  }
  return last;
}

describe('the trainer', () => {
  it('gives in a worker the very numbers that the engine gives here', async () => {
    const config = { ...DEFAULTS, iterations: 2_000, seed: 5 };
    const here = startTraining(config);
    while (!here.done) here.advance(100);
    const events = await all(trainer.train(config, aki).events);
    const last = events.at(-1);
    expect(events[0]).toEqual({ kind: 'queued' });
    expect(last).toMatchObject({ kind: 'ended', ending: 'done', result: here.finish() });
  });
  it('reports divergence as a result', async () => {
    const events = await all(
      trainer.train({ ...DEFAULTS, activation: 'relu', seed: 4, gradient: 'article' }, aki).events,
    );
    expect(events.at(-1)).toMatchObject({ ending: 'done', result: { outcome: { kind: 'diverged' } } });
  });
  it('stops when its owner cancels, and keeps what it has', async () => {
    const job = trainer.train(endless, aki);
    const last = await whenRunning(job.events, () => {
      expect(trainer.cancel(job.id, ben)).toBe('not-yours');
      expect(trainer.cancel(job.id, aki)).toBe('cancelling');
    });
    expect(last).toMatchObject({
      kind: 'ended',
      ending: 'cancelled',
      result: { outcome: { kind: 'cancelled' } },
    });
    expect(trainer.cancel(job.id, aki)).toBe('gone');
  });
  it('runs one training a person, and refuses more than may wait', async () => {
    const first = trainer.train(endless, aki);
    expect(() => trainer.train(DEFAULTS, aki)).toThrow(UserError);
    const others = ['b', 'c'].map((userId) => trainer.train(endless, { workspace: 'local', userId }));
    expect(() => trainer.train(DEFAULTS, ben)).toThrow(/Too many/);
    const ends = [first, ...others].map((job) => all(job.events));
    for (const [index, job] of [first, ...others].entries()) {
      trainer.cancel(job.id, { workspace: 'local', userId: ['aki', 'b', 'c'][index] ?? '' });
    }
    expect((await Promise.all(ends)).map((events) => events.at(-1)?.kind)).toEqual([
      'ended',
      'ended',
      'ended',
    ]);
  });
  it('stops a job at the time limit, and every job when it is stopped itself', async () => {
    const short = createTrainer({ workers: createWorkerPool(1, 5), maxSeconds: 0.3, maxQueue: 1, newId });
    onTestFinished(() => short.stop());
    const [first, waiting] = await Promise.all(
      [aki, ben].map((owner) => all(short.train(endless, owner).events)),
    );
    expect(first?.at(-1)).toMatchObject({ ending: 'time-limit' });
    // Its time begins when it does, not when it begins to wait.
    expect(waiting?.at(-1)).toMatchObject({ ending: 'time-limit' });
    const seconds = (events: readonly TrainingEvent[] | undefined) => {
      const last = events?.at(-1);
      return last?.kind === 'ended' ? last.result.seconds : 0;
    };
    expect(seconds(waiting)).toBeGreaterThan(0.2);
    const another = createTrainer({ workers: createWorkerPool(1, 5), maxSeconds: 600, maxQueue: 1, newId });
    onTestFinished(() => another.stop());
    let stopped: Promise<void> | undefined;
    const last = await whenRunning(another.train(endless, aki).events, () => {
      stopped = another.stop();
    });
    expect(last).toMatchObject({ ending: 'shutdown' });
    await stopped;
    expect(() => another.train(DEFAULTS, aki)).toThrow(UserError);
  });
});
