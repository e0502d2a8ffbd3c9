/** Asks every minute what is due and lets it be posted, and what is over be ended, whoever else may be asking. */
import type { Which } from '../store/schedules.ts';
import { createBeat } from './beat.ts';
import { createFollower, type FollowParts, nameOf } from './follow.ts';
import { createLane, type Lane } from './lane.ts';
import { faultOf } from './plan.ts';
import { resettled, soundUntil } from './step.ts';

export interface ScheduleRunner {
  /** Posts what is due now. Returns when it is done, but for what takes long. */
  tick(): Promise<void>;
  /** Ticks at once, and then every minute. What an earlier process had begun is begun again. */
  start(): void;
  /** Stops asking and waits for what is being posted. */
  stop(): Promise<void>;
}

/** What has to be ended by itself: the questions whose time is over. */
export type Endings = {
  /** Workspaces with something to end. */
  waiting(): Promise<readonly string[]>;
  /** Ends what is over in a workspace. */
  end(workspace: string): Promise<void>;
};

type Parts = FollowParts & {
  /** Asked after the posts of every tick. */
  readonly endings: Endings;
  /** Called at the end of every tick; what it does is waited for only by `stop` and by who waits for the tick. */
  sweep?(): Promise<void>;
};

/** Workspaces that post at a time: enough that a slow platform is not waited for one by one. */
const POSTING = { atOnce: 32, patienceMs: 30_000 };
/** Workspaces whose trainings are under way: more would only wait for threads, and take them from people. */
const TRAINING = { atOnce: 2, patienceMs: 15 * 60_000 };

export function createScheduleRunner(parts: Parts): ScheduleRunner {
  const { schedules, clock, log, endings } = parts;
  const follower = createFollower(parts);
  let phase: 'running' | 'stopping' = 'running';
  let takingOver: Promise<void> | undefined;
  const asking = new Set<Promise<void>>();
  const lanes: Readonly<Record<Which | 'endings', Lane>> = {
    others: createLane({ ...POSTING, work: (workspace) => work(workspace, 'others') }),
    trainings: createLane({ ...TRAINING, work: (workspace) => work(workspace, 'trainings') }),
    endings: createLane({
      ...POSTING,
      work: (workspace) =>
        guarded({ workspace }, 'what is over could not be ended', () => endings.end(workspace)),
    }),
  };
  const beat = createBeat(
    () => clock.now(),
    () => void tick(),
  );

  /** A workspace's own, one after another. Never rejects. */
  async function work(workspace: string, which: Which): Promise<void> {
    await guarded({ workspace }, 'schedules of a workspace could not be read', async () => {
      const { schedules: due, unreadable } = await schedules.due(workspace, clock.now(), which);
      for (const row of unreadable) {
        const about = { schedule: row.number, workspace };
        await guarded(about, 'a schedule that cannot be read could not be paused', () =>
          follower.passOver(row),
        );
      }
      for (const schedule of due) {
        if (phase === 'stopping') return;
        await guarded(nameOf(schedule), 'a schedule could not be followed', () => follower.follow(schedule));
      }
    });
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

  /** All workspaces that wait for it, each when there is room. */
  async function serve(lane: Lane, waiting: Promise<readonly string[]>): Promise<void> {
    const workspaces = await waiting;
    if (phase === 'running') await Promise.all(workspaces.map((workspace) => lane.take(workspace)));
  }

  async function round(): Promise<void> {
    await takingOver;
    await guarded({}, 'schedules could not be put right', resettle);
    await Promise.all(
      (['others', 'trainings'] as const).map((which) =>
        guarded({}, 'schedules could not be read', () =>
          serve(lanes[which], schedules.waiting(clock.now(), which)),
        ),
      ),
    );
    await guarded({}, 'what is over could not be read', () => serve(lanes.endings, endings.waiting()));
    await guarded({}, 'what is old could not be deleted', async () => parts.sweep?.());
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
    start() {
      takingOver = guarded({}, 'posts that were begun could not be taken over', () =>
        schedules.takeOver(clock.now()),
      );
      beat.start();
    },
    async stop() {
      phase = 'stopping';
      beat.stop();
      await Promise.all(Object.values(lanes).map((lane) => lane.stop()));
      await Promise.all(asking);
    },
  };
}
