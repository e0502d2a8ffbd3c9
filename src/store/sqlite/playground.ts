/** The playground's conversation in SQLite, so that a reload or a restart finds it again. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import {
  type Content,
  type Draft,
  type History,
  type Message,
  ownerOf,
  type View,
} from '../../chat/history.ts';
import { localeColumn } from './columns.ts';
import { nextNumber } from './counter.ts';
import { isForgotten } from './effects.ts';
import { replySchema } from './reply-json.ts';
import type { Tables } from './tables.ts';

const EPOCH = 'playground-epoch';

/** Messages kept, in all and of one person; each may have a few pictures of at most 200 KB. */
const KEPT = { inAll: 2_000, each: 500 } as const;

/** @param newEpoch names the conversation when it is begun. */
export function playgroundHistory(
  db: Kysely<Tables>,
  newEpoch: () => string,
  { watch }: Pick<History, 'watch'>,
  kept: { readonly inAll: number; readonly each: number } = KEPT,
): History {
  const seen = ({ channel, viewer }: View) =>
    db
      .selectFrom('messages')
      .selectAll()
      .where('channel', '=', channel)
      .where((eb) => eb.or([eb('recipient', 'is', null), eb('recipient', '=', viewer)]));

  const named = () => db.selectFrom('facts').select('value').where('name', '=', EPOCH);

  return {
    async epoch() {
      // Read first: after the first time there is nothing to write, and so nobody to wait for.
      const before = await named().executeTakeFirst();
      if (before !== undefined) return before.value;
      await db
        .insertInto('facts')
        .values({ name: EPOCH, value: newEpoch() })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return (await named().executeTakeFirstOrThrow()).value;
    },
    put: (draft, files, errand) =>
      db.transaction().execute(async (trx) => {
        // The turn of all puts: a version is seen only when those below it are.
        const version = await nextIn(trx, 'change', 'version');
        const before = await trx
          .selectFrom('messages')
          .select(['order', 'owner'])
          .where('id', '=', draft.id)
          .executeTakeFirst();
        const order = before?.order ?? (await nextIn(trx, 'message', 'order'));
        // It was made nobody's while its answer was under way: what is for its owner alone is told and not kept.
        const isNobodys = ownerOf(draft) !== '' && (before?.owner === '' || (await isForgotten(trx, errand)));
        const row = { ...toRow(isNobodys ? nobodys(draft) : draft), order, version };
        await trx
          .insertInto('messages')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await trx.deleteFrom('message_files').where('message', '=', draft.id).execute();
        for (const { name, bytes } of isNobodys && draft.to !== null ? [] : files) {
          await trx.insertInto('message_files').values({ message: draft.id, name, bytes }).execute();
        }
        if (before === undefined) await forget(trx, row.owner, kept, draft.id);
        return { ...(isNobodys && draft.to === null ? nobodys(draft) : draft), order, version };
      }),
    async get(id) {
      const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toMessage(row);
    },
    async file(id, name) {
      const row = await db
        .selectFrom('message_files')
        .select('bytes')
        .where('message', '=', id)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.bytes;
    },
    async page(view, before, limit) {
      const rows = await seen(view)
        .where('order', '<', before)
        .where('state', '!=', 'removed')
        .orderBy('order', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toMessage).reverse();
    },
    async since(view, after, limit) {
      const rows = await seen(view).where('version', '>', after).orderBy('version').limit(limit).execute();
      return rows.map(toMessage);
    },
    async changes(channel, after, limit) {
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .where('channel', '=', channel)
        .where('version', '>', after)
        .orderBy('version')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    watch,
    async unfinished(channel) {
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .where('channel', '=', channel)
        .where('state', '=', 'progress')
        .execute();
      return rows.map(toMessage);
    },
  };
}

/** Forgets the oldest of a person who has too many, and while there are too many in all, of who has most. */
async function forget(
  trx: Transaction<Tables>,
  owner: string,
  kept: { readonly inAll: number; readonly each: number },
  newest: string,
): Promise<void> {
  if (owner !== '') await forgetOf(trx, owner, kept.each, newest);
  const { total } = await trx
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  for (let left = total; left > kept.inAll; left -= 1) {
    const most = await trx
      .selectFrom('messages')
      .select((eb) => ['owner', eb.fn.countAll<number>().as('count')])
      .groupBy('owner')
      .orderBy('count', 'desc')
      .orderBy((eb) => eb.fn.min('order'))
      .limit(1)
      .executeTakeFirstOrThrow();
    await forgetOf(trx, most.owner, most.count - 1, newest);
  }
}

/** Forgets all of a person but the newest so many. What was put last stays: versions go on rising. */
async function forgetOf(
  trx: Transaction<Tables>,
  owner: string,
  most: number,
  newest: string,
): Promise<void> {
  const last = await trx
    .selectFrom('messages')
    .select('order')
    .where('owner', '=', owner)
    .orderBy('order', 'desc')
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return;
  await trx
    .deleteFrom('messages')
    .where('owner', '=', owner)
    .where('order', '<=', last.order)
    .where('id', '!=', newest)
    .execute();
}

/** So that another one is drawn. */
export async function forgetEpoch(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('facts').where('name', '=', EPOCH).execute();
}

/** The version of the last change that is there; 0 where nothing is. */
export async function newestVersion(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.max('version').as('newest'))
    .executeTakeFirst();
  return row?.newest ?? 0;
}

/** The next of the numbers that run over all messages; of older databases, after the largest that is there. */
export function nextIn(trx: Transaction<Tables>, kind: 'message' | 'change', column: 'order' | 'version') {
  const largest = sql<number>`(select coalesce(max(${sql.ref(column)}), 0) from messages)`;
  return nextNumber(trx, 'playground', kind, largest);
}

/** A message without its person: what others see stays, and what was for the person alone is gone. */
export function nobodys({ id, channel, at, to, cause, content }: Draft): Draft {
  const bare = { id, channel, at, to: null };
  if (to !== null) return { ...bare, cause: null, content: { kind: 'removed' } };
  if (cause === null) return { ...bare, cause, content };
  // Which command it was is told by its answer anyway; what was written behind it is the person's own.
  const text = cause.kind === 'press' ? cause.text : cause.text.replace(/^([/／]\s*[a-z]*)[\s\S]*$/iu, '$1');
  return { ...bare, cause: { ...cause, userId: '', userName: '', key: '', text }, content };
}

export function toRow(draft: Draft): Omit<Selectable<Tables['messages']>, 'order' | 'version'> {
  const { id, channel, to, content } = draft;
  const state = content.kind === 'removed' ? 'removed' : content.reply.kind;
  return { id, channel, recipient: to, state, draft: JSON.stringify(draft), owner: ownerOf(draft) };
}

function toMessage(row: Selectable<Tables['messages']>): Message {
  return { ...draftSchema.parse(JSON.parse(row.draft)), order: row.order, version: row.version };
}

const content: z.ZodType<Content> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('removed') }),
  z.object({
    kind: z.literal('reply'),
    reply: replySchema,
    files: z.array(z.object({ name: z.string(), type: z.string(), alt: z.string(), size: z.int() })),
  }),
]);

export const draftSchema: z.ZodType<Draft> = z.object({
  id: z.string(),
  channel: z.string(),
  at: z.number(),
  to: z.string().nullable(),
  cause: z
    .object({
      userId: z.string(),
      userName: z.string(),
      locale: localeColumn,
      kind: z.enum(['command', 'press']),
      text: z.string(),
      key: z.string(),
    })
    .nullable(),
  by: z.string().optional(),
  content,
});
