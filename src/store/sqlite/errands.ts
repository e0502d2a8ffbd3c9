/** Promised answers in SQLite. */
import { type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Errand, Errands, Letter } from '../../chat/errand.ts';
import { invocationText, readInvocation, readReply, replyText } from './errand-json.ts';
import type { Tables } from './tables.ts';

/** Letters that a person is given at a time. */
const LETTERS = 10;
/** They are kept for so long, counted to the newest, in ms. */
const LETTERS_MS = 30 * 24 * 3_600_000;
/** The ids of what was told are known for so long, counted to the newest, in ms. */
const TOLD_MS = 3_600_000;
/** What is left of an errand but its id and its time. */
export const ERASED = {
  workspace: '',
  user_id: '',
  invocation: '',
  address: '',
  reply: null,
  cancelled: 0,
} as const;

export function errandStore(db: Kysely<Tables>): Errands {
  const change = (id: string, what: Partial<Selectable<Tables['errands']>>) =>
    db.updateTable('errands').set(what).where('id', '=', id).where('state', '=', 'open').execute();
  const setAside = async (id: string) => void (await change(id, { state: 'unreadable', address: '' }));
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
          cancelled: 0,
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
    told: (id) =>
      db.transaction().execute(async (trx) => {
        const [told] = await trx
          .updateTable('errands')
          .set({ ...ERASED, state: 'told' })
          .where('id', '=', id)
          .returning('asked_at')
          .execute();
        if (told === undefined) return;
        await trx.deleteFrom('effects').where('errand', '=', id).execute();
        await trx.deleteFrom('checkpoints').where('id', '=', id).execute();
        await trx
          .deleteFrom('errands')
          .where('state', '=', sql.lit('told'))
          .where('asked_at', '<', told.asked_at - TOLD_MS)
          .execute();
      }),
    async wait(id) {
      const [waiting] = await db
        .updateTable('errands')
        .set({ state: 'letter', address: '', invocation: '' })
        .where('id', '=', id)
        .where('reply', 'is not', null)
        .returning('asked_at')
        .execute();
      if (waiting === undefined) return;
      await db
        .deleteFrom('errands')
        .where('state', 'in', ['letter', 'read', 'unreadable'])
        .where('asked_at', '<', waiting.asked_at - LETTERS_MS)
        .execute();
    },
    async cancel(id, { platform, workspace, userId }) {
      const noted = await db
        .updateTable('errands')
        .set({ cancelled: 1 })
        .where('id', '=', id)
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('user_id', '=', userId)
        .where('state', '=', 'open')
        .where('reply', 'is', null)
        .executeTakeFirst();
      if (noted.numUpdatedRows > 0n) return 'noted';
      const another = await db
        .selectFrom('errands')
        .select('id')
        .where('id', '=', id)
        .where('state', '=', 'open')
        .where('reply', 'is', null)
        .executeTakeFirst();
      return another === undefined ? 'gone' : 'not-yours';
    },
    async isCancelled(id) {
      const row = await db
        .selectFrom('errands')
        .select('cancelled')
        .where('id', '=', id)
        .where('cancelled', '=', 1)
        .executeTakeFirst();
      return row !== undefined;
    },
    setAside,
    async left(platform) {
      const rows = await db
        .updateTable('errands')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('platform', '=', platform)
        .where('state', '=', 'open')
        .returningAll()
        .execute();
      const errands: Errand[] = [];
      for (const row of rows.toSorted((a, b) => a.asked_at - b.asked_at)) {
        const errand = toErrand(row);
        if (errand === undefined) await setAside(row.id);
        else errands.push(errand);
      }
      return errands;
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
      return rows.flatMap(toLetter);
    },
    async read(id, { platform, workspace, userId }) {
      const rows = await db
        .updateTable('errands')
        .set({ state: 'read' })
        .where('id', '=', id)
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('user_id', '=', userId)
        .where('state', 'in', ['letter', 'read'])
        .returningAll()
        .execute();
      return rows.flatMap(toLetter)[0];
    },
  };
}

function toLetter({ id, asked_at: at, reply }: Selectable<Tables['errands']>): readonly Letter[] {
  return reply === null ? [] : [{ id, at, reply: readReply(reply) }];
}

/** Undefined if this program cannot read it: a newer one has kept it, or it is damaged. The others are answered. */
function toErrand(row: Selectable<Tables['errands']>): Errand | undefined {
  try {
    return {
      id: row.id,
      invocation: readInvocation(row.invocation),
      at: row.asked_at,
      address: row.address,
      reply: row.reply === null ? null : readReply(row.reply),
      tries: row.tries,
    };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
