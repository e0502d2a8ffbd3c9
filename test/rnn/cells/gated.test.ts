/** The contract holds more than the simple RNN: an LSTM and a GRU, one file each, keep to all of it. */
import { vi } from 'vitest';
import { cellNamed, testCell } from './suite.ts';

vi.mock('../../../src/rnn/cells/index.ts', async (original) => {
  const { withMore } = await import('./workshop.ts');
  return withMore(await original<typeof import('../../../src/rnn/cells/index.ts')>());
});

testCell(cellNamed('lstm'));
testCell(cellNamed('gru'));
