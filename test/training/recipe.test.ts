/** A run that was stopped is repeated by what it has done, not by what it was to do. */
import { expect, it } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { repeating } from '../../src/training/recipe.ts';

it('repeats the weights of a run that was stopped', () => {
  const config = { ...DEFAULTS, iterations: 5_000 };
  const training = startTraining(config);
  training.advance(321);
  const stopped = { ...training.finish('cancelled'), seconds: 0 };
  const again = startTraining(repeating(stopped));
  again.advance(10 * config.iterations);
  expect(again.finish()).toMatchObject({ iterations: 321, final: stopped.final });
});
