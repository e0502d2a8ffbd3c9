/** The pages beside the chat, in a real browser: the teacher's wall, the door, and the view for authors. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';
import { previews } from './scripted-previews.ts';
import { createScriptedWall } from './scripted-wall.ts';

let browser: Browser;
let playground: Playground;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await playground.stop();
});

async function visit(wishes: Wishes, path = '/', locale = 'en-US'): Promise<Page> {
  playground = await openPlayground(wishes);
  const page = await (await browser.newContext({ locale })).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(playground.url + path);
  return page;
}

test('the teacher’s view shows answers as they come, and the right one only when asked to', async () => {
  const wall = createScriptedWall();
  const page = await visit({ wall }, '/teacher');
  const choice = page.getByRole('listitem').filter({ hasText: 'the carry' });
  await choice.getByText('9', { exact: true }).waitFor();
  await page.getByText('14 answers').waitFor();
  await expect.poll(() => page.getByText('All that the next bit needs').count()).toBe(0);
  await expect.poll(() => page.locator('.right').count()).toBe(0);
  const picture = page.getByRole('img', { name: 'A carry, drawn' });
  // A picture that is not there would be as large as its words.
  await expect.poll(() => picture.boundingBox()).toMatchObject({ width: 1, height: 1 });

  wall.answer('B');
  await choice.getByText('10', { exact: true }).waitFor();
  await page.getByText('15 answers').waitFor();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await choice.getByText('right', { exact: true }).waitFor();
  await page.getByText('All that the next bit needs').waitFor();
  await page.getByRole('button', { name: 'Hide the answer' }).click();
  await expect.poll(() => page.locator('.right').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await choice.getByText('right', { exact: true }).waitFor();

  wall.ask('q8');
  await expect.poll(() => page.locator('img.asked').getAttribute('src')).toContain('q8');
  await expect.poll(() => page.locator('.right').count()).toBe(0);
  await expect.poll(() => page.getByText('All that the next bit needs').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the answer' }).waitFor();

  await page.getByText('11 of 16 have it').waitFor();
  await page.getByText('100 % · 2,900 pairs').waitFor();
  wall.ask(undefined);
  await page.getByText('No question has been asked today.').waitFor();
});

test('the teacher’s view speaks Japanese, and the chat leads to it and back', async () => {
  const page = await visit({ wall: createScriptedWall() }, '/', 'ja-JP');
  await page.getByRole('link', { name: '先生の画面' }).click();
  await page.getByText('16 人中 11 人が習得').waitFor();
  await page.getByRole('link', { name: 'チャットに戻る' }).click();
  await page.getByRole('textbox', { name: 'メッセージ' }).waitFor();
});

test('where there is no wall, nothing leads to one', async () => {
  const page = await visit({});
  await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Teacher’s view' }).count()).toBe(0);
});

test('the door opens for the token alone, and stays open', async () => {
  const page = await visit({ token: 'open sesame' });
  await page.getByLabel(/^Token/).fill('wrong');
  await page.getByRole('button').click();
  await page.getByText('That is not the token.').waitFor();
  await page.getByLabel(/^Token/).fill('open sesame');
  await page.getByRole('button').click();
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('/add 45 77');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByText('45 + 77 = 122').waitFor();
  await page.reload();
  await page.getByRole('article').getByText('45 + 77 = 122').waitFor();
});

test('a teacher makes a link, and by it somebody comes in who has no token', async () => {
  const page = await visit({ wall: createScriptedWall(), token: 'open sesame', teacher: 'the teacher' });
  await page.getByLabel(/^Token/).fill('the teacher');
  await page.getByRole('button').click();
  await page.getByRole('link', { name: 'Teacher’s view' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText('0 of at most 200 links are open.').waitFor();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByText('1 of at most 200 links are open.').waitFor();
  const link = await page.getByLabel('Link 1').inputValue();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(link);

  const [guest, late] = await Promise.all(
    [1, 2].map(async () => (await browser.newContext({ locale: 'ja-JP' })).newPage()),
  );
  await guest?.goto(link);
  await guest?.getByRole('button', { name: '参加する' }).click();
  await guest?.getByRole('textbox', { name: 'メッセージ' }).waitFor();
  await expect.poll(() => guest?.getByRole('link', { name: '先生の画面' }).count()).toBe(0);
  // In a class, a browser is one person.
  await guest?.getByRole('button', { name: /として参加中/ }).click();
  await guest?.getByRole('textbox', { name: '名前' }).waitFor();
  await expect.poll(() => guest?.getByText('何人かで試す').count()).toBe(0);
  await late?.goto(link);
  await late?.getByRole('button', { name: '参加する' }).click();
  await late?.getByText('このリンクは使用済みか、期限が切れています。').waitFor();
});

test('authors see a reply as Discord and Slack will show it, with the payloads', async () => {
  const page = await visit({ previews });
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('/quiz');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'B. 0.25' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'On Discord and Slack' }).count()).toBe(0);
  await page.getByRole('button', { name: /^You are/ }).click();
  await page.getByRole('dialog').getByRole('checkbox').check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'On Discord and Slack' }).click();
  for (const name of ['Discord', 'Slack']) {
    const pane = page.getByRole('region', { name });
    await pane.locator('strong', { hasText: 'What is the largest slope' }).waitFor();
    await pane.locator('.fake', { hasText: 'B. 0.25' }).waitFor();
  }
  await page.getByRole('region', { name: 'Slack' }).getByText('Payload').click();
  await page.getByRole('region', { name: 'Slack' }).getByText('"action_id": "quiz:answer:7:b"').waitFor();
});
