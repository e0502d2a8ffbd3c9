/** The teacher's wall with the real bot: what a visitor can read of it, and what the class sees on it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WallView } from '../../src/chat/wall.ts';
import { openBrowser } from '../platforms/web/browser.ts';
import type { Client } from '../platforms/web/client.ts';
import { PATIENCE } from './live.ts';
import { openWeb, type WebStand } from './web-stand.ts';

let stand: WebStand;
let browser: Browser;

beforeAll(async () => {
  [stand, browser] = await Promise.all([openWeb(), openBrowser()]);
}, 2 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await stand.live.close();
}, PATIENCE);

async function wall(client: Client): Promise<WallView> {
  return (await (await client.ask('/api/classroom?locale=en')).json()) as WallView;
}

const tell = (client: Client, question: string | undefined) =>
  client.post('/api/classroom/tell', { question, locale: 'en' });

async function openWall(viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-US', viewport })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${stand.address}/teacher`);
  return page;
}

it(
  'what a visitor can read does not tell the answer until it is told to all, and then nobody can answer',
  async () => {
    const [aki, ben] = [await stand.enter('Aki'), await stand.enter('Ben')];
    stand.live.time.now += 1_000;
    await aki.client.send('/quiz confirmation-1');
    const question = await ben.listener.message();
    const id = String(question.data['asked']);
    const { posed } = await stand.live.carrybot().services.classroom.standing('local', id);
    const right = posed.options.find(({ verdict }) => verdict === 'right')?.letter ?? '';
    const why = JSON.stringify(posed.question.explanation.en).slice(1, -1);

    const page = await (await ben.client.ask('/api/messages?before=1000000')).text();
    const preview = await (await ben.client.ask(`/api/preview?message=${question.id}`)).text();
    const view = await (await ben.client.ask('/api/classroom?locale=en')).text();
    for (const text of [JSON.stringify(question), page, preview, view]) {
      expect(text).not.toContain(why);
      expect(text).not.toMatch(/"(?:right|why|verdict|correct|explanation|seed)"/);
    }
    for (const option of (await wall(ben.client)).question?.choices ?? [])
      expect(Object.keys(option)).toEqual(['letter', 'text', 'count']);

    expect((await tell(ben.client, 'another')).status).toBe(409);
    expect((await wall(ben.client)).question?.told).toBeNull();
    const told = (await (await tell(aki.client, id)).json()) as WallView;
    expect(told.question?.told?.right).toEqual([right]);
    expect(await wall(ben.client)).toEqual(told);
    await ben.client.press(question.id, question.buttons.find(({ label }) => label === right)?.id ?? '');
    const late = await ben.listener.message();
    expect([late.kind, late.audience]).toEqual(['error', 'caller']);
    expect(late.text).toContain('closed');
    expect((await wall(ben.client)).question?.answers).toBe(0);
    for (const { listener } of [aki, ben]) listener.close();
  },
  2 * PATIENCE,
);

it(
  'another question comes covered, and one that a learner asks for alone never comes',
  async () => {
    const { client, listener } = await stand.enter('Cho');
    stand.live.time.now += 1_000;
    await client.send('/quiz confirmation-1');
    const first = await listener.message();
    const pages = [await openWall(), await openWall({ width: 390, height: 780 })];
    await pages[0]?.getByRole('button', { name: 'Show the answer' }).click();
    for (const page of pages) {
      // Told is told: the other window shows it too.
      await page.locator('.choice.right').waitFor();
      await page.getByRole('button', { name: 'Hide the answer' }).waitFor();
      await expect
        .poll(() => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'))
        .toBe(true);
    }

    stand.live.time.now += 1_000;
    await client.send('/quiz bptt-order');
    const second = await listener.message();
    expect(second.data['asked']).not.toBe(first.data['asked']);
    for (const page of pages) {
      await page.getByRole('button', { name: 'Show the answer' }).waitFor();
      await expect.poll(() => page.locator('.why').count()).toBe(0);
      await expect.poll(() => page.locator('.choice.right').count()).toBe(0);
    }

    stand.live.time.now += 1_000;
    await client.send('/help');
    const help = await listener.message();
    await client.press(help.id, help.buttons.find(({ label }) => label === 'Take a test')?.id ?? '');
    const own = await listener.message();
    expect(own.audience).toBe('caller');
    expect((await wall(client)).question?.id).toBe(second.data['asked']);
    expect((await tell(client, String(own.data['asked']))).status).toBe(409);
    listener.close();
  },
  2 * PATIENCE,
);
