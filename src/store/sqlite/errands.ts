/** Promised answers in SQLite. */
import type { Kysely, Selectable } from 'kysely';
import type { Errand, Errands } from '../../chat/errand.ts';
import { invocationText, readInvocation, readReply, replyText } from './errand-json.ts';
import type { Tables } from './tables.ts';

/** Letters that a person is given at a time. */
const LETTERS = 10;

export function errandStore(db: Kysely<Tables>): Errands {
  const change = (id: string, what: Partial<Selectable<Tables['errands']>>) =>
    db.updateTable('errands').set(what).where('id', '=', id).execute();
  return {
    async keep({ id, invocation, at, address }) {
      const { platform, workspace, userId: user_id } = invocation.caller;
      const kept = await db
        .insertInto('errands')
        .values({
          id,
          platform,
          workspace,
          user_id,
          asked_at: at,
          invocation: invocationText(invocation),
          address,
          reply: null,
          state: 'open',
          tries: 1,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n ? 'kept' : 'known';
    },
    async moved(id, address) {
      await change(id, { address });
    },
    async ended(id, reply) {
      await change(id, { reply: replyText(reply) });
    },
    async told(id) {
      await db.deleteFrom('errands').where('id', '=', id).execute();
    },
    async wait(id) {
      await db
        .updateTable('errands')
        .set({ state: 'letter', address: '', invocation: '' })
        .where('id', '=', id)
        .where('reply', 'is not', null)
        .execute();
    },
    async left(platform) {
      const rows = await db
        .updateTable('errands')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('platform', '=', platform)
        .where('state', '=', 'open')
        .returningAll()
        .execute();
      return rows.toSorted((a, b) => a.asked_at - b.asked_at).map(toErrand);
    },
    async letters({ platform, workspace, userId }) {
      const rows = await db
        .selectFrom('errands')
        .selectAll()
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('user_id', '=', userId)
        .where('state', '=', 'letter')
        .orderBy('asked_at')
        .limit(LETTERS)
        .execute();
      return rows.flatMap(({ id, asked_at, reply }) =>
        reply === null ? [] : [{ id, at: asked_at, reply: readReply(reply) }],
      );
    },
    async forgetLetters(before) {
      await db.deleteFrom('errands').where('state', '=', 'letter').where('asked_at', '<', before).execute();
    },
  };
}

function toErrand(row: Selectable<Tables['errands']>): Errand {
  return {
    id: row.id,
    invocation: readInvocation(row.invocation),
    at: row.asked_at,
    address: row.address,
    reply: row.reply === null ? null : readReply(row.reply),
    tries: row.tries,
  };
}
