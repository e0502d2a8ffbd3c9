/** The loss curve of a run as CSV, for a spreadsheet. */
import type { RunResult } from '../result.ts';

/** `iteration,loss` and a line for every noted iteration; a loss that is not a number is an empty field. */
export function exportCsv(result: RunResult): string {
  const lines = result.losses.map((loss, i) => {
    const iteration = i * result.config.plotInterval;
    return `${iteration},${Number.isNaN(loss) ? '' : loss}`;
  });
  return ['iteration,loss', ...lines, ''].join('\n');
}
