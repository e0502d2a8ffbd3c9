/** A training that is written down and resumed ends like one that was never interrupted; what is not its own is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromText, toText } from '../../src/jobs/text.ts';
import {
  ACTIVATIONS,
  DEFAULTS,
  GRADIENTS,
  LOSSES,
  OPTIMISERS,
  type TrainConfig,
} from '../../src/rnn/config.ts';
import { ENGINES, type EngineName } from '../../src/rnn/engine.ts';
import type { Checkpoints } from '../../src/rnn/journal.ts';
import type { SavedTraining } from '../../src/rnn/saved.ts';
import { resumeTraining, startTraining, type Training } from '../../src/rnn/train.ts';

const anySettings = fc.record({
  activation: fc.constantFrom(...ACTIVATIONS),
  optimiser: fc.constantFrom(...OPTIMISERS),
  loss: fc.constantFrom(...LOSSES),
  gradient: fc.constantFrom(...GRADIENTS),
  biases: fc.constantFrom('on' as const, 'off' as const),
  rate: fc.constantFrom(0.01, 0.1, 1),
  clip: fc.constantFrom(0, 0.5),
  batch: fc.integer({ min: 1, max: 5 }),
  hidden: fc.integer({ min: 1, max: 10 }),
  bits: fc.integer({ min: 1, max: 6 }),
  iterations: fc.integer({ min: 1, max: 450 }),
  plotInterval: fc.integer({ min: 1, max: 60 }),
  seed: fc.integer({ min: 0, max: 99 }),
});
/** The golden trace that diverges at iteration 4, in the middle of its block. */
const EXPLODING = {
  activation: 'relu',
  optimiser: 'sgd',
  loss: 'squared',
  gradient: 'article',
  biases: 'off',
  rate: 0.1,
  clip: 0,
  batch: 1,
  hidden: 16,
  bits: 8,
  iterations: 250,
  plotInterval: 60,
  seed: 4,
} as const;
const anyCheckpoints = fc.constantFrom<Checkpoints>('usual', 'fine');

/** The same training as another process would go on with it. */
function resumed(
  config: TrainConfig,
  engine: EngineName,
  checkpoints: Checkpoints,
  training: Training,
): Training {
  const saved = training.save();
  if (saved === null) return training;
  const found = resumeTraining(config, fromText(toText(saved)), { engine, checkpoints, pause: () => true });
  if (found.kind === 'refused') throw new Error(found.why);
  return found.training;
}

function toTheEnd(training: Training): ReturnType<Training['finish']> {
  while (!training.done) training.advance(1_000);
  return training.finish();
}

describe.each(ENGINES)('a training by the %s engine', (engine) => {
  test('ends the same if it is saved twice on the way, and so does the one that it was saved from', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(
        anySettings,
        anyCheckpoints,
        fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 2, maxLength: 2 }),
        (settings, checkpoints, points) => {
          const config = { ...DEFAULTS, ...settings };
          const whole = toTheEnd(startTraining(config, { engine, checkpoints }));
          const first = startTraining(config, { engine, checkpoints });
          let training = first;
          for (const point of points) {
            if (point > 0) training.advance(point);
            training = resumed(config, engine, checkpoints, training);
          }
          expect(toTheEnd(training)).toEqual(whole);
          expect(toTheEnd(first)).toEqual(whole);
          ends.add(whole.outcome.kind);
        },
      ),
      { numRuns: engine === 'kernel' ? 50 : 20, examples: [[EXPLODING, 'usual', [2, 1]]] },
    );
    expect(ends).toContain('diverged');
  });

  test('ends the same if it is saved after every portion, most of which end in the middle of an update', () => {
    const config = {
      ...DEFAULTS,
      hidden: 128,
      bits: 5,
      batch: 131,
      iterations: 4,
      optimiser: 'adam',
    } as const;
    const whole = toTheEnd(startTraining(config, { engine }));
    let training = startTraining(config, { engine, pause: () => true });
    let portions = 0;
    // What is begun of an update is left out: both are compared once the next one is over.
    while (!training.done) {
      training.advance(1);
      portions += 1;
      const next = resumed(config, engine, 'usual', training);
      const before = training.iteration;
      while (!training.done && training.iteration === before) training.advance(1);
      expect(training.progress().iteration).toBeGreaterThanOrEqual(next.iteration);
      while (!next.done && next.iteration === before) next.advance(1);
      expect(next.weights()).toEqual(training.weights());
      training = next;
    }
    expect(portions).toBeGreaterThan(2);
    expect(training.finish()).toEqual(whole);
  });
});

const CONFIG = {
  ...DEFAULTS,
  hidden: 5,
  bits: 4,
  iterations: 300,
  activation: 'tanh',
  init: 'xavier',
} as const;

function savedAt(iteration: number): SavedTraining {
  const training = startTraining(CONFIG, { checkpoints: 'fine' });
  training.advance(iteration);
  const saved = training.save();
  if (saved === null) throw new Error('there is nothing to save');
  return saved;
}

const resume = (saved: unknown, config: TrainConfig = CONFIG, checkpoints: Checkpoints = 'fine') =>
  resumeTraining(config, saved, { checkpoints });

test('there is nothing to save once learning is over', () => {
  const training = startTraining(CONFIG);
  training.advance(300);
  expect(training.save()).toBeNull();
  expect(toTheEnd(training).iterations).toBe(300);
  expect(training.save()).toBeNull();
});

test('what another build, format, engine, other settings or checkpoints have saved is refused by that name', () => {
  const saved = savedAt(130);
  const refused = (why: string) => ({ kind: 'refused', why });
  expect(resume({ ...saved, format: 0 })).toEqual(refused('other build'));
  expect(resume({ ...saved, build: 'kernel 1' })).toEqual(refused('other build'));
  expect(resumeTraining(CONFIG, saved, { checkpoints: 'fine', engine: 'reference' })).toEqual(
    refused('other build'),
  );
  expect(resume(saved, { ...CONFIG, seed: 1 })).toEqual(refused('other training'));
  expect(resume(saved, CONFIG, 'usual')).toEqual(refused('other training'));
  expect(resume(saved).kind).toBe('resumed');
});

test('what is damaged is refused: every part that is missing, of another kind, too short or out of range', () => {
  const saved = savedAt(130);
  const { journal, random, block, network } = saved;
  const wrong: readonly unknown[] = [
    null,
    'text',
    { ...saved, iteration: -1 },
    { ...saved, iteration: 129.5 },
    { ...saved, iteration: 300 },
    { ...saved, iteration: 250 },
    { ...saved, network: network.slice(1) },
    { ...saved, network: [...network] },
    { ...saved, random: { ...random, words: random.words.slice(1) } },
    { ...saved, random: { ...random, position: 625 } },
    { ...saved, random: { ...random, kept: Number.NaN } },
    { ...saved, block: { ...block, start: 99 } },
    { ...saved, block: { ...block, start: -1 } },
    { ...saved, block: { ...block, a: block.a.map(() => 8) } },
    { ...saved, block: { ...block, b: block.b.slice(1) } },
    { ...saved, journal: { ...journal, observed: 100 } },
    { ...saved, journal: { ...journal, losses: [...journal.losses, 1] } },
    { ...saved, journal: { ...journal, losses: journal.losses.map(() => Number.POSITIVE_INFINITY) } },
    { ...saved, journal: { ...journal, samples: journal.samples.map((each) => ({ ...each, a: 8 })) } },
    { ...saved, journal: { ...journal, accuracies: journal.accuracies.slice(1) } },
    { ...saved, journal: { ...journal, snapshots: journal.snapshots.toReversed() } },
    { ...saved, journal: { ...journal, candidates: [{ iteration: 15, weights: {} }] } },
  ];
  for (const each of wrong) expect(resume(each)).toEqual({ kind: 'refused', why: 'damaged' });
  for (const name of Object.keys(saved)) {
    expect(resume(Object.fromEntries(Object.entries(saved).filter(([key]) => key !== name))).kind).toBe(
      'refused',
    );
  }
});
