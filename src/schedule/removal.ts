/** What becomes of schedules when the bot is removed from their workspace. */
import type { Words } from '../chat/locale.ts';
import type { Log } from '../log.ts';
import type { ScheduleStore } from '../store/schedules.ts';

const REMOVED: Words = {
  en: 'I was removed from here. `/schedule resume` with its number starts it again.',
  ja: 'ボットがここから外されました。`/schedule resume` に番号を付けて実行すると再開できます。',
};

/**
 * Pauses all active schedules of a workspace from which the bot was removed. Nobody is told: there is nowhere left to
 * write to. Whoever adds it again finds the reason in the list, and no post comes that nobody has asked for.
 * Never rejects: a schedule that could not be paused is paused when its next post fails.
 */
export function createRemoval(schedules: Pick<ScheduleStore, 'list' | 'change'>, log: Log) {
  return async (workspace: string): Promise<void> => {
    try {
      let paused = 0;
      for (let moved = true; moved; ) {
        moved = false;
        const { schedules: all } = await schedules.list(workspace);
        for (const schedule of all.filter(({ state }) => state === 'active')) {
          const done = await schedules.change(schedule, { state: 'paused', trouble: REMOVED, vote: null });
          if (done === 'changed') paused += 1;
          else moved = true;
        }
      }
      log.info({ workspace, paused }, 'the bot was removed from a workspace; its schedules are paused');
    } catch (error) {
      log.error({ workspace, err: error }, 'schedules of a workspace that is left could not be paused');
    }
  };
}
