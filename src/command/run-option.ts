/** The option by which commands name a run. */
import { integer } from './option.ts';

/** A run's number; the current model's if it is not given. */
export const runOption = integer(
  { en: 'Number of a run (default: the current model)', ja: '実行番号(省略すると現在のモデル)' },
  { min: 1, max: 1_000_000_000 },
  undefined,
);
