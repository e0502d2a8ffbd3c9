/**
 * The last fence: what libraries throw outside of any call would end the process, and with it everybody's answers. It is
 * logged and counted instead, unless going on is wrong.
 */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

/** What was thrown counts for so long, in ms. */
const SPAN_MS = 10 * 60_000;
/** What keeps being thrown does not heal: more than so many within a span in ms end the process. */
const STORM = { most: 100, ms: 60_000 };
/** Faults that are written down within such a span; the others are counted. */
const MOST_LINES = 10;

/** Faults after which nobody is served, or nothing can be relied on: Node's own state, the listening server, the data. */
const FATAL_CODES: ReadonlySet<unknown> = new Set([
  'ERR_INTERNAL_ASSERTION',
  'ERR_WORKER_OUT_OF_MEMORY',
  'EADDRINUSE',
  'ERR_SERVER_NOT_RUNNING',
]);
/** SQLite's words for a damaged file and for one that is no database: https://www.sqlite.org/rescode.html */
const FATAL_SQLITE: ReadonlySet<unknown> = new Set([11, 26]);

/** What a process has of events; handed in, so that tests have their own. */
export type Faulty = {
  on(event: 'uncaughtException', heard: (error: unknown) => void): unknown;
  on(event: 'unhandledRejection', heard: (reason: unknown) => void): unknown;
};

export type Fence = {
  /** Faults of the last ten minutes, at most 200; 0: all is well. */
  faults(): number;
  /**
   * Stands around a process from now on.
   * @param end ends the process, in order if that is still possible; called once
   */
  raise(process: Faulty, end: () => void): void;
};

type Parts = {
  readonly clock: Clock;
  readonly log: Log;
  /** A short text by which a line of the log is found. */
  reference(): string;
};

export function createFence({ clock, log, reference }: Parts): Fence {
  let times: readonly number[] = [];
  let isEnding = false;

  /** A clock that was set back makes no fault last longer than the span. */
  const within = (ms: number) => times.filter((at) => Math.abs(clock.now() - at) < ms).length;

  function take(error: unknown, origin: 'exception' | 'rejection', end: () => void): void {
    const now = clock.now();
    times = [...times.filter((at) => Math.abs(now - at) < SPAN_MS), now].slice(-2 * STORM.most);
    const recent = within(STORM.ms);
    const isFatal = isBeyondHelp(error);
    const isStorm = recent > STORM.most;
    if (isFatal || recent <= MOST_LINES) {
      log.error({ err: error, reference: reference(), origin }, 'something was thrown outside of any call');
    }
    if ((!isFatal && !isStorm) || isEnding) return;
    isEnding = true;
    log.error(
      { faults: recent, seconds: STORM.ms / 1_000 },
      isFatal
        ? 'it is not safe to go on: the process ends'
        : 'it is thrown again and again: the process ends',
    );
    end();
  }

  return {
    faults: () => within(SPAN_MS),
    raise(process, end) {
      process.on('uncaughtException', (error) => take(error, 'exception', end));
      process.on('unhandledRejection', (reason) => take(reason, 'rejection', end));
    },
  };
}

/** Whether going on is wrong. */
function isBeyondHelp(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const [code, syscall, errcode] = ['code', 'syscall', 'errcode'].map((name) => Reflect.get(error, name));
  return (
    FATAL_CODES.has(code) ||
    syscall === 'listen' ||
    (code === 'ERR_SQLITE_ERROR' && FATAL_SQLITE.has(errcode))
  );
}
