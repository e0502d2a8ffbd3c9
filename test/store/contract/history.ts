/** What every history of a conversation holds, alone or within a store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft, History } from '../../../src/chat/history.ts';
import { type Attachment, reply } from '../../../src/chat/reply.ts';

export function draft(id: string, part: Partial<Draft> = {}, text = `text of ${id}`): Draft {
  const { files: _, ...said } = reply(text, { data: { run: 1, losses: [1.5, null] } });
  return {
    id,
    channel: 'room',
    at: 1,
    to: null,
    cause: { userId: 'u', userName: 'Aki', locale: 'ja', kind: 'command', text: '/add 1 2', key: 'k' },
    content: { kind: 'reply', reply: said, files: [] },
    ...part,
  };
}

export function picture(size = 3, name = 'a.png'): Attachment {
  return { name, type: 'image/png', alt: 'a', bytes: new Uint8Array(size).fill(7) };
}

const LAST = Number.MAX_SAFE_INTEGER;
const me = { channel: 'room', viewer: 'me' };
const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id).join(' ');

/** @param open a new history; `other`: the same, opened once more where that can be. */
export function historyContract(
  open: () => Promise<{ readonly history: History; readonly other: History; close(): Promise<void> }>,
): void {
  let stand: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    stand = await open();
  });
  afterEach(() => stand.close());
  const put = (id: string, part: Partial<Draft> = {}, files: readonly Attachment[] = []) =>
    stand.history.put(draft(id, part), files);

  describe('a conversation', () => {
    it('has one epoch, whoever asks first', async () => {
      const { history, other } = stand;
      const epochs = await Promise.all([history, other, history, other].map((each) => each.epoch()));
      expect(new Set(epochs).size).toBe(1);
      expect(epochs[0]).toMatch(/^[\w-]+$/);
    });
    it('gives back what was said, and keeps the place of what is replaced', async () => {
      const first = await put('a');
      expect(first).toEqual({ ...draft('a'), order: 1, version: 1 });
      await put('b');
      const again = await put('a', { at: 5, cause: null });
      expect(again).toEqual({ ...draft('a', { at: 5, cause: null }), order: 1, version: 3 });
      expect(await stand.other.get('a')).toEqual(again);
      expect(await stand.other.get('z')).toBeUndefined();
      expect(ids(await stand.other.page(me, LAST, 9))).toBe('a b');
      expect(ids(await stand.other.since(me, 1, 9))).toBe('b a');
      expect(ids(await stand.other.since(me, 1, 1))).toBe('b');
      expect(await stand.other.since(me, 3, 9)).toEqual([]);
    });
    it('shows each user only what is for all or for them, in their channel', async () => {
      await put('a');
      await put('b', { to: 'you' });
      await put('c', { to: 'me' });
      await put('d', { channel: 'other' });
      expect(ids(await stand.other.page(me, LAST, 9))).toBe('a c');
      expect(ids(await stand.other.since({ ...me, viewer: 'you' }, 0, 9))).toBe('a b');
      expect(ids(await stand.other.page({ channel: 'other', viewer: 'me' }, LAST, 9))).toBe('d');
    });
    it('pages backwards, and leaves out what was removed, which is a change like any other', async () => {
      for (const id of 'abcdef') await put(id);
      await put('c', { content: { kind: 'removed' } });
      expect(ids(await stand.other.page(me, LAST, 2))).toBe('e f');
      expect(ids(await stand.other.page(me, 5, 3))).toBe('a b d');
      expect(ids(await stand.other.since(me, 6, 9))).toBe('c');
    });
    it('knows what nobody finished, in a channel', async () => {
      const { files: _, ...said } = reply('on it', { kind: 'progress' });
      const content = { kind: 'reply', reply: said, files: [] } as const;
      await put('a', { content });
      await put('b');
      await put('c', { content, channel: 'other' });
      expect(ids(await stand.other.unfinished('room'))).toBe('a');
      await put('a');
      expect(await stand.other.unfinished('room')).toEqual([]);
    });
    it('keeps the files of the present state only', async () => {
      await put('a', {}, [picture(3), picture(2, 'b.png')]);
      expect(await stand.other.file('a', 'a.png')).toEqual(picture(3).bytes);
      expect(await stand.other.file('a', 'b.png')).toEqual(picture(2).bytes);
      expect(await stand.other.file('a', 'c.png')).toBeUndefined();
      expect(await stand.other.file('b', 'a.png')).toBeUndefined();
      await put('a', {}, [picture(4)]);
      expect(await stand.other.file('a', 'a.png')).toEqual(picture(4).bytes);
      expect(await stand.other.file('a', 'b.png')).toBeUndefined();
    });
    it('numbers without gaps, however many speak at once', async () => {
      const { history, other } = stand;
      const said = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          (n % 2 === 0 ? history : other).put(draft(`m${n}`), [picture()]),
        ),
      );
      const counted = Array.from({ length: 40 }, (_, n) => n + 1);
      const rising = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
      expect(rising(said.map(({ order }) => order))).toEqual(counted);
      expect(rising(said.map(({ version }) => version))).toEqual(counted);
    });
    it('keeps one place and the files of one state of what several change at once', async () => {
      const { history, other } = stand;
      await put('z');
      const said = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? history : other).put(draft('a', { at: n }), [
            picture(n + 1),
            picture(n + 1, 'b.png'),
          ]),
        ),
      );
      expect(new Set(said.map(({ order }) => order))).toEqual(new Set([2]));
      const last = said.toSorted((a, b) => b.version - a.version)[0];
      expect(await other.get('a')).toEqual(last);
      for (const name of ['a.png', 'b.png']) {
        expect((await other.file('a', name))?.byteLength).toBe((last?.at ?? 0) + 1);
      }
      expect((await put('b')).order).toBe(3);
    });
    it('tells no change before those that came first', async () => {
      const { history, other } = stand;
      const work = { done: false };
      const seen: number[] = [];
      const reading = (async () => {
        for (let after = 0; !work.done || after < 30; ) {
          const news = await other.since(me, after, 100);
          seen.push(...news.map(({ version }) => version));
          after = news.at(-1)?.version ?? after;
          await new Promise(setImmediate);
        }
      })();
      await Promise.all(
        Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? history : other).put(draft(`m${n}`), [])),
      );
      work.done = true;
      await reading;
      expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    });
  });
}

/** What every history forgets, and what not. @param open keeps so many messages, in all and of each person */
export function historyBounds(
  open: (inAll: number, each: number) => Promise<{ readonly history: History; close(): Promise<void> }>,
): void {
  /** Says so much as each, in turn, of who is named: `a` has said `a1 a2 …`. @returns what is left */
  async function leftOf(inAll: number, each: number, order: string): Promise<string> {
    const { history, close } = await open(inAll, each);
    const said = new Map<string, number>();
    for (const who of order) {
      said.set(who, (said.get(who) ?? 0) + 1);
      const by = who === 'p' ? { cause: null } : { cause: null, by: who };
      await history.put(draft(`${who}${said.get(who)}`, by), []);
    }
    const left = ids(await history.page(me, LAST, 99));
    await close();
    return left;
  }

  describe('a conversation that is full', () => {
    it('forgets of who floods it that one’s own', async () => {
      expect(await leftOf(12, 4, `aab${'f'.repeat(90)}pb`)).toBe('a1 a2 b1 f87 f88 f89 f90 p1 b2');
    });
    it('forgets of who has most, and then of who began first', async () => {
      expect(await leftOf(6, 4, 'aabbbbc')).toBe('a1 a2 b2 b3 b4 c1');
      expect(await leftOf(4, 4, 'aabbcd')).toBe('a2 b2 c1 d1');
    });
    it('keeps what the bot has said by itself as one more’s', async () => {
      expect(await leftOf(6, 4, 'ppppppaap')).toBe('p4 p5 p6 a1 a2 p7');
    });
    it('counts what a person did where nobody is told who, and what is for them alone', async () => {
      const { history, close } = await open(9, 2);
      await history.put(draft('a', { to: 'me', cause: null }), []);
      const cause = {
        userId: 'me',
        userName: 'Me',
        locale: 'en',
        kind: 'press',
        text: '',
        key: 'k',
      } as const;
      await history.put(draft('b', { cause }), []);
      await history.put(draft('c', { cause: null, by: 'me' }), []);
      expect(ids(await history.page(me, LAST, 9))).toBe('b c');
      await history.put(draft('b', { cause: null, by: 'me' }, 'again'), []);
      expect(ids(await history.page(me, LAST, 9))).toBe('b c');
      await close();
    });
  });
}
