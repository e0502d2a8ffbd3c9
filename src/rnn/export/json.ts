/** A run as JSON, with the field names of the golden traces, so that NumPy programs can read either. */
import type { RunResult } from '../result.ts';
import { weightRows } from './matrix.ts';

/**
 * One JSON object: config, initial, losses, samples ([a, b, answer]), final as in the golden traces; then
 * outcome, iterations, accuracies, snapshots, evaluation, solvedAt, atRest, seconds. What is not a number is null.
 * Numbers are written so that they are read back exactly.
 */
export function exportJson(result: RunResult): string {
  const { config, initial, losses, samples, final, ...rest } = result;
  const trace = {
    config,
    initial: weightRows(initial),
    losses,
    samples: samples.map(({ a, b, answer }) => [a, b, answer]),
    final: weightRows(final),
  };
  return `${JSON.stringify({ ...trace, ...rest })}\n`;
}
