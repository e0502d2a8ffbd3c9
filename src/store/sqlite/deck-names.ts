/** Whoever brought a deck, taken out of it. */
import { sql } from 'kysely';
import { nextNumber, takeTurn } from './counter.ts';
import { type Rule, rowsOf, someOf } from './rules.ts';
import type { Spare } from './spare.ts';

/** Of its lines these name the deck and its questions, to which answers refer. */
const NAMING = /(?:^|[\s{,-])(?:deck|id)\s*:/;

/**
 * Deletes the person's drafts, and then takes the name out of the text of one deck that the person brought, and out of
 * its row. All three tables take turns with what is put: a draft becomes a deck, a deck an earlier one, and that a deck
 * again; and what was read with the name is not put any more, since the revision has risen.
 */
export const forgetEditor: Rule['forget'] = async (trx, { workspace, userId }, spare) => {
  await takeTurn(trx, workspace, 'deck');
  const own = sql`workspace = ${workspace} and user_id = ${userId}`;
  let found = await someOf('deck_drafts', own)(trx);
  for (const table of ['decks', 'deck_earlier'] as const) {
    const from = sql.table(table);
    if (found > 0) break;
    for (const { name, yaml } of await rowsOf(
      trx,
      sql`select name, yaml from ${from} where ${own} limit 1`,
    )) {
      found += 1;
      await sql`update ${from} set yaml = ${withoutEditor(String(yaml), spare)}, user_id = '', user_name = ''
        where ${own} and name = ${String(name)}`.execute(trx);
    }
  }
  if (found === 0) return null;
  await nextNumber(trx, workspace, 'deck');
  return 0;
};

function withoutEditor(yaml: string, spare: Spare): string {
  // Most decks name nobody.
  if (spare.text(yaml) === yaml) return yaml;
  return yaml
    .split('\n')
    .map((line) => {
      const [code = ''] = line.split('#', 1);
      return NAMING.test(code) ? `${code}${spare.text(line.slice(code.length))}` : spare.text(line);
    })
    .join('\n');
}
