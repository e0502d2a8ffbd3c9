/**
 * Numbers that people can say: 1, 2, 3 … per workspace and kind, never given out twice; and, upon the same rows, turns.
 *
 * Who writes a row holds it until the transaction ends, in every database: others who want it wait, and then see all
 * that was done. So a transaction that is to decide by what it reads begins here, before it reads; then it is right
 * where each statement sees what others have just committed (READ COMMITTED), too, and however a transaction begins.
 */
import { type Expression, type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** What is counted, or done one after another, in each workspace. */
type Kind = 'run' | 'schedule' | 'deck' | 'draft' | 'hunt' | 'league' | 'message' | 'change' | 'invite';

/** The next number. @param before what was given out before there was a row, for what was numbered otherwise. */
export async function nextNumber(
  trx: Transaction<Tables>,
  workspace: string,
  kind: Kind,
  before: Expression<number> = sql.lit(0),
): Promise<number> {
  const row = await trx
    .insertInto('counters')
    .values({ workspace, kind, last: sql<number>`${before} + 1` })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'kind']).doUpdateSet((eb) => ({ last: eb('counters.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** Waits until no other transaction has the turn of this kind in the workspace, and keeps it until the end. */
export async function takeTurn(trx: Transaction<Tables>, workspace: string, kind: Kind): Promise<void> {
  await trx
    .insertInto('counters')
    .values({ workspace, kind, last: 0 })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'kind']).doUpdateSet((eb) => ({ last: eb.ref('counters.last') })),
    )
    .execute();
}

/** Takes the turn and counts on, if the last number is still `seen`. `moved`: it is another, and nothing was done. */
export async function countOn(
  trx: Transaction<Tables>,
  workspace: string,
  kind: Kind,
  seen: number,
): Promise<'counted' | 'moved'> {
  const done = await trx
    .insertInto('counters')
    .values({ workspace, kind, last: seen + 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace', 'kind'])
        .doUpdateSet({ last: seen + 1 })
        .where('counters.last', '=', seen),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n ? 'counted' : 'moved';
}

/** The last number that was given out; 0 for none. */
export async function lastNumber(db: Kysely<Tables>, workspace: string, kind: Kind): Promise<number> {
  const row = await db
    .selectFrom('counters')
    .select('last')
    .where('workspace', '=', workspace)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.last ?? 0;
}
