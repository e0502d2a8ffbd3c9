/** Recipes as people paste them. */
import { UserError } from '../chat/error.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { decodeRecipe } from '../rnn/recipe.ts';

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
