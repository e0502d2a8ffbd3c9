/** Opens the SQLite store: the database brought up to date, and every port upon it. */
import type { Kysely } from 'kysely';
import { StartError } from '../../chat/platform.ts';
import type { Store } from '../port.ts';
import { ballotStore } from './ballots.ts';
import { resultCode } from './busy.ts';
import { cardStore } from './cards.ts';
import { checkpointStore } from './checkpoints.ts';
import { deckStore } from './decks.ts';
import { doorStore } from './door.ts';
import { openDatabase } from './driver.ts';
import { errandStore } from './errands.ts';
import { forgetBegun } from './forgetting.ts';
import { createForgettingNews } from './forgetting-news.ts';
import { huntStore } from './hunts.ts';
import { keepingStore } from './keeping.ts';
import { leagueStore } from './league.ts';
import { migrate } from './migrate.ts';
import { personStore } from './people.ts';
import { playgroundHistory } from './playground.ts';
import { quizStore } from './quiz.ts';
import { runStore } from './runs.ts';
import { scheduleStore } from './schedules.ts';
import { settingsStore } from './settings.ts';
import type { Tables } from './tables.ts';

/**
 * Opens (and makes, and migrates) the database file at `path`, whose folder exists; `:memory:` keeps it in memory.
 * @param newEpoch names the playground's conversation when the database is new.
 * @throws StartError if the file cannot be opened, is not a database, or not one of this Carrybot or an older one.
 */
export async function openSqlite(path: string, newEpoch: () => string): Promise<Store> {
  const db = await openDatabase(path).catch(refuse(path));
  try {
    await migrate(db, path);
    await forgetBegun(db);
  } catch (error) {
    await db.destroy();
    return refuse(path)(error);
  }
  return storeUpon(db, newEpoch);
}

/** Every port upon a database that is up to date. */
export function storeUpon(db: Kysely<Tables>, newEpoch: () => string): Store {
  const news = createForgettingNews();
  return {
    runs: runStore(db),
    schedules: scheduleStore(db),
    quiz: quizStore(db),
    cards: cardStore(db),
    people: personStore(db, news),
    decks: deckStore(db),
    hunts: huntStore(db),
    league: leagueStore(db),
    ballots: ballotStore(db),
    errands: errandStore(db),
    checkpoints: checkpointStore(db),
    settings: settingsStore(db),
    keeping: keepingStore(db, news),
    playground: playgroundHistory(db, newEpoch, news),
    door: doorStore(db),
    close: () => db.destroy(),
  };
}

/** What is wrong with the file or its disk, not with a statement: https://sqlite.org/rescode.html */
const FILE_FAULTS: ReadonlySet<number> = new Set([
  3, // PERM
  5, // BUSY
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  26, // NOTADB
]);

/** What is wrong with the file is told to the person who chose it; all else is a fault of the program. */
function refuse(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && FILE_FAULTS.has(resultCode(error) ?? 0)) {
      throw new StartError(`The database ${path} cannot be used: ${error.message}.`);
    }
    throw error;
  };
}
