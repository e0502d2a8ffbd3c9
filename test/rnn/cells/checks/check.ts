/** What can be asked of a cell: a sentence, and a function that throws where it is not so. */
import type { Cell } from '../../../../src/rnn/cells/index.ts';

export type Check = { readonly title: string; readonly run: (cell: Cell) => void | Promise<void> };
