/** Asked questions in SQLite. */
import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { Place } from '../../chat/invocation.ts';
import type { Asked, QuizStore } from '../port.ts';
import { localeColumn, originColumn, platformColumn } from './columns.ts';
import { isForgotten } from './effects.ts';
import type { Tables } from './tables.ts';

/** What is kept of the questions themselves. */
type AskedStore = Omit<QuizStore, 'answer' | 'change' | 'rate' | 'answers' | 'scored'>;

export function askedStore(db: Kysely<Tables>): AskedStore {
  const inPlace = (place: Place) =>
    db
      .selectFrom('asked')
      .where('workspace', '=', place.workspace)
      .where('platform', '=', place.platform)
      .where('channel', '=', place.channel);

  return {
    ask: (asked, key) =>
      db.transaction().execute(async (trx) => {
        const userId = (await isForgotten(trx, key)) ? '' : asked.userId;
        await trx
          .insertInto('asked')
          .values({ ...rowOf(asked), user_id: userId })
          .execute();
      }),
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
    async newestOpen(place) {
      const row = await inPlace(place)
        .selectAll()
        .where('closed_at', 'is', null)
        .where('origin', 'in', ['schedule', 'command'])
        .orderBy('asked_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toAsked(row);
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

function rowOf({ id, place, ...asked }: Asked) {
  return {
    ...place,
    id,
    question_id: asked.questionId,
    topic: asked.topic,
    seed: asked.seed,
    locale: asked.locale,
    origin: asked.origin,
    print: asked.print,
    asked_at: asked.askedAt,
    closed_at: asked.closedAt,
    message: asked.message,
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
    userId: row.user_id,
    origin: originColumn.parse(row.origin),
    closedAt: row.closed_at,
    message: row.message,
  };
}
