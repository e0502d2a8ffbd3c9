/** One picture of every kind, and the hard cases, from real runs. */
import type { Locale } from '../../src/chat/locale.ts';
import type { PictureSpec } from '../../src/plot/spec.ts';
import { ablate } from '../../src/rnn/analyse/ablation.ts';
import { accuracyByLength } from '../../src/rnn/analyse/length.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { whole } from '../../src/rnn/portions.ts';
import { predict } from '../../src/rnn/predict.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { carryIn, componentsOf } from '../rnn/look.ts';
import { film } from './film-steps.ts';

/** Trains for real; a second or less. */
export function train(changes: Partial<TrainConfig>): RunResult {
  const training = startTraining({ ...DEFAULTS, ...changes });
  while (!training.done) training.advance(10_000);
  return { ...training.finish(), seconds: 0 };
}

const runs = {
  plain: train({}),
  exploded: train({ activation: 'relu', seed: 4, gradient: 'article' }),
  tanh: train({ activation: 'tanh', init: 'xavier', seed: 1, iterations: 3000 }),
  long: train({ bits: 16, iterations: 2000, seed: 7, batch: 2, clip: 1, optimiser: 'adam', rate: 0.01 }),
  small: train({ hidden: 4, bits: 4, iterations: 1500 }),
};
export const RUNS: Readonly<Record<keyof typeof runs, RunResult>> = runs;

const ofRun = ({ config, final }: RunResult) => ({ config, weights: final });

/** All sums of a run with few bits, right = 1. */
function rightSums(run: RunResult): { size: number; right: Uint8Array } {
  const size = 2 ** (run.config.bits - 1);
  const right = new Uint8Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      const sum = predict(ofRun(run), BigInt(a), BigInt(b), run.config.bits);
      right[a * size + b] = sum.right ? 1 : 0;
    }
  }
  return { size, right };
}

function states(run: RunResult, weights = run.final) {
  return { ...componentsOf(run.config, weights, 400), ...carryIn(run.config, weights) };
}

const spark = (name: string, run: RunResult, use: 'current' | 'kept') => ({
  name,
  config: run.config,
  losses: run.losses,
  accuracy: run.evaluation.accuracy,
  solvedAt: run.solvedAt,
  outcome: run.outcome.kind,
  use,
});

const made = new Map<Locale, Readonly<Record<string, PictureSpec>>>();

/** Named specifications in one language. */
export function specs(locale: Locale): Readonly<Record<string, PictureSpec>> {
  const known = made.get(locale) ?? make(locale);
  made.set(locale, known);
  return known;
}

function make(locale: Locale): Readonly<Record<string, PictureSpec>> {
  const { plain, exploded, tanh, long, small } = RUNS;
  const map = rightSums(small);
  const wide = { iteration: 100, right: new Uint8Array(128 * 128).map((_, i) => (i % 7 === 0 ? 0 : 1)) };
  const text = (en: string, ja: string): string => ({ en, ja })[locale];
  const pick = ({ config, losses, accuracies, solvedAt, outcome }: RunResult) => ({
    config,
    losses,
    accuracies,
    solvedAt,
    outcome,
  });
  const compared = [plain, tanh, exploded].map((run, i) => ({
    name: ['sigmoid', 'tanh', 'ReLU'][i] ?? '',
    batch: 1,
    plotInterval: 100,
    runs: [run, run].map((r, n) => ({
      losses: r.losses.map((loss) => loss * (1 + n)),
      accuracy: Math.max(0, r.evaluation.accuracy - 0.1 * n),
      solvedAt: n === 0 ? r.solvedAt : null,
      outcome: r.outcome.kind,
    })),
  }));
  return {
    loss: { kind: 'loss', locale, ...pick(plain) },
    'loss-diverged': { kind: 'loss', locale, ...pick(exploded) },
    'loss-asked': {
      kind: 'loss',
      locale,
      ...pick(long),
      title: text('Which setting made this?', 'この曲線になった設定は？'),
    },
    sum: { kind: 'sum', locale, config: plain.config, prediction: predict(ofRun(plain), 45n, 77n, 8) },
    'sum-wrong': {
      kind: 'sum',
      locale,
      config: plain.config,
      prediction: predict({ config: plain.config, weights: plain.initial }, 99n, 101n, 8),
    },
    'sum-long': {
      kind: 'sum',
      locale,
      config: tanh.config,
      prediction: predict(ofRun(tanh), 2n ** 255n - 19n, 2n ** 254n + 12345n, 257),
    },
    unrolled: {
      kind: 'unrolled',
      locale,
      steps: 3,
      symbol: 'z',
      form: 'both',
      flow: 'forward',
      weights: 'named',
    },
    'unrolled-back': {
      kind: 'unrolled',
      locale,
      steps: 4,
      symbol: 'z',
      form: 'unrolled',
      flow: 'backward',
      weights: 'named',
    },
    'unrolled-asked': {
      kind: 'unrolled',
      locale,
      steps: 1,
      symbol: 's',
      form: 'unrolled',
      flow: 'forward',
      weights: 'asked',
      title: 'y₁ = ?',
    },
    'gradient-flow': { kind: 'gradient-flow', locale, config: plain.config, snapshots: plain.snapshots },
    'gradient-flow-exploded': {
      kind: 'gradient-flow',
      locale,
      config: exploded.config,
      snapshots: exploded.snapshots,
    },
    portrait: {
      kind: 'portrait',
      locale,
      config: plain.config,
      ...states(plain),
    },
    'portrait-untrained': {
      kind: 'portrait',
      locale,
      config: plain.config,
      ...states(plain, plain.initial),
    },
    'error-map': {
      kind: 'error-map',
      locale,
      config: small.config,
      size: map.size,
      maps: [{ iteration: 1500, right: map.right }],
    },
    'error-map-four': {
      kind: 'error-map',
      locale,
      config: plain.config,
      size: 128,
      maps: [wide, wide, wide, wide],
    },
    lengths: {
      kind: 'lengths',
      locale,
      config: plain.config,
      lengths: whole(accuracyByLength(plain.config, plain.final)),
    },
    ablation: { kind: 'ablation', locale, config: plain.config, ...whole(ablate(plain.config, plain.final)) },
    'ablation-nothing': {
      kind: 'ablation',
      locale,
      config: { ...plain.config, bits: 1 },
      pairs: 1,
      unitPairs: 1,
      intact: 1,
      withoutUnit: Array.from({ length: 16 }, () => 1),
      withoutMemory: 1,
    },
    'ablation-sampled': {
      kind: 'ablation',
      locale,
      config: { ...plain.config, hidden: 256 },
      pairs: 16_384,
      unitPairs: 223,
      intact: 0.6512,
      withoutUnit: Array.from({ length: 256 }, (_, i) => (i === 3 ? 0.51 : 0.65)),
      withoutMemory: 0.133,
    },
    compare: {
      kind: 'compare',
      locale,
      shared: text('H = 16 · 8 bits · 2 seeds', 'H = 16 · 8 ビット · 2 シード'),
      settings: compared,
    },
    curves: {
      kind: 'curves',
      locale,
      title: text('Which curve is tanh?', 'tanh の曲線はどれ？'),
      plotInterval: 100,
      curves: [plain, tanh, exploded].map(({ losses }, i) => ({ name: 'ABC'[i] ?? '', losses })),
    },
    'curves-tiny': {
      kind: 'curves',
      locale,
      title: text('Losses far below one', 'とても小さい損失'),
      plotInterval: 100,
      curves: [{ name: 'A', losses: Array.from({ length: 50 }, (_, i) => 3 * 0.6 ** i) }],
    },
    'hidden-state': {
      kind: 'hidden-state',
      locale,
      title: text('Is a carry pending?', '桁上がりはある？'),
      config: small.config,
      prediction: predict(ofRun(small), 3n, 5n, 4),
      ask: 2,
      unit: 1,
    },
    distribution: {
      kind: 'distribution',
      locale,
      question: text('What does W do?', 'W は何をしますか？'),
      options: [
        { letter: 'A', text: text('It scales the input', '入力に掛かる'), count: 3, verdict: 'wrong' },
        { letter: 'B', text: text('It carries the state', '状態を運ぶ'), count: 9, verdict: 'right' },
        { letter: 'y1 = g(W_out s1)', text: '', count: 1, verdict: 'wrong' },
      ],
    },
    progress: {
      kind: 'progress',
      locale,
      streak: 12,
      due: 5,
      topics: [
        { name: text('Forward pass', '順伝播'), answered: 8, right: 6 },
        { name: text('The carry', '桁上がり'), answered: 0, right: 0 },
        { name: 'BPTT', answered: 4, right: 1 },
      ],
    },
    gradients: {
      kind: 'gradients',
      locale,
      config: plain.config,
      ...film,
      at: 5,
      clip: { kind: 'on', limit: 1 },
    },
    sparks: {
      kind: 'sparks',
      locale,
      runs: [
        spark('#4', plain, 'current'),
        spark('#3', tanh, 'kept'),
        spark('#2', exploded, 'kept'),
        spark('#1', long, 'kept'),
      ],
    },
  };
}
