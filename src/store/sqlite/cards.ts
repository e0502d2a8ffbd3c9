/** Review cards in SQLite. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Card, CardStore, Learned } from '../port.ts';
import type { Tables } from './tables.ts';

export function cardStore(db: Kysely<Tables>): CardStore {
  const of = (workspace: string, userId: string) =>
    db.selectFrom('cards').selectAll().where('workspace', '=', workspace).where('user_id', '=', userId);
  return {
    async get(workspace, userId, questionId) {
      const row = await of(workspace, userId).where('question_id', '=', questionId).executeTakeFirst();
      return row && toCard(row);
    },
    put: (card, seen) => putCard(db, { card, seen }),
    async due(workspace, userId, now) {
      const rows = await of(workspace, userId)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(100)
        .execute();
      return rows.map(toCard);
    },
  };
}

/** What `CardStore.put` does, alone or with what else belongs to it. */
export async function putCard(db: Kysely<Tables>, { card, seen }: Learned): Promise<'put' | 'moved'> {
  const { workspace, userId: user_id, questionId: question_id, dueAt: due_at, state } = card;
  if (seen === undefined) {
    const added = await db
      .insertInto('cards')
      .values({ workspace, user_id, question_id, due_at, state })
      .onConflict((conflict) => conflict.columns(['workspace', 'user_id', 'question_id']).doNothing())
      .executeTakeFirst();
    return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? 'put' : 'moved';
  }
  const replaced = await db
    .updateTable('cards')
    .set({ due_at, state })
    .where('workspace', '=', workspace)
    .where('user_id', '=', user_id)
    .where('question_id', '=', question_id)
    .where('due_at', '=', seen.dueAt)
    .where('state', '=', seen.state)
    .executeTakeFirst();
  return replaced.numUpdatedRows > 0n ? 'put' : 'moved';
}

/** Undoes a transaction whose card has moved. */
export class Moved extends Error {}

/** A transaction that `Moved` undoes. */
export async function unlessMoved<T>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T | 'moved'> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if (error instanceof Moved) return 'moved';
    throw error;
  }
}

function toCard(row: Selectable<Tables['cards']>): Card {
  return {
    workspace: row.workspace,
    userId: row.user_id,
    questionId: row.question_id,
    dueAt: row.due_at,
    state: row.state,
  };
}
