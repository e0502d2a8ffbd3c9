/** Recipes as people paste them, and the settings that repeat a run. */
import { UserError } from '../chat/error.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { decodeRecipe } from '../rnn/recipe.ts';
import type { RunResult } from '../rnn/result.ts';

/** @throws UserError if the code cannot be read, or a setting in it is out of range. */
export function readRecipe(code: string): TrainConfig {
  try {
    return decodeRecipe(code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError({
      en: `That recipe cannot be read: ${error.message}. Copy it whole from \`/runs share\`.`,
      ja: 'そのレシピは読み取れません。`/runs share` の表示をそのままコピーしてください。',
    });
  }
}

/**
 * The settings that give these very weights once more: of a run that was stopped, those with the iterations that it
 * has done, since a shorter run of the same settings and seed is the beginning of a longer one.
 */
export function repeating({ config, outcome, iterations }: RunResult): TrainConfig {
  return outcome.kind === 'cancelled' && iterations >= 1 ? { ...config, iterations } : config;
}
