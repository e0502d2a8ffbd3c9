/** Given answers in SQLite. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Answered, GivenAnswer, QuizStore } from '../port.ts';
import { askedStore } from './asked.ts';
import { Moved, putCard, unlessMoved } from './cards.ts';
import { countingColumn, verdictColumn } from './columns.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import { type Shown, shownName } from './names.ts';
import type { Tables } from './tables.ts';

/** Most answers that one look at the scores reads. */
const MOST_ANSWERS = 100_000;

export function quizStore(db: Kysely<Tables>): QuizStore {
  const given = (on: Kysely<Tables>) =>
    on
      .selectFrom('answers')
      .innerJoin('asked', 'asked.id', 'answers.asked_id')
      .selectAll('answers')
      .select(shownName('answers', 'asked.workspace'));

  return {
    ...askedStore(db),
    answer: (answer, learned, key) =>
      unlessMoved(db, async (trx): Promise<Answered> => {
        const held = await holdOpen(trx, answer.askedId);
        const done = await effectOf(trx, key);
        if (done !== undefined) return { kind: done === 'first' ? 'first' : 'changed' };
        if (held === 'closed') return { kind: 'closed' };
        if (await isForgotten(trx, key)) return { kind: 'first' };
        const added = await trx
          .insertInto('answers')
          .values(toRow(answer))
          .onConflict((conflict) => conflict.columns(['asked_id', 'user_id']).doNothing())
          .executeTakeFirst();
        if ((added.numInsertedOrUpdatedRows ?? 0n) > 0n) {
          if (learned !== undefined && (await putCard(trx, learned)) === 'moved') throw new Moved();
          await noteEffect(trx, key, 'first');
          return { kind: 'first' };
        }
        const before = await given(trx)
          .where('asked_id', '=', answer.askedId)
          .where('answers.user_id', '=', answer.userId)
          .executeTakeFirstOrThrow();
        return { kind: 'before', answer: toAnswer(before) };
      }).then((done) => (done === 'moved' ? { kind: 'moved' } : done)),
    change: (answer, key) =>
      db.transaction().execute(async (trx) => {
        if ((await holdOpen(trx, answer.askedId)) === 'closed') return 'moved';
        const done = await trx
          .updateTable('answers')
          .set({ ...toRow(answer), changes: answer.changes + 1 })
          .where('asked_id', '=', answer.askedId)
          .where('user_id', '=', answer.userId)
          .where('changes', '=', answer.changes)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return 'moved';
        await noteEffect(trx, key, 'changed');
        return 'changed';
      }),
    rate: (askedId, userId, verdict, learned) =>
      unlessMoved(db, async (trx) => {
        // Counted first, which holds the answer: what it was before is then read as the last rating left it.
        const [held] = await trx
          .updateTable('answers')
          .set((eb) => ({ changes: eb('changes', '+', 1) }))
          .where('asked_id', '=', askedId)
          .where('user_id', '=', userId)
          .where('verdict', 'in', ['unrated', 'self-right', 'self-wrong'])
          .returning('verdict')
          .execute();
        if (held === undefined) return 'none';
        await trx
          .updateTable('answers')
          .set({ verdict })
          .where('asked_id', '=', askedId)
          .where('user_id', '=', userId)
          .execute();
        if (held.verdict !== 'unrated') return 'corrected';
        if (learned !== undefined && (await putCard(trx, learned)) === 'moved') throw new Moved();
        return 'rated';
      }),
    async answers(askedId) {
      const rows = await given(db).where('asked_id', '=', askedId).orderBy('answered_at').execute();
      return rows.map(toAnswer);
    },
    async scored(workspace, since, userId) {
      let query = given(db)
        .select(['asked.question_id', 'asked.topic'])
        .where('asked.workspace', '=', workspace)
        .where('answers.answered_at', '>=', since)
        .where('answers.verdict', '!=', 'unrated');
      if (userId !== undefined) query = query.where('answers.user_id', '=', userId);
      const rows = await query.orderBy('answers.answered_at', 'desc').limit(MOST_ANSWERS).execute();
      return rows
        .map((row) => ({
          ...toAnswer(row),
          verdict: countingColumn.parse(row.verdict),
          questionId: row.question_id,
          topic: row.topic,
        }))
        .reverse();
    },
  };
}

/** Keeps a question open until the transaction ends, so that no answer comes after its end; or finds it closed. */
async function holdOpen(trx: Transaction<Tables>, id: string): Promise<'open' | 'closed'> {
  // Nothing is changed: a row that is written is held in every database.
  const held = await trx
    .updateTable('asked')
    .set({ closed_at: null })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return held.numUpdatedRows > 0n ? 'open' : 'closed';
}

function toRow(answer: Omit<GivenAnswer, 'changes'>) {
  return {
    asked_id: answer.askedId,
    user_id: answer.userId,
    user_name: answer.userName,
    answer: answer.answer,
    verdict: answer.verdict,
    answered_at: answer.answeredAt,
  };
}

function toAnswer(row: Shown<Selectable<Tables['answers']>>): GivenAnswer {
  return {
    askedId: row.asked_id,
    userId: row.user_id,
    userName: row.shown_name,
    answer: row.answer,
    verdict: verdictColumn.parse(row.verdict),
    answeredAt: row.answered_at,
    changes: row.changes,
  };
}
