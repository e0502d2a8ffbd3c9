/** The model that a workspace adds with: its current run, or a starter trained when it is first needed. */

import { UserError } from '../chat/error.ts';
import type { Clock } from '../clock.ts';
import { DEFAULTS } from '../rnn/config.ts';
import type { Run, RunStore } from '../store/port.ts';
import type { Trainer } from './trainer.ts';

export interface Models {
  /** The workspace's current run; the first time, the article's settings are trained and kept as run 1. */
  current(workspace: string): Promise<Run>;
  /** Run `number`, or the current one if it is undefined. @throws UserError if there is no such run. */
  pick(workspace: string, number: number | undefined): Promise<Run>;
}

type Parts = { readonly runs: RunStore; readonly trainer: Trainer; readonly clock: Clock };

/** The bot's own name on the runs that it starts itself. */
const STARTER = { userId: 'carrybot', userName: 'Carrybot' } as const;

export function createModels({ runs, trainer, clock }: Parts): Models {
  /** Starters being trained, so that two first users do not train two. */
  const starting = new Map<string, Promise<Run>>();

  async function start(workspace: string): Promise<Run> {
    const job = await trainer.train(DEFAULTS, { workspace, userId: STARTER.userId }, `starter ${workspace}`);
    for await (const event of job.events) {
      if (event.kind !== 'ended') continue;
      if (event.ending !== 'done') break;
      const made = { workspace, ...STARTER, createdAt: clock.now(), result: event.result };
      // Another process may have begun it, too: it is kept once.
      const run = await runs.save(made, 'starter');
      // Somebody's own network may have become the current one meanwhile: it stays.
      await runs.useFirst(workspace, run.number);
      return (await runs.current(workspace)) ?? run;
    }
    throw new Error('the starter model was stopped before it was ready');
  }

  async function current(workspace: string): Promise<Run> {
    const run = await runs.current(workspace);
    if (run !== undefined) return run;
    const under = starting.get(workspace) ?? start(workspace).finally(() => starting.delete(workspace));
    starting.set(workspace, under);
    return under;
  }

  return {
    current,
    async pick(workspace, number) {
      if (number === undefined) return current(workspace);
      const run = await runs.get(workspace, number);
      if (run === undefined) throw noRun(number);
      return run;
    },
  };
}

function noRun(number: number): UserError {
  return new UserError({
    en: `There is no run ${number} here. \`/runs list\` shows those there are.`,
    ja: `実行番号 ${number} はありません。\`/runs list\` で一覧を確認してください。`,
  });
}
