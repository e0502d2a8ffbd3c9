/** Any valid configuration, for property tests. */
import fc from 'fast-check';
import { MOST_NOTED, type TrainConfig } from '../../src/rnn/config.ts';
import { NAMES, rowOf, type Setting } from '../../src/rnn/settings.ts';

function anyValue(setting: Setting): fc.Arbitrary<string | number> {
  const row = rowOf(setting);
  switch (row.kind) {
    case 'word':
      return fc.constantFrom(...row.choices);
    case 'whole':
      return fc.integer({ min: row.min, max: row.max });
    case 'fraction':
      return fc.double({ min: row.min, max: row.max, noNaN: true }).map((value) => value + 0);
  }
}

// Each value is one of its setting's own.
const anySettings = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, anyValue(name)])),
) as unknown as fc.Arbitrary<TrainConfig>;

export const anyConfig = anySettings.filter(
  ({ iterations, plotInterval }) => iterations / plotInterval <= MOST_NOTED,
);
