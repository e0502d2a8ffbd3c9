/** A live connection whose way goes silent without a word: the page notices, says so, and loses nothing. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { PLAYGROUND } from '../../../src/platforms/web/web.ts';
import { openBrowser } from './browser.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';
import { openWay, type Way } from './way.ts';
import { replies, say, seen } from './windows.ts';

let browser: Browser;
let playground: Playground;
let way: Way;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await way.close();
  await playground.stop();
});

async function visit(wishes: Wishes = {}, prepare: (page: Page) => Promise<void> = async () => {}) {
  playground = await openPlayground(wishes);
  way = await openWay(playground.url);
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  page.setDefaultTimeout(20_000);
  await prepare(page);
  await page.goto(way.url);
  await seen(page.getByText('Connected', { exact: true }));
  return page;
}

const lost = (page: Page) => page.getByRole('main').getByText('Connection lost. Reconnecting…');
/** The page's time stands still but where the test moves it. */
async function stopTime(page: Page): Promise<void> {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
}
const texts = (page: Page) => replies(page).locator('.text').allInnerTexts();

test('is noticed and said; then everything comes that was missed, once', async () => {
  const page = await visit({ heartbeatMs: 300 });
  await say(page, '/add 45 77');
  await seen(replies(page).getByText('45 + 77 = 122'));
  way.silence();
  for (const text of ['one', 'two']) await playground.web.post(PLAYGROUND, reply(text));
  await seen(lost(page));
  await expect.poll(() => texts(page)).toHaveLength(1);

  way.restore();
  await seen(page.getByText('Connected', { exact: true }));
  await playground.web.post(PLAYGROUND, reply('three'));
  await seen(replies(page).getByText('three'));
  await expect.poll(async () => (await texts(page)).slice(1)).toEqual(['one', 'two', 'three']);
  await expect.poll(() => lost(page).isVisible()).toBe(false);
});

test('is told from a quiet one: twice the time between two signs of life, and not before', async () => {
  const page = await visit({}, stopTime);
  way.silence();
  await page.clock.fastForward(39_000);
  await expect.poll(() => lost(page).isVisible()).toBe(false);
  await page.clock.fastForward(2_000);
  await seen(lost(page));
});

test('signs of life keep a quiet connection', async () => {
  const signs: string[] = [];
  const page = await visit({ heartbeatMs: 300 }, async (fresh) => {
    await stopTime(fresh);
    const browserSide = await fresh.context().newCDPSession(fresh);
    await browserSide.send('Network.enable');
    browserSide.on('Network.eventSourceMessageReceived', ({ eventName }) => void signs.push(eventName));
  });
  for (let n = 0; n < 4; n += 1) {
    // The first of two that come from now on has been heard when the second comes.
    const heard = signs.length;
    await expect.poll(() => signs.length).toBeGreaterThan(heard + 1);
    await page.clock.fastForward(500);
    await expect.poll(() => lost(page).isVisible()).toBe(false);
  }
  expect(new Set(signs.slice(1))).toEqual(new Set(['alive']));
});
