/** A run as a whole: portions, cancel, divergence, batches, and when it was solved. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { ENGINES } from '../../src/rnn/engine.ts';
import { evaluate } from '../../src/rnn/evaluate.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { reference } from '../../src/rnn/reference.ts';
import { drawPairs } from '../../src/rnn/sample.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { MATRICES } from '../../src/rnn/weights.ts';
import { trainWhole } from './run.ts';

/** A run that is soon solved: 16 pairs. */
const SMALL = { bits: 3, hidden: 6, activation: 'tanh', init: 'xavier' } as const;

/** The golden trace that diverges at iteration 4. */
const EXPLODING = { activation: 'relu', gradient: 'article', seed: 4 } as const;

/** When a run was solved, found by examining all pairs every 100 updates. */
function solvedByHand(settings: Partial<TrainConfig>): number | null {
  const config = { ...DEFAULTS, ...settings };
  const training = startTraining(config);
  let solvedAt: number | null = null;
  for (let iteration = 100; iteration <= config.iterations; iteration += 100) {
    training.advance(100);
    const isRight = evaluate(config, training.weights()).accuracy === 1;
    solvedAt = isRight ? (solvedAt ?? iteration) : null;
  }
  return solvedAt;
}

describe.each(ENGINES)('the %s engine', (engine) => {
  test('gives the same result however the work is portioned', () => {
    const settings = {
      ...SMALL,
      iterations: 730,
      plotInterval: 37,
      batch: 2,
      optimiser: 'adam',
      rate: 0.01,
    } as const;
    const whole = trainWhole(settings, engine, 10_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 8 }), (portions) => {
        const training = startTraining({ ...DEFAULTS, ...settings }, { engine });
        for (let i = 0; !training.done; i++) training.advance(portions[i % portions.length] ?? 1);
        expect({ ...training.finish(), seconds: 0 }).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });

  test('a batch takes the mean loss and the summed gradient of its pairs', () => {
    const settings = { ...SMALL, seed: 5, iterations: 1, rate: 0.25 } as const;
    const batch = trainWhole({ ...settings, batch: 3 }, engine);
    // With the learning rate next to nothing, three updates in a row see the same three pairs.
    const tiny = 1e-5;
    const singles = trainWhole({ ...settings, iterations: 3, plotInterval: 1, rate: tiny }, engine);
    const mean = singles.losses.reduce((sum, loss) => sum + loss, 0) / 3;
    expect(batch.losses[0]).toBeCloseTo(mean, 4);
    batch.final.W.forEach((w, i) => {
      const start = batch.initial.W[i] ?? Number.NaN;
      const summed = ((singles.final.W[i] ?? Number.NaN) - start) / tiny;
      expect((w - start) / 0.25).toBeCloseTo(summed, 3);
    });
  });

  test('solvedAt is the first checkpoint from which every sum is right', () => {
    const settings = { ...SMALL, seed: 1, iterations: 2_000 };
    const result = trainWhole(settings, engine);
    // A shorter run with the same settings is a prefix of the longer one.
    const flawless = result.accuracies.map(({ iteration }) => {
      if (iteration === 0) return false;
      const { config, final } = trainWhole({ ...settings, iterations: iteration }, engine);
      return evaluate(config, final, engine).accuracy === 1;
    });
    const since = flawless.lastIndexOf(false) + 1;
    expect(since).toBeGreaterThan(1);
    expect(since).toBeLessThan(result.accuracies.length);
    expect(result.solvedAt).toBe(result.accuracies[since]?.iteration);
    expect(result.evaluation).toMatchObject({
      over: 'all',
      pairs: 16,
      right: 16,
      accuracy: 1,
      perBit: [1, 1, 1],
    });
  });

  test('norms are taken about 100 times, each with a δ norm for every step', () => {
    const { snapshots } = trainWhole({ bits: 3, iterations: 950 }, engine);
    expect(snapshots.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 95 }, (_, i) => i * 10));
    for (const { deltaNorms, saturation, gradientNorms } of snapshots) {
      expect(deltaNorms).toHaveLength(3);
      expect(saturation).toBeGreaterThanOrEqual(0);
      expect(saturation).toBeLessThanOrEqual(1);
      expect(Math.min(...Object.values(gradientNorms))).toBeGreaterThanOrEqual(0);
      expect(gradientNorms.W_out).toBeGreaterThan(0);
    }
  });

  test('fine checkpoints tell when it was solved whatever the length of the run', () => {
    const solved = [2_000, 3_000].map(
      (iterations) => trainWhole({ ...SMALL, seed: 1, iterations }, engine, 1_000, 'fine').solvedAt,
    );
    expect(solved[0]).toBe(solved[1]);
    expect(Number(solved[0]) % 100).toBe(0);
  });

  test('a cancelled run tells what it has got so far', () => {
    const training = startTraining({ ...DEFAULTS, iterations: 1_000_000 }, { engine });
    training.advance(250);
    expect(training.iteration).toBe(250);
    expect(training.progress()).toEqual({ iteration: 250, losses: training.finish('cancelled').losses });
    const result = training.finish('cancelled');
    expect(result).toMatchObject({ outcome: { kind: 'cancelled' }, iterations: 250, solvedAt: null });
    expect(result.losses).toHaveLength(3);
    const shorter = trainWhole({ iterations: 250 }, engine);
    expect(result.final).toEqual(shorter.final);
    expect(result.evaluation.pairs).toBe(256);
  });

  test('an update that is paused when the run is cancelled is left out', () => {
    // A portion of this network is 56 pairs.
    const settings = { hidden: 96, batch: 131, bits: 8, iterations: 50, plotInterval: 1 };
    const training = startTraining({ ...DEFAULTS, ...settings }, { engine, pause: () => true });
    while (training.iteration < 3) training.advance(1);
    training.advance(1);
    expect(training.iteration).toBe(3);
    const shorter = trainWhole({ ...settings, iterations: 3 }, engine);
    expect(training.progress()).toEqual({ iteration: 3, losses: shorter.losses });
    const { losses, samples, final, outcome } = training.finish('cancelled');
    expect({ losses, samples, final }).toEqual({
      losses: shorter.losses,
      samples: shorter.samples,
      final: shorter.final,
    });
    expect(outcome).toEqual({ kind: 'cancelled' });
    // Who has looked in the middle finds the same as who has not.
    while (training.iteration < 4) training.advance(1);
    expect(training.weights()).toEqual(trainWhole({ ...settings, iterations: 4 }, engine).final);
  });

  test('every call does a portion, and returns after the one at which it is told to pause', () => {
    let asked = 0;
    const training = startTraining(
      { ...DEFAULTS, hidden: 64, iterations: 2 },
      { engine, pause: () => ++asked >= 2 },
    );
    training.advance(1_000_000);
    expect(asked).toBe(2);
    const asking = () => {
      training.advance(1_000_000);
      return training.done;
    };
    while (!asking()) expect(training.finish('cancelled').outcome).toEqual({ kind: 'cancelled' });
    expect(training.finish().outcome).toEqual({ kind: 'finished' });
    expect(asked).toBeGreaterThan(10);
  });

  test('a run cancelled during its last examination keeps its own final weights', () => {
    const settings = { ...SMALL, seed: 1, iterations: 2_000 };
    const whole = trainWhole(settings, engine);
    const training = startTraining({ ...DEFAULTS, ...settings }, { engine });
    training.advance(2_000);
    for (let i = 0; i < 20 && !training.done; i++) {
      training.advance(1);
      expect(training.weights()).toEqual(whole.final);
      if (!training.done) expect(training.finish('cancelled').final).toEqual(whole.final);
    }
  });

  test('a run that is not done cannot be finished', () => {
    const training = startTraining(DEFAULTS, { engine });
    training.advance(10);
    expect(() => training.finish()).toThrow('not done');
  });

  test('divergence ends the run as a finding', () => {
    const settings = { ...EXPLODING, plotInterval: 10_000 } as const;
    const result = trainWhole(settings, engine);
    if (result.outcome.kind !== 'diverged') throw new Error('the run should have diverged');
    expect(result.iterations).toBeLessThan(100);
    expect(result.losses).toHaveLength(1);
    expect(result.outcome.divergence.largest.norm).toBeGreaterThan(1e3);
    expect(result.evaluation.accuracy).toBeLessThan(0.01);
    expect(result.solvedAt).toBeNull();
  });

  test.each([1, 2, 4])('tells the largest gradient before a divergence, and when: seed %i', (seed) => {
    const config = { ...DEFAULTS, ...EXPLODING, gradient: 'article', seed } as const;
    const { outcome } = trainWhole(config, engine);
    if (outcome.kind !== 'diverged') throw new Error('the run should have diverged');
    const { iteration, largest } = outcome.divergence;
    const random = createRandom(seed);
    const stepper = reference.stepper(config, initialWeights(config, random));
    const network = createNetwork(config, config.bits);
    const sequence = createSequence(config.bits);
    const pair = { a: new Uint32Array(1), b: new Uint32Array(1) };
    let expected = { matrix: 'none', norm: 0, iteration: -1 };
    for (let k = 0; k < iteration; k++) {
      drawPairs(random, config.bits, 1, pair);
      writePair(sequence, pair.a[0] ?? 0, pair.b[0] ?? 0);
      const gradient = zeroWeights(config);
      network.forward(stepper.read(), sequence);
      network.backward(stepper.read(), sequence, gradient);
      for (const matrix of MATRICES) {
        const norm = Math.hypot(...gradient[matrix]);
        if (Number.isFinite(norm) && norm > expected.norm) expected = { matrix, norm, iteration: k };
      }
      stepper.run(pair.a, pair.b, 0, 1, new Float64Array(1));
    }
    expect(largest).toMatchObject({ matrix: expected.matrix, iteration: expected.iteration });
    expect(largest.norm / expected.norm).toBeCloseTo(1, 6);
  });

  test('clipping saves the run that diverges without it', () => {
    const result = trainWhole({ ...EXPLODING, clip: 1, iterations: 2_000 }, engine);
    expect(result.outcome).toEqual({ kind: 'finished' });
    expect(result.losses.every(Number.isFinite)).toBe(true);
  });
});

test.each([0, 1, 2, 3, 4])(
  'with fine checkpoints seed %i is solved when an examination of all sums every 100 updates says so',
  (seed) => {
    expect(trainWhole({ seed }, 'kernel', 1_000, 'fine').solvedAt).toBe(solvedByHand({ seed }));
  },
);

test.each<[string, Partial<TrainConfig>]>([
  ['hidden', { hidden: 0 }],
  ['hidden', { hidden: 2.5 }],
  ['iterations', { iterations: 2_000_000 }],
  ['rate', { rate: Number.NaN }],
  ['seed', { seed: -1 }],
  ['bits', { bits: 33 }],
])('a run with a bad %s is refused by name and range', (name, settings) => {
  expect(() => startTraining({ ...DEFAULTS, ...settings })).toThrow(RangeError);
  expect(() => startTraining({ ...DEFAULTS, ...settings })).toThrow(
    new RegExp(`^${name} must be .* from .* to`),
  );
});
