/** The curve of a run as a picture. */
import type { Locale } from '../chat/locale.ts';
import type { LossSpec } from '../plot/loss.ts';
import type { RunResult } from '../rnn/result.ts';

/** What is drawn of a run: its weights, which may be megabytes, stay here. */
export function curveSpec(
  { config, losses, accuracies, solvedAt, outcome, evaluation }: RunResult,
  locale: Locale,
): LossSpec {
  return { kind: 'loss', locale, config, losses, accuracies, solvedAt, outcome, evaluation };
}
