/** A store that refuses for a while: what those who wait are told. */
import { afterEach, expect, test } from 'vitest';
import type { Draft, History } from '../../../src/chat/history.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import { Client } from './client.ts';
import { openPlayground, type Playground } from './playground.ts';

const open: Playground[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** A history that refuses what `refuse` names. */
function refusing(refuse: (draft: Draft) => boolean): History {
  const history = createMemoryHistory('kept');
  return {
    ...history,
    put: (draft, files) =>
      refuse(draft) ? Promise.reject(new Error('database is locked')) : history.put(draft, files),
  };
}

async function enter(history: History) {
  const playground = await openPlayground({ history });
  open.push(playground);
  const client = new Client(playground.url);
  await client.start();
  const listener = await client.listen();
  await listener.page();
  return { playground, client, listener };
}

const kindOf = ({ content }: Draft) => (content.kind === 'reply' ? content.reply.kind : content.kind);

test('a result that cannot be kept is shown in the place of the progress, says so, and is kept when it can be', async () => {
  let times = 0;
  const { playground, client, listener } = await enter(
    refusing((draft) => {
      if (kindOf(draft) !== 'final' || times > 0) return false;
      times += 1;
      return true;
    }),
  );
  await client.send('/train');
  const progress = await listener.message();
  await listener.message();
  playground.bot.finish();
  const shown = await listener.message();
  expect([shown.id, shown.order, shown.kind, shown.buttons, shown.files]).toEqual([
    progress.id,
    progress.order,
    'error',
    [],
    [],
  ]);
  expect(shown.text).toMatch(/All 16,384 sums right.*could not be saved/s);
  const kept = await listener.message();
  expect([kept.id, kept.kind, kept.files.length]).toEqual([progress.id, 'final', 1]);
  expect(playground.errors).toHaveLength(1);
});

test('progress that cannot be kept does not end the work', async () => {
  const { playground, client, listener } = await enter(refusing((draft) => kindOf(draft) === 'progress'));
  playground.bot.finish();
  await client.send('/train');
  const shown = await listener.message();
  expect([shown.kind, shown.files.length, shown.cause?.text]).toEqual(['final', 1, '/train']);
});

test('an answer that never can be kept still reaches who asked, once', async () => {
  const { client, listener } = await enter(refusing(() => true));
  await client.send('/add 45 77', { locale: 'ja' });
  const shown = await listener.message();
  expect(shown.text).toMatch(/45 \+ 77 = 122.*保存できませんでした/s);
  expect(shown.cause?.mine).toBe(true);
});
