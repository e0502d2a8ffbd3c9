/** Schedules in SQLite. */
import type { Kysely, Selectable } from 'kysely';
import type { Schedule, ScheduleStore } from '../port.ts';
import { localeColumn, platformColumn } from './columns.ts';
import { nextNumber, takeTurn } from './counter.ts';
import { type Shown, shownName } from './names.ts';
import type { Tables } from './tables.ts';

export function scheduleStore(db: Kysely<Tables>): ScheduleStore {
  return {
    add: (schedule, most) =>
      db.transaction().execute(async (trx) => {
        const { workspace } = schedule.place;
        await takeTurn(trx, workspace, 'schedule');
        const { count } = await trx
          .selectFrom('schedules')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('workspace', '=', workspace)
          .executeTakeFirstOrThrow();
        if (count >= most) return 'full';
        const number = await nextNumber(trx, workspace, 'schedule');
        await trx
          .insertInto('schedules')
          .values({
            ...schedule.place,
            number,
            cron: schedule.cron,
            zone: schedule.zone,
            topic: schedule.topic,
            locale: schedule.locale,
            user_id: schedule.userId,
            user_name: schedule.userName,
            next_at: schedule.nextAt,
          })
          .execute();
        return { ...schedule, number, trouble: null };
      }),
    async list(workspace) {
      const rows = await db
        .selectFrom('schedules')
        .selectAll()
        .select(shownName('schedules'))
        .where('workspace', '=', workspace)
        .orderBy('number')
        .execute();
      return rows.map(toSchedule);
    },
    async remove(workspace, number) {
      const gone = await db
        .deleteFrom('schedules')
        .where('workspace', '=', workspace)
        .where('number', '=', number)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n ? 'removed' : 'unknown';
    },
    async due(now) {
      const rows = await db
        .selectFrom('schedules')
        .selectAll()
        .select(shownName('schedules'))
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(100)
        .execute();
      return rows.map(toSchedule);
    },
    async claim(schedule, nextAt) {
      const moved = await db
        .updateTable('schedules')
        .set({ next_at: nextAt })
        .where('workspace', '=', schedule.place.workspace)
        .where('number', '=', schedule.number)
        .where('next_at', '=', schedule.nextAt)
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n ? 'claimed' : 'taken';
    },
    async report({ place, number }, trouble) {
      await db
        .updateTable('schedules')
        .set({ trouble_en: trouble?.en ?? null, trouble_ja: trouble?.ja ?? null })
        .where('workspace', '=', place.workspace)
        .where('number', '=', number)
        .execute();
    },
  };
}

function toSchedule(row: Shown<Selectable<Tables['schedules']>>): Schedule {
  return {
    number: row.number,
    place: { platform: platformColumn.parse(row.platform), workspace: row.workspace, channel: row.channel },
    cron: row.cron,
    zone: row.zone,
    topic: row.topic,
    locale: localeColumn.parse(row.locale),
    userId: row.user_id,
    userName: row.shown_name,
    nextAt: row.next_at,
    trouble:
      row.trouble_en === null || row.trouble_ja === null ? null : { en: row.trouble_en, ja: row.trouble_ja },
  };
}
