/**
 * What was done for an answer that is promised, noted in the transaction that does it: done again after a crash, it is
 * told as it was the first time. It is erased with the errand; without one there is nothing to be done again.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What came of it when it was done under this key; undefined if it was not. */
export async function effectOf(trx: Kysely<Tables>, key: string | undefined): Promise<string | undefined> {
  if (key === undefined) return undefined;
  const row = await trx.selectFrom('effects').select('outcome').where('errand', '=', key).executeTakeFirst();
  return row?.outcome;
}

/** To be called at most once for a key. */
export async function noteEffect(
  trx: Kysely<Tables>,
  key: string | undefined,
  outcome: string,
): Promise<void> {
  if (key === undefined) return;
  await sql`insert into effects (errand, outcome) select id, ${outcome} from errands where id = ${key}`.execute(
    trx,
  );
}

/**
 * Whether the person who wanted it was forgotten since: then nothing is kept under their name, as if it had been done
 * before. Forgetting leaves the bare id of what is under way.
 */
export async function isForgotten(trx: Kysely<Tables>, key: string | undefined): Promise<boolean> {
  if (key === undefined) return false;
  // Nothing is changed: the row is held, so that its person is forgotten before this or after it.
  const [held] = await trx
    .updateTable('errands')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', key)
    .returning('state')
    .execute();
  return held?.state === 'forgotten';
}
