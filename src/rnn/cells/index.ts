/** The cells by name. Here a cell is registered; its name is what a configuration calls it. */
import type { RecurrentCell } from './cell.ts';
import { rnn } from './rnn.ts';

/** The names. Saved weights keep the place in this list (`encode.ts`), so a new one goes at the end. */
export const CELLS = ['rnn'] as const;
export type Cell = (typeof CELLS)[number];

export const RECURRENT_CELLS: Readonly<Record<Cell, RecurrentCell>> = { rnn };
