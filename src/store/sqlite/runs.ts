/** Runs and current models in SQLite. */
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { UserError } from '../../chat/error.ts';
import type { TrainConfig } from '../../rnn/config.ts';
import { decodeWeights, encodeWeights } from '../../rnn/encode.ts';
import type { Run, RunStore, RunSummary } from '../port.ts';
import { nextNumber, takeTurn } from './counter.ts';
import { isForgotten } from './effects.ts';
import { type Shown, shownName } from './names.ts';
import { readerOf } from './read-again.ts';
import { configSchema, detailSchema, summarySchema } from './run-json.ts';
import type { Tables } from './tables.ts';

/** Runs kept per workspace; the oldest beyond go, never the current model. */
const KEPT = 500;

export function runStore(db: Kysely<Tables>): RunStore {
  const current = (on: Kysely<Tables>, workspace: string) =>
    on
      .selectFrom('runs')
      .innerJoin('models', (join) =>
        join.onRef('models.workspace', '=', 'runs.workspace').onRef('models.run', '=', 'runs.number'),
      )
      .selectAll('runs')
      .select(shownName('runs'))
      .where('runs.workspace', '=', workspace)
      .executeTakeFirst();

  return {
    save: (made, key) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, made.workspace, 'run');
        const before = await keyed(trx, made.workspace, key);
        if (before !== undefined) return toRun(before);
        const run = (await isForgotten(trx, key)) ? { ...made, userId: '', userName: '' } : made;
        const next = await nextNumber(trx, run.workspace, 'run');
        await trx
          .insertInto('runs')
          .values({ number: next, key, ...row(run) })
          .execute();
        await trx
          .deleteFrom('runs')
          .where('workspace', '=', run.workspace)
          .where('number', '<=', next - KEPT)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('models')
                  .select('run')
                  .whereRef('models.workspace', '=', 'runs.workspace')
                  .whereRef('models.run', '=', 'runs.number'),
              ),
            ),
          )
          .execute();
        return { ...run, number: next };
      }),
    async savedAs(workspace, key) {
      const found = await keyed(db, workspace, key);
      return found && toRun(found);
    },
    async get(workspace, number) {
      const found = await db
        .selectFrom('runs')
        .selectAll()
        .select(shownName('runs'))
        .where('workspace', '=', workspace)
        .where('number', '=', number)
        .executeTakeFirst();
      return found && toRun(found);
    },
    async list(workspace, limit) {
      const rows = await db
        .selectFrom('runs')
        .select(['workspace', 'number', 'user_id', 'created_at', 'config', 'summary', shownName('runs')])
        .where('workspace', '=', workspace)
        .orderBy('number', 'desc')
        .limit(Math.min(Math.max(limit, 1), 100))
        .execute();
      return rows.map(toSummary);
    },
    use: (workspace, number) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, workspace, 'run');
        await makeCurrent(trx, workspace, number);
      }),
    useFirst: (workspace, number) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, workspace, 'run');
        if ((await current(trx, workspace)) === undefined) await makeCurrent(trx, workspace, number);
      }),
    async currentNumber(workspace) {
      const found = await db
        .selectFrom('models')
        .select('run')
        .where('workspace', '=', workspace)
        .executeTakeFirst();
      return found?.run;
    },
    async current(workspace) {
      const found = await current(db, workspace);
      return found && toRun(found);
    },
  };
}

/** The run that was saved under a key. */
function keyed(trx: Kysely<Tables>, workspace: string, key: string) {
  return trx
    .selectFrom('runs')
    .selectAll()
    .select(shownName('runs'))
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** In the turn of the runs: so none is dropped that becomes the current model. */
async function makeCurrent(trx: Transaction<Tables>, workspace: string, number: number): Promise<void> {
  await trx
    .insertInto('models')
    .columns(['workspace', 'run'])
    .expression(
      trx
        .selectFrom('runs')
        .select(['workspace', 'number'])
        .where('workspace', '=', workspace)
        .where('number', '=', number),
    )
    .onConflict((conflict) => conflict.column('workspace').doUpdateSet({ run: number }))
    .execute();
}

function row(run: Omit<Run, 'number'>): Omit<Insertable<Tables['runs']>, 'number' | 'key'> {
  const { config, initial, final, outcome, losses, evaluation, solvedAt, seconds, ...detail } = run.result;
  return {
    workspace: run.workspace,
    user_id: run.userId,
    user_name: run.userName,
    created_at: run.createdAt,
    config: JSON.stringify(config),
    summary: JSON.stringify({ outcome, losses, evaluation, solvedAt, seconds }),
    detail: JSON.stringify(detail),
    initial: encodeWeights(config.cell, initial),
    final: encodeWeights(config.cell, final),
  };
}

type Head = Shown<Pick<Selectable<Tables['runs']>, 'workspace' | 'number' | 'user_id' | 'created_at'>>;

function head(row: Head) {
  return {
    workspace: row.workspace,
    number: row.number,
    userId: row.user_id,
    userName: row.shown_name,
    createdAt: row.created_at,
  };
}

function toRun(found: Shown<Selectable<Tables['runs']>>): Run {
  const config = toConfig(found.config);
  if (config === null) throw newer(found.number);
  return {
    ...head(found),
    result: {
      config,
      ...readSummary(found.summary),
      ...readDetail(found.detail),
      initial: decodeWeights(found.initial),
      final: decodeWeights(found.final),
    },
  };
}

function toSummary(found: Head & Pick<Selectable<Tables['runs']>, 'config' | 'summary'>): RunSummary {
  return {
    ...head(found),
    config: toConfig(found.config),
    ...readSummary(found.summary),
  };
}

/** Null if it holds settings that are not known here. */
function toConfig(json: string): TrainConfig | null {
  return configSchema.safeParse(JSON.parse(json)).data ?? null;
}

function newer(number: number): UserError {
  return new UserError({
    en: `Run ${number} was saved by a newer version of Carrybot, with settings that this one does not know. Update Carrybot, or choose another run: \`/runs list\`.`,
    ja: `実行番号 ${number} は新しいバージョンの Carrybot で保存されたもので、このバージョンにはない設定が使われています。Carrybot を更新するか、\`/runs list\` でほかの学習を選んでください。`,
  });
}

const readSummary = readerOf(summarySchema);
const readDetail = readerOf(detailSchema);
