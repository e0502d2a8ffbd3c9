/** Follows one schedule that is due: the step is claimed, its post is made, and what became of it is kept. */
import { PlaceError, UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Maker, Pending, Report, Schedule, ScheduleStore, Unreadable } from '../store/schedules.ts';
import { NotNow, Unfollowable } from './fault.ts';
import { faultOf } from './plan.ts';
import { type Draw, stepOf } from './step.ts';

/** What came of a post: the number of the run that it trained, if any. */
export type PostedRun = number | null;

export type FollowParts = {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Makes the post: once, however often it is called with the same key. After a PlaceError or Unfollowable the schedule
   * is paused; after NotNow or any other failure, which is logged and kept with the schedule, it is tried again until
   * its grace is over.
   */
  post(schedule: Schedule, pending: Pending): Promise<PostedRun>;
  /** Tells who made a schedule, in private, why it is paused. May fail: it stands in the list, too. */
  tell(maker: Maker, number: number, trouble: Words): Promise<void>;
  readonly draw: Draw;
};

export type Follower = {
  follow(schedule: Schedule): Promise<void>;
  /** Pauses one that cannot be read, and tells its maker. */
  passOver(row: Unreadable): Promise<void>;
};

const MINUTE_MS = 60_000;
/** The longest until a post is tried again. */
const MOST_MINUTES = 15;

const UNKNOWN_TROUBLE: Words = {
  en: 'The last post could not be made: something went wrong on my side or at the platform. I go on trying for three hours; the log has the details.',
  ja: '前回の投稿ができませんでした。こちらまたはチャット側の不具合です。3 時間は再試行を続けます。詳細はログに残っています。',
};

const UNREADABLE: Words = {
  en: 'It is stored in a way that I cannot read, perhaps by a newer version of me. Remove it and make it again.',
  ja: '保存されている内容を読み取れません。新しいバージョンで作られた可能性があります。削除して作り直してください。',
};

export function createFollower({ schedules, clock, log, post, tell, draw }: FollowParts): Follower {
  async function posted(schedule: Schedule, pending: Pending): Promise<Report> {
    try {
      return { kind: 'posted', run: await post(schedule, pending) };
    } catch (error) {
      if (error instanceof NotNow) {
        log.info({ ...nameOf(schedule), err: error }, 'a scheduled post is put off');
        return { kind: 'again', at: minutesFrom(clock.now(), 1), trouble: null };
      }
      log.error({ ...nameOf(schedule), err: error }, 'a scheduled post failed');
      if (error instanceof PlaceError || error instanceof Unfollowable)
        return { kind: 'paused', trouble: error.words };
      return {
        kind: 'again',
        at: minutesFrom(clock.now(), Math.min(2 ** (pending.tries - 1), MOST_MINUTES)),
        trouble: error instanceof UserError ? error.words : UNKNOWN_TROUBLE,
      };
    }
  }

  async function tellMaker(maker: Maker, number: number, trouble: Words): Promise<void> {
    // Who was forgotten is not written to any more.
    if (maker.userId === '') return;
    try {
      await tell(maker, number, trouble);
    } catch (error) {
      log.warn({ schedule: number, workspace: maker.place.workspace, err: error }, 'its maker was not told');
    }
  }

  return {
    async follow(schedule) {
      const { number } = schedule;
      const fault = faultOf(schedule);
      if (fault !== undefined) {
        if ((await schedules.change(schedule, { state: 'paused', trouble: fault })) === 'changed')
          await tellMaker(schedule, number, fault);
        return;
      }
      const step = stepOf(schedule, clock.now(), draw);
      // Claimed before it is posted: of all that see it due, one alone posts.
      if ((await schedules.change(schedule, step)) === 'moved') return;
      if (step.pending === null) {
        const due = new Date(schedule.pending?.occasion.dueAt ?? schedule.nextAt).toISOString();
        log.warn({ ...nameOf(schedule), due }, 'a scheduled post was missed');
        return;
      }
      const report = await posted(schedule, step.pending);
      await schedules.report(schedule, report);
      if (report.kind === 'paused') await tellMaker(schedule, number, report.trouble);
    },
    async passOver(row) {
      const { workspace, number, maker } = row;
      if ((await schedules.pauseUnreadable(row)) === 'was-paused') return;
      log.error({ schedule: number, workspace }, 'a schedule cannot be read, and is paused');
      if (maker !== undefined) await tellMaker(maker, number, UNREADABLE);
    },
  };
}

/** A full minute, at which schedules are asked for. */
function minutesFrom(now: number, minutes: number): number {
  return (Math.floor(now / MINUTE_MS) + minutes) * MINUTE_MS;
}

/** What the log calls a schedule. */
export function nameOf({ number, place }: Schedule): object {
  return { schedule: number, workspace: place.workspace };
}
