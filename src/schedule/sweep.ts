/** Deletes once a day what is to be kept no longer, in short steps. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { KeepingStore, Step } from '../store/personal.ts';
import type { SettingsStore } from '../store/settings.ts';

const DAY_MS = 24 * 3_600_000;
/** A workspace that has removed the bot is deleted after so many days. */
const LEFT_DAYS = 30;

type Parts = {
  readonly keeping: KeepingStore;
  readonly settings: Pick<SettingsStore, 'ofAll'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends it between two steps; the rest is done the next time. */
  readonly stop: AbortSignal;
};

/** To be called every minute: does something once a day, and with the first call. Rejects if the store does. */
export function createSweep({ keeping, settings, clock, log, stop }: Parts): () => Promise<void> {
  let sweptAt: number | undefined;
  let underWay: Promise<void> | undefined;

  /** The store lets others have their turn between two steps. */
  async function whole(step: () => Promise<Step>): Promise<void> {
    while (!stop.aborted && (await step()) === 'more');
  }

  async function sweep(now: number): Promise<void> {
    for (const workspace of await keeping.gone(now - LEFT_DAYS * DAY_MS)) {
      await whole(() => keeping.deleteWorkspace(workspace, now - LEFT_DAYS * DAY_MS));
      log.info({ workspace }, 'what was kept of a workspace that has removed the bot is deleted');
    }
    for (const { workspace, value } of await settings.ofAll('keep')) {
      const days = Number(value);
      // Of a newer version: kept rather than deleted.
      if (!Number.isInteger(days) || days <= 0) continue;
      await whole(() => keeping.expire(workspace, now - days * DAY_MS));
    }
    await whole(() => keeping.tidy(now));
  }

  return async () => {
    const now = clock.now();
    if (underWay !== undefined || stop.aborted) return;
    // A clock that was set back does not put it off.
    if (sweptAt !== undefined && now >= sweptAt && now - sweptAt < DAY_MS) return;
    sweptAt = now;
    underWay = sweep(now).finally(() => {
      underWay = undefined;
    });
    await underWay;
  };
}
