import { expect, it } from 'vitest';
import { isSteep } from '../../../../src/platforms/web/page/losses.ts';
import { lossFigure } from '../../../../src/plot/loss.ts';
import { DEFAULTS } from '../../../../src/rnn/config.ts';
import { startTraining } from '../../../../src/rnn/train.ts';

it.each([
  [300, 10, 0],
  [3_000, 10, 1],
  [10_000, 100, 0],
  [60_000, 100, 0],
])('the curve of %i pairs has the scale that its picture has', (iterations, plotInterval, seed) => {
  const config = { ...DEFAULTS, iterations, plotInterval, seed };
  const training = startTraining(config);
  while (!training.done) training.advance(1_000);
  const result = training.finish();
  const { scale } = lossFigure({
    kind: 'loss',
    locale: 'en',
    config,
    losses: result.losses,
    accuracies: result.accuracies,
    solvedAt: result.solvedAt,
    outcome: result.outcome,
  });
  expect(isSteep(result.losses)).toBe(scale === 'logarithmic');
});

it('a curve with gaps, of zeros, or of one loss is not steep for that', () => {
  expect(isSteep([1, null, null, 0.9])).toBe(false);
  expect(isSteep([0, 0, 0])).toBe(false);
  expect(isSteep([1])).toBe(false);
  expect(isSteep([1, 0.03])).toBe(true);
});
