/** People in promised answers: whoever asked, and whoever is named in others' answers. */
import { sql, type Transaction } from 'kysely';
import type { Who } from '../personal.ts';
import { ERASED } from './errands.ts';
import type { Rule } from './rules.ts';
import { rowsOf } from './rules.ts';
import type { Tables } from './tables.ts';

/** Answers that are looked at in a step. */
const STEP_ANSWERS = 50;

/** Leaves the bare ids of a person's errands: what is under way is told, and kept under no name. */
export async function forgetErrands(trx: Transaction<Tables>, { workspace, userId }: Who): Promise<void> {
  const own = await trx
    .updateTable('errands')
    .set({ ...ERASED, state: 'forgotten' })
    .where('workspace', '=', workspace)
    .where('user_id', '=', userId)
    .returning('id')
    .execute();
  for (const { id } of own) {
    await trx.deleteFrom('effects').where('errand', '=', id).execute();
    await trx.deleteFrom('checkpoints').where('id', '=', id).execute();
  }
}

/** Takes the person out of what others are told. */
export const namedInErrands: Rule['forget'] = async (trx, { workspace }, spare, after) => {
  const found = await trx
    .selectFrom('errands')
    .select(['id', 'invocation', 'address', 'reply', sql<number>`rowid`.as('at')])
    .where('workspace', '=', workspace)
    .where(sql<boolean>`rowid > ${after}`)
    .where((eb) =>
      eb.or(
        spare.needles.map(
          (needle) => sql<boolean>`instr(invocation || address || coalesce(reply, ''), ${needle}) > 0`,
        ),
      ),
    )
    .orderBy(sql`rowid`)
    .limit(STEP_ANSWERS)
    .execute();
  for (const { id, invocation, address, reply } of found) {
    await trx
      .updateTable('errands')
      .set({
        invocation: spared(invocation),
        address: spared(address),
        reply: reply === null ? null : spared(reply),
      })
      .where('id', '=', id)
      .execute();
  }
  return found.at(-1)?.at ?? null;

  /** What no program can read names nobody to anybody. */
  function spared(json: string): string {
    try {
      return json === '' ? '' : spare.json(json);
    } catch (error) {
      if (error instanceof SyntaxError) return '';
      throw error;
    }
  }
};

export const promisesOf: Rule['export'] = (db, { workspace, userId }, most) =>
  rowsOf(
    db,
    sql`select state, asked_at, platform, iif(invocation = '', null, json_remove(invocation, '$.fields')) as asked_json,
      json_extract(reply, '$.said.text') as answer from errands
      where workspace = ${workspace} and user_id = ${userId} order by asked_at desc limit ${most}`,
  );
