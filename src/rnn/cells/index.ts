/** The cells by the name that a configuration calls them. */
import type { Cell } from '../config.ts';
import type { RecurrentCell } from './cell.ts';
import { rnn } from './rnn.ts';

export const RECURRENT_CELLS: Readonly<Record<Cell, RecurrentCell>> = { rnn };
