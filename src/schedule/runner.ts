/** Asks every minute what is due and posts it, once, whoever else may be asking. */
import { createTask } from 'node-cron';
import { PlaceError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Schedule, ScheduleStore } from '../store/port.ts';
import { isTimely, nextTime } from './plan.ts';

export interface ScheduleRunner {
  /** Posts what is due now. Returns when it is done; one tick at a time. */
  tick(): Promise<void>;
  start(): void;
  /** Stops asking and waits for what is being posted. */
  stop(): Promise<void>;
}

type Parts = {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the post. Its failure is logged and kept with the schedule, which goes on with its next time. */
  post(schedule: Schedule): Promise<void>;
  /** Ends what is over; asked after the posts of every tick. */
  sweep(): Promise<void>;
};

const UNKNOWN_TROUBLE: Words = {
  en: 'Something went wrong on my side; the log has the details.',
  ja: 'こちらの不具合です。詳細はログに残っています。',
};

export function createScheduleRunner({ schedules, clock, log, post, sweep }: Parts): ScheduleRunner {
  let running: Promise<void> = Promise.resolve();
  const task = createTask('* * * * *', () => tick(), { noOverlap: true, suppressMissedWarning: true });

  async function handle(schedule: Schedule): Promise<void> {
    const now = clock.now();
    if (!(await claimed(schedule, now))) return;
    if (!isTimely(schedule.nextAt, now)) {
      const due = new Date(schedule.nextAt).toISOString();
      log.warn({ ...nameOf(schedule), due }, 'a scheduled post was missed');
      return;
    }
    await schedules.report(schedule, await postAndTell(schedule));
  }

  /** Claimed before it is posted: a crash in between loses one post, and never doubles one. */
  async function claimed(schedule: Schedule, now: number): Promise<boolean> {
    // The past is skipped: after a long sleep there is one post at most, not a flood.
    const next = nextTime(schedule.cron, schedule.zone, now);
    // What does not come again is claimed by taking it off the list: its last post is still due.
    if (next === undefined)
      return (await schedules.remove(schedule.place.workspace, schedule.number)) === 'removed';
    return (await schedules.claim(schedule, next)) === 'claimed';
  }

  /** Posts; returns what those who see the schedule should know of it, null if all went well. */
  async function postAndTell(schedule: Schedule): Promise<Words | null> {
    try {
      await post(schedule);
      return null;
    } catch (error) {
      log.error({ ...nameOf(schedule), err: error }, 'a scheduled post failed');
      return error instanceof PlaceError ? error.words : UNKNOWN_TROUBLE;
    }
  }

  async function postDue(): Promise<void> {
    for (const schedule of await schedules.due(clock.now()))
      await guarded(() => handle(schedule), nameOf(schedule), 'a schedule could not be followed');
  }

  async function round(): Promise<void> {
    await guarded(postDue, {}, 'schedules could not be read');
    await guarded(sweep, {}, 'what is over could not be ended');
  }

  /** What fails keeps nothing after it from coming. */
  async function guarded(work: () => Promise<void>, about: object, failure: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ ...about, err: error }, failure);
    }
  }

  function tick(): Promise<void> {
    running = running.then(round);
    return running;
  }

  return {
    tick,
    start() {
      void task.start();
      void tick();
    },
    async stop() {
      await task.destroy();
      await running;
    },
  };
}

/** What the log calls a schedule. */
function nameOf({ number, place }: Schedule): object {
  return { schedule: number, workspace: place.workspace };
}
