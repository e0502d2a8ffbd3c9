/** Executes notebooks with NumPy, where python3 and NumPy ≥ 2 are on the machine. */
import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { exportNotebook } from '../../../src/rnn/export/notebook.ts';
import type { RunResult } from '../../../src/rnn/result.ts';

const version = spawnSync('python3', ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' });
/** The version of NumPy; null where there is none to execute with. */
export const numpy =
  version.status === 0 && Number.parseInt(version.stdout, 10) >= 2 ? version.stdout.trim() : null;

/** Reads a notebook from its input and executes its code cells in one namespace. */
const EXECUTE = `
import json, sys
scope = {}
for cell in json.load(sys.stdin)["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), scope)
`;

export type Executed = { readonly losses: number[]; readonly iterations: number[]; readonly printed: string };

/** What the run's notebook prints, and the losses in it. */
export function executeNotebook(result: RunResult): Executed {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', EXECUTE], {
    input: exportNotebook(result),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const lines = [...stdout.matchAll(/^iters: (\d+) {2}loss: (\S+) /gm)];
  return {
    iterations: lines.map(([, iteration]) => Number(iteration)),
    losses: lines.map(([, , loss]) => Number(loss)),
    printed: stdout,
  };
}
