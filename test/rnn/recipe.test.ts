/** Recipes: short, readable, and exactly the run they were made from. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { decodeRecipe, encodeRecipe } from '../../src/rnn/recipe.ts';
import { anyConfig } from './configs.ts';

test('every configuration comes back exactly', () => {
  fc.assert(
    fc.property(anyConfig, (config) => {
      expect(decodeRecipe(encodeRecipe(config))).toEqual(config);
    }),
    { numRuns: 500 },
  );
});

test('only what is not a default is written', () => {
  expect(encodeRecipe(DEFAULTS)).toBe('rnn1');
  expect(encodeRecipe({ ...DEFAULTS, hidden: 32, activation: 'tanh', init: 'xavier', seed: 7 })).toBe(
    'rnn1-tanh,xavier,h32,s7',
  );
  expect(
    encodeRecipe({ ...DEFAULTS, biases: 'on', loss: 'cross-entropy', gradient: 'article', clip: 1.5 }),
  ).toBe('rnn1-bias,xent,article,clip1.5');
});

test('a recipe is read whatever its capitals, blanks and order', () => {
  expect(decodeRecipe('  RNN1-S7,Tanh,H32 ')).toEqual({
    ...DEFAULTS,
    seed: 7,
    activation: 'tanh',
    hidden: 32,
  });
  expect(decodeRecipe('rnn1')).toEqual(DEFAULTS);
});

test.each([
  ['', 'begins with rnn1-'],
  ['rnn2-h16', 'begins with rnn1-'],
  ['rnn1-', 'not known'],
  ['rnn1-h16,,s7', 'not known'],
  ['rnn1-lstm', 'not known'],
  ['rnn1-h', 'not known'],
  ['rnn1-h1e400', 'hidden must be'],
  ['rnn1-h257', 'hidden must be a whole number from 1 to 256, not 257'],
  ['rnn1-h3.5', 'hidden must be a whole number'],
  ['rnn1-rate-1', 'not known'],
  ['rnn1-n1000000,plot99', 'plotInterval must be at least 100 for 1000000 iterations'],
  ['rnn1-h16,h17', 'hidden twice'],
  ['rnn1-tanh,relu', 'activation twice'],
  [`rnn1-${'h1,'.repeat(100)}h1`, 'at most'],
])('%j is refused with the reason', (code, reason) => {
  expect(() => decodeRecipe(code)).toThrow(RangeError);
  expect(() => decodeRecipe(code)).toThrow(reason);
});
