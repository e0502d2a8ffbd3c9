/** A newcomer's tour of the playground with the real bot, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../platforms/web/browser.ts';
import { box, log, replies, say, seen } from '../platforms/web/windows.ts';
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

async function visit(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-US', ...options })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(stand.address);
  return page;
}

const newest = (page: Page) => replies(page).last();

it(
  'trains, adds, asks, reviews and schedules, and is there again after a reload',
  async () => {
    const page = await visit();
    await page.getByRole('button', { name: /Train it/ }).click();
    await seen(
      replies(page)
        .filter({ hasText: 'Training…' })
        .or(replies(page).filter({ hasText: 'To repeat it' })),
    );
    await seen(replies(page).filter({ hasText: 'To repeat it' }));
    await expect
      .poll(() => replies(page).getByRole('img').first().getAttribute('alt'))
      .toMatch(/^Loss curve/);

    await say(page, '/add 45 77');
    await seen(replies(page).filter({ hasText: '45 + 77 =' }));

    await say(page, '/quiz confirmation-2');
    await newest(page).getByRole('button', { name: 'Answer', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await seen(replies(page).filter({ hasText: /✓ Right/ }));

    await say(page, '/review');
    await seen(replies(page).filter({ hasText: 'Nothing is due' }));
    await say(page, '/schedule quiz at=8:30 zone=Asia/Tokyo');
    await seen(replies(page).filter({ hasText: 'A question will be posted here' }));
    await say(page, '/add -1 2');
    await seen(replies(page).filter({ hasText: 'takes a whole number' }));

    const before = await replies(page).count();
    await page.reload();
    await seen(replies(page).filter({ hasText: 'A question will be posted here' }));
    await expect.poll(() => replies(page).count()).toBe(before);
  },
  3 * PATIENCE,
);

it(
  'keeps two people apart, speaks Japanese, and fits a phone',
  async () => {
    const [aki, ben] = await Promise.all([
      visit({ locale: 'ja-JP', viewport: { width: 390, height: 780 } }),
      visit(),
    ]);
    await say(aki, '/add １ ２');
    await seen(replies(aki).filter({ hasText: '1 + 2 = 3' }));
    await seen(replies(ben).filter({ hasText: '1 + 2 = 3' }));
    await say(aki, '/score');
    await seen(replies(aki).filter({ hasText: 'まだ回答がありません' }));
    await say(ben, '/help');
    await seen(replies(ben).filter({ hasText: 'Start here' }));
    await expect.poll(() => log(ben).getByText('まだ回答がありません').count()).toBe(0);
    await expect.poll(() => log(aki).getByText('Start here').count()).toBe(0);
    await expect.poll(() => box(aki).getAttribute('aria-label')).toBe('メッセージ');
    await expect.poll(() => aki.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  },
  3 * PATIENCE,
);
