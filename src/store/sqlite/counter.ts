/** Numbers that people can say: 1, 2, 3 … per workspace and kind, never given out twice. */
import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export async function nextNumber(trx: Transaction<Tables>, workspace: string, kind: string): Promise<number> {
  const row = await trx
    .insertInto('counters')
    .values({ workspace, kind, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'kind']).doUpdateSet((eb) => ({ last: eb('counters.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
