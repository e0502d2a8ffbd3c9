/** The real store of promised answers, in memory. */
import type { Errands } from '../../src/chat/errand.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

export async function openErrands(): Promise<Errands> {
  return (await openSqlite(':memory:', () => 'e')).errands;
}
