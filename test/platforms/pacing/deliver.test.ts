/** Pacing through its one door, with time that the test moves and a canvas that writes down what it is asked. */
import { describe, expect, it } from 'vitest';
import { type Reply, reply } from '../../../src/chat/reply.ts';
import {
  type Canvas,
  deliver,
  type Outcome,
  type Rules,
  type Unfinished,
} from '../../../src/platforms/pacing/deliver.ts';
import { createMovedTimer, settled } from './timer.ts';

const RULES: Rules = { holdMs: 'never', everyMs: 2_000, insistMs: 60_000, retryMs: 1_500, longestMs: 10_000 };

const progress = (text: string) => reply(text, { kind: 'progress' });

/** A bot that says what the test hands it, and knows whether anybody still listens. */
function createSource() {
  const queue: (() => IteratorResult<Reply, undefined>)[] = [];
  let wake = Promise.withResolvers<void>();
  const put = (next: () => IteratorResult<Reply, undefined>) => {
    queue.push(next);
    wake.resolve();
    wake = Promise.withResolvers();
  };
  let isReturned = false;
  async function* replies(): AsyncGenerator<Reply, void, undefined> {
    try {
      for (;;) {
        const next = queue.shift()?.();
        if (next?.done === true) return;
        if (next === undefined) await wake.promise;
        else yield next.value;
      }
    } finally {
      isReturned = true;
    }
  }
  return {
    replies: replies(),
    isReturned: () => isReturned,
    say: (said: Reply) => put(() => ({ done: false, value: said })),
    end: () => put(() => ({ done: true, value: undefined })),
    fail: (error: Error) =>
      put(() => {
        throw error;
      }),
  };
}

/** `outcomes`: what becomes of the writes, in turn; afterwards all are shown. `slow`: writes wait for the test. */
function perform(
  parts: {
    readonly rules?: Partial<Rules>;
    readonly outcomes?: readonly Outcome[];
    readonly writes?: 'quick' | 'slow';
  } = {},
) {
  const outcomes = [...(parts.outcomes ?? [])];
  const timer = createMovedTimer();
  const source = createSource();
  const stopping = new AbortController();
  const seen: string[] = [];
  const pending: (() => void)[] = [];
  let most = 0;
  async function write(what: string): Promise<Outcome> {
    seen.push(`${timer.now()}: ${what}`);
    if (parts.writes === 'slow') {
      const { promise, resolve } = Promise.withResolvers<void>();
      pending.push(resolve);
      most = Math.max(most, pending.length);
      await promise;
    }
    return outcomes.shift() ?? 'shown';
  }
  const canvas: Canvas = {
    hold: () => write('(wait)'),
    show: ({ text }) => write(text),
    close: (why: Unfinished) => write(`(${why})`),
  };
  const course = { rules: { ...RULES, ...parts.rules }, timer, stop: stopping.signal };
  const done = deliver(source.replies, canvas, course);
  done.catch(() => undefined);
  return {
    ...source,
    timer,
    seen,
    done,
    most: () => most,
    stop: () => stopping.abort(),
    /** Lets the write under way end. */
    async written() {
      await settled();
      pending.shift()?.();
      await settled();
    },
  };
}

describe('progress', () => {
  it('is shown at once, then at its own pace, and of what comes in between the newest wins', async () => {
    const { say, timer, seen } = perform();
    say(progress('1 %'));
    say(progress('2 %'));
    await timer.pass(500);
    say(progress('3 %'));
    await timer.pass(5_000);
    say(progress('4 %'));
    await timer.pass(0);
    expect(seen).toEqual(['0: 1 %', '2000: 3 %', '5500: 4 %']);
  });

  it('has no more than one write under way, and the pace counts from its end', async () => {
    const { say, timer, seen, written, most } = perform({ writes: 'slow' });
    say(progress('1 %'));
    await timer.pass(3_000);
    say(progress('2 %'));
    say(progress('3 %'));
    await timer.pass(0);
    expect(seen).toEqual(['0: 1 %']);
    await written();
    await timer.pass(2_000);
    expect(seen).toEqual(['0: 1 %', '5000: 3 %']);
    say(reply('done'));
    await timer.pass(10_000);
    expect(seen).toHaveLength(2);
    await written();
    expect(seen.at(-1)).toBe('15000: done');
    expect(most()).toBe(1);
  });

  it('that could not be shown is not tried again, and loses nothing that follows', async () => {
    const { say, timer, seen, written, done } = perform({ outcomes: ['unreachable', 'refused'] });
    say(progress('1 %'));
    await timer.pass(2_000);
    say(progress('2 %'));
    await timer.pass(100);
    say(reply('done'));
    await written();
    await done;
    expect(seen).toEqual(['0: 1 %', '2000: 2 %', '2100: done']);
  });
});

describe('the end', () => {
  it('does not wait for the pace, takes the place of progress that waits, and ends the stream', async () => {
    const { say, seen, done, isReturned } = perform();
    say(progress('1 %'));
    say(progress('2 %'));
    say(reply('done'));
    say(progress('3 %'));
    await done;
    expect(seen).toEqual(['0: 1 %', '0: done']);
    expect(isReturned()).toBe(true);
  });

  it('may be an error', async () => {
    const { say, seen, done, isReturned } = perform();
    say(progress('1 %'));
    say(reply('the rate is too large', { kind: 'error', audience: 'caller' }));
    say(reply('never'));
    await done;
    expect(seen).toEqual(['0: 1 %', '0: the rate is too large']);
    expect(isReturned()).toBe(true);
  });

  it('is tried again while the platform is unreachable, but not for ever', async () => {
    const { say, timer, seen, done } = perform({ outcomes: Array(9).fill('unreachable') });
    say(reply('done'));
    await timer.pass(60_000);
    await done;
    expect(seen).toEqual([0, 1500, 4500, 10500, 20500, 30500, 40500, 50500].map((at) => `${at}: done`));
  });

  it('that is refused is told in words, once', async () => {
    const { say, seen, done } = perform({ outcomes: ['refused', 'refused'] });
    say(reply('done'));
    await done;
    expect(seen).toEqual(['0: done', '0: (refused)']);
  });

  it('is told in words where the bot says nothing', async () => {
    const { end, seen, done } = perform();
    end();
    await done;
    expect(seen).toEqual(['0: (unanswered)']);
  });

  it('is told in words where the bot breaks off, and the fault is not kept quiet', async () => {
    const { say, fail, timer, seen, done } = perform();
    say(progress('1 %'));
    fail(new Error('a bug'));
    await timer.pass(0);
    await expect(done).rejects.toThrow('a bug');
    expect(seen).toEqual(['0: 1 %', '0: (unanswered)']);
  });
});

describe('a first reply that keeps people waiting', () => {
  it('is announced in time, once', async () => {
    const { say, timer, seen, done } = perform({ rules: { holdMs: 1_500 } });
    await timer.pass(9_000);
    say(reply('done'));
    await done;
    expect(seen).toEqual(['1500: (wait)', '9000: done']);
  });

  it('is not announced where it comes in time', async () => {
    const { say, timer, seen, done } = perform({ rules: { holdMs: 1_500 } });
    await timer.pass(1_400);
    say(reply('done'));
    await done;
    expect(seen).toEqual(['1400: done']);
  });
});

describe('a place that is gone', () => {
  it('is left alone while the bot finishes its work', async () => {
    const { say, timer, seen, done, isReturned } = perform({ outcomes: ['gone'] });
    say(progress('1 %'));
    await timer.pass(5_000);
    say(progress('2 %'));
    await timer.pass(5_000);
    expect(isReturned()).toBe(false);
    say(reply('done'));
    await done;
    expect(seen).toEqual(['0: 1 %']);
  });
});

describe('a stop', () => {
  it('closes the answer in words, shows nothing afterwards, and ends the stream at its next reply', async () => {
    const { say, timer, stop, seen, done, isReturned } = perform();
    say(progress('1 %'));
    await timer.pass(100);
    say(progress('2 %'));
    await timer.pass(100);
    stop();
    await done;
    expect(seen).toEqual(['0: 1 %', '200: (interrupted)']);
    expect(isReturned()).toBe(false);
    say(progress('3 %'));
    await timer.pass(9_000);
    expect(seen).toHaveLength(2);
    expect(isReturned()).toBe(true);
  });

  it('waits for the write under way, and shows an end that has come meanwhile', async () => {
    const { say, timer, stop, seen, done, written } = perform({ writes: 'slow' });
    say(progress('1 %'));
    await timer.pass(100);
    say(reply('done'));
    await timer.pass(100);
    stop();
    await written();
    await written();
    await done;
    expect(seen).toEqual(['0: 1 %', '200: done']);
  });

  it('before anything was said is told without an announcement', async () => {
    const { timer, stop, seen, done } = perform({ rules: { holdMs: 1_500 } });
    await timer.pass(100);
    stop();
    await done;
    expect(seen).toEqual(['100: (interrupted)']);
  });

  it('ends the wait for another try', async () => {
    const { say, timer, stop, seen, done } = perform({ outcomes: ['unreachable'] });
    say(reply('done'));
    await timer.pass(100);
    stop();
    await done;
    expect(seen).toEqual(['0: done']);
  });
});
