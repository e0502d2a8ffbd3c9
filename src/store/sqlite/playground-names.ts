/** People in the playground's messages. All of them are of the one workspace `local`. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { draftSchema, nextIn, nobodys, toRow } from './playground.ts';
import { type Rule, rowsOf, STEP_ROWS } from './rules.ts';
import type { Spare } from './spare.ts';
import type { Tables } from './tables.ts';

const WORKSPACE = 'local';

/**
 * What others see stays, without the person; what is for the person alone goes, and its files. Each gets a new version,
 * so that pages that connect again drop what they show.
 */
export const forgetLines: Rule['forget'] = async (trx, { workspace, userId }, spare) => {
  if (workspace !== WORKSPACE) return;
  // The turn of all puts, before anything is read.
  let version = await nextIn(trx, 'change', 'version');
  const own = await trx.selectFrom('messages').select(['id', 'draft']).where('owner', '=', userId).execute();
  for (const { id, draft } of own) {
    const row = toRow(nobodys(draftSchema.parse(JSON.parse(draft))));
    await trx
      .updateTable('messages')
      .set({ ...row, version })
      .where('id', '=', id)
      .execute();
    if (row.state === 'removed') await trx.deleteFrom('message_files').where('message', '=', id).execute();
    version = await nextIn(trx, 'change', 'version');
  }
  for (const { id, draft } of await naming(trx, spare)) {
    await trx
      .updateTable('messages')
      .set({ draft: spare.json(draft), version })
      .where('id', '=', id)
      .execute();
    version = await nextIn(trx, 'change', 'version');
  }
};

/** Messages that may name the person. */
function naming(trx: Transaction<Tables>, { needles }: Spare) {
  return trx
    .selectFrom('messages')
    .select(['id', 'draft'])
    .where((eb) => eb.or(needles.map((needle) => sql<boolean>`instr(draft, ${needle}) > 0`)))
    .execute();
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

/** The newest stays: orders and versions go on from it. */
export async function expireLines(db: Kysely<Tables>, workspace: string, before: number): Promise<number> {
  if (workspace !== WORKSPACE) return 0;
  const done = await sql`delete from messages where rowid in (select rowid from messages
    where json_extract(draft, '$.at') < ${before} and version < (select max(version) from messages)
    and "order" < (select max("order") from messages) limit ${STEP_ROWS / 4})`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}
