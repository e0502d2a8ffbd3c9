/** Schedules in SQLite. */
import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely';
import type { NewSchedule, Schedule, ScheduleStore, Which } from '../schedules.ts';
import { nextNumber, takeTurn } from './counter.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import { shownName } from './names.ts';
import { countOf, removals } from './schedule-removals.ts';
import { reportColumns, troubleColumns } from './schedule-report.ts';
import { readRows, stateColumns, taskColumns } from './schedule-row.ts';
import type { Tables } from './tables.ts';

/** Schedules that `settledBeyond` reads at a time. */
const PAGE = 1_000;

/** What this program does not know is no training. */
const OPERATOR = { trainings: '=', others: '!=' } as const satisfies Readonly<Record<Which, string>>;

export function scheduleStore(db: Kysely<Tables>): ScheduleStore {
  const all = () => db.selectFrom('schedules').selectAll().select(shownName('schedules'));
  const rows = () => all().where('removed_at', 'is', null);
  return {
    add: (schedule, most, key) =>
      db.transaction().execute(async (trx) => {
        const { workspace } = schedule.place;
        await takeTurn(trx, workspace, 'schedule');
        const before = await effectOf(trx, key);
        if (before !== undefined) return { kind: 'added', schedule: asNew(schedule, Number(before)) };
        const same = await sameAs(trx, schedule);
        if (same !== undefined) return { kind: 'there', schedule: same };
        if ((await countOf(trx, workspace)) >= most) return { kind: 'full' };
        const number = await nextNumber(trx, workspace, 'schedule');
        const added = (await isForgotten(trx, key)) ? { ...schedule, userId: '', userName: '' } : schedule;
        await trx.insertInto('schedules').values(rowOf(added, number)).execute();
        await noteEffect(trx, key, String(number));
        return { kind: 'added', schedule: asNew(added, number) };
      }),
    list: async (workspace) =>
      readRows(await rows().where('workspace', '=', workspace).orderBy('number').execute()),
    ...removals(db),
    async waiting(now, which) {
      const found = await db
        .selectFrom('schedules')
        .select('workspace')
        .where('removed_at', 'is', null)
        .where(isDue(now))
        .where('kind', OPERATOR[which], 'train')
        .groupBy('workspace')
        .orderBy(({ fn }) => fn.min('next_at'))
        .execute();
      return found.map(({ workspace }) => workspace);
    },
    due: async (workspace, now, which) =>
      readRows(
        await rows()
          .where('workspace', '=', workspace)
          .where(isDue(now))
          .where('kind', OPERATOR[which], 'train')
          .orderBy('next_at')
          .orderBy('number')
          .execute(),
      ),
    async settledBeyond(time) {
      const found = await rows()
        .where('settled_at', '>', time)
        .where('state', '!=', 'paused')
        .limit(PAGE)
        .execute();
      return readRows(found).schedules;
    },
    change: (seen, change, key) =>
      db.transaction().execute(async (trx) => {
        if (key !== undefined) {
          await takeTurn(trx, seen.place.workspace, 'schedule');
          if ((await effectOf(trx, key)) !== undefined) return 'changed';
        }
        const changed = await trx
          .updateTable('schedules')
          .set({ ...stateColumns(change), revision: seen.revision + 1 })
          .where('workspace', '=', seen.place.workspace)
          .where('number', '=', seen.number)
          .where('removed_at', 'is', null)
          .where('revision', '=', seen.revision)
          .executeTakeFirst();
        if (changed.numUpdatedRows === 0n) return 'moved';
        await noteEffect(trx, key, 'changed');
        return 'changed';
      }),
    async takeOver(now) {
      await db
        .updateTable('schedules')
        .set({ pending_at: now })
        .where('pending', 'is not', null)
        .where('pending_at', '>', now)
        .execute();
    },
    async report({ place, number }, report) {
      await db
        .updateTable('schedules')
        .set(reportColumns(report))
        .set((eb) => ({ ...troubleColumns(eb, report), revision: eb('revision', '+', 1) }))
        .where('workspace', '=', place.workspace)
        .where('number', '=', number)
        .execute();
    },
    async pauseUnreadable({ workspace, number }) {
      const paused = await db
        .updateTable('schedules')
        .set({ state: 'paused' })
        .where('workspace', '=', workspace)
        .where('number', '=', number)
        .where('state', '=', 'active')
        .executeTakeFirst();
      return paused.numUpdatedRows > 0n ? 'paused' : 'was-paused';
    },
  };
}

/**
 * Its time has come, or a post of it may be begun again; both are found by an index of their own. While a post may not
 * be begun again, it is not due.
 */
function isDue(now: number) {
  return (eb: ExpressionBuilder<Tables, 'schedules'>) =>
    eb.or([
      eb.and([eb('state', '=', sql.lit('active')), eb('next_at', '<=', now), eb('pending', 'is', null)]),
      eb.and([
        eb('pending', 'is not', null),
        eb('pending_at', '<=', now),
        eb('state', '!=', sql.lit('paused')),
      ]),
    ]);
}

/** As it stands when it was just added. */
function asNew(schedule: NewSchedule, number: number): Schedule {
  return {
    ...schedule,
    number,
    state: 'active',
    trouble: null,
    missed: 0,
    vote: null,
    pending: null,
    lastRun: null,
    revision: 0,
  };
}

function rowOf(schedule: NewSchedule, number: number) {
  const { place, cron, zone, dayRule, task, locale, userId, userName, nextAt, settledAt } = schedule;
  return {
    ...place,
    ...taskColumns(task),
    number,
    cron,
    zone,
    day_rule: dayRule,
    locale,
    user_id: userId,
    user_name: userName,
    next_at: nextAt,
    settled_at: settledAt,
  };
}

/** One that does the same at the same times in the same channel, and has not ended. */
async function sameAs(trx: Transaction<Tables>, schedule: NewSchedule): Promise<Schedule | undefined> {
  const { place, cron, zone, dayRule, task } = schedule;
  const { kind, topic, detail } = taskColumns(task);
  const found = await trx
    .selectFrom('schedules')
    .selectAll()
    .select(shownName('schedules'))
    .where('workspace', '=', place.workspace)
    .where('platform', '=', place.platform)
    .where('channel', '=', place.channel)
    .where('cron', '=', cron)
    .where('zone', '=', zone)
    .where('kind', '=', kind)
    .where('topic', topic === null ? 'is' : '=', topic)
    .where('detail', detail === null ? 'is' : '=', detail)
    .where('removed_at', 'is', null)
    .where('state', '!=', 'ended')
    .orderBy('number')
    .execute();
  return readRows(found).schedules.find((each) => each.dayRule === dayRule);
}
