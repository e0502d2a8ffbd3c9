/** Looks are done in portions: they rest often, tell how far they are, and may be done in turn with others. */
import { describe, expect, it } from 'vitest';
import type { Steps } from '../../src/jobs/program.ts';
import type { LabAnswers, LabTask } from '../../src/lab/lab-task.ts';
import look from '../../src/lab/work.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { multiplications, trainingCost } from '../../src/rnn/cost.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { PORTION } from '../../src/rnn/portions.ts';
import { createRandom } from '../../src/rnn/random.ts';
import type { Weights } from '../../src/rnn/weights.ts';

type Answer = LabAnswers[LabTask['kind']];

function begin(task: LabTask, report: (share: number) => void = () => undefined): Steps<Answer> {
  const work = look(task, {
    stopped: () => false,
    keep: () => undefined,
    resume: () => undefined,
    computed: () => 0,
    report: ({ share }) => report(share),
  });
  if (work === null || !('next' in work)) throw new Error('not in portions');
  return work;
}

/** To the end: the answer, and how often it rested. */
function drive(work: Steps<Answer>): { readonly answer: Answer; readonly rests: number } {
  for (let rests = 0; ; rests++) {
    const { done, value } = work.next();
    if (done === true) return { answer: value, rests };
  }
}

const config: TrainConfig = { ...DEFAULTS, hidden: 64, init: 'xavier', iterations: 400 };
const weightsOf = (settings: TrainConfig): Weights => initialWeights(settings, createRandom(settings.seed));
const net = { config, weights: weightsOf(config) };
const step = multiplications({ ...config, bits: 1 });
/** All states of 8 bits. */
const STATES = 21_844;

/** Each kind of look, and the least that it has to compute, in multiplications. */
const LOOKS: readonly (readonly [LabTask, number])[] = [
  // The states; their covariance is symmetric.
  [{ kind: 'carry', ...net }, STATES * step * 1.5],
  // 64 units, each on all 16,384 pairs, which share most of their steps; the kernel is three times as fast.
  [{ kind: 'ablation', ...net }, (64 * STATES * step) / 3],
  // 14 patterns at least, 256 columns each.
  [{ kind: 'lengths', ...net, lengths: [8, 256] }, 14 * 256 * step],
  // 64 weights of W_in, W and W_out at least, six times over 4 pairs.
  [{ kind: 'check', ...net, pairs: 4 }, 3 * 64 * 6 * 4 * 8 * step],
  [{ kind: 'checkpoint', config, moment: { kind: 'at', iteration: 400 } }, trainingCost(config)],
  [
    { kind: 'checkpoint', config, moment: { kind: 'nearest', wanted: 0.9, least: 0.6, most: 0.98 } },
    trainingCost(config) * 0.97,
  ],
  [{ kind: 'film', config, frames: 4 }, trainingCost(config) + 4 * STATES * step],
  [{ kind: 'bptt', ...net, a: 45, b: 77 }, 0],
];

describe.each(LOOKS)('a look of %o', (task, cost) => {
  const told: number[] = [];
  const { answer, rests } = drive(begin(task, (share) => told.push(share)));

  it('rests before it has computed more than a portion', () => {
    expect(rests).toBeGreaterThanOrEqual(Math.floor(cost / PORTION));
    expect(rests).toBeGreaterThan(0);
  });

  it('tells rising shares, and not too many of them', () => {
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(new Set(told).size).toBe(told.length);
    expect(told.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(told.length).toBeLessThanOrEqual(100);
    if (task.kind !== 'bptt' && cost > 10 * PORTION) expect(told.length).toBeGreaterThan(3);
  });

  it('has the same answer when it is done in turn with others', () => {
    const other = { ...config, seed: 7, activation: 'tanh' } as const;
    const others = [
      begin({ kind: 'ablation', config: other, weights: weightsOf(other) }),
      begin({ kind: 'film', config: other, frames: 3 }),
    ];
    const work = begin(task);
    for (;;) {
      const { done, value } = work.next();
      if (done === true) {
        expect(value).toEqual(answer);
        return;
      }
      for (const each of others) each.next();
    }
  });
});

describe('the search for the carry', () => {
  it('tells of itself from the beginning on, as far as it is', () => {
    const told: { readonly share: number; readonly rests: number }[] = [];
    let rests = 0;
    const work = begin({ kind: 'carry', ...net }, (share) => told.push({ share, rests }));
    while (work.next().done !== true) rests += 1;
    expect(told[0]?.share).toBeLessThan(0.05);
    // Rests are only about equally far apart.
    for (const each of told) expect(Math.abs(each.share - each.rests / rests)).toBeLessThan(0.4);
  });
});
