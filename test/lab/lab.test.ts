import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import type { Jobs } from '../../src/jobs/port.ts';
import { backpropagate } from '../../src/lab/bptt.ts';
import { accuracyOf } from '../../src/lab/checkpoint.ts';
import { createLab, type Lab } from '../../src/lab/lab.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { evaluate } from '../../src/rnn/evaluate.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { whole } from '../../src/rnn/portions.ts';
import { predict } from '../../src/rnn/predict.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { MATRICES, type Weights } from '../../src/rnn/weights.ts';
import { ADDER, ADDER_CONFIG } from '../rnn/adder.ts';

const owner = { workspace: 'local', userId: 'aki' };
/** Nobody cancels it. */
const UNNAMED = { id: undefined };
let jobs: Jobs;
let lab: Lab;
const start = () => {
  jobs = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 2 });
  let ids = 0;
  lab = createLab({ jobs, atOnce: 1, newId: () => String(++ids) });
};
beforeAll(start);
afterEach(async ({ task }) => {
  // What a failing test leaves under way is not for the next one to wait for.
  if (task.result?.state !== 'fail') return;
  await jobs.close(0);
  start();
});
afterAll(() => jobs.close(0));

function weightsAt(config: TrainConfig, iteration: number): Weights {
  const training = startTraining(config);
  if (iteration > 0) training.advance(iteration);
  return training.weights();
}

describe('the way back through time', () => {
  const settings: readonly Partial<TrainConfig>[] = [
    {},
    { activation: 'tanh', init: 'xavier', biases: 'on' },
    { activation: 'relu', init: 'he', loss: 'cross-entropy', hidden: 5, seed: 3 },
    { gradient: 'article', bits: 12, seed: 8 },
  ];
  it.each(settings)('has the errors and terms of the formulas: %j', (part) => {
    const config = { ...DEFAULTS, ...part };
    const { bits: T, hidden: H } = config;
    const weights = weightsAt(config, 400);
    const [a, b] = [45, 77];
    const { loss, steps, norms, norm } = whole(backpropagate(config, weights, a, b));

    const network = createNetwork(config, T);
    const sequence = createSequence(T);
    writePair(sequence, a, b);
    const gradient = zeroWeights(config);
    expect(network.forward(weights, sequence)).toBe(loss);
    network.backward(weights, sequence, gradient);
    const { cell, deltaOut, y } = network;
    // ∂E/∂W = Σ δᵗ(zᵗ⁻¹)ᵀ, term by term
    const at = (rows: Float64Array, t: number, i: number) => rows[t * H + i] ?? Number.NaN;
    const terms = steps.map((_, index) =>
      Array.from(
        { length: H * H },
        (_, k) => at(cell.states.z, index, Math.floor(k / H)) * at(cell.delta, index + 1, k % H),
      ),
    );
    for (const [k, whole] of gradient.W.entries()) {
      const sum = terms.reduce((total, term) => total + (term[k] ?? 0), 0);
      expect(Math.abs(sum - whole)).toBeLessThan(1e-12);
    }
    for (const [index, step] of steps.entries()) {
      const t = index + 1;
      expect(step.delta).toEqual(Array.from(cell.delta.subarray(t * H, (t + 1) * H)));
      expect(step.deltaNorm).toBeCloseTo(Math.hypot(...step.delta), 12);
      expect([step.deltaOut, step.output]).toEqual([deltaOut[t], y[t]]);
      expect([...step.input, step.target]).toEqual([sequence.a[t], sequence.b[t], sequence.d[t]]);
      expect(step.contribution.W).toBeCloseTo(Math.hypot(...(terms[index] ?? [])), 12);
      const z = Array.from(cell.states.z.subarray(t * H, (t + 1) * H));
      expect(step.contribution.W_out).toBeCloseTo(Math.hypot(...z.map((value) => value * step.deltaOut)), 12);
      const dIn = step.input.flatMap((x) => step.delta.map((value) => x * value));
      expect(step.contribution.W_in).toBeCloseTo(Math.hypot(...dIn), 12);
    }
    expect(steps[0]?.share).toBe(0);
    expect(steps.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    for (const name of MATRICES) expect(norms[name]).toBeCloseTo(Math.hypot(...gradient[name]), 12);
    expect(norm).toBeCloseTo(Math.hypot(...MATRICES.flatMap((name) => Array.from(gradient[name]))), 12);
  });
  it('gives ∂E/∂W no share where there is nothing before to learn from', () => {
    const config = { ...DEFAULTS, bits: 1 };
    const { steps, norms } = whole(backpropagate(config, weightsAt(config, 0), 0, 0));
    expect(norms.W).toBe(0);
    expect(steps.map(({ share }) => share)).toEqual([0]);
  });
  it.each([
    [128, 0],
    [0, -1],
    [0.5, 0],
  ])('refuses %d + %d', (a, b) => {
    expect(() => whole(backpropagate(DEFAULTS, weightsAt(DEFAULTS, 0), a, b))).toThrow(RangeError);
  });
});

describe('a moment of a training', () => {
  const config = { ...DEFAULTS, seed: 5 };
  it('is made again to the last bit, with all its mistakes', async () => {
    const found = await lab.look(
      { kind: 'checkpoint', config, moment: { kind: 'at', iteration: 3_250 } },
      owner,
      UNNAMED,
    );
    if (found === null) throw new Error('no such moment');
    expect(found.weights).toEqual(weightsAt(config, 3_250));
    const { pairs, right, accuracy } = evaluate(config, found.weights, 'reference');
    expect(found.wrong).toBe(pairs - right);
    expect(accuracyOf(found)).toBe(accuracy);
    const network = { config, weights: found.weights };
    for (let a = 0; a < 128; a += 7) {
      for (let b = 0; b < 128; b += 5) {
        const { right: fine } = predict(network, BigInt(a), BigInt(b), 8);
        expect(found.map.right[a * 128 + b]).toBe(fine ? 1 : 0);
      }
    }
  });
  it.each([
    [5, 3_250],
    [1, 6_500],
    [7, 3_500],
  ])('is told by the number of carries with most mistakes: seed %d', async (seed, iteration) => {
    const settings = { ...config, seed };
    const found = await lab.look(
      { kind: 'checkpoint', config: settings, moment: { kind: 'at', iteration } },
      owner,
      UNNAMED,
    );
    const groups = Array.from({ length: 8 }, () => ({ all: 0, wrong: 0 }));
    const sequence = createSequence(8);
    for (let a = 0; a < 128; a += 1) {
      for (let b = 0; b < 128; b += 1) {
        writePair(sequence, a, b);
        const group = groups[sequence.carry.reduce((sum, carry) => sum + carry, 0)];
        if (group === undefined) throw new Error('more carries than places');
        group.all += 1;
        group.wrong += 1 - (found?.map.right[a * 128 + b] ?? 1);
      }
    }
    const shares = groups.map(({ all, wrong }) => wrong / all);
    expect(found?.weakness.share).toBe(Math.max(...shares));
    expect(found?.weakness.carries).toBe(shares.indexOf(Math.max(...shares)));
  });
  it('is found where the share of right sums is nearest to the wanted one', async () => {
    const moment = { kind: 'nearest', wanted: 0.9, least: 0.6, most: 0.98 } as const;
    const found = await lab.look({ kind: 'checkpoint', config, moment }, owner, UNNAMED);
    const distances = Array.from({ length: 39 }, (_, look) => {
      const { accuracy } = evaluate(config, weightsAt(config, (look + 1) * 250));
      return accuracy >= 0.6 && accuracy <= 0.98 ? Math.abs(accuracy - 0.9) : Number.POSITIVE_INFINITY;
    });
    expect(found?.iteration).toBe((distances.indexOf(Math.min(...distances)) + 1) * 250);
  });
  it('is not there when the network never gets so far, or explodes before', async () => {
    const moment = { kind: 'nearest', wanted: 0.9, least: 0.6, most: 0.98 } as const;
    const short = { ...config, iterations: 400 };
    expect(await lab.look({ kind: 'checkpoint', config: short, moment }, owner, UNNAMED)).toBeNull();
    const wild: TrainConfig = { ...DEFAULTS, activation: 'relu', gradient: 'article', seed: 4 };
    expect(await lab.look({ kind: 'checkpoint', config: wild, moment }, owner, UNNAMED)).toBeNull();
    const at = { kind: 'at', iteration: 5_000 } as const;
    expect(await lab.look({ kind: 'checkpoint', config: wild, moment: at }, owner, UNNAMED)).toBeNull();
  });
});

describe('a long look', () => {
  const large = { ...DEFAULTS, hidden: 256, bits: 32 };
  const task = { kind: 'ablation', config: large, weights: initialWeights(large, createRandom(1)) } as const;

  it('says how far it is, and ends where it rests when its owner cancels it, and no one else', async () => {
    const begun = Promise.withResolvers<number>();
    const looking = lab.look(task, owner, { id: 'long', told: begun.resolve });
    const outcome = looking.catch((error: unknown) => error);
    const share = await begun.promise;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(await lab.cancel('long', { ...owner, userId: 'other' })).toBe('not-yours');
    expect(await lab.cancel('long', owner)).toBe('cancelling');
    expect(await outcome).toBeInstanceOf(UserError);
    expect(await lab.cancel('long', owner)).toBe('gone');
    // The thread is free for others.
    expect(
      await lab.look({ kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a: 1, b: 1 }, owner, UNNAMED),
    ).toBeDefined();
  });
});

describe('a look that takes too long', () => {
  const large = { ...DEFAULTS, hidden: 256, bits: 32 };
  const weights = initialWeights(large, createRandom(1));
  const endless = { ...large, iterations: 1_000_000 };
  it.each([
    { kind: 'carry', config: large, weights },
    { kind: 'ablation', config: large, weights },
    { kind: 'lengths', config: large, weights, lengths: [256] },
    { kind: 'check', config: large, weights, pairs: 4 },
    { kind: 'film', config: endless, frames: 30 },
    { kind: 'checkpoint', config: { ...endless, bits: 8 }, moment: { kind: 'at', iteration: 1_000_000 } },
    { kind: 'training', config: endless },
  ] as const)('is ended, and says what to do: $kind', async (task) => {
    const hasty = createLab({
      jobs,
      atOnce: 1,
      seconds: { [task.kind]: 0.05 },
      newId: () => `hasty ${task.kind}`,
    });
    await expect(hasty.look(task, owner, UNNAMED)).rejects.toThrow(/0\.05 s of computing.*smaller network/);
  });
});

describe('a look that is a part of something', () => {
  const task = { kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a: 1, b: 1 } as const;
  it('waits for a place where others are refused', async () => {
    const full = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 0 });
    onTestFinished(() => full.close(0));
    let ids = 0;
    const busy = createLab({ jobs: full, atOnce: 1, newId: () => String(++ids) });
    const stop = new AbortController();
    const config = { ...DEFAULTS, hidden: 256, iterations: 1_000_000 };
    const first = busy.look({ kind: 'training', config }, owner, { ...UNNAMED, signal: stop.signal });
    const ended = first.catch(() => undefined);
    await expect(busy.look(task, owner, UNNAMED)).rejects.toThrow(/Please try again in \d+ seconds/);
    const within = await busy.enter(owner, 1);
    const waiting = busy.look(task, owner, { ...UNNAMED, within });
    stop.abort();
    await ended;
    expect((await waiting).steps).toHaveLength(8);
  });
});

describe('a look that is not wanted any more', () => {
  const task = { kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a: 1, b: 1 } as const;

  it('is not done: cancelled in an earlier process, or while it is handed in', async () => {
    const wishes = { isCancelled: async (id: string) => id === 'unwanted' };
    const again = createLab({ jobs, wishes, atOnce: 1, newId: () => 'new' });
    await expect(again.look(task, owner, { id: 'unwanted' })).rejects.toThrow(UserError);
    const early = again.look(task, owner, { id: 'early' });
    expect(await again.cancel('early', owner)).toBe('cancelling');
    await expect(early).rejects.toThrow(UserError);
    expect(await again.look(task, owner, { id: 'wanted' })).toBeDefined();
  });
});

describe('a busy laboratory', () => {
  it('refuses what it cannot keep waiting, and goes on', async () => {
    const stop = new AbortController();
    const long = { ...DEFAULTS, hidden: 256, iterations: 1_000_000 };
    const busy = lab.look({ kind: 'training', config: long }, owner, { ...UNNAMED, signal: stop.signal });
    const waiting = [7, 9].map((a) =>
      lab.look({ kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a, b: 1 }, owner, UNNAMED),
    );
    await expect(
      lab.look({ kind: 'bptt', config: ADDER_CONFIG, weights: ADDER, a: 1, b: 1 }, owner, UNNAMED),
    ).rejects.toThrow(UserError);
    stop.abort();
    // It ends with what it has, or, if it has not begun yet, without anything.
    const end = busy.then(({ outcome }) => outcome.kind).catch(({ message }: Error) => message);
    expect(await end).toMatch(/^(cancelled|the look was dropped: cancelled)$/);
    for (const each of await Promise.all(waiting)) expect(each.steps).toHaveLength(8);
  });
});
