/** A cell's networks can be looked into: every analysis runs on them, and gives finite figures in the right shapes. */
import { expect } from 'vitest';
import { backpropagate } from '../../../../src/lab/bptt.ts';
import { film } from '../../../../src/lab/film.ts';
import { ablate, silenceUnit } from '../../../../src/rnn/analyse/ablation.ts';
import { checkGradient } from '../../../../src/rnn/analyse/gradient.ts';
import { accuracyByLength } from '../../../../src/rnn/analyse/length.ts';
import { collectStates } from '../../../../src/rnn/analyse/states.ts';
import { type Cell, RECURRENT_CELLS } from '../../../../src/rnn/cells/index.ts';
import { ACTIVATIONS, BIASES, DEFAULTS, type TrainConfig } from '../../../../src/rnn/config.ts';
import { evaluate } from '../../../../src/rnn/evaluate.ts';
import { whole } from '../../../../src/rnn/portions.ts';
import { predict } from '../../../../src/rnn/predict.ts';
import type { RunResult } from '../../../../src/rnn/result.ts';
import { examPairs } from '../../../../src/rnn/sample.ts';
import { startTraining } from '../../../../src/rnn/train.ts';
import { MATRICES } from '../../../../src/rnn/weights.ts';
import { carryIn, componentsOf } from '../../look.ts';
import { trainWhole } from '../../run.ts';
import type { Check } from './check.ts';

const H = 5;
const T = 5;

/** Short runs of every activation, with and without biases. */
function runs(cell: Cell, settings: Partial<TrainConfig> = {}): RunResult[] {
  return ACTIVATIONS.flatMap((activation) =>
    BIASES.map((biases) =>
      trainWhole({
        cell,
        activation,
        biases,
        init: 'xavier',
        hidden: H,
        bits: T,
        iterations: 200,
        seed: 3,
        ...settings,
      }),
    ),
  );
}

const share = (value: number) => value >= 0 && value <= 1;

/** One unit of 5 is a list of 5, and so on: every number below is finite. */
function finite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (ArrayBuffer.isView(value)) return finite(Array.from(value as Float64Array));
  if (Array.isArray(value)) return value.every(finite);
  return typeof value !== 'object' || value === null || Object.values(value).every(finite);
}

function training(cell: Cell): void {
  for (const { outcome, losses, snapshots, evaluation } of runs(cell)) {
    expect(outcome).toEqual({ kind: 'finished' });
    expect(finite([losses, snapshots, evaluation])).toBe(true);
    for (const { deltaNorms, saturation } of snapshots) {
      expect(deltaNorms).toHaveLength(T);
      expect(share(saturation)).toBe(true);
    }
  }
}

function learns(cell: Cell): void {
  const { evaluation } = trainWhole({
    cell,
    activation: 'tanh',
    init: 'xavier',
    biases: 'on',
    loss: 'cross-entropy',
    optimiser: 'adam',
    rate: 0.02,
    bits: 4,
    hidden: 8,
    iterations: 3_000,
  });
  expect(evaluation.accuracy).toBe(1);
}

function explosion(cell: Cell): void {
  const settings = { activation: 'relu', loss: 'cross-entropy', std: 10, rate: 10, bits: 32 } as const;
  // Not from every seed: a ReLU that is pushed off is at rest.
  for (let seed = 0; seed < 20; seed++) {
    const training = startTraining({ ...DEFAULTS, ...settings, cell, seed });
    training.advance(100);
    // Not examined on all there is.
    const { outcome } = training.finish('cancelled');
    if (outcome.kind !== 'diverged') continue;
    expect(outcome.divergence.largest.norm).toBeGreaterThan(1);
    return;
  }
  throw new Error('one of the runs should have diverged');
}

/** The states that are looked at are those of single additions; answers of an examination, too. */
function additions(cell: Cell): void {
  for (const { config, final: weights } of runs(cell)) {
    const states = whole(collectStates(config, weights));
    for (let s = 0; s < states.count; s += 7) {
      const [t = 0, a = 0, b = 0] = [states.t[s], states.a[s], states.b[s]];
      const { hidden } = predict({ config, weights }, BigInt(a), BigInt(b), T);
      expect(Array.from(states.z.subarray(s * H, (s + 1) * H))).toEqual(hidden[t - 1]);
    }
    const { a, b } = examPairs(T);
    const right = a.reduce(
      (count, a1, p) =>
        count + (predict({ config, weights }, BigInt(a1), BigInt(b[p] ?? 0), T).right ? 1 : 0),
      0,
    );
    expect(evaluate(config, weights).right).toBe(right);
  }
}

function carry(cell: Cell): void {
  for (const { config, final } of runs(cell)) {
    const found = carryIn(config, final);
    expect([found.correlations.length, found.accuracies.length, found.probe.weights.length]).toEqual([
      H,
      H,
      H,
    ]);
    expect(finite([found.correlations, found.accuracies, found.probe])).toBe(true);
    expect(found.probe.accuracy).toBeGreaterThanOrEqual(found.teller.accuracy);
    const { explained, directions, points } = componentsOf(config, final);
    expect(finite([explained, directions, points])).toBe(true);
    expect(directions.map(({ length }) => length)).toEqual([H, H]);
  }
}

function ablation(cell: Cell): void {
  for (const { config, final: weights } of runs(cell)) {
    const found = whole(ablate(config, weights));
    expect(found.withoutUnit).toHaveLength(H);
    expect([found.intact, found.withoutMemory, ...found.withoutUnit].every(share)).toBe(true);
    // From rest every column is a sum of one bit by itself.
    const { a, b } = examPairs(T);
    const bit = (x: number, y: number) => predict({ config, weights }, BigInt(x), BigInt(y), 2).bits[0];
    const forgetful = a.filter((a1, p) => {
      const b1 = b[p] ?? 0;
      return Array.from({ length: T }, (_, t) => t).every(
        (t) => bit((a1 >>> t) & 1, (b1 >>> t) & 1) === (((a1 + b1) >>> t) & 1),
      );
    });
    expect(found.withoutMemory).toBe(forgetful.length / a.length);
    // What is silent cannot be heard: what leads to it may be anything.
    const silenced = silenceUnit(weights, 2);
    const answer = predict({ config, weights: silenced }, 11n, 7n, T).probabilities;
    const { gates } = RECURRENT_CELLS[cell];
    for (const name of ['W_in', 'W'] as const) {
      for (let row = 0; row * gates * H < silenced[name].length; row++) {
        for (let gate = 0; gate < gates; gate++) silenced[name][(row * gates + gate) * H + 2] = 0.3;
      }
    }
    expect(predict({ config, weights: silenced }, 11n, 7n, T).probabilities).toEqual(answer);
  }
}

function lengths(cell: Cell): void {
  for (const { config, final } of runs(cell)) {
    const byLength = whole(accuracyByLength(config, final, [1, 4, 40]));
    expect(byLength.map(({ length }) => length)).toEqual([1, 4, 40]);
    for (const { accuracy, bitAccuracy, hard } of byLength) {
      expect([accuracy, bitAccuracy, hard.accuracy].every(share)).toBe(true);
    }
  }
}

function learnersCheck(cell: Cell): void {
  for (const { config, initial } of runs(cell)) {
    const pairs = { a: Uint32Array.of(5, 11), b: Uint32Array.of(6, 7) };
    const found = whole(checkGradient(config, initial, pairs));
    expect(found).toMatchObject({ right: true, fault: 'none' });
    const named = MATRICES.filter((name) => initial[name].length > 0);
    expect(found.matrices.map(({ name }) => name)).toEqual(named);
    for (const { checked } of found.matrices) expect(checked).toBeGreaterThan(0);
    if (config.activation === 'relu') continue;
    const article = whole(checkGradient({ ...config, gradient: 'article' }, initial, pairs));
    expect(article).toMatchObject({ right: false, fault: 'output slope' });
  }
}

function wayBack(cell: Cell): void {
  const columns = RECURRENT_CELLS[cell].gates * H;
  for (const { config, initial } of runs(cell)) {
    const { steps, norms, norm } = whole(backpropagate(config, initial, 11, 7));
    expect(finite([steps, norms, norm])).toBe(true);
    expect(steps.map(({ delta }) => delta.length)).toEqual(Array.from({ length: T }, () => columns));
    expect(steps.reduce((sum, step) => sum + step.share, 0)).toBeCloseTo(1, 9);
    expect(steps[0]?.contribution.W).toBe(0);
  }
}

function filmed(cell: Cell): void {
  for (const { config } of runs(cell, { iterations: 40, bits: 4 })) {
    const { frames } = whole(film(config, 4));
    expect(frames).toHaveLength(4);
    expect(finite(frames.map(({ points }) => points))).toBe(true);
  }
}

export const ANALYSIS_CHECKS: readonly Check[] = [
  { title: 'is trained, and measured on the way', run: training },
  { title: 'learns to add', run: learns },
  { title: 'blows up like any network, and says so', run: explosion },
  { title: 'has the states and answers of single additions in all examinations', run: additions },
  { title: 'is searched for the carry', run: carry },
  { title: 'can have its memory and its units taken out', run: ablation },
  { title: 'is tried on other lengths', run: lengths },
  { title: 'passes the gradient check that learners run', run: learnersCheck },
  { title: 'shows its way back step by step, in shares of ∂E/∂W', run: wayBack },
  { title: 'is filmed', run: filmed },
];
