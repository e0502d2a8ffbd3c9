/** The minute's beat, on which schedules are asked for. */

export type Beat = {
  start(): void;
  /** No beat comes after it. */
  stop(): void;
};

const MINUTE_MS = 60_000;

/**
 * Asks at once, and then at every full minute of the clock as it is then. The wait for it is measured by a timer, which
 * no clock moves, and is never longer than a minute. node-cron reads the expressions, but does not beat: it reckons the
 * moment of the next beat beforehand, so that it is silent for an hour when the clock is set back by one, and goes
 * through every minute of a leap forward, which takes it 47 s for 400 days, in which nothing else is done.
 * @param now milliseconds since the epoch
 */
export function createBeat(now: () => number, ask: () => void): Beat {
  let timer: NodeJS.Timeout | undefined;
  function beat(): void {
    timer = setTimeout(beat, MINUTE_MS - (now() % MINUTE_MS));
    ask();
  }
  return {
    start: beat,
    stop: () => clearTimeout(timer),
  };
}
