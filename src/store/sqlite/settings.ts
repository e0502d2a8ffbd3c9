/** What was chosen for channels and workspaces, in SQLite. */
import type { Kysely } from 'kysely';
import type { Place } from '../../chat/invocation.ts';
import type { Scope, SettingsStore } from '../settings.ts';
import type { Tables } from './tables.ts';

/** What stands for the channel in a row that is for a whole workspace. */
const NONE = '';

export function settingsStore(db: Kysely<Tables>): SettingsStore {
  return {
    async of({ workspace, platform, channel }) {
      const rows = await db
        .selectFrom('settings')
        .select(['channel', 'name', 'value'])
        .where('workspace', '=', workspace)
        .where('platform', 'in', [NONE, platform])
        .where('channel', 'in', [NONE, channel])
        .execute();
      const of = (scope: Scope) =>
        new Map(
          rows
            .filter((row) => (row.channel === NONE) === (scope === 'workspace'))
            .map((row) => [row.name, row.value] as const),
        );
      return { channel: of('channel'), workspace: of('workspace') };
    },
    async choose(place, choices) {
      await db.transaction().execute(async (trx) => {
        for (const { scope, name, value } of choices) {
          const row = { ...spotOf(place, scope), name };
          if (value === null) {
            await trx
              .deleteFrom('settings')
              .where('workspace', '=', row.workspace)
              .where('platform', '=', row.platform)
              .where('channel', '=', row.channel)
              .where('name', '=', name)
              .execute();
          } else {
            await trx
              .insertInto('settings')
              .values({ ...row, value })
              .onConflict((conflict) =>
                conflict.columns(['workspace', 'platform', 'channel', 'name']).doUpdateSet({ value }),
              )
              .execute();
          }
        }
      });
    },
    ofAll: (name) =>
      db
        .selectFrom('settings')
        .select(['workspace', 'value'])
        .where('name', '=', name)
        .where('channel', '=', NONE)
        .orderBy('workspace')
        .execute(),
  };
}

function spotOf({ workspace, platform, channel }: Place, scope: Scope) {
  return scope === 'channel'
    ? { workspace, platform, channel }
    : { workspace, platform: NONE, channel: NONE };
}
