/** The league of the smallest brains, as it stands on the wall. */
import { count } from '../answers/figures.ts';
import type { Locale } from '../chat/locale.ts';
import type { LeaguePlace } from '../chat/wall.ts';
import { rankEntries } from '../games/league.ts';
import type { Store } from '../store/port.ts';

/** Best first, without people who hide themselves. */
export function leaguePlaces({ league, people }: Pick<Store, 'league' | 'people'>) {
  return async (workspace: string, locale: Locale): Promise<readonly LeaguePlace[]> => {
    const ranked = rankEntries(await league.list(workspace), await people.hidden(workspace));
    return ranked.map(({ userName, hidden, pairs, recipe }) => ({
      name: userName,
      what: recipe,
      score: { en: `H = ${hidden} · ${count(pairs)} pairs`, ja: `H = ${hidden} · ${count(pairs)} 組` }[
        locale
      ],
    }));
  };
}
