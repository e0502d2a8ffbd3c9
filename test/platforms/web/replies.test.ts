/** What a reply holds, in a real browser: forms, pictures, curves, sums. */
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { log, replies, say, seen, useWindows } from './windows.ts';

const windows = useWindows();

describe('what a reply holds', () => {
  test('a form is filled in, checked, sent, and its file arrives', async () => {
    const page = await windows.visit();
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
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('a picture opens large and can be saved', async () => {
    const page = await windows.visit();
    await say(page, '/train');
    windows.playground.bot.finish();
    await expect
      .poll(() => replies(page).getByRole('figure', { name: 'Loss falls from 1.70 to 0.02' }).count())
      .toBe(1);
    await page.getByRole('button', { name: 'Open large' }).click();
    const dialog = page.getByRole('dialog', { name: 'loss.png' });
    await seen(dialog.getByRole('img', { name: 'Loss falls from 1.70 to 0.02' }));
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Save: loss.png' }).click();
    expect((await download).suggestedFilename()).toBe('loss.png');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Open large');
  });

  test('a curve tells its numbers to the pointer and to the arrow keys', async () => {
    const page = await windows.visit();
    await say(page, '/train');
    const curve = replies(page).getByRole('slider');
    await seen(curve);
    windows.playground.bot.finish();
    await seen(replies(page).getByText('All 16,384 sums right'));
    const toggle = page.getByRole('button', { name: 'Explore the curve' });
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true');
    await replies(page).getByRole('checkbox', { checked: true }).uncheck();
    await curve.focus();
    await curve.press('Home');
    await expect.poll(() => curve.getAttribute('aria-valuetext')).toBe('Pairs seen 0 · Loss 1.700');
    await curve.press('ArrowRight');
    await expect.poll(() => curve.getAttribute('aria-valuetext')).toMatch(/^Pairs seen 100 · Loss 1\.62/);
    await curve.press('End');
    await expect.poll(() => curve.getAttribute('aria-valuetext')).toMatch(/^Pairs seen 9,900 · /);
    const { width = 0, height = 0 } = (await curve.boundingBox()) ?? {};
    await curve.hover({ position: { x: width / 2, y: height / 2 } });
    await seen(replies(page).getByText(/^Pairs seen [45],\d00 · Loss 0\.\d+$/));
    await toggle.click();
    await expect.poll(() => curve.count()).toBe(0);
  });

  test('a sum is stepped through bit by bit, with the carry', async () => {
    const page = await windows.visit();
    await say(page, '/add 45 77');
    await page.getByRole('button', { name: 'Step through the sum' }).click();
    const told = replies(page).getByRole('status');
    await expect.poll(() => told.textContent()).toContain('Bit 1 of 8');
    await expect
      .poll(() => told.textContent())
      .toContain('1 + 1 + carry 0 = 10 in binary. That is 0, carry 1.');
    await page.getByRole('button', { name: 'Next bit' }).click();
    await expect
      .poll(() => told.textContent())
      .toContain('0 + 0 + carry 1 = 1 in binary. That is 1, nothing to carry.');
    await expect.poll(() => told.textContent()).toContain('97% sure of a 1, so it answers 1. Right.');
    for (let n = 0; n < 6; n += 1) await page.getByRole('button', { name: 'Next bit' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Next bit' }).isDisabled()).toBe(true);
    const answer = replies(page)
      .getByRole('row', { name: /^network/ })
      .getByRole('cell');
    await expect.poll(() => answer.allInnerTexts()).toEqual([...'01111010']);
  });

  test.each([
    ['at a desk', { width: 1280, height: 720 }],
    ['on a phone', { width: 390, height: 844 }],
    ['on a small phone', { width: 360, height: 640 }],
  ])('what is opened %s is in view, and so is the button that has opened it', async (_, viewport) => {
    const lines = Array.from({ length: 24 }, (__, n) => `line ${n}`).join('\n');
    const sum = { a: 1, b: 1, sum: 2, bits: [0, 1], probabilities: [0.1, 0.9], hidden: [[0.5], [0.5]] };
    windows.playground.bot.say(reply(lines, { data: sum }));
    const page = await windows.visit({ viewport });
    await say(page, '/say');
    const toggle = page.getByRole('button', { name: 'Step through the sum' });
    await toggle.focus();
    await toggle.press('Enter');
    const frame = await log(page).boundingBox();
    const inView = async (locator: Locator) => {
      const place = await locator.boundingBox();
      if (place === null || frame === null) return false;
      return place.y >= frame.y && place.y + place.height <= frame.y + frame.height;
    };
    const next = page.getByRole('button', { name: 'Next bit' });
    await expect.poll(() => inView(toggle)).toBe(true);
    await expect.poll(() => inView(next)).toBe(true);
    await next.click();
    await expect.poll(() => inView(next)).toBe(true);
    await toggle.press('Enter');
    await expect.poll(() => next.count()).toBe(0);
    await expect.poll(() => inView(toggle)).toBe(true);
  });
});
