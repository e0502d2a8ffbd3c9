/** The playground's key and its links in SQLite. */
import type { Kysely } from 'kysely';
import type { Door } from '../../chat/door.ts';
import { takeTurn } from './counter.ts';
import type { Tables } from './tables.ts';

const KEY = 'playground-key';

export function doorStore(db: Kysely<Tables>): Door {
  const kept = () => db.selectFrom('facts').select('value').where('name', '=', KEY);
  const open = (from: Pick<Kysely<Tables>, 'selectFrom'>, workspace: string, now: number) =>
    from
      .selectFrom('invites')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('workspace', '=', workspace)
      .where('used_at', 'is', null)
      .where('until', '>', now)
      .executeTakeFirstOrThrow();

  return {
    async key(fresh) {
      // Read first: after the first time there is nothing to write, and so nobody to wait for.
      const before = await kept().executeTakeFirst();
      if (before !== undefined) return before.value;
      await db
        .insertInto('facts')
        .values({ name: KEY, value: fresh })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return (await kept().executeTakeFirstOrThrow()).value;
    },
    invite: ({ id, workspace, at, until }, most) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, workspace, 'invite');
        await trx
          .deleteFrom('invites')
          .where('workspace', '=', workspace)
          .where((eb) => eb.or([eb('used_at', 'is not', null), eb('until', '<=', at)]))
          .execute();
        if ((await open(trx, workspace, at)).count >= most) return 'full';
        await trx
          .insertInto('invites')
          .values({ id, workspace, made_at: at, until, used_at: null })
          .execute();
        return 'kept';
      }),
    invitesOpen: async (workspace, now) => (await open(db, workspace, now)).count,
    async admit(workspace, id, now) {
      const used = await db
        .updateTable('invites')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('workspace', '=', workspace)
        .where('used_at', 'is', null)
        .where('until', '>', now)
        .executeTakeFirst();
      return used.numUpdatedRows > 0n ? 'admitted' : 'gone';
    },
  };
}
