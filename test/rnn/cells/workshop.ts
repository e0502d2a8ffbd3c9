/** Cells that are registered for the length of a test file, by `vi.mock` of `cells/index.ts` with `withMore`. */
import type { RecurrentCell } from '../../../src/rnn/cells/cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';

const registered: Record<string, RecurrentCell> = {};
/** The place of a cell that a test brings. */
export const ON_TRIAL = 'trial';

type Registry = {
  readonly CELLS: readonly string[];
  readonly RECURRENT_CELLS: Readonly<Record<string, RecurrentCell>>;
};

/** The registry with an LSTM, a GRU and the cell on trial. */
export function withMore(real: Registry): Registry {
  Object.assign(registered, real.RECURRENT_CELLS, { lstm, gru, [ON_TRIAL]: lstm });
  return { ...real, CELLS: [...real.CELLS, 'lstm', 'gru', ON_TRIAL], RECURRENT_CELLS: registered };
}

/** Puts a cell on trial, in place of the one before. */
export function tryOut(cell: RecurrentCell): void {
  registered[ON_TRIAL] = cell;
}
