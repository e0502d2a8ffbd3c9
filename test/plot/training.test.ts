/** What the film of a training says of the states that it shows. */
import { describe, expect, it } from 'vitest';
import { percent } from '../../src/plot/number.ts';
import { frameTitle, type TrainingSpec, trainingAlt } from '../../src/plot/training.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';

const split = { nx: 1, ny: 0, c: 0.5, accuracy: 0.75 };
const spec: Omit<TrainingSpec, 'locale' | 'over'> = {
  kind: 'training',
  config: DEFAULTS,
  losses: [1, 0.5],
  accuracies: [],
  solvedAt: null,
  outcome: { kind: 'finished' },
  frames: [0, 10_000].map((iteration) => ({ iteration, points: [], split })),
};

describe('the film of a training', () => {
  it.each([
    ['en', 'all', `in ${percent(0.75)} of states`, `${percent(0.75)} of hidden states`],
    ['en', 'sample', `in ${percent(0.75)} of a sample`, `${percent(0.75)} of sampled hidden states`],
    ['ja', 'all', `${percent(0.75)} 見分けられる`, '。中間層の状態で'],
    ['ja', 'sample', `${percent(0.75)} 見分けられる(標本にした状態)`, '。標本にした中間層の状態で'],
  ] as const)('says in %s that its states are %s', (locale, over, title, alt) => {
    const each = { ...spec, locale, over };
    expect(frameTitle(each, 0).endsWith(title)).toBe(true);
    expect(trainingAlt(each)).toContain(alt);
  });
});
