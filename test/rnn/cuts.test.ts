/** The work of both engines may be cut anywhere: in the middle of an update, of an explanation, of the last examination. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { ENGINES, type EngineName, engineOf } from '../../src/rnn/engine.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { start } from './kernel/kernel.ts';
import { trainWhole } from './run.ts';

const UPDATES: Readonly<Record<string, Partial<TrainConfig>>> = {
  'plain SGD': { rate: 0.1 },
  'a clipped batch': { batch: 3, clip: 0.2 },
  'Adam, cross-entropy': { batch: 5, optimiser: 'adam', rate: 0.01, loss: 'cross-entropy', biases: 'on' },
  'Adam, pair by pair': { optimiser: 'adam', rate: 0.01 },
  'momentum, padded': { batch: 2, optimiser: 'momentum', hidden: 9, bits: 5 },
  diverging: { batch: 4, activation: 'relu', hidden: 32, loss: 'cross-entropy', rate: 0.1 },
};

describe.each(ENGINES)('the %s engine', (engine) => {
  test.each(Object.entries(UPDATES))(
    'learns the same however the pairs are cut into calls: %s',
    (_, settings) => {
      const begin = start({ hidden: 8, ...settings }, 12);
      const { config, weights, pairs } = begin;
      const { batch } = config;
      const count = pairs.a.length;
      const whole = engineOf(engine, config).stepper(config, weights);
      const losses = new Float64Array(12);
      const updates = whole.run(pairs.a, pairs.b, 0, count, losses);
      expect(updates < 12).toBe(settings.activation === 'relu');
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }), (cuts) => {
          const cut = engineOf(engine, config).stepper(config, weights);
          const cutLosses = new Float64Array(12);
          let at = 0;
          let done = 0;
          for (let i = 0; at < count; i++) {
            const size = Math.min(cuts[i % cuts.length] ?? 1, count - at);
            const due = Math.floor((at + size) / batch) - Math.floor(at / batch);
            const got = cut.run(pairs.a, pairs.b, at, size, cutLosses);
            at += size;
            done += got;
            if (got < due) break;
            // What only looks, and a mark, leave the update under way as it is.
            cut.answers(pairs.a, pairs.b, 0, 5, new Float64Array(5));
            if (i % 2 === 0) cut.mark();
          }
          expect(done).toBe(updates);
          expect(cutLosses).toEqual(losses);
          expect(cut.read()).toEqual(whole.read());
        }),
        { numRuns: 20 },
      );
    },
  );

  test('an update under way changes nothing before it is over, and may be left out', () => {
    const { config, weights, pairs } = start({ batch: 4, optimiser: 'adam', hidden: 5 }, 4);
    const fresh = engineOf(engine, config).stepper(config, weights);
    fresh.run(pairs.a, pairs.b, 4, 12, new Float64Array(4));
    for (const leave of ['begin', 'write', 'rewind'] as const) {
      const stepper = engineOf(engine, config).stepper(config, weights);
      stepper.mark();
      expect(stepper.run(pairs.a, pairs.b, 0, 3, new Float64Array(4))).toBe(0);
      expect(stepper.read()).toEqual(weights);
      if (leave === 'write') stepper.write(weights);
      if (leave === 'rewind') stepper.rewind();
      expect(() => {
        if (leave === 'begin') throw new Error('left out by the next line');
        stepper.run(pairs.a, pairs.b, 3, 1, new Float64Array(4));
      }).toThrow();
      stepper.run(pairs.a, pairs.b, 4, 12, new Float64Array(4));
      expect(stepper.read()).toEqual(fresh.read());
    }
  });

  test('a call that does not go on where the update under way rests is refused', () => {
    const { config, weights, pairs } = start({ batch: 4 }, 2);
    const stepper = engineOf(engine, config).stepper(config, weights);
    stepper.run(pairs.a, pairs.b, 0, 2, new Float64Array(2));
    expect(() => stepper.run(pairs.a, pairs.b, 3, 1, new Float64Array(2))).toThrow('goes on with pair 3');
    expect(() => stepper.run(pairs.a, pairs.b, 5, 1, new Float64Array(2))).toThrow('goes on with pair 5');
  });
});

/** Of these networks an update has three portions, the explanation of a divergence some, and the last examination many. */
const LARGE = { hidden: 128, batch: 131, bits: 6, iterations: 4, plotInterval: 2, std: 0.3 } as const;
const RUNS: Readonly<Record<string, Partial<TrainConfig>>> = {
  'clipped Adam': { ...LARGE, clip: 1, optimiser: 'adam', rate: 0.01 },
  'momentum, cross-entropy': { ...LARGE, optimiser: 'momentum', loss: 'cross-entropy', rate: 0.001 },
  'diverging in the first update of its block': { ...LARGE, activation: 'relu', gradient: 'article', std: 1 },
  'diverging later': {
    ...LARGE,
    batch: 60,
    iterations: 8,
    std: 1,
    activation: 'relu',
    init: 'he',
    optimiser: 'momentum',
    loss: 'cross-entropy',
    rate: 0.01,
  },
  'one that comes to rest': {
    hidden: 100,
    bits: 4,
    iterations: 3,
    rate: 1e-5,
    std: 10,
    activation: 'relu',
    seed: 2,
  },
};

/** Trains with these answers to whether to pause, over and over. */
function trainPausing(settings: Partial<TrainConfig>, engine: EngineName, answers: readonly boolean[]) {
  let asked = 0;
  const pause = () => answers[asked++ % answers.length] ?? true;
  const training = startTraining({ ...DEFAULTS, ...settings }, { engine, pause });
  let calls = 0;
  for (; !training.done; calls++) training.advance(1_000);
  return { result: { ...training.finish(), seconds: 0 }, calls, asked };
}

describe.each(ENGINES)('a training by the %s engine', (engine) => {
  test.each(Object.entries(RUNS))('ends the same however often it is paused: %s', (name, settings) => {
    const whole = trainWhole(settings, engine);
    expect(whole.outcome.kind).toBe(name.startsWith('diverging') ? 'diverged' : 'finished');
    const always = trainPausing(settings, engine, [true]);
    expect(always.calls).toBeGreaterThan(10);
    expect(always.result).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }), (answers) => {
        expect(trainPausing(settings, engine, answers).result).toEqual(whole);
      }),
      { numRuns: engine === 'kernel' ? 5 : 1 },
    );
  });
});
