/** Workspaces that remove the bot, and come back. */
import type { Bot, Compare } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { KeepingStore } from '../store/personal.ts';

export type Departures = {
  /** Notes that a workspace has removed the bot. Never rejects. */
  left(workspace: string): Promise<void>;
  /** Notes that it has the bot: nothing of it is deleted. Never rejects; costs nothing where it had it all the time. */
  here(workspace: string): Promise<void>;
  /**
   * Notes who is there again of those known, e.g. of `slack:`, and tells who has removed the bot without its being noted.
   * Never rejects.
   */
  missing(prefix: string, stands: Parameters<Compare>[0]): Promise<readonly string[]>;
};

type Parts = {
  readonly keeping: Pick<KeepingStore, 'left' | 'returned' | 'gone' | 'known'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** The bot, where it is asked it is. @throws what the store does */
export async function heedDepartures(
  bot: Bot,
  parts: Parts,
): Promise<{ readonly bot: Bot; readonly departures: Departures }> {
  const departures = await createDepartures(parts);
  return {
    departures,
    bot: {
      ...bot,
      async *handle(invocation, errand) {
        await departures.here(invocation.caller.workspace);
        yield* bot.handle(invocation, errand);
      },
    },
  };
}

/** @throws what the store does */
async function createDepartures({ keeping, clock, log }: Parts): Promise<Departures> {
  const away = new Set(await keeping.gone(Number.MAX_SAFE_INTEGER));

  async function carefully(workspace: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      log.error({ workspace, err: error }, 'it could not be noted whether a workspace has the bot');
    }
  }

  async function here(workspace: string): Promise<void> {
    if (!away.has(workspace)) return;
    await carefully(
      workspace,
      keeping.returned(workspace).then(() => {
        away.delete(workspace);
        log.info({ workspace }, 'a workspace has the bot again; nothing of it is deleted');
      }),
    );
  }

  return {
    here,
    async missing(prefix, stands) {
      const found: string[] = [];
      await carefully(
        prefix,
        keeping.known(prefix).then(async (known) => {
          for (const workspace of known) {
            const now = stands(workspace);
            if (now === 'has') await here(workspace);
            else if (now === 'has-not' && !away.has(workspace)) found.push(workspace);
          }
        }),
      );
      return found;
    },
    async left(workspace) {
      away.add(workspace);
      await carefully(workspace, keeping.left(workspace, clock.now()));
    },
  };
}
