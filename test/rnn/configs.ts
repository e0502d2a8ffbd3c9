/** Any valid configuration, for property tests. */
import fc from 'fast-check';
import {
  ACTIVATIONS,
  BIASES,
  CELLS,
  GRADIENTS,
  INITS,
  LOSSES,
  MOST_NOTED,
  OPTIMISERS,
  RANGES,
  type TrainConfig,
} from '../../src/rnn/config.ts';

const fraction = ({ min, max }: { min: number; max: number }) =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);

const anySettings: fc.Arbitrary<TrainConfig> = fc.record({
  cell: fc.constantFrom(...CELLS),
  activation: fc.constantFrom(...ACTIVATIONS),
  init: fc.constantFrom(...INITS),
  std: fraction(RANGES.std),
  hidden: fc.integer(RANGES.hidden),
  biases: fc.constantFrom(...BIASES),
  loss: fc.constantFrom(...LOSSES),
  gradient: fc.constantFrom(...GRADIENTS),
  optimiser: fc.constantFrom(...OPTIMISERS),
  rate: fraction(RANGES.rate),
  clip: fraction(RANGES.clip),
  batch: fc.integer(RANGES.batch),
  iterations: fc.integer(RANGES.iterations),
  bits: fc.integer(RANGES.bits),
  seed: fc.integer(RANGES.seed),
  plotInterval: fc.integer(RANGES.plotInterval),
});

export const anyConfig = anySettings.filter(
  ({ iterations, plotInterval }) => iterations / plotInterval <= MOST_NOTED,
);
