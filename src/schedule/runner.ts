/** Asks every minute what is due and posts it, once, whoever else may be asking. */
import { PlaceError, UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Maker, Report, Schedule, ScheduleStore, Unreadable, Vote, Which } from '../store/schedules.ts';
import { createBeat } from './beat.ts';
import { NotNow, Unfollowable } from './fault.ts';
import { createLane, type Lane } from './lane.ts';
import { faultOf } from './plan.ts';
import { type Occasion, resettled, soundUntil, stepOf } from './step.ts';

export interface ScheduleRunner {
  /** Posts what is due now. Returns when it is done, but for what takes long. */
  tick(): Promise<void>;
  start(): void;
  /** Stops asking and waits for what is being posted. */
  stop(): Promise<void>;
}

/** What came of a post: the number of the run that it trained, if any. */
export type PostedRun = number | null;

type Parts = {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Makes the post. Its failure is logged and kept with the schedule, which goes on with its next time; a PlaceError
   * or Unfollowable pauses it, and NotNow puts it back.
   */
  post(schedule: Schedule, occasion: Occasion): Promise<PostedRun>;
  /** Tells who made a schedule, in private, why it is paused. May fail: it stands in the list, too. */
  tell(maker: Maker, number: number, trouble: Words): Promise<void>;
  newVote(): Vote;
  /** Ends what is over; asked after the posts of every tick. */
  sweep(): Promise<void>;
};

/** Workspaces that post at a time: enough that a slow platform is not waited for one by one. */
const POSTING = { atOnce: 32, patienceMs: 30_000 };
/** Workspaces whose trainings are under way: more would only wait for threads, and take them from people. */
const TRAINING = { atOnce: 2, patienceMs: 15 * 60_000 };

const UNKNOWN_TROUBLE: Words = {
  en: 'Something went wrong on my side; the log has the details.',
  ja: 'こちらの不具合です。詳細はログに残っています。',
};

const UNREADABLE: Words = {
  en: 'It is stored in a way that I cannot read, perhaps by a newer version of me. Remove it and make it again.',
  ja: '保存されている内容を読み取れません。新しいバージョンで作られた可能性があります。削除して作り直してください。',
};

export function createScheduleRunner(parts: Parts): ScheduleRunner {
  const { schedules, clock, log, post, tell, newVote, sweep } = parts;
  let phase: 'running' | 'stopping' = 'running';
  let sweeping: Promise<void> | undefined;
  const asking = new Set<Promise<void>>();
  const lanes: Readonly<Record<Which, Lane>> = {
    others: createLane({ ...POSTING, work: (workspace) => work(workspace, 'others') }),
    trainings: createLane({ ...TRAINING, work: (workspace) => work(workspace, 'trainings') }),
  };
  const beat = createBeat(
    () => clock.now(),
    () => void tick(),
  );

  /** A workspace's own, one after another. Never rejects. */
  async function work(workspace: string, which: Which): Promise<void> {
    await guarded({ workspace }, 'schedules of a workspace could not be read', async () => {
      const { schedules: due, unreadable } = await schedules.due(workspace, clock.now(), which);
      for (const row of unreadable) await passOver(row);
      for (const schedule of due) {
        if (phase === 'stopping') return;
        await guarded(nameOf(schedule), 'a schedule could not be followed', () => follow(schedule));
      }
    });
  }

  async function follow(schedule: Schedule): Promise<void> {
    const fault = faultOf(schedule);
    if (fault !== undefined) {
      const { place, userId, locale, number } = schedule;
      if ((await schedules.change(schedule, { state: 'paused', trouble: fault })) === 'changed')
        await tellMaker({ place, userId, locale }, number, fault);
      return;
    }
    const { change, occasion } = stepOf(schedule, clock.now(), newVote);
    // Claimed before it is posted: a crash in between loses one post, and never doubles one.
    if ((await schedules.change(schedule, change)) === 'moved') return;
    if (occasion === undefined) {
      const due = new Date(schedule.nextAt).toISOString();
      log.warn({ ...nameOf(schedule), due }, 'a scheduled post was missed');
      return;
    }
    const report = await posted(schedule, occasion);
    if (report === 'not-now') {
      const { nextAt, settledAt, state, missed, vote } = schedule;
      const claimed = { ...schedule, revision: schedule.revision + 1 };
      await schedules.change(claimed, { nextAt, settledAt, state, missed, vote });
      return;
    }
    await schedules.report(schedule, report);
    if (report.kind === 'paused') await tellMaker(schedule, schedule.number, report.trouble);
  }

  async function posted(schedule: Schedule, occasion: Occasion): Promise<Report | 'not-now'> {
    try {
      return { kind: 'posted', run: await post(schedule, occasion) };
    } catch (error) {
      if (error instanceof NotNow) {
        log.info({ ...nameOf(schedule), err: error }, 'a scheduled post is put off');
        return 'not-now';
      }
      log.error({ ...nameOf(schedule), err: error }, 'a scheduled post failed');
      if (error instanceof PlaceError || error instanceof Unfollowable)
        return { kind: 'paused', trouble: error.words };
      return { kind: 'failed', trouble: error instanceof UserError ? error.words : UNKNOWN_TROUBLE };
    }
  }

  async function passOver(row: Unreadable): Promise<void> {
    const { workspace, number, maker } = row;
    const about = { schedule: number, workspace };
    await guarded(about, 'a schedule that cannot be read could not be paused', async () => {
      if ((await schedules.pauseUnreadable(row)) === 'was-paused') return;
      log.error(about, 'a schedule cannot be read, and is paused');
      if (maker !== undefined) await tellMaker(maker, number, UNREADABLE);
    });
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

  /** What a clock that was wrong has put off is put right. */
  async function resettle(): Promise<void> {
    const now = clock.now();
    for (let more = true; more; ) {
      more = false;
      for (const schedule of await schedules.settledBeyond(soundUntil(now))) {
        if (faultOf(schedule) !== undefined) continue;
        if ((await schedules.change(schedule, resettled(schedule, now))) === 'changed') more = true;
      }
    }
  }

  async function postDue(which: Which): Promise<void> {
    const waiting = await schedules.waiting(clock.now(), which);
    if (phase === 'running') await Promise.all(waiting.map((workspace) => lanes[which].take(workspace)));
  }

  async function round(): Promise<void> {
    await guarded({}, 'schedules could not be put right', resettle);
    await Promise.all(
      (['others', 'trainings'] as const).map((which) =>
        guarded({}, 'schedules could not be read', () => postDue(which)),
      ),
    );
    sweeping ??= guarded({}, 'what is over could not be ended', sweep).finally(() => {
      sweeping = undefined;
    });
    await sweeping;
  }

  /** What fails keeps nothing after it from coming. */
  async function guarded(about: object, failure: string, does: () => Promise<void>): Promise<void> {
    try {
      await does();
    } catch (error) {
      log.error({ ...about, err: error }, failure);
    }
  }

  function tick(): Promise<void> {
    if (phase === 'stopping') return Promise.resolve();
    const asked = round().finally(() => asking.delete(asked));
    asking.add(asked);
    return asked;
  }

  return {
    tick,
    start: beat.start,
    async stop() {
      phase = 'stopping';
      beat.stop();
      await Promise.all([lanes.others.stop(), lanes.trainings.stop()]);
      await Promise.all(asking);
    },
  };
}

/** What the log calls a schedule. */
function nameOf({ number, place }: Schedule): object {
  return { schedule: number, workspace: place.workspace };
}
