/** The conversation in a real browser: several people, reloads, restarts, languages, themes, long histories. */
import { describe, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import { PLAYGROUND } from '../../../src/platforms/web/web.ts';
import { box, log, replies, say, seen, useWindows } from './windows.ts';

const windows = useWindows();

describe('several people', () => {
  test('in two browsers see the question, and each their own verdict', async () => {
    const [aki, ben] = [await windows.visit(), await windows.visit({ locale: 'ja-JP' })];
    await say(aki, '/quiz');
    await ben.getByRole('button', { name: 'B. 0.25' }).click();
    await seen(replies(ben).getByText('正解です。'));
    await seen(replies(ben).last().getByText('あなただけに表示'));
    await aki.getByRole('button', { name: 'A. 1' }).click();
    await seen(replies(aki).getByText('Not this one.'));
    await expect.poll(() => replies(aki).count()).toBe(2);
    await expect.poll(() => replies(ben).count()).toBe(2);
    await expect.poll(() => log(aki).getByText('正解です。').count()).toBe(0);
    await expect.poll(() => log(ben).getByText('Not this one.').count()).toBe(0);
  });

  test('can sit at windows of one browser, each with a name', async () => {
    const page = await windows.visit();
    await page.getByRole('button', { name: /^You are Guest/ }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Aki');
    await page.getByRole('button', { name: 'Use this name' }).click();
    await page.getByRole('button', { name: /^You are Aki/ }).click();
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Open a window as person 2' }).click();
    const second = await opened;
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await say(page, '/mine');
    await seen(log(page).getByText('This is for you alone.'));
    await say(page, '/quiz');
    await seen(log(second).getByText('Aki', { exact: true }));
    await expect.poll(() => replies(second).count()).toBe(1);
    await say(second, '/add 1 2');
    await seen(log(page).getByText(/^Guest \w\w$/));
    expect(new Set(windows.playground.bot.seen.map((each) => each.caller.userId)).size).toBe(2);
  });
});

describe('the page', () => {
  test('shows the same conversation after a reload, private replies too', async () => {
    const page = await windows.visit();
    await say(page, '/mine');
    await seen(replies(page).getByText('This is for you alone.'));
    await say(page, '/add 45 77');
    await seen(replies(page).getByText('45 + 77 = 122'));
    const before = await log(page).textContent();
    await page.reload();
    await seen(replies(page).getByText('45 + 77 = 122'));
    await expect.poll(() => log(page).textContent()).toBe(before);
  });

  test('speaks the browser’s language, or the chosen one, and keeps what is typed', async () => {
    const page = await windows.visit({ locale: 'ja-JP' });
    await seen(page.getByRole('heading', { name: 'ネットワークに足し算を教えよう' }));
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('ja');
    await box(page).fill('/mine');
    await page.getByRole('button', { name: 'English' }).click();
    await seen(page.getByRole('heading', { name: 'Teach a network to add' }));
    await expect.poll(() => box(page).inputValue()).toBe('/mine');
    await page.reload();
    await seen(page.getByRole('textbox', { name: 'Message', exact: true }));
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '日本語' }).click();
    await say(page, '/mine');
    await seen(replies(page).getByText('これはあなただけの返信です。'));
  });

  test('follows the system’s theme until another is chosen, and again when it is chosen back', async () => {
    const page = await windows.visit({ colorScheme: 'dark' });
    const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    await seen(box(page));
    await expect.poll(() => ground()).toBe('rgb(20, 23, 27)');
    await page.getByRole('button', { name: 'Light theme' }).click();
    await expect.poll(() => ground()).toBe('rgb(246, 244, 239)');
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect.poll(() => ground()).toBe('rgb(20, 23, 27)');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => ground()).toBe('rgb(246, 244, 239)');
  });

  test('loses nothing when the bot restarts: it says so, reconnects, and sends what was not sent', async () => {
    const history = createMemoryHistory('kept');
    await windows.restart({ history });
    const page = await windows.visit();
    await say(page, '/add 45 77');
    await seen(replies(page).getByText('45 + 77 = 122'));
    const port = Number(new URL(windows.playground.url).port);
    await windows.playground.stop();
    await seen(page.getByText('Connection lost. Reconnecting…').last());
    await say(page, '/quiz');
    await seen(log(page).getByText('Not sent.'));

    await windows.restart({ history, port });
    await windows.playground.web.post(PLAYGROUND, reply('While you were away'));
    await seen(replies(page).getByText('While you were away'));
    await seen(page.getByText('Connected', { exact: true }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await seen(replies(page).getByText('What is the largest slope'));
    await expect.poll(() => replies(page).count()).toBe(3);
    await expect.poll(() => log(page).getByText('Not sent.').count()).toBe(0);
  });

  test('goes back in a long conversation page by page, and tells of news below', async () => {
    for (let n = 1; n <= 60; n += 1)
      await windows.playground.web.post(PLAYGROUND, reply(`post number ${n}.`));
    const page = await windows.visit();
    await seen(replies(page).getByText('post number 60.'));
    await expect.poll(() => replies(page).count()).toBe(40);
    await page.getByRole('button', { name: 'Earlier messages' }).click();
    await seen(replies(page).getByText('post number 1.'));
    await expect.poll(() => replies(page).count()).toBe(60);
    await log(page).evaluate((element) => element.scrollTo(0, 0));
    const news = page.getByRole('button', { name: 'New messages' });
    await windows.playground.web.post(PLAYGROUND, reply('the news'));
    await news.click();
    await expect
      .poll(() =>
        replies(page)
          .last()
          .evaluate((e) => e.getBoundingClientRect().bottom),
      )
      .toBeLessThan(720);
    await expect.poll(() => news.isVisible()).toBe(false);
  });

  test('shows a conversation that is larger than a connection may lag behind, and goes back to its beginning', async () => {
    const data = { states: '0.123456789,'.repeat(16_000) };
    for (let n = 1; n <= 42; n += 1)
      await windows.playground.web.post(PLAYGROUND, reply(`sum number ${n}.`, { data }));
    const page = await windows.visit();
    await seen(replies(page).getByText('sum number 42.'));
    await seen(page.getByText('Connected', { exact: true }));
    const first = replies(page).getByText('sum number 1.', { exact: true });
    const earlier = page.getByRole('button', { name: 'Earlier messages' });
    while ((await first.count()) === 0) {
      const shown = await replies(page).count();
      await earlier.click();
      await expect.poll(() => replies(page).count()).toBeGreaterThan(shown);
    }
    await expect.poll(() => replies(page).count()).toBe(42);
    await say(page, '/add 45 77');
    await seen(replies(page).getByText('45 + 77 = 122'));
  });

  test('begins a tall reply at its top', async () => {
    windows.playground.bot.say(reply(Array.from({ length: 80 }, (_, n) => `line ${n}`).join('\n')));
    const page = await windows.visit();
    await say(page, '/say');
    await seen(replies(page).getByText('line 79'));
    const top = () =>
      log(page)
        .getByText('/say')
        .evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(top).toBeLessThan(150);
    await expect.poll(top).toBeGreaterThan(50);
  });

  test('shows markup as markup, foreign text as text, and files to save', async () => {
    const page = await windows.visit();
    await say(page, '/markup');
    const answer = replies(page).last();
    await seen(answer.getByText('<img src=x onerror=alert(1)> stays text'));
    await expect.poll(() => answer.locator('strong').allInnerTexts()).toEqual(['bold', 'two']);
    await expect.poll(() => answer.locator('pre').textContent()).toBe('print("hello")');
    const download = page.waitForEvent('download');
    await answer.getByRole('link', { name: 'notes.txt' }).click();
    expect((await download).suggestedFilename()).toBe('notes.txt');
  });
});
