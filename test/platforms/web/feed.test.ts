import { afterEach, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import { PLAYGROUND } from '../../../src/platforms/web/web.ts';
import type { WirePage } from '../../../src/platforms/web/wire.ts';
import { Client, type Shown } from './client.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';

const open: Playground[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function playgroundWith(wishes: Wishes = {}): Promise<Playground> {
  const playground = await openPlayground(wishes);
  open.push(playground);
  return playground;
}

async function enter(url: string, name = 'Aki'): Promise<Client> {
  const client = new Client(url);
  client.name = name;
  await client.start();
  return client;
}

const brief = ({ kind, text, cause }: Shown) => [kind, text.split('\n')[0], cause?.name, cause?.text];

test('an answer is one message that changes in place, seen by everybody', async () => {
  const { url, bot } = await playgroundWith();
  const aki = await enter(url);
  const ben = await enter(url, 'Ben');
  const [akis, bens] = [await aki.listen(), await ben.listen()];
  expect(await akis.page()).toEqual({ messages: [], more: false });
  await bens.page();

  expect((await aki.send('/train')).status).toBe(202);
  const first = await bens.message();
  expect(brief(first)).toEqual(['progress', 'Training… 10 %', 'Aki', '/train']);
  expect(first.cause?.mine).toBe(false);
  expect((await akis.message()).cause?.mine).toBe(true);
  expect((await bens.message()).text).toBe('Training… 40 %');
  bot.finish();
  const last = await bens.message();
  expect([last.id, last.order, last.kind]).toEqual([first.id, first.order, 'final']);
  expect(last.files.map((file) => [file.name, file.type, file.alt])).toEqual([
    ['loss.png', 'image/png', 'Loss falls from 1.70 to 0.02'],
  ]);
});

test('a private reply and the line that asked for it reach their user alone', async () => {
  const { url } = await playgroundWith();
  const aki = await enter(url);
  const ben = await enter(url, 'Ben');
  const [akis, bens] = [await aki.listen(), await ben.listen()];
  await akis.page();
  await bens.page();
  await aki.send('/mine');
  await aki.send('/nonsense');
  await aki.send('/add 45 77');
  expect([await akis.message(), await akis.message()].map((each) => each.audience)).toEqual([
    'caller',
    'caller',
  ]);
  expect(brief(await bens.message())).toEqual(['final', '**45 + 77 = 122** Right.', 'Aki', '/add 45 77']);
  expect((await (await ben.listen()).page()).messages).toHaveLength(1);
  expect((await (await aki.listen()).page()).messages).toHaveLength(3);
});

test('a reconnection brings exactly what was missed, once', async () => {
  const { url, bot } = await playgroundWith();
  const aki = await enter(url);
  const before = await aki.listen();
  await before.page();
  await aki.send('/train');
  await before.message();
  await before.message();
  const seen = before.last;
  before.close();

  bot.finish();
  await aki.send('/mine');
  await aki.send('/add 45 77');
  await expect.poll(async () => (await (await aki.listen()).page()).messages.length).toBe(3);

  const after = await aki.listen(seen);
  const missed = [await after.message(), await after.message(), await after.message()];
  expect(missed.map((each) => each.kind)).toEqual(['final', 'final', 'final']);
  expect(missed.map((each) => each.cause?.text).sort()).toEqual(['/add 45 77', '/mine', '/train']);
  await aki.send('/quiz');
  expect((await after.message()).cause?.text).toBe('/quiz');
});

test('a page that knows another history, or missed too much, begins anew', async () => {
  const { url, web } = await playgroundWith();
  const aki = await enter(url);
  const listener = await aki.listen('0000.7');
  expect((await listener.page()).messages).toEqual([]);
  await web.post(PLAYGROUND, reply('one'));
  await listener.message();
  const seen = listener.last;
  for (let n = 0; n < 201; n += 1) await web.post(PLAYGROUND, reply(`post ${n}`));
  const late = await (await aki.listen(seen)).page();
  expect([late.messages.length, late.more]).toEqual([40, true]);
});

test('older messages come page by page until the first', async () => {
  const { url, web } = await playgroundWith();
  const aki = await enter(url);
  for (let n = 1; n <= 90; n += 1) await web.post(PLAYGROUND, reply(`post ${n}`));
  let page = await (await aki.listen()).page();
  const texts = page.messages.map((each) => ('text' in each ? each.text : ''));
  while (page.more) {
    page = (await (await aki.ask(`/api/messages?before=${page.messages[0]?.order}`)).json()) as typeof page;
    texts.unshift(...page.messages.map((each) => ('text' in each ? each.text : '')));
  }
  expect(texts).toEqual(Array.from({ length: 90 }, (_, index) => `post ${index + 1}`));
});

test.each(['stopped', 'killed'] as const)(
  'after it was %s the history is there, the user is the same, and what was interrupted says so',
  async (how) => {
    const history = createMemoryHistory('epoch');
    const first = await openPlayground({ history, graceMs: 100 });
    open.push(first);
    const aki = await enter(first.url);
    const listener = await aki.listen();
    await listener.page();
    await aki.send('/mine');
    await aki.send('/train');
    for (let n = 0; n < 3; n += 1) await listener.message();
    const seen = listener.last;
    const port = how === 'stopped' ? Number(new URL(first.url).port) : 0;
    if (how === 'stopped') await first.stop();

    const second = await openPlayground({ history, port });
    open.push(second);
    aki.url = second.url;
    const missed = await (await aki.listen(seen)).message();
    expect(brief(missed)).toEqual([
      'error',
      'A restart ended this before it was done. Please run it again.',
      'Aki',
      '/train',
    ]);
    const page = await (await aki.listen()).page();
    expect(page.messages.map((each) => [each.audience, each.cause?.mine])).toEqual([
      ['caller', true],
      ['channel', true],
    ]);
  },
);

test('the bot posts and edits without being asked, and says when the place is gone', async () => {
  const { url, web } = await playgroundWith();
  const listener = await (await enter(url)).listen();
  await listener.page();
  const posted = await web.post(PLAYGROUND, reply('Question of the day'));
  expect(brief(await listener.message())).toEqual(['final', 'Question of the day', undefined, undefined]);
  await web.edit(posted, reply('The answer is B'));
  const edited = await listener.message();
  expect([edited.id, edited.text]).toEqual([posted.message, 'The answer is B']);
  await expect(web.post({ ...PLAYGROUND, channel: 'elsewhere' }, reply('x'))).rejects.toThrow('no channel');
});

test('what was public and goes on in private is taken away from the others', async () => {
  const { url, bot } = await playgroundWith();
  bot.say(
    reply('Working…', { kind: 'progress' }),
    reply('That failed, and is for you alone.', { kind: 'error', audience: 'caller' }),
  );
  const aki = await enter(url);
  const ben = await enter(url, 'Ben');
  const [akis, bens] = [await aki.listen(), await ben.listen()];
  await akis.page();
  await bens.page();
  await aki.send('/say');
  const shown = await bens.message();
  expect(await bens.next()).toMatchObject({ message: { id: shown.id, kind: 'removed' } });
  await akis.message();
  await akis.next();
  expect(brief(await akis.message())).toEqual(['error', 'That failed, and is for you alone.', 'Aki', '/say']);
  expect((await (await ben.listen()).page()).messages).toEqual([]);
});

test('stopping ends live connections and refuses what is new', async () => {
  const playground = await openPlayground();
  const aki = await enter(playground.url);
  const listener = await aki.listen();
  await listener.page();
  await playground.web.stop();
  expect(await listener.next()).toBeUndefined();
  expect((await aki.send('/add 1 2')).status).toBe(503);
  expect((await aki.ask('/api/events')).status).toBe(503);
  await playground.stop();
});

test('one browser may open only so many live connections', async () => {
  const { url } = await playgroundWith();
  const aki = await enter(url);
  const listeners = await Promise.all(Array.from({ length: 12 }, () => aki.listen()));
  await expect(aki.listen()).rejects.toThrow('429');
  const ben = await enter(url, 'Ben');
  await (await ben.listen()).page();
  listeners[0]?.close();
  await expect
    .poll(() =>
      aki.listen().then(
        () => 'open',
        () => 'refused',
      ),
    )
    .toBe('open');
});

/** A reply about as large as they get: a sum of 256 hidden units has some 100 KB of figures. */
const large = (n: number) => reply(`sum ${n}`, { data: { states: '0.123456789,'.repeat(16_000), n } });
const textsOf = ({ messages }: WirePage) => messages.map((each) => ('text' in each ? each.text : ''));

test('a conversation of any size is shown: its newest at once, the older ones page by page', async () => {
  const { url, web } = await playgroundWith();
  const all = Array.from({ length: 42 }, (_, index) => `sum ${index + 1}`);
  for (const [index] of all.entries()) await web.post(PLAYGROUND, large(index + 1));
  const aki = await enter(url);
  const listener = await aki.listen();
  let page = await listener.page();
  expect(textsOf(page).at(-1)).toBe('sum 42');
  const shown = textsOf(page);
  while (page.more) {
    const body = await (await aki.ask(`/api/messages?before=${page.messages[0]?.order}`)).text();
    expect(body.length).toBeLessThan(2 * 1024 * 1024);
    page = JSON.parse(body) as WirePage;
    shown.unshift(...textsOf(page));
  }
  expect(shown).toEqual(all);
  await web.post(PLAYGROUND, reply('what comes now'));
  expect((await listener.message()).text).toBe('what comes now');
});

test('who has missed more than a connection carries begins anew with the newest', async () => {
  const { url, web } = await playgroundWith();
  const aki = await enter(url);
  const before = await aki.listen();
  await before.page();
  await web.post(PLAYGROUND, large(0));
  await before.message();
  before.close();
  for (let n = 1; n <= 3; n += 1) await web.post(PLAYGROUND, large(n));
  const few = await aki.listen(before.last);
  expect([(await few.message()).text, (await few.message()).text]).toEqual(['sum 1', 'sum 2']);
  for (let n = 4; n <= 42; n += 1) await web.post(PLAYGROUND, large(n));
  const late = await aki.listen(before.last);
  const page = await late.page();
  expect([textsOf(page).at(-1), page.more]).toEqual(['sum 42', true]);
  await web.post(PLAYGROUND, reply('what comes now'));
  expect((await late.message()).text).toBe('what comes now');
});

test('a window that connects anew takes the place of the connection that it has lost', async () => {
  const { url, web } = await playgroundWith();
  const aki = await enter(url);
  const ben = await enter(url, 'Ben');
  const others = [await aki.listen(), await ben.listen('', 'window-of-one')];
  let last = await aki.listen('', 'window-of-one');
  await last.page();
  const seen = last.last;
  // Far more often than one browser may have windows.
  for (let n = 0; n < 30; n += 1) {
    const next = await aki.listen(seen, 'window-of-one');
    await expect(last.next().catch(() => undefined)).resolves.toBeUndefined();
    last = next;
  }
  await web.post(PLAYGROUND, reply('to all'));
  expect((await last.message()).text).toBe('to all');
  for (const each of others) {
    await each.page();
    expect((await each.message()).text).toBe('to all');
  }
});
