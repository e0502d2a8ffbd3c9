/** The history in memory: the contract of every history, and its own bounds. */
import { describe, expect, test } from 'vitest';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import { draft, historyBounds, historyContract, picture } from '../../store/contract/history.ts';

describe('the history in memory', () => {
  historyContract(async () => {
    const history = createMemoryHistory('e');
    return { history, other: history, close: async () => undefined };
  });
  historyBounds(async (messages, each) => {
    const history = createMemoryHistory('e', { messages, each, bytes: Number.MAX_SAFE_INTEGER });
    return { history, close: async () => undefined };
  });

  test('drops the oldest when it is full, the newest never, and nothing that makes no room', async () => {
    const history = createMemoryHistory('e', { messages: 3, each: 3, bytes: 100 });
    const shown = async () =>
      (await history.page({ channel: 'room', viewer: 'me' }, Number.MAX_SAFE_INTEGER, 9)).map(({ id }) => id);
    await history.put(draft('a'), [picture(60)]);
    await history.put(draft('a'), [picture(40)]);
    await history.put(draft('b'), [picture(60)]);
    expect(await shown()).toEqual(['a', 'b']);
    await history.put(draft('c'), [picture(1)]);
    expect(await shown()).toEqual(['b', 'c']);
    for (const id of 'de') await history.put(draft(id), []);
    expect(await shown()).toEqual(['c', 'd', 'e']);
    await history.put(draft('f'), [picture(500)]);
    expect(await shown()).toEqual(['d', 'e', 'f']);
  });

  test('drops the pictures of who has most of them', async () => {
    const history = createMemoryHistory('e', { messages: 99, each: 99, bytes: 100 });
    await history.put(draft('a', { by: 'ben' }), [picture(40)]);
    for (const id of 'bcdefg') await history.put(draft(id), [picture(20)]);
    expect(await history.get('a')).toBeDefined();
    expect(await history.get('d')).toBeUndefined();
    expect(await history.get('e')).toBeDefined();
  });
});
