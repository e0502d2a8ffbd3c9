/** What is kept, for how long, and its deletion, in SQLite, by the table of all tables. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Held, KeepingStore, Kind, PersonalData, Step, Who } from '../personal.ts';
import { nextNumber, takeTurn } from './counter.ts';
import { PERSONAL } from './personal.ts';
import { type Rows, type Rule, rowsOf } from './rules.ts';
import { spare } from './spare.ts';
import type { Tables } from './tables.ts';

/** The workspace of the playground and the terminal, which nobody can take the bot out of. */
const OWN = 'local';
const RULES: readonly Rule[] = Object.values(PERSONAL);

/** Of each kind once, by the first table that has it. */
const HELD: readonly Held[] = [
  ...new Map(
    RULES.flatMap(({ kind, forgotten, kept }) =>
      kind === null || forgotten === 'nothing' ? [] : [{ kind, forgotten, kept }],
    )
      .reverse()
      .map((held) => [held.kind, held] as const),
  ).values(),
].reverse();

export function keepingStore(db: Kysely<Tables>): KeepingStore {
  return {
    held: HELD,
    async export(who, most): Promise<PersonalData> {
      const records: Partial<Record<Kind, Rows>> = {};
      const cut = new Set<Kind>();
      for (const { kind, export: rowsFor } of RULES) {
        if (kind === null) continue;
        const all = await rowsFor(db, who, most + 1);
        if (all.length > most) cut.add(kind);
        records[kind] = [...(records[kind] ?? []), ...all.slice(0, most)];
      }
      return { records, cut: [...cut] };
    },
    expire: (workspace, before) => someBy((rule) => rule.expire(db, workspace, before)),
    tidy: (now) => someBy((rule) => rule.tidy(db, now)),
    async left(workspace, at) {
      if (workspace === OWN) return;
      await db
        .insertInto('departures')
        .values({ workspace, left_at: at })
        .onConflict((conflict) => conflict.column('workspace').doNothing())
        .execute();
    },
    async returned(workspace) {
      await db.deleteFrom('departures').where('workspace', '=', workspace).execute();
    },
    async gone(before) {
      const rows = await db
        .selectFrom('departures')
        .select('workspace')
        .where('left_at', '<=', before)
        .where('workspace', '!=', OWN)
        .orderBy('left_at')
        .execute();
      return rows.map(({ workspace }) => workspace);
    },
    deleteWorkspace: (workspace, before) =>
      db.transaction().execute(async (trx): Promise<Step> => {
        // Nothing is changed: the row is held, so that a workspace comes back before this step or after it.
        const held = await trx
          .updateTable('departures')
          .set((eb) => ({ left_at: eb.ref('left_at') }))
          .where('workspace', '=', workspace)
          .where('workspace', '!=', OWN)
          .where('left_at', '<=', before)
          .executeTakeFirst();
        if (held.numUpdatedRows === 0n) return 'done';
        if ((await someBy((rule) => rule.leave(trx, workspace))) === 'more') return 'more';
        await trx.deleteFrom('departures').where('workspace', '=', workspace).execute();
        return 'done';
      }),
  };
}

/** Goes on with the first table that has something left. */
async function someBy(work: (rule: Rule) => Promise<number>): Promise<Step> {
  for (const rule of RULES) if ((await work(rule)) > 0) return 'more';
  return 'done';
}

/** Deletes a person, by every table. */
export async function forgetPerson(trx: Transaction<Tables>, who: Who): Promise<void> {
  // A deck that was read with the name, and is put from now on, would bring it back.
  await takeTurn(trx, who.workspace, 'deck');
  await nextNumber(trx, who.workspace, 'deck');
  const from = spare(who.userId, await namesOf(trx, who));
  for (const rule of RULES) await rule.forget(trx, who, from);
}

/** All by which a person is known: the one place where names are read as they are stored, to be taken out. */
async function namesOf(trx: Transaction<Tables>, { workspace, userId }: Who): Promise<readonly string[]> {
  const tables = [
    'people',
    'runs',
    'schedules',
    'league',
    'hunts',
    'decks',
    'deck_earlier',
    'deck_drafts',
  ] as const;
  const own = tables.map(
    (table) =>
      sql`select user_name as name from ${sql.table(table)} where workspace = ${workspace} and user_id = ${userId}`,
  );
  const rows = await rowsOf(
    trx,
    sql`${sql.join(own, sql` union `)}
      union select user_name from answers where user_id = ${userId}
        and asked_id in (select id from asked where workspace = ${workspace})
      union select json_extract(invocation, '$.caller.userName') from errands
        where workspace = ${workspace} and user_id = ${userId} and invocation != ''
      union select json_extract(draft, '$.cause.userName') from messages
        where owner = ${userId} and ${workspace} = ${OWN}`,
  );
  return rows.flatMap(({ name }) => (typeof name === 'string' && name !== '' ? [name] : []));
}
