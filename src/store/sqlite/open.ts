/** Opens the SQLite store: the database brought up to date, and every port upon it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Migrator } from 'kysely/migration';
import type { History } from '../../platforms/web/history.ts';
import type { Store } from '../port.ts';
import { cardStore } from './cards.ts';
import { deckStore } from './decks.ts';
import { openDatabase } from './driver.ts';
import { huntStore } from './hunts.ts';
import { leagueStore } from './league.ts';
import { personStore } from './people.ts';
import { playgroundHistory } from './playground.ts';
import { quizStore } from './quiz.ts';
import { runStore } from './runs.ts';
import { scheduleStore } from './schedules.ts';
import { MIGRATIONS } from './tables.ts';

/**
 * Opens (and makes, and migrates) the database file at `path`; `:memory:` keeps it in memory.
 * @param newEpoch names the playground's conversation when the database is new.
 * @throws Error if the folder cannot be made, the file is not a database or a migration fails.
 */
export async function openSqlite(
  path: string,
  newEpoch: () => string,
): Promise<Store & { readonly playground: History }> {
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true });
  const db = await openDatabase(path);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw error;
  }
  return {
    runs: runStore(db),
    schedules: scheduleStore(db),
    quiz: quizStore(db),
    cards: cardStore(db),
    people: personStore(db),
    decks: deckStore(db),
    hunts: huntStore(db),
    league: leagueStore(db),
    playground: playgroundHistory(db, newEpoch),
    close: () => db.destroy(),
  };
}
