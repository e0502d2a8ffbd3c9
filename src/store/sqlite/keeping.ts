/** What is kept, for how long, and its deletion, in SQLite, by the table of all tables. */
import { setImmediate as others } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Held, KeepingStore, Kind, PersonalData, Step } from '../personal.ts';
import type { ForgettingNews } from './forgetting-news.ts';
import { PERSONAL } from './personal.ts';
import { type Rows, type Rule, rowsOf } from './rules.ts';
import type { Tables } from './tables.ts';

/** The workspace of the playground and the terminal, which nobody can take the bot out of. */
const OWN = 'local';
const RULES: readonly Rule[] = Object.values(PERSONAL);

type HasWorkspace<Table extends keyof Tables> = 'workspace' extends keyof Tables[Table] ? Table : never;

/** The tables that bear a workspace's name. */
const WITH_WORKSPACE = Object.keys({
  runs: true,
  models: true,
  counters: true,
  schedules: true,
  settings: true,
  asked: true,
  ballots: true,
  votes: true,
  cards: true,
  people: true,
  invites: true,
  departures: true,
  forgettings: true,
  decks: true,
  deck_earlier: true,
  deck_drafts: true,
  hunts: true,
  league: true,
  errands: true,
} as const satisfies { readonly [Table in keyof Tables as HasWorkspace<Table>]: true });

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

export function keepingStore(db: Kysely<Tables>, { tell }: Pick<ForgettingNews, 'tell'>): KeepingStore {
  return {
    held: HELD,
    async export(who, most): Promise<PersonalData> {
      const records: Partial<Record<Kind, Rows>> = {};
      const cut = new Set<Kind>();
      for (const { kind, export: rowsFor } of RULES) {
        if (kind === null) continue;
        await others();
        const all = await rowsFor(db, who, most + 1);
        if (all.length > most) cut.add(kind);
        records[kind] = [...(records[kind] ?? []), ...all.slice(0, most)];
      }
      return { records, cut: [...cut] };
    },
    expire: (workspace, before) =>
      someBy(async (rule) => {
        const count = await rule.expire(db, workspace, before);
        if (rule === PERSONAL.messages && count > 0) tell({ kind: 'expired', before });
        return count;
      }),
    tidy: (now) => someBy((rule) => rule.tidy(db, now)),
    async known(prefix) {
      const found = new Set<string>();
      for (const table of WITH_WORKSPACE) {
        await others();
        const rows = await rowsOf(
          db,
          sql`select distinct workspace from ${sql.table(table)}
            where workspace >= ${prefix} and workspace < ${`${prefix}\u{10FFFF}`}`,
        );
        for (const { workspace } of rows) found.add(String(workspace));
      }
      return found;
    },
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
