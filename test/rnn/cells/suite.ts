/** The contract of a cell: all that is asked of every one that is registered. */
import { describe, test } from 'vitest';
import { CELLS, type Cell } from '../../../src/rnn/cells/index.ts';
import { ANALYSIS_CHECKS } from './checks/analyses.ts';
import type { Check } from './checks/check.ts';
import { GRADIENT_CHECKS } from './checks/gradients.ts';
import { STATE_CHECKS } from './checks/states.ts';
import { STORAGE_CHECKS } from './checks/storage.ts';

export const CHECKS: readonly Check[] = [
  ...STATE_CHECKS,
  ...GRADIENT_CHECKS,
  ...STORAGE_CHECKS,
  ...ANALYSIS_CHECKS,
];

/** Throws where no such cell is registered. */
export function cellNamed(name: string): Cell {
  const found = CELLS.find((cell) => cell === name);
  if (found === undefined) throw new Error(`no cell ${name} is registered`);
  return found;
}

/** Tests one cell. */
export function testCell(cell: Cell): void {
  describe(`the cell ${cell}`, () => {
    for (const { title, run } of CHECKS) test(title, () => run(cell));
  });
}
