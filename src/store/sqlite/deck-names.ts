/** Whoever brought a deck, taken out of it. */
import { sql } from 'kysely';
import { nameless, type Rule, rowsOf } from './rules.ts';

/** Of its lines these name the deck and its questions, to which answers refer. */
const NAMING = /(?:^|[\s{,-])(?:deck|id)\s*:/;

/** Takes the name out of the text of decks that the person brought, and then the person. */
export function editorNames(table: 'decks' | 'deck_earlier'): Rule['forget'] {
  return async (trx, who, spare) => {
    const own = sql`workspace = ${who.workspace} and user_id = ${who.userId}`;
    for (const { name, yaml } of await rowsOf(
      trx,
      sql`select name, yaml from ${sql.table(table)} where ${own}`,
    )) {
      const rest = String(yaml)
        .split('\n')
        .map((line) => {
          const [code = ''] = line.split('#', 1);
          return NAMING.test(code) ? `${code}${spare.text(line.slice(code.length))}` : spare.text(line);
        })
        .join('\n');
      if (rest === yaml) continue;
      await sql`update ${sql.table(table)} set yaml = ${rest} where ${own} and name = ${String(name)}`.execute(
        trx,
      );
    }
    await nameless(table)(trx, who, spare);
  };
}
