/** What questions claim about real runs is what the engine finds. */
import { describe, expect, it } from 'vitest';
import { GROUPS, SEEDS } from '../../src/quiz/generate/curves.ts';
import { firstDelta } from '../../src/quiz/generate/hand-bptt.ts';
import { CARRY_UNITS, carryConfig, carryUnit } from '../../src/quiz/generate/memory.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { predict } from '../../src/rnn/predict.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { carryIn } from '../rnn/look.ts';

const runs = new Map<string, Omit<RunResult, 'seconds'>>();

/** A whole run; the same settings are trained once. */
function train(changes: Partial<TrainConfig>): Omit<RunResult, 'seconds'> {
  const key = JSON.stringify(changes);
  const run = runs.get(key) ?? trainAnew(changes);
  runs.set(key, run);
  return run;
}

function trainAnew(changes: Partial<TrainConfig>): Omit<RunResult, 'seconds'> {
  const training = startTraining({ ...DEFAULTS, ...changes });
  while (!training.done) training.advance(100_000);
  return training.finish();
}

/** Mean loss of each tenth of a run. */
function tenths(losses: readonly number[]): number[] {
  const size = losses.length / 10;
  return Array.from({ length: 10 }, (_, i) => {
    const part = losses.slice(i * size, (i + 1) * size);
    return part.reduce((sum, loss) => sum + loss, 0) / part.length;
  });
}

describe('curves that are told apart', () => {
  it.each(SEEDS)('look different within every group with seed %i', (seed) => {
    for (const group of GROUPS) {
      const curves = group.map(({ config }) => tenths(train({ ...config, seed }).losses));
      for (const [i, one] of curves.entries()) {
        for (const other of curves.slice(i + 1)) {
          const apart = one.filter((loss, k) => Math.abs(loss - (other[k] ?? loss)) > 0.25);
          expect(apart.length).toBeGreaterThanOrEqual(2);
        }
      }
    }
  });

  it('look as the explanations say', () => {
    for (const seed of SEEDS) {
      const [tooSmall, usual, brisk] = (GROUPS[0] ?? []).map(({ config }) => train({ ...config, seed }));
      expect(tenths(tooSmall?.losses ?? []).at(-1)).toBeGreaterThan(0.8);
      expect(tenths(usual?.losses ?? []).at(-1)).toBeLessThan(0.1);
      expect(usual?.solvedAt).toBeGreaterThan(3000);
      expect(brisk?.solvedAt).toBeLessThanOrEqual(2000);
      const [, tanh, relu] = (GROUPS[1] ?? []).map(({ config }) => tenths(train({ ...config, seed }).losses));
      expect(tanh?.[2]).toBeLessThan(0.15);
      for (const loss of relu?.slice(1) ?? []) expect(loss).toBeGreaterThan(1.3);
      const [alone] = (GROUPS[2] ?? []).map(({ config }) => tenths(train({ ...config, seed }).losses));
      for (const loss of alone ?? []) expect(Math.abs(loss - 1)).toBeLessThan(0.15);
    }
  });
});

describe('written questions about runs', () => {
  it('ReLU with normal weights and the article’s gradient explodes with seed 4, and clipping stops that', () => {
    const settings = { activation: 'relu', gradient: 'article', seed: 4 } as const;
    expect(train(settings).outcome.kind).toBe('diverged');
    expect(train({ ...settings, clip: 1 }).outcome.kind).toBe('finished');
  });

  it('the article’s run starts at 1.7073 and stands at 0.0030 at pair 9,900', () => {
    const { losses } = train({ gradient: 'article', seed: 0 });
    expect(losses[0]).toBeCloseTo(1.7073, 4);
    expect(losses[99]).toBeCloseTo(0.003, 4);
  });

  it('almost no initial weights: guessing for 10,000 pairs, not for 60,000; a rate of 5: worse than guessing', () => {
    for (const loss of tenths(train({ std: 0.001, seed: 0 }).losses))
      expect(Math.abs(loss - 1)).toBeLessThan(0.1);
    expect(train({ std: 0.001, seed: 0, iterations: 60_000 }).evaluation.accuracy).toBe(1);
    for (const loss of tenths(train({ rate: 5, seed: 1 }).losses)) expect(loss).toBeGreaterThan(1.5);
    expect(train({ seed: 0 }).evaluation.accuracy).toBe(1);
  });

  it('one hidden unit guesses: its outputs hover near one half', () => {
    const run = train({ hidden: 1, rate: 1, seed: 0 });
    const { probabilities } = predict({ config: run.config, weights: run.final }, 45n, 77n, 8);
    for (const y of probabilities) expect(Math.abs(y - 0.5)).toBeLessThan(0.25);
    expect(run.evaluation.accuracy).toBeLessThan(0.05);
  });

  it('tanh with Xavier falls earlier than the sigmoid (seed 1)', () => {
    const tanh = train({ activation: 'tanh', init: 'xavier', seed: 1 });
    expect(tanh.solvedAt).toBeLessThan(train({ seed: 1 }).solvedAt ?? 0);
  });

  it('after digit 5 of 45 + 77 no carry is pending, and unit 4 shows it', () => {
    const run = train(carryConfig(4));
    const { hidden, carries } = predict({ config: run.config, weights: run.final }, 45n, 77n, 8);
    expect(carries[4]).toBe(0);
    expect(hidden[4]?.[3]).toBeLessThan(0.3);
    for (const [t, carry] of carries.entries()) {
      if (carry === 1) expect(hidden[t]?.[3]).toBeGreaterThan(0.7);
    }
  });
});

describe('hidden states', () => {
  it.each(CARRY_UNITS)('of seed $seed tell the carry by unit $unit alone', ({ seed, unit, carry }) => {
    const run = train(carryConfig(seed));
    const { teller, correlations } = carryIn(run.config, run.final);
    expect(teller).toMatchObject({ unit, accuracy: 1, carry: carry === 'high' ? 'above' : 'below' });
    expect(Math.abs(correlations[unit] ?? 0)).toBeGreaterThan(0.98);
  });

  it('in the pictures that are asked are close to 0 or 1, on the side of the answer', () => {
    for (let seed = 0; seed < 40; seed++) {
      const question = carryUnit.make(seed);
      if (question.kind !== 'picture' || question.picture.kind !== 'hidden-state')
        throw new Error('no hidden state');
      const { config, a, b, ask, unit } = question.picture;
      const { carry } = CARRY_UNITS.find((one) => one.seed === config.seed) ?? { carry: 'high' };
      const run = train(config);
      const { hidden, carries } = predict(
        { config: run.config, weights: run.final },
        BigInt(a),
        BigInt(b),
        8,
      );
      const value = hidden[ask - 1]?.[unit] ?? Number.NaN;
      const high = (carries[ask - 1] === 1) === (carry === 'high');
      if (high) expect(value).toBeGreaterThan(0.7);
      else expect(value).toBeLessThan(0.3);
      expect(question.right.en).toBe(carries[ask - 1] === 1 ? 'A carry is pending' : 'No carry is pending');
    }
  });
});

describe('numbers worked out by the engine', () => {
  it('δ¹ is the slope of the loss by u¹, measured by moving u¹', () => {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    for (let seed = 0; seed < 50; seed++) {
      const question = firstDelta.make(seed);
      if (question.kind !== 'number') throw new Error('no number');
      const text = question.text.en.replaceAll('−', '-');
      const [w1, w2, w, wOut] = [
        ...(text.match(/`W_in = \((\S+), (\S+)\)`, `W = (\S+)`, `W_out = (\S+)`/) ?? []),
      ]
        .slice(1)
        .map(Number) as [number, number, number, number];
      const [a1, b1, d1, a2, b2, d2] = [
        ...(text.match(/`x¹ = \((\d), (\d)\)`, `d¹ = (\d)`; `x² = \((\d), (\d)\)`, `d² = (\d)`/) ?? []),
      ]
        .slice(1)
        .map(Number) as [number, number, number, number, number, number];
      const loss = (moved: number): number => {
        const z1 = sigmoid(w1 * a1 + w2 * b1 + moved);
        const z2 = sigmoid(w1 * a2 + w2 * b2 + w * z1);
        return 0.5 * (d1 - sigmoid(wOut * z1)) ** 2 + 0.5 * (d2 - sigmoid(wOut * z2)) ** 2;
      };
      const measured = (loss(1e-5) - loss(-1e-5)) / 2e-5;
      expect(question.answer).toBeCloseTo(measured, 8);
    }
  });
});
