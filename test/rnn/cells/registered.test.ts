/** Every cell that is registered keeps to the contract. */
import { CELLS } from '../../../src/rnn/cells/index.ts';
import { testCell } from './suite.ts';

for (const cell of CELLS) testCell(cell);
