/**
 * Forgets a person, by every table, in short steps: nothing else waits for long, and what was begun is ended by the next
 * start. From the first step on nobody is told the name any more, and what is under way for the person is nobody's.
 */
import { setImmediate as others } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Who } from '../personal.ts';
import { forgetErrands } from './errand-names.ts';
import { PERSONAL } from './personal.ts';
import { type Rule, rowsOf } from './rules.ts';
import { type Spare, spare } from './spare.ts';
import type { Tables } from './tables.ts';

/** People last: until then the person is hidden there. */
const RULES: readonly Rule[] = [
  ...Object.values(PERSONAL).filter((rule) => rule !== PERSONAL.people),
  PERSONAL.people,
];

const namesSchema = z.array(z.string());

/** Deletes a person. */
export async function forgetPerson(db: Kysely<Tables>, who: Who): Promise<void> {
  await db.transaction().execute((trx) => begin(trx, who));
  await goOn(db, who);
}

/** Ends what an earlier process has begun. */
export async function forgetBegun(db: Kysely<Tables>): Promise<void> {
  const begun = await db.selectFrom('forgettings').select(['workspace', 'user_id']).execute();
  for (const { workspace, user_id: userId } of begun) await goOn(db, { workspace, userId });
}

async function begin(trx: Transaction<Tables>, who: Who): Promise<void> {
  const { workspace, userId: user_id } = who;
  const before = await hold(trx, who);
  const names = JSON.stringify([...new Set([...before, ...(await namesOf(trx, who))])]);
  await trx
    .updateTable('forgettings')
    .set({ names })
    .where('workspace', '=', workspace)
    .where('user_id', '=', user_id)
    .execute();
  await forgetErrands(trx, who);
  const hidden = { user_name: '', leaderboard: 'hidden' };
  await trx
    .insertInto('people')
    .values({ workspace, user_id, reminder: 'off', locale: null, ...hidden })
    .onConflict((conflict) => conflict.columns(['workspace', 'user_id']).doUpdateSet(hidden))
    .execute();
}

async function goOn(db: Kysely<Tables>, who: Who): Promise<void> {
  let from: Spare | undefined;
  for (const rule of RULES) {
    for (let after: number | null = 0; after !== null; await others()) {
      const at: number = after;
      after = await db.transaction().execute(async (trx) => {
        const names = await hold(trx, who);
        from ??= spare(who.userId, names);
        return rule.forget(trx, who, from, at);
      });
    }
  }
  await db
    .deleteFrom('forgettings')
    .where('workspace', '=', who.workspace)
    .where('user_id', '=', who.userId)
    .execute();
}

/** Notes that the person is being forgotten, and gives the names that are noted. */
async function hold(
  trx: Transaction<Tables>,
  { workspace, userId: user_id }: Who,
): Promise<readonly string[]> {
  const { names } = await trx
    .insertInto('forgettings')
    .values({ workspace, user_id, names: '[]' })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace', 'user_id'])
        .doUpdateSet((eb) => ({ names: eb.ref('forgettings.names') })),
    )
    .returning('names')
    .executeTakeFirstOrThrow();
  return namesSchema.parse(JSON.parse(names));
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
        and exists (select 1 from asked where id = answers.asked_id and workspace = ${workspace})
      union select json_extract(invocation, '$.caller.userName') from errands
        where workspace = ${workspace} and user_id = ${userId} and invocation != ''
      union select json_extract(draft, '$.cause.userName') from messages
        where owner = ${userId} and ${workspace} = 'local'`,
  );
  return rows.flatMap(({ name }) => (typeof name === 'string' && name !== '' ? [name] : []));
}
