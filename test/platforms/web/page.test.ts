/** The page in a real browser: how it leads a newcomer, its line, the keyboard alone, a phone. */
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../../src/store/sqlite/open.ts';
import { box, log, replies, say, seen, useWindows } from './windows.ts';

const windows = useWindows();

describe('a first visit', () => {
  test('is led: one press trains, the loss is seen falling, and the picture comes with its words', async () => {
    const page = await windows.visit();
    await seen(page.getByRole('heading', { name: 'Teach a network to add' }));
    await page.getByRole('button', { name: /^Train it/ }).click();
    const answer = replies(page).last();
    await seen(answer.getByText('Training… 40 %'));
    await expect.poll(() => answer.getAttribute('aria-busy')).toBe('true');
    await expect.poll(() => answer.getByRole('progressbar').getAttribute('value')).toBe('0.4');
    await seen(answer.getByRole('button', { name: 'Cancel' }));
    await seen(answer.getByRole('slider', { name: /Loss curve/ }));

    windows.playground.bot.finish();
    await seen(answer.getByRole('img', { name: 'Loss falls from 1.70 to 0.02' }));
    await expect.poll(() => answer.getAttribute('aria-busy')).toBe('false');
    await expect.poll(() => replies(page).count()).toBe(1);
    await expect
      .poll(() => page.getByRole('heading', { name: 'Teach a network to add' }).isVisible())
      .toBe(false);
    await seen(
      page.getByRole('group', { name: 'Things to try' }).getByRole('button', { name: 'Add 45 + 77' }),
    );
  });

  test('leads on: what was tried is offered no more, and the rest can be hidden for good', async () => {
    const page = await windows.visit();
    await page.getByRole('button', { name: /^Add 45/ }).click();
    await seen(replies(page).getByText('45 + 77 = 122'));
    const next = page.getByRole('group', { name: 'Things to try' });
    await expect
      .poll(() => next.getByRole('button').allInnerTexts())
      .toEqual(['Train it', 'Take a test', '']);
    await next.getByRole('button', { name: /^Hide/ }).click();
    await expect.poll(() => next.isVisible()).toBe(false);
    await page.reload();
    await seen(replies(page).getByText('45 + 77 = 122'));
    await expect.poll(() => next.isVisible()).toBe(false);
  });
});

describe('the line', () => {
  test('completes commands, options and values from the keyboard', async () => {
    const page = await windows.visit();
    await box(page).pressSequentially('/tr');
    const options = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
    await expect.poll(() => options.allInnerTexts()).toEqual([expect.stringContaining('/train')]);
    await box(page).press('Tab');
    await expect.poll(() => box(page).inputValue()).toBe('/train ');
    await box(page).press('ArrowDown');
    const active = () => box(page).getAttribute('aria-activedescendant');
    await expect
      .poll(async () => page.locator(`#${await active()}`).getAttribute('aria-selected', { timeout: 1000 }))
      .toBe('true');
    await box(page).press('Enter');
    await expect.poll(() => box(page).inputValue()).toBe('/train activation=');
    await box(page).pressSequentially('r');
    await box(page).press('Tab');
    await expect.poll(() => box(page).inputValue()).toBe('/train activation=relu ');
    await box(page).press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    await box(page).press('Enter');
    await seen(log(page).getByText('/train activation=relu'));
    const own = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(windows.playground.bot.seen.at(-1)?.caller.zone).toBe(own);
    windows.playground.bot.finish();
  });

  test('sends with Enter while completions are shown, and fetches earlier lines with ↑', async () => {
    const page = await windows.visit();
    for (const line of ['/add 1 2', '/quiz']) {
      await box(page).fill(line);
      await box(page).press('Enter');
      await seen(log(page).getByText(line, { exact: true }));
    }
    await box(page).press('ArrowUp');
    await expect.poll(() => box(page).inputValue()).toBe('/quiz');
    await box(page).press('ArrowUp');
    await expect.poll(() => box(page).inputValue()).toBe('/add 1 2');
    await box(page).press('ArrowDown');
    await box(page).press('ArrowDown');
    await expect.poll(() => box(page).inputValue()).toBe('');
  });

  test('lets go of the keyboard: Tab leads on when there is nothing to complete', async () => {
    const page = await windows.visit();
    await box(page).fill('/train ');
    await box(page).press('Tab');
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Send');
  });

  test('presses a button of the last question by its letter', async () => {
    const page = await windows.visit();
    await say(page, '/quiz');
    await seen(replies(page).getByRole('button', { name: 'B. 0.25' }));
    await say(page, 'b');
    await seen(replies(page).getByText('Right.'));
    expect(windows.playground.bot.seen.at(-1)).toMatchObject({ kind: 'press', id: 'quiz:answer:7:b' });
  });

  test('that is a mistake is answered in private', async () => {
    const page = await windows.visit();
    await say(page, '/nonsense');
    const answer = replies(page).last();
    await seen(answer.getByText('There is no command /nonsense.'));
    await seen(answer.getByText('Only you can see this'));
    await say(page, 'hello');
    await seen(replies(page).last().getByText('Commands begin with a slash.'));
  });
});

test('everything works from the keyboard alone', async () => {
  const page = await windows.visit();
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
  const page = await windows.visit({
    locale: 'ja-JP',
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  });
  // A welcome that is taller than the window is read from its top.
  await seen(page.getByRole('button', { name: /^45 \+ 77/ }));
  await expect.poll(() => log(page).evaluate((element) => element.scrollTop)).toBe(0);
  await page.getByRole('button', { name: /^45 \+ 77/ }).tap();
  await page.getByRole('button', { name: '1 桁ずつ見る' }).tap();
  await say(page, '/train');
  windows.playground.bot.finish();
  await seen(replies(page).getByRole('img', { name: /損失が/ }));
  await say(page, '/markup');
  await seen(replies(page).getByText('print("hello")'));
  await expect.poll(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320);
  await expect.poll(() => log(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  const sizes = await page.getByRole('button').evaluateAll((all) =>
    all
      .map((each) => each.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ width, height }) => Math.min(width, height)),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
});

describe('what is forgotten', () => {
  test('goes from pages that are open: a person who is deleted, and what is too old', async () => {
    const store = await openSqlite(':memory:', () => crypto.randomUUID());
    let now = 1_000;
    await windows.restart({ history: store.playground, now: () => now });
    const [aki, ben] = [await windows.visit(), await windows.visit()];
    await say(aki, '/mine');
    await seen(replies(aki).getByText('This is for you alone.'));
    await say(aki, '/add 45 77');
    await say(ben, '/markup');
    for (const page of [aki, ben]) await expect.poll(() => log(page).innerText()).toContain('/markup');
    const view = { channel: 'playground', viewer: 'nobody' };
    const [sum] = await store.playground.page(view, Number.MAX_SAFE_INTEGER, 9);
    await expect.poll(() => log(ben).innerText()).toContain('/add 45 77');

    await store.people.forget('local', sum?.cause?.userId ?? '');
    for (const page of [aki, ben]) {
      await expect.poll(() => log(page).innerText()).not.toContain('/add 45 77');
      await seen(replies(page).getByText('45 + 77 = 122'));
    }
    await expect.poll(() => replies(aki).count()).toBe(2);

    now = 2_000;
    await say(ben, '/add 1 2');
    await expect.poll(() => replies(aki).count()).toBe(3);
    await store.keeping.expire('local', 1_500);
    for (const page of [aki, ben]) await expect.poll(() => replies(page).count()).toBe(1);
    await store.close();
  });
});
