/** One bot for all tests of a file, and what keeps a test that fails from taking the others with it. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startBot, type TestBot } from './carrybot.ts';

export type SharedBot = Pick<
  TestBot,
  'bot' | 'services' | 'time' | 'checkup' | 'type' | 'press' | 'submit'
> & {
  /** Ends the bot, with all that it does, and starts another at the same time on the same folder. */
  restart(): Promise<void>;
};

/**
 * Starts the bot before the tests of a file and ends it behind them. A test that fails, above all by its time limit, may
 * have left work in the threads: the bot is started again, so that the next tests find it idle.
 */
export function shareBot(): SharedBot {
  let current: TestBot | undefined;
  const running = (): TestBot => {
    if (current === undefined) throw new Error('the bot runs only while tests do');
    return current;
  };
  const restart = async () => {
    const { end, folder, time } = running();
    current = undefined;
    await end('keep');
    current = await startBot(folder);
    current.time.now = time.now;
  };
  // Nothing stops the function of a test whose time is over; its next step shall not be one among those of another test.
  const unlessOver = async <T>(answer: Promise<T>): Promise<T> => {
    const asked = current;
    const given = await answer;
    if (asked !== current) throw new Error('the bot was started again before it had answered');
    return given;
  };
  beforeAll(async () => {
    current = await startBot();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await restart();
  });
  afterAll(() => running().end());
  return {
    get bot() {
      return running().bot;
    },
    get services() {
      return running().services;
    },
    get checkup() {
      return running().checkup;
    },
    get time() {
      return running().time;
    },
    type: (...asked) => unlessOver(running().type(...asked)),
    press: (...asked) => unlessOver(running().press(...asked)),
    submit: (...asked) => unlessOver(running().submit(...asked)),
    restart,
  };
}
