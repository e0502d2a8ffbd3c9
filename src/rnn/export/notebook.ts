/** A run as a Jupyter notebook: a NumPy program that draws the same numbers and prints the same losses. */
import type { RunResult } from '../result.ts';
import { program } from './program.ts';

/** nbformat 4.5: every cell has an id; its text is a list of lines that keep their line ends. */
type NotebookCell =
  | { cell_type: 'markdown'; id: string; metadata: object; source: string[] }
  | {
      cell_type: 'code';
      id: string;
      metadata: object;
      execution_count: null;
      outputs: never[];
      source: string[];
    };

/**
 * The notebook file (.ipynb, nbformat 4.5) of a run, for any settings. Run with NumPy ≥ 2 it prints
 * `iters: … loss: …` for every noted iteration, equal to the run's losses to 1e-9 where training is not
 * chaotic, and plots them where Matplotlib is installed.
 */
export function exportNotebook(result: RunResult): string {
  const notebook = {
    cells: program(result).map(({ kind, text }, i) => cell(kind, `cell-${i + 1}`, text)),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function cell(kind: 'markdown' | 'code', id: string, text: string): NotebookCell {
  const source = text.trim().split(/(?<=\n)/);
  if (kind === 'markdown') return { cell_type: kind, id, metadata: {}, source };
  return { cell_type: kind, id, metadata: {}, execution_count: null, outputs: [], source };
}
