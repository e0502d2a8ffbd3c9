import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft, History } from '../../src/chat/history.ts';
import { reply } from '../../src/chat/reply.ts';
import { createMemoryHistory } from '../../src/platforms/web/memory-history.ts';
import type { Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

let folder: string;
const stores: Store[] = [];

async function sqlite(): Promise<History> {
  const store = await openSqlite(join(folder, `${stores.length}.sqlite`), () => 'e1');
  stores.push(store);
  return store.playground;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true });
});

function draft(id: string, text: string, part: Partial<Draft> = {}): Draft {
  const { files, ...said } = reply(text, { data: { run: 1, losses: [1.5, null] } });
  return {
    id,
    channel: 'playground',
    at: 1,
    to: null,
    cause: { userId: 'u', userName: 'Aki', locale: 'ja', kind: 'command', text: '/add 1 2', key: 'k' },
    content: {
      kind: 'reply',
      reply: said,
      files: files.map(() => ({ name: 'a.png', type: 'image/png', alt: '', size: 1 })),
    },
    ...part,
  };
}

const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);
const aki = { channel: 'playground', viewer: 'u' };
const ben = { channel: 'playground', viewer: 'b' };
const picture = { name: 'a.png', type: 'image/png', alt: 'a', bytes: new Uint8Array([1, 2, 3]) };

describe.each([
  ['in memory', async () => createMemoryHistory('e1')],
  ['in SQLite', sqlite],
] as const)('the conversation %s', (_, open) => {
  it('keeps order, counts every change, and shows private messages to one person', async () => {
    const history = await open();
    const first = await history.put(draft('m1', 'one'), [picture]);
    await history.put(draft('m2', 'two', { to: 'u' }), []);
    const again = await history.put(draft('m1', 'one, changed'), []);
    expect([first.order, first.version, again.order, again.version]).toEqual([1, 1, 1, 3]);
    expect(ids(await history.page(aki, 100, 10))).toEqual(['m1', 'm2']);
    expect(ids(await history.page(ben, 100, 10))).toEqual(['m1']);
    expect(ids(await history.since(aki, 1, 10))).toEqual(['m2', 'm1']);
    expect(await history.get('m1')).toEqual(again);
    expect(await history.epoch()).toBe('e1');
  });
  it('keeps the files of the present state only', async () => {
    const history = await open();
    await history.put(draft('m1', 'one'), [picture]);
    expect(await history.file('m1', 'a.png')).toEqual(picture.bytes);
    await history.put(draft('m1', 'one'), []);
    expect(await history.file('m1', 'a.png')).toBeUndefined();
  });
  it('knows what is removed and what was never finished', async () => {
    const history = await open();
    const { files, ...progress } = reply('…', { kind: 'progress' });
    expect(files).toEqual([]);
    await history.put(draft('m1', 'x', { content: { kind: 'reply', reply: progress, files: [] } }), []);
    await history.put(draft('m2', 'y', { content: { kind: 'removed' } }), []);
    expect(ids(await history.unfinished('playground'))).toEqual(['m1']);
    expect(ids(await history.page(aki, 100, 10))).toEqual(['m1']);
    expect(ids(await history.since(aki, 0, 10))).toEqual(['m1', 'm2']);
  });
});
