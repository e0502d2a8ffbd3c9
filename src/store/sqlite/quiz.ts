/** Asked questions and given answers in SQLite. */
import { type ExpressionBuilder, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Place } from '../../chat/invocation.ts';
import type { Answered, Asked, GivenAnswer, QuizStore } from '../port.ts';
import { Moved, putCard, unlessMoved } from './cards.ts';
import { countingColumn, localeColumn, originColumn, platformColumn, verdictColumn } from './columns.ts';
import { type Shown, shownName } from './names.ts';
import type { Tables } from './tables.ts';

/** Most answers that one look at the scores reads. */
const MOST_ANSWERS = 100_000;

export function quizStore(db: Kysely<Tables>): QuizStore {
  const inPlace = (place: Place) =>
    db
      .selectFrom('asked')
      .where('workspace', '=', place.workspace)
      .where('platform', '=', place.platform)
      .where('channel', '=', place.channel);

  const given = (on: Kysely<Tables>) =>
    on
      .selectFrom('answers')
      .innerJoin('asked', 'asked.id', 'answers.asked_id')
      .selectAll('answers')
      .select(shownName('answers', 'asked.workspace'));

  return {
    async ask(asked) {
      await db
        .insertInto('asked')
        .values({
          ...asked.place,
          id: asked.id,
          question_id: asked.questionId,
          topic: asked.topic,
          seed: asked.seed,
          locale: asked.locale,
          origin: asked.origin,
          print: asked.print,
          asked_at: asked.askedAt,
          closed_at: asked.closedAt,
          message: asked.message,
        })
        .execute();
    },
    async asked(workspace, id) {
      const row = await db
        .selectFrom('asked')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toAsked(row);
    },
    async open(place) {
      const rows = await inPlace(place)
        .selectAll()
        .where('closed_at', 'is', null)
        .where('origin', '=', 'schedule')
        .orderBy('asked_at', 'desc')
        .limit(100)
        .execute();
      return rows.map(toAsked);
    },
    async newest(workspace, since) {
      const row = await db
        .selectFrom('asked')
        .selectAll()
        .where('workspace', '=', workspace)
        .where((row) =>
          row.or([
            row('origin', '=', 'schedule'),
            row.and([row('origin', '=', 'command'), row('platform', '!=', 'terminal')]),
          ]),
        )
        .where('asked_at', '>=', since)
        .orderBy('asked_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toAsked(row);
    },
    async endingIn(before) {
      const rows = await db
        .selectFrom('asked')
        .select('workspace')
        .where(isEnding(before))
        .groupBy('workspace')
        .orderBy(({ fn }) => fn.min('asked_at'))
        .execute();
      return rows.map(({ workspace }) => workspace);
    },
    async ending(workspace, before) {
      const rows = await db
        .selectFrom('asked')
        .selectAll()
        .where('workspace', '=', workspace)
        .where(isEnding(before))
        .orderBy('asked_at')
        .limit(100)
        .execute();
      return rows.map(toAsked);
    },
    async close(id, closedAt) {
      const done = await db
        .updateTable('asked')
        .set({ closed_at: closedAt })
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n ? 'closed' : 'was-closed';
    },
    async untold(id) {
      const row = await db
        .selectFrom('asked')
        .selectAll()
        .where('id', '=', id)
        .where('origin', '=', 'schedule')
        .where('closed_at', 'is not', null)
        .where('told', '=', 0)
        .executeTakeFirst();
      return row && toAsked(row);
    },
    async told(id) {
      await db.updateTable('asked').set({ told: 1 }).where('id', '=', id).execute();
    },
    async posted(id, message) {
      await db.updateTable('asked').set({ message }).where('id', '=', id).execute();
    },
    answer: (answer, learned) =>
      unlessMoved(db, async (trx): Promise<Answered> => {
        if ((await holdOpen(trx, answer.askedId)) === 'closed') return { kind: 'closed' };
        const added = await trx
          .insertInto('answers')
          .values(toRow(answer))
          .onConflict((conflict) => conflict.columns(['asked_id', 'user_id']).doNothing())
          .executeTakeFirst();
        if ((added.numInsertedOrUpdatedRows ?? 0n) > 0n) {
          if (learned !== undefined && (await putCard(trx, learned)) === 'moved') throw new Moved();
          return { kind: 'first' };
        }
        const before = await given(trx)
          .where('asked_id', '=', answer.askedId)
          .where('user_id', '=', answer.userId)
          .executeTakeFirstOrThrow();
        return { kind: 'before', answer: toAnswer(before) };
      }).then((done) => (done === 'moved' ? { kind: 'moved' } : done)),
    change: (answer) =>
      db.transaction().execute(async (trx) => {
        if ((await holdOpen(trx, answer.askedId)) === 'closed') return 'moved';
        const done = await trx
          .updateTable('answers')
          .set({ ...toRow(answer), changes: answer.changes + 1 })
          .where('asked_id', '=', answer.askedId)
          .where('user_id', '=', answer.userId)
          .where('changes', '=', answer.changes)
          .executeTakeFirst();
        return done.numUpdatedRows > 0n ? 'changed' : 'moved';
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
    async history(place) {
      const rows = await inPlace(place)
        .where('origin', '!=', 'review')
        .select(({ fn }) => [
          'question_id',
          fn.countAll<number>().as('count'),
          fn.max('asked_at').as('last_at'),
        ])
        .groupBy('question_id')
        .execute();
      return rows.map((row) => ({ questionId: row.question_id, count: row.count, lastAt: row.last_at }));
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

/** Each half is found by an index of its own. */
function isEnding(before: number) {
  return (eb: ExpressionBuilder<Tables, 'asked'>) =>
    eb.and([
      eb('origin', '=', sql.lit('schedule')),
      eb.or([
        eb.and([eb('closed_at', 'is', null), eb('asked_at', '<=', before)]),
        eb.and([eb('closed_at', 'is not', null), eb('told', '=', sql.lit(0))]),
      ]),
    ]);
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

function toAsked(row: Selectable<Tables['asked']>): Asked {
  return {
    id: row.id,
    place: { platform: platformColumn.parse(row.platform), workspace: row.workspace, channel: row.channel },
    questionId: row.question_id,
    topic: row.topic,
    seed: row.seed,
    locale: localeColumn.parse(row.locale),
    print: row.print,
    askedAt: row.asked_at,
    origin: originColumn.parse(row.origin),
    closedAt: row.closed_at,
    message: row.message,
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
