/** People in the playground's messages. All of them are of the one workspace `local`. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { draftSchema, forgetEpoch, nextIn, nobodys, toRow } from './playground.ts';
import { type Rule, rowsOf, STEP_ROWS } from './rules.ts';
import type { Spare } from './spare.ts';
import type { Tables } from './tables.ts';

const WORKSPACE = 'local';
/** Messages that are rewritten in a step. */
const STEP_LINES = 25;

/**
 * What others see stays, without the person; what is for the person alone goes, and its files. Each gets a new version,
 * so that pages that connect again drop what they show.
 */
export const forgetLines: Rule['forget'] = async (trx, { workspace, userId }, spare, after) => {
  if (workspace !== WORKSPACE) return null;
  // The turn of all puts, before anything is read.
  const version = await nextIn(trx, 'change', 'version');
  return (await forgetOwn(trx, userId, version)) ? after : forgetNamed(trx, spare, after, version);
};

/** What a step changes gets versions of its own, one each; `version` is the first. */
async function forgetOwn(trx: Transaction<Tables>, userId: string, version: number): Promise<boolean> {
  const own = await trx
    .selectFrom('messages')
    .select(['id', 'draft'])
    .where('owner', '=', userId)
    .limit(STEP_LINES)
    .execute();
  let next = version;
  for (const { id, draft } of own) {
    const read = draftSchema.safeParse(parsed(draft));
    if (!read.success) {
      await trx.deleteFrom('messages').where('id', '=', id).execute();
      continue;
    }
    const row = toRow(nobodys(read.data));
    await trx
      .updateTable('messages')
      .set({ ...row, version: next })
      .where('id', '=', id)
      .execute();
    if (row.state === 'removed') await trx.deleteFrom('message_files').where('message', '=', id).execute();
    next = await nextIn(trx, 'change', 'version');
  }
  return own.length > 0;
}

/** Undefined if it is no JSON: a damaged row must not be in the way for ever. */
function parsed(draft: string): unknown {
  try {
    return JSON.parse(draft);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Messages that may name the person. @returns as `Rule.forget` does */
async function forgetNamed(
  trx: Transaction<Tables>,
  spare: Spare,
  after: number,
  version: number,
): Promise<number | null> {
  const found = await trx
    .selectFrom('messages')
    .select(['id', 'draft', sql<number>`rowid`.as('at')])
    .where(sql<boolean>`rowid > ${after}`)
    .where((eb) => eb.or(spare.needles.map((needle) => sql<boolean>`instr(draft, ${needle}) > 0`)))
    .orderBy(sql`rowid`)
    .limit(STEP_LINES)
    .execute();
  let next = version;
  for (const { id, draft } of found) {
    await trx
      .updateTable('messages')
      .set({ draft: spare.json(draft), version: next })
      .where('id', '=', id)
      .execute();
    next = await nextIn(trx, 'change', 'version');
  }
  return found.at(-1)?.at ?? null;
}

export const linesOf: Rule['export'] = async (db, { workspace, userId }, most) =>
  workspace !== WORKSPACE
    ? []
    : rowsOf(
        db,
        sql`select json_extract(draft, '$.at') as said_at, json_extract(draft, '$.cause.userName') as name,
          json_extract(draft, '$.cause.text') as line, iif(recipient is null, 'everyone', 'you') as seen_by,
          json_extract(draft, '$.content.reply.text') as answer
          from messages where owner = ${userId} and state != 'removed' order by "order" desc limit ${most}`,
      );

/** The newest stays: orders and versions go on from it. A new epoch tells pages that connect again what is gone. */
export async function expireLines(db: Kysely<Tables>, workspace: string, before: number): Promise<number> {
  if (workspace !== WORKSPACE) return 0;
  const done = await sql`delete from messages where rowid in (select rowid from messages
    where json_extract(draft, '$.at') < ${before} and version < (select max(version) from messages)
    and "order" < (select max("order") from messages) limit ${STEP_ROWS / 4})`.execute(db);
  const count = Number(done.numAffectedRows ?? 0n);
  if (count > 0) await forgetEpoch(db);
  return count;
}
