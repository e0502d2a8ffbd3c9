/** Buttons that look at a run: only those that have something to show. */

import { runButton } from '../chat/buttons.ts';
import type { Words } from '../chat/locale.ts';
import type { Button } from '../chat/reply.ts';
import { isFilmable } from '../lab/film.ts';
import type { Run } from '../store/port.ts';
import { repeating } from '../training/recipe.ts';

/** Sums of 1 bit have no carry to find; a film must also be affordable. */
export function lookButtons({ number, result }: Run, say: (words: Words) => string): readonly Button[] {
  const film = isFilmable(repeating(result))
    ? [runButton(`/runs film run=${number}`, say({ en: 'Watch it learn', ja: '学習の様子を動画で' }))]
    : [];
  const inside =
    result.config.bits < 2
      ? []
      : [runButton(`/inside run=${number}`, say({ en: 'Look inside', ja: '中を見る' }))];
  return [...film, ...inside];
}
