/** People in promised answers: whoever asked, and whoever is named in others' answers. */
import { sql } from 'kysely';
import { ERASED } from './errands.ts';
import type { Rule } from './rules.ts';
import { rowsOf } from './rules.ts';

/** Leaves the bare ids of a person's errands: what is under way is told, and kept under no name. */
export const errandsForgotten: Rule['forget'] = async (trx, { workspace, userId }, spare) => {
  await trx
    .updateTable('errands')
    .set({ ...ERASED, state: 'forgotten' })
    .where('workspace', '=', workspace)
    .where('user_id', '=', userId)
    .execute();
  const found = await trx
    .selectFrom('errands')
    .select(['id', 'invocation', 'address', 'reply'])
    .where('workspace', '=', workspace)
    .where((eb) =>
      eb.or(
        spare.needles.map(
          (needle) => sql<boolean>`instr(invocation || address || coalesce(reply, ''), ${needle}) > 0`,
        ),
      ),
    )
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
