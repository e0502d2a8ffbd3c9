/** A run of a cell is kept and written out: as bytes, in the store, as CSV, JSON and a NumPy program. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Cell, RECURRENT_CELLS } from '../../../../src/rnn/cells/index.ts';
import { BIASES, type TrainConfig } from '../../../../src/rnn/config.ts';
import { decodeWeights, encodeWeights } from '../../../../src/rnn/encode.ts';
import { exportCsv } from '../../../../src/rnn/export/csv.ts';
import { exportJson } from '../../../../src/rnn/export/json.ts';
import { decodeRecipe, encodeRecipe } from '../../../../src/rnn/recipe.ts';
import { openSqlite } from '../../../../src/store/sqlite/open.ts';
import { executeNotebook, numpy } from '../../export/notebook.ts';
import { trainWhole } from '../../run.ts';
import type { Check } from './check.ts';

const settings: readonly Partial<TrainConfig>[] = [
  {},
  { biases: 'on', activation: 'tanh', init: 'xavier', loss: 'cross-entropy', optimiser: 'adam', rate: 0.01 },
  { biases: 'on', hidden: 3, bits: 5, batch: 3, clip: 0.5, seed: 7 },
  { hidden: 1, bits: 1 },
];

function runs(cell: Cell) {
  return settings.map((set) => trainWhole({ cell, iterations: 60, plotInterval: 20, ...set }));
}

function bytes(cell: Cell): void {
  for (const biases of BIASES) {
    for (const hidden of [1, 2, 7]) {
      const { initial, final } = trainWhole({ cell, biases, hidden, iterations: 5 });
      for (const weights of [initial, final]) {
        expect(decodeWeights(encodeWeights(cell, weights))).toEqual(weights);
      }
    }
  }
}

async function stored(cell: Cell): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  try {
    const store = await openSqlite(join(folder, 'data.sqlite'), () => 'e1');
    try {
      for (const [index, result] of runs(cell).entries()) {
        const owner = { workspace: 'local', userId: 'u', userName: 'Aki', createdAt: 1 };
        const { number } = await store.runs.save({ ...owner, result }, `job-${index}`);
        expect((await store.runs.get('local', number))?.result).toEqual(result);
      }
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function recipes(cell: Cell): void {
  for (const { config } of runs(cell)) expect(decodeRecipe(encodeRecipe(config))).toEqual(config);
}

function files(cell: Cell): void {
  const { gates } = RECURRENT_CELLS[cell];
  for (const result of runs(cell)) {
    const H = result.config.hidden;
    const wide = gates * H;
    const json = JSON.parse(exportJson(result));
    for (const part of ['initial', 'final'] as const) {
      const { W_in, W, W_out, b, c } = json[part];
      const shape = (rows: number[][]) => [rows.length, ...new Set(rows.map((row) => row.length))];
      expect([shape(W_in), shape(W), shape(W_out)]).toEqual([
        [2, wide],
        [H, wide],
        [H, 1],
      ]);
      expect(W.flat()).toEqual(Array.from(result[part].W));
      if (result.config.biases === 'on') expect([b.length, c.length]).toEqual([wide, 1]);
    }
    expect(json.losses).toEqual(result.losses);
    expect(exportCsv(result).trimEnd().split('\n')).toHaveLength(1 + result.losses.length);
  }
}

function program(cell: Cell): void {
  for (const result of runs(cell)) {
    const { losses } = executeNotebook(result);
    expect(losses).toHaveLength(result.losses.length);
    for (const [i, loss] of losses.entries()) {
      expect(Math.abs(loss - (result.losses[i] ?? Number.NaN))).toBeLessThan(1e-9);
    }
  }
}

export const STORAGE_CHECKS: readonly Check[] = [
  { title: 'keeps its weights as bytes, to the last bit', run: bytes },
  { title: 'keeps its runs in the store', run: stored },
  { title: 'has recipes', run: recipes },
  { title: 'is written out as JSON and CSV', run: files },
  numpy === null
    ? {
        title: '(no python3 with NumPy 2 here: that its NumPy program repeats its runs was NOT tried)',
        run() {},
      }
    : { title: 'has a NumPy program that repeats its runs', run: program },
];
