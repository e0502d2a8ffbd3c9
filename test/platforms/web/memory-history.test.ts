import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../src/chat/history.ts';
import { type Attachment, reply } from '../../../src/chat/reply.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';

const view = { channel: 'room', viewer: 'me' };
const LAST = Number.MAX_SAFE_INTEGER;

function draft(id: string, more: Partial<Draft> = {}): Draft {
  const { files: _, ...said } = reply(`text of ${id}`);
  return {
    id,
    channel: 'room',
    at: 0,
    to: null,
    cause: null,
    content: { kind: 'reply', reply: said, files: [] },
    ...more,
  };
}

const file = (size: number): Attachment => ({
  name: 'a.bin',
  type: 'x/y',
  alt: 'a',
  bytes: new Uint8Array(size),
});
const ids = (messages: readonly { id: string }[]) => messages.map((each) => each.id).join('');

describe('the history in memory', () => {
  test('keeps the place of what is replaced, and counts every change', async () => {
    const history = createMemoryHistory('e');
    await history.put(draft('a'), []);
    await history.put(draft('b'), []);
    expect(await history.put(draft('a', { at: 5 }), [])).toMatchObject({ order: 1, version: 3, at: 5 });
    expect(ids(await history.page(view, LAST, 9))).toBe('ab');
    expect(ids(await history.since(view, 1, 9))).toBe('ba');
    expect(ids(await history.since(view, 1, 1))).toBe('b');
    expect(await history.since(view, 3, 9)).toEqual([]);
  });

  test('shows each user only what is for all or for them, in their channel', async () => {
    const history = createMemoryHistory('e');
    await history.put(draft('a'), []);
    await history.put(draft('b', { to: 'you' }), []);
    await history.put(draft('c', { to: 'me' }), []);
    await history.put(draft('d', { channel: 'other' }), []);
    expect(ids(await history.page(view, LAST, 9))).toBe('ac');
    expect(ids(await history.since({ ...view, viewer: 'you' }, 0, 9))).toBe('ab');
  });

  test('pages backwards, and leaves out what was removed', async () => {
    const history = createMemoryHistory('e');
    for (const id of 'abcdef') await history.put(draft(id), []);
    await history.put(draft('c', { content: { kind: 'removed' } }), []);
    expect(ids(await history.page(view, LAST, 2))).toBe('ef');
    expect(ids(await history.page(view, 5, 3))).toBe('abd');
    expect(ids(await history.since(view, 6, 9))).toBe('c');
  });

  test('finds what nobody finished', async () => {
    const history = createMemoryHistory('e');
    const { files: _, ...said } = reply('on it', { kind: 'progress' });
    await history.put(draft('a', { content: { kind: 'reply', reply: said, files: [] } }), []);
    await history.put(draft('b'), []);
    expect(ids(await history.unfinished('room'))).toBe('a');
    await history.put(draft('a'), []);
    expect(await history.unfinished('room')).toEqual([]);
  });

  test('drops the files of the state before, and the oldest when it is full', async () => {
    const history = createMemoryHistory('e', { messages: 3, bytes: 100 });
    await history.put(draft('a'), [file(60)]);
    await history.put(draft('a'), [file(40)]);
    expect((await history.file('a', 'a.bin'))?.byteLength).toBe(40);
    expect(await history.file('a', 'b.bin')).toBeUndefined();
    await history.put(draft('b'), [file(60)]);
    expect(ids(await history.page(view, LAST, 9))).toBe('ab');
    await history.put(draft('c'), [file(1)]);
    expect(ids(await history.page(view, LAST, 9))).toBe('bc');
    for (const id of 'de') await history.put(draft(id), []);
    expect(ids(await history.page(view, LAST, 9))).toBe('cde');
    await history.put(draft('f'), [file(500)]);
    expect(ids(await history.page(view, LAST, 9))).toBe('f');
  });
});
