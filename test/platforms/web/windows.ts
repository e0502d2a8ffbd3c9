/** Windows of a real browser on a playground of their own, for one test file. What goes wrong in them is a fault. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';

export type Windows = {
  readonly playground: Playground;
  /** Opens a window of a browser of its own. */
  visit(options?: BrowserContextOptions, path?: string): Promise<Page>;
  /** Ends the playground; another takes its place, where it was if its port is among the wishes. */
  restart(wishes: Wishes): Promise<void>;
};

/** Called once in a test file: every test there has a fresh playground, and fails for any fault of the page. */
export function useWindows(): Windows {
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

  /** An error in the page, and a request to another server. */
  function watch(context: BrowserContext): void {
    context.on('weberror', (fault) => faults.push(fault.error().message));
    context.on('console', (message) => {
      // A connection that a test cuts, and an answer that is a refusal, are reported by the browser itself.
      if (message.type() === 'error' && !/ERR_|Failed to load resource/.test(message.text()))
        faults.push(message.text());
    });
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && origin !== playground.url) faults.push(request.url());
    });
  }

  return {
    get playground() {
      return playground;
    },
    async visit(options = {}, path = '/') {
      const context = await browser.newContext({ locale: 'en-US', ...options });
      watch(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(playground.url + path);
      return page;
    },
    async restart(wishes) {
      await playground.stop();
      playground = await openPlayground(wishes);
    },
  };
}

export const box = (page: Page): Locator => page.getByRole('textbox', { name: /^(Message|メッセージ)$/ });
export const log = (page: Page): Locator => page.getByRole('log');
export const replies = (page: Page): Locator => log(page).getByRole('article');

/** Types a line and sends it. */
export async function say(page: Page, line: string): Promise<void> {
  await box(page).fill(line);
  await box(page).press('Escape');
  await box(page).press('Enter');
}

/** Waits until it is seen. */
export async function seen(locator: Locator): Promise<void> {
  await locator.first().waitFor();
}
