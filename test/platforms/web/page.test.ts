/** The page in a real browser: what a person sees and does, with the mouse, the keyboard and in both languages. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import { PLAYGROUND } from '../../../src/platforms/web/web.ts';
import { openBrowser } from './browser.ts';
import { openPlayground, type Playground } from './playground.ts';

let browser: Browser;
let playground: Playground;
const faults: string[] = [];
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  playground = await openPlayground();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await playground.stop();
  expect(faults.splice(0)).toEqual([]);
  expect(playground.errors).toEqual([]);
});

/** A window of a browser of its own; whatever goes wrong in it, or asks another server, is a fault. */
async function visit(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  return openIn(context, path);
}

async function openIn(context: ReturnType<Page['context']>, path = '/'): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A connection that the test cuts is reported by the browser itself.
    if (message.type() === 'error' && !/ERR_|Failed to load resource/.test(message.text()))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(playground.url) && !request.url().startsWith('blob:'))
      faults.push(request.url());
  });
  await page.goto(playground.url + path);
  return page;
}

const box = (page: Page) => page.getByRole('textbox', { name: /^(Message|メッセージ)$/ });
const log = (page: Page) => page.getByRole('log');
const replies = (page: Page) => log(page).getByRole('article');

async function say(page: Page, line: string): Promise<void> {
  await box(page).fill(line);
  await box(page).press('Escape');
  await box(page).press('Enter');
}

async function seen(locator: Locator): Promise<void> {
  await locator.first().waitFor();
}

describe('a first visit', () => {
  test('is led: one press trains, the loss is seen falling, and the picture comes with its words', async () => {
    const page = await visit();
    await seen(page.getByRole('heading', { name: 'Teach a network to add' }));
    await page.getByRole('button', { name: /^Train it/ }).click();
    const answer = replies(page).last();
    await seen(answer.getByText('Training… 40 %'));
    expect(await answer.getAttribute('aria-busy')).toBe('true');
    expect(Number(await answer.getByRole('progressbar').getAttribute('value'))).toBe(0.4);
    await seen(answer.getByRole('button', { name: 'Cancel' }));
    await seen(answer.getByRole('slider', { name: /Loss curve/ }));

    playground.bot.finish();
    await seen(answer.getByRole('img', { name: 'Loss falls from 1.70 to 0.02' }));
    expect(await answer.getAttribute('aria-busy')).toBe('false');
    expect(await replies(page).count()).toBe(1);
    expect(await page.getByRole('heading', { name: 'Teach a network to add' }).isVisible()).toBe(false);
    await seen(
      page.getByRole('group', { name: 'Things to try' }).getByRole('button', { name: 'Add 45 + 77' }),
    );
  });

  test('leads on: what was tried is offered no more, and the rest can be hidden for good', async () => {
    const page = await visit();
    await page.getByRole('button', { name: /^Add 45/ }).click();
    await seen(replies(page).getByText('45 + 77 = 122'));
    const next = page.getByRole('group', { name: 'Things to try' });
    expect(await next.getByRole('button').allInnerTexts()).toEqual(['Train it', 'Take a test', '']);
    await next.getByRole('button', { name: /^Hide/ }).click();
    expect(await next.isVisible()).toBe(false);
    await page.reload();
    await seen(replies(page).getByText('45 + 77 = 122'));
    expect(await next.isVisible()).toBe(false);
  });
});

describe('the line', () => {
  test('completes commands, options and values from the keyboard', async () => {
    const page = await visit();
    await box(page).pressSequentially('/tr');
    const options = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
    expect(await options.allInnerTexts()).toEqual([expect.stringContaining('/train')]);
    await box(page).press('Tab');
    expect(await box(page).inputValue()).toBe('/train ');
    await box(page).press('ArrowDown');
    const active = await box(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await box(page).press('Enter');
    expect(await box(page).inputValue()).toBe('/train activation=');
    await box(page).pressSequentially('r');
    await box(page).press('Tab');
    expect(await box(page).inputValue()).toBe('/train activation=relu ');
    await box(page).press('Escape');
    expect(await options.count()).toBe(0);
    await box(page).press('Enter');
    await seen(log(page).getByText('/train activation=relu'));
    playground.bot.finish();
  });

  test('sends with Enter while completions are shown, and fetches earlier lines with ↑', async () => {
    const page = await visit();
    for (const line of ['/add 1 2', '/quiz']) {
      await box(page).fill(line);
      await box(page).press('Enter');
      await seen(log(page).getByText(line, { exact: true }));
    }
    await box(page).press('ArrowUp');
    expect(await box(page).inputValue()).toBe('/quiz');
    await box(page).press('ArrowUp');
    expect(await box(page).inputValue()).toBe('/add 1 2');
    await box(page).press('ArrowDown');
    await box(page).press('ArrowDown');
    expect(await box(page).inputValue()).toBe('');
  });

  test('lets go of the keyboard: Tab leads on when there is nothing to complete', async () => {
    const page = await visit();
    await box(page).fill('/train ');
    await box(page).press('Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Send');
  });

  test('presses a button of the last question by its letter', async () => {
    const page = await visit();
    await say(page, '/quiz');
    await seen(replies(page).getByRole('button', { name: 'B. 0.25' }));
    await say(page, 'b');
    await seen(replies(page).getByText('Right.'));
    expect(playground.bot.seen.at(-1)).toMatchObject({ kind: 'press', id: 'quiz:answer:7:b' });
  });

  test('that is a mistake is answered in private', async () => {
    const page = await visit();
    await say(page, '/nonsense');
    const answer = replies(page).last();
    await seen(answer.getByText('There is no command /nonsense.'));
    await seen(answer.getByText('Only you can see this'));
    await say(page, 'hello');
    await seen(replies(page).last().getByText('Commands begin with a slash.'));
  });
});

describe('several people', () => {
  test('in two browsers see the question, and each their own verdict', async () => {
    const [aki, ben] = [await visit(), await visit({ locale: 'ja-JP' })];
    await say(aki, '/quiz');
    await ben.getByRole('button', { name: 'B. 0.25' }).click();
    await seen(replies(ben).getByText('正解です。'));
    await seen(replies(ben).last().getByText('あなただけに表示'));
    await aki.getByRole('button', { name: 'A. 1' }).click();
    await seen(replies(aki).getByText('Not this one.'));
    expect([await replies(aki).count(), await replies(ben).count()]).toEqual([2, 2]);
    expect(await log(aki).getByText('正解です。').count()).toBe(0);
    expect(await log(ben).getByText('Not this one.').count()).toBe(0);
  });

  test('can sit at windows of one browser, each with a name', async () => {
    const page = await visit();
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
    expect(await replies(second).count()).toBe(1);
    await say(second, '/add 1 2');
    await seen(log(page).getByText(/^Guest \w\w$/));
    expect(new Set(playground.bot.seen.map((each) => each.caller.userId)).size).toBe(2);
  });
});

describe('the page', () => {
  test('shows the same conversation after a reload, private replies too', async () => {
    const page = await visit();
    await say(page, '/mine');
    await seen(replies(page).getByText('This is for you alone.'));
    await say(page, '/add 45 77');
    await seen(replies(page).getByText('45 + 77 = 122'));
    const before = await log(page).textContent();
    await page.reload();
    await seen(replies(page).getByText('45 + 77 = 122'));
    expect(await log(page).textContent()).toBe(before);
  });

  test('speaks the browser’s language, or the chosen one, and keeps what is typed', async () => {
    const page = await visit({ locale: 'ja-JP' });
    await seen(page.getByRole('heading', { name: 'ネットワークに足し算を教えよう' }));
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await box(page).fill('/mine');
    await page.getByRole('button', { name: 'English' }).click();
    await seen(page.getByRole('heading', { name: 'Teach a network to add' }));
    expect(await box(page).inputValue()).toBe('/mine');
    await page.reload();
    await seen(page.getByRole('textbox', { name: 'Message', exact: true }));
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '日本語' }).click();
    await say(page, '/mine');
    await seen(replies(page).getByText('これはあなただけの返信です。'));
  });

  test('follows the system’s theme until another is chosen, and again when it is chosen back', async () => {
    const page = await visit({ colorScheme: 'dark' });
    const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    await seen(box(page));
    expect(await ground()).toBe('rgb(20, 23, 27)');
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await ground()).toBe('rgb(246, 244, 239)');
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await ground()).toBe('rgb(20, 23, 27)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe('rgb(246, 244, 239)');
  });

  test('loses nothing when the bot restarts: it says so, reconnects, and sends what was not sent', async () => {
    await playground.stop();
    const history = createMemoryHistory('kept');
    playground = await openPlayground({ history });
    const page = await visit();
    await say(page, '/add 45 77');
    await seen(replies(page).getByText('45 + 77 = 122'));
    const port = Number(new URL(playground.url).port);
    await playground.stop();
    await seen(page.getByText('Connection lost. Reconnecting…').last());
    await say(page, '/quiz');
    await seen(log(page).getByText('Not sent.'));

    playground = await openPlayground({ history, port });
    await playground.web.post(PLAYGROUND, reply('While you were away'));
    await seen(replies(page).getByText('While you were away'));
    await seen(page.getByText('Connected', { exact: true }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await seen(replies(page).getByText('What is the largest slope'));
    expect(await replies(page).count()).toBe(3);
    expect(await log(page).getByText('Not sent.').count()).toBe(0);
  });

  test('goes back in a long conversation page by page, and tells of news below', async () => {
    for (let n = 1; n <= 60; n += 1) await playground.web.post(PLAYGROUND, reply(`post number ${n}.`));
    const page = await visit();
    await seen(replies(page).getByText('post number 60.'));
    expect(await replies(page).count()).toBe(40);
    await page.getByRole('button', { name: 'Earlier messages' }).click();
    await seen(replies(page).getByText('post number 1.'));
    expect(await replies(page).count()).toBe(60);
    await log(page).evaluate((element) => element.scrollTo(0, 0));
    const news = page.getByRole('button', { name: 'New messages' });
    await playground.web.post(PLAYGROUND, reply('the news'));
    await news.click();
    await expect
      .poll(
        () =>
          replies(page)
            .last()
            .evaluate((e) => e.getBoundingClientRect().bottom),
        { timeout: 20_000 },
      )
      .toBeLessThan(720);
    expect(await news.isVisible()).toBe(false);
  });

  test('begins a tall reply at its top', async () => {
    playground.bot.say(reply(Array.from({ length: 80 }, (_, n) => `line ${n}`).join('\n')));
    const page = await visit();
    await say(page, '/say');
    await seen(replies(page).getByText('line 79'));
    const top = await log(page)
      .getByText('/say')
      .evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(50);
    expect(top).toBeLessThan(150);
  });

  test('shows markup as markup, foreign text as text, and files to save', async () => {
    const page = await visit();
    await say(page, '/markup');
    const answer = replies(page).last();
    await seen(answer.getByText('<img src=x onerror=alert(1)> stays text'));
    expect(await answer.locator('strong').allInnerTexts()).toEqual(['bold', 'two']);
    expect(await answer.locator('pre').textContent()).toBe('print("hello")');
    const download = page.waitForEvent('download');
    await answer.getByRole('link', { name: 'notes.txt' }).click();
    expect((await download).suggestedFilename()).toBe('notes.txt');
  });
});

describe('what a reply holds', () => {
  test('a form is filled in, checked, sent, and its file arrives', async () => {
    const page = await visit();
    await say(page, '/feedback');
    await page.getByRole('button', { name: 'Write' }).click();
    const dialog = page.getByRole('dialog', { name: 'Feedback' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Hello');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('two\nlines');
    const file = (size: number) => ({ name: 'data.txt', mimeType: 'text/plain', buffer: Buffer.alloc(size) });
    await dialog.getByLabel('A file').setInputFiles(file(1001));
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await seen(dialog.getByText('The file is too large: at most 1000 B.'));
    await dialog.getByLabel('A file').setInputFiles(file(1000));
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await seen(replies(page).getByText('file: data.txt, 1000 bytes'));
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a picture opens large and can be saved', async () => {
    const page = await visit();
    await say(page, '/train');
    playground.bot.finish();
    await page.getByRole('button', { name: 'Open large' }).click();
    const dialog = page.getByRole('dialog', { name: 'loss.png' });
    await seen(dialog.getByRole('img', { name: 'Loss falls from 1.70 to 0.02' }));
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Save: loss.png' }).click();
    expect((await download).suggestedFilename()).toBe('loss.png');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator(':focus').textContent()).toBe('Open large');
  });

  test('a curve tells its numbers to the pointer and to the arrow keys', async () => {
    const page = await visit();
    await say(page, '/train');
    const curve = replies(page).getByRole('slider');
    await seen(curve);
    playground.bot.finish();
    await seen(replies(page).getByText('All 16,384 sums right'));
    const toggle = page.getByRole('button', { name: 'Explore the curve' });
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    await curve.focus();
    await curve.press('Home');
    expect(await curve.getAttribute('aria-valuetext')).toBe('Pairs seen 0 · Loss 1.700');
    await curve.press('ArrowRight');
    expect(await curve.getAttribute('aria-valuetext')).toMatch(/^Pairs seen 100 · Loss 1\.62/);
    await curve.press('End');
    expect(await curve.getAttribute('aria-valuetext')).toMatch(/^Pairs seen 9,900 · /);
    const { width = 0, height = 0 } = (await curve.boundingBox()) ?? {};
    await curve.hover({ position: { x: width / 2, y: height / 2 } });
    await seen(replies(page).getByText(/^Pairs seen [45],\d00 · Loss 0\.\d+$/));
    await toggle.click();
    expect(await curve.count()).toBe(0);
  });

  test('a sum is stepped through bit by bit, with the carry', async () => {
    const page = await visit();
    await say(page, '/add 45 77');
    await page.getByRole('button', { name: 'Step through the sum' }).click();
    const told = replies(page).getByRole('status');
    expect(await told.textContent()).toContain('Bit 1 of 8');
    expect(await told.textContent()).toContain('1 + 1 + carry 0 = 10 in binary. That is 0, carry 1.');
    await page.getByRole('button', { name: 'Next bit' }).click();
    expect(await told.textContent()).toContain('0 + 0 + carry 1 = 1 in binary. That is 1, nothing to carry.');
    expect(await told.textContent()).toContain('97% sure of a 1, so it answers 1. Right.');
    for (let n = 0; n < 6; n += 1) await page.getByRole('button', { name: 'Next bit' }).click();
    expect(await page.getByRole('button', { name: 'Next bit' }).isDisabled()).toBe(true);
    const answer = replies(page)
      .getByRole('row', { name: /^network/ })
      .getByRole('cell');
    expect((await answer.allInnerTexts()).join('')).toBe('01111010');
  });
});

test('everything works from the keyboard alone', async () => {
  const page = await visit();
  await seen(box(page));
  await page.keyboard.type('/add 45 77');
  await page.keyboard.press('Enter');
  await seen(replies(page).getByText('45 + 77 = 122'));
  await page.keyboard.press('Escape');
  const focused = () => page.locator(':focus').textContent();
  for (let n = 0; n < 12 && (await focused()) !== 'Step through the sum'; n += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await seen(replies(page).getByText('Bit 1 of 8'));
  for (let n = 0; n < 8 && (await focused()) !== 'Next bit'; n += 1) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await seen(replies(page).getByText('Bit 2 of 8'));
});

test('on a phone nothing is cut off, and all that is pressed is large enough', async () => {
  const page = await visit({
    locale: 'ja-JP',
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('button', { name: /^45 \+ 77/ }).tap();
  await page.getByRole('button', { name: '1 桁ずつ見る' }).tap();
  await say(page, '/train');
  playground.bot.finish();
  await seen(replies(page).getByRole('img', { name: /損失が/ }));
  await say(page, '/markup');
  await seen(replies(page).getByText('print("hello")'));
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320);
  expect(await log(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  const sizes = await page.getByRole('button').evaluateAll((all) =>
    all
      .map((each) => each.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ width, height }) => Math.min(width, height)),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
});
