/** Runs written out: JSON and CSV that can be read back, and the form of the notebook. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportCsv } from '../../../src/rnn/export/csv.ts';
import { exportJson } from '../../../src/rnn/export/json.ts';
import { exportNotebook } from '../../../src/rnn/export/notebook.ts';
import { trainWhole } from '../run.ts';

const diverged = trainWhole({ activation: 'relu', gradient: 'article', seed: 4 });

describe('JSON', () => {
  test('has the fields of the golden traces, in their shapes', () => {
    const file = new URL('../../fixtures/golden/true-gradient-seed0.json', import.meta.url);
    const golden = JSON.parse(readFileSync(file, 'utf8'));
    const json = JSON.parse(exportJson(trainWhole({ seed: 0 })));
    expect(json.config).toMatchObject(golden.config);
    expect(json.samples).toEqual(golden.samples);
    expect(json.losses).toHaveLength(golden.losses.length);
    for (const part of ['initial', 'final']) {
      expect(Object.keys(json[part])).toEqual(Object.keys(golden[part]));
      for (const name of ['W_in', 'W_out', 'W']) {
        const shape = (rows: number[][]) => rows.map((row) => row.length);
        expect(shape(json[part][name])).toEqual(shape(golden[part][name]));
      }
    }
    expect(json.initial.W_in).toEqual(golden.initial.W_in);
  });

  test('keeps every bit of the weights, and the biases where there are some', () => {
    const result = trainWhole({ hidden: 3, iterations: 200, biases: 'on' });
    const json = JSON.parse(exportJson(result));
    expect(json.final.W.flat()).toEqual(Array.from(result.final.W));
    expect(json.final.b).toEqual(Array.from(result.final.b));
    expect(json.final.c).toEqual(Array.from(result.final.c));
    expect(json).toMatchObject({ outcome: result.outcome, evaluation: result.evaluation });
  });

  test('writes null for what is not a number', () => {
    const json = JSON.parse(exportJson(diverged));
    expect(json.losses).toEqual([diverged.losses[0], null]);
    expect(json.samples[1]).toEqual([50, 32, null]);
  });
});

describe('CSV', () => {
  test('has a line for every noted iteration', () => {
    const result = trainWhole({ iterations: 130, plotInterval: 50 });
    const [head, ...lines] = exportCsv(result).trimEnd().split('\n');
    expect(head).toBe('iteration,loss');
    expect(lines.map((line) => line.split(',').map(Number))).toEqual(
      result.losses.map((loss, i) => [i * 50, loss]),
    );
  });

  test('leaves a loss that is not a number empty', () => {
    expect(exportCsv(diverged)).toMatch(/\n100,\n$/);
  });
});

describe('the notebook', () => {
  test('has the form of nbformat 4.5', () => {
    const notebook = JSON.parse(exportNotebook(diverged));
    expect(Object.keys(notebook).sort()).toEqual(['cells', 'metadata', 'nbformat', 'nbformat_minor']);
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    const ids = notebook.cells.map((cell: { id: string }) => cell.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const cell of notebook.cells) {
      const fields = ['cell_type', 'id', 'metadata', 'source'];
      const code = ['execution_count', 'outputs'];
      expect(Object.keys(cell).sort()).toEqual(
        (cell.cell_type === 'code' ? [...fields, ...code] : fields).sort(),
      );
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      const lines: string[] = cell.source;
      expect(lines.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true);
      expect(lines.at(-1)).not.toMatch(/\n$/);
    }
  });

  test('holds only the lines that the settings need', () => {
    const plain = exportNotebook(trainWhole({ iterations: 10 }));
    expect(plain).not.toMatch(/velocities|norm >|db \+=|sigmoid\(y\)/);
    const full = exportNotebook(
      trainWhole({ iterations: 10, optimiser: 'momentum', clip: 2, biases: 'on', gradient: 'article' }),
    );
    for (const part of ['velocities', 'norm > 2', 'db +=', 'sigmoid(y)']) expect(full).toContain(part);
  });
});
