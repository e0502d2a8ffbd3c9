/** No rule of WCAG 2.2 AA that axe can check is broken, in any state, in both themes, languages and sizes. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { openPlayground, type Playground } from './playground.ts';
import { previews } from './scripted-previews.ts';
import { createScriptedWall } from './scripted-wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser.close());

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** What axe finds wrong, in lines that say where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] });
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, ${options}).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

type Look = {
  readonly locale: 'en-US' | 'ja-JP';
  readonly colorScheme: 'light' | 'dark';
  readonly size: 'desk' | 'phone';
};
const looks: readonly Look[] = [
  { locale: 'en-US', colorScheme: 'light', size: 'phone' },
  { locale: 'ja-JP', colorScheme: 'dark', size: 'desk' },
];
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 375, height: 700 } };

async function open({ locale, colorScheme, size }: Look, playground: Playground, path = '/'): Promise<Page> {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: SIZES[size],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(playground.url + path);
  return page;
}

const WORDS = {
  'en-US': {
    message: 'Message',
    curve: 'Explore the curve',
    steps: 'Step through the sum',
    large: 'Open large',
    preview: 'On Discord and Slack',
    reveal: 'Show the answer',
    you: /^You are/,
    invite: 'Invite',
    link: 'Make a link',
  },
  'ja-JP': {
    message: 'メッセージ',
    curve: '曲線を調べる',
    steps: '1 桁ずつ見る',
    large: '拡大',
    preview: 'Discord と Slack での見え方',
    reveal: '正解を見せる',
    you: /として参加中/,
    invite: '招待',
    link: 'リンクを作る',
  },
};

test.each(looks)(
  'the chat: $locale, $colorScheme, $size',
  async (look) => {
    const playground = await openPlayground({ previews, wall: createScriptedWall() });
    const page = await open(look, playground);
    const say = WORDS[look.locale];
    const box = page.getByRole('textbox', { name: say.message, exact: true });
    const articles = page.getByRole('article');
    const send = async (line: string) => {
      const before = await articles.count();
      await box.fill(line);
      await box.press('Escape');
      await box.press('Enter');
      await articles.nth(before).waitFor();
    };
    const check = async (state: string) => expect([state, ...(await violations(page))]).toEqual([state]);

    await box.waitFor();
    await page.locator('.idea').first().waitFor();
    await check('empty');
    await box.fill('/');
    await box.press('ArrowDown');
    await check('completions');
    await send('/train');
    await page.getByRole('slider').waitFor();
    await check('progress');
    playground.bot.finish();
    await page.getByRole('button', { name: say.large }).waitFor();
    await send('/add 45 77');
    await page.getByRole('button', { name: say.steps }).click();
    await send('/quiz');
    await send('/mine');
    await send('/nonsense');
    await send('/markup');
    await check('replies');
    await page.getByRole('button', { name: say.large }).click();
    await check('picture');
    await page.keyboard.press('Escape');
    await send('/feedback');
    await page.getByRole('button', { name: 'Write' }).click();
    await check('form');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say.you }).click();
    await page.getByRole('dialog').getByRole('checkbox').check();
    await check('people');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say.preview }).first().click();
    await page.getByRole('dialog').getByRole('group').first().click();
    await check('preview');
    await page.keyboard.press('Escape');
    await playground.stop();
    await page.locator('main > .lost').waitFor();
    await box.fill('/quiz');
    await box.press('Escape');
    await box.press('Enter');
    await page.locator('.waiting .problem').waitFor();
    await check('lost');
    await page.context().close();
  },
  120_000,
);

test.each(looks)(
  'the wall and the door: $locale, $colorScheme, $size',
  async (look) => {
    const say = WORDS[look.locale];
    const playground = await openPlayground({ wall: createScriptedWall() });
    const page = await open(look, playground, '/teacher');
    await page.getByRole('button', { name: say.reveal }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: say.reveal }).click();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
    await playground.stop();

    const closed = await openPlayground({
      token: 'secret',
      teacher: 'the teacher',
      wall: createScriptedWall(),
    });
    const door = await open(look, closed);
    await door.getByRole('textbox').waitFor();
    expect(await violations(door)).toEqual([]);
    await door.goto(`${closed.url}/login#again`);
    expect(await violations(door)).toEqual([]);
    await door.goto(`${closed.url}/login#used`);
    expect(await violations(door)).toEqual([]);
    await door.getByRole('textbox').fill('the teacher');
    await door.getByRole('button').click();
    await door.locator('.idea').first().waitFor();
    await door.goto(`${closed.url}/teacher`);
    await door.getByRole('button', { name: say.invite }).click();
    await door.getByRole('button', { name: say.link }).click();
    const link = door.getByRole('dialog').getByRole('textbox');
    await link.waitFor();
    expect(await violations(door)).toEqual([]);
    const guest = await open(look, closed, new URL(await link.inputValue()).pathname);
    await guest.getByRole('button').waitFor();
    expect(await violations(guest)).toEqual([]);
    for (const each of [door, guest]) await each.context().close();
    await closed.stop();
  },
  120_000,
);
