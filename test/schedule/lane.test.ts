import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLane } from '../../src/schedule/lane.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lane whose work is ended by hand. */
function held(atOnce: number) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const lane = createLane({
    atOnce,
    patienceMs: 1_000,
    work(workspace) {
      begun.push(workspace);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(workspace, resolve);
      return promise;
    },
  });
  const end = async (workspace: string) => {
    ends.get(workspace)?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { lane, begun, end };
}

describe('a lane', () => {
  it('lets so many work at a time, the others in their turn', async () => {
    const { lane, begun, end } = held(2);
    const over: string[] = [];
    for (const name of ['a', 'b', 'c']) void lane.take(name).then(() => over.push(name));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect([begun, over]).toEqual([['a', 'b', 'c'], ['b']]);
  });
  it('takes nobody twice who waits or works, and takes them again afterwards', async () => {
    const { lane, begun, end } = held(1);
    for (const name of ['a', 'a', 'b', 'b']) void lane.take(name);
    await end('a');
    await end('b');
    expect(begun).toEqual(['a', 'b']);
    void lane.take('a');
    expect(begun).toEqual(['a', 'b', 'a']);
  });
  it('waits for none longer than its patience, and lets it go on by itself', async () => {
    const { lane, begun, end } = held(1);
    let waited = 'yes';
    void lane.take('hangs').then(() => {
      waited = 'no longer';
    });
    void lane.take('next');
    await vi.advanceTimersByTimeAsync(999);
    expect([begun, waited]).toEqual([['hangs'], 'yes']);
    await vi.advanceTimersByTimeAsync(1);
    expect([begun, waited]).toEqual([['hangs', 'next'], 'no longer']);
    void lane.take('hangs');
    await end('next');
    expect(begun).toEqual(['hangs', 'next']);
    // Its end makes no more room than there was.
    await end('hangs');
    for (const name of ['x', 'y']) void lane.take(name);
    expect(begun).toEqual(['hangs', 'next', 'x']);
  });
  it('is stopped when all that has begun is over, and begins no more', async () => {
    const { lane, begun, end } = held(1);
    for (const name of ['hangs', 'works', 'waits']) void lane.take(name);
    await vi.advanceTimersByTimeAsync(1_000);
    let stopped = false;
    void lane.stop().then(() => {
      stopped = true;
    });
    await end('works');
    expect([begun, stopped]).toEqual([['hangs', 'works'], false]);
    await end('hangs');
    expect([begun, stopped]).toEqual([['hangs', 'works'], true]);
  });
});
