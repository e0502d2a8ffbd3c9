/** A teacher brings a deck, and another of the same name, to the real bot on every platform. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/platforms/terminal/session.ts';
import { openBrowser } from '../platforms/web/browser.ts';
import { replies, say, seen } from '../platforms/web/windows.ts';
import { LEARNER, startBot } from '../support/carrybot.ts';
import { heard, openDiscord } from './discord-stand.ts';
import { PATIENCE } from './live.ts';
import { openSlack } from './slack-stand.ts';
import { goLiveOnTheWeb } from './web-stand.ts';

/** A teacher's hands. */
type Desk = {
  /** Chooses a file in the form of `/quiz import` and waits for the words. */
  bring(name: string, text: string, words: RegExp): Promise<void>;
  press(label: string, words: RegExp): Promise<void>;
  close(): Promise<void>;
};

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function onDiscord(): Promise<Desk> {
  const discord = await openDiscord();
  return {
    async bring(name, text, words) {
      await discord.type('quiz', { topic: 'import' }, /YAML or CSV/);
      await discord.server.press('Choose a file');
      const deck = { name, type: 'text/csv', bytes: bytesOf(text) };
      await heard(await discord.server.submit({ deck }), words);
    },
    async press(label, words) {
      await discord.press(label, words);
    },
    close: () => discord.close(),
  };
}

async function onSlack(): Promise<Desk> {
  const slack = await openSlack('socket');
  return {
    async bring(name, text, words) {
      await slack.type('/quiz import', /YAML or CSV/);
      await slack.server.press('Choose a file');
      const deck = { name, bytes: bytesOf(text) };
      await slack.server.submit({ deck }, { until: words, within: PATIENCE });
    },
    async press(label, words) {
      await slack.press(label, words);
    },
    close: () => slack.close(),
  };
}

async function onThePage(): Promise<Desk> {
  const { live, address } = await goLiveOnTheWeb();
  const browser = await openBrowser();
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(address);
  const told = (words: RegExp) => seen(replies(page).filter({ hasText: words }));
  return {
    async bring(name, text, words) {
      await say(page, '/quiz import');
      await replies(page).last().getByRole('button', { name: 'Choose a file' }).click();
      const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('YAML or CSV file').setInputFiles(file);
      await dialog.getByRole('button', { name: 'Import' }).click();
      await told(words);
    },
    async press(label, words) {
      await replies(page).getByRole('button', { name: label, exact: true }).last().click();
      await told(words);
    },
    async close() {
      await browser.close();
      await live.close();
    },
  };
}

async function atTheTerminal(): Promise<Desk> {
  const bot = await startBot();
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-decks-'));
  const session = createSession(bot.bot, { ...LEARNER, platform: 'terminal' });
  async function type(line: string, words: RegExp): Promise<void> {
    const said: string[] = [];
    for await (const each of session.answer(line)) said.push(each.text);
    expect(said.join('\n')).toMatch(words);
  }
  return {
    async bring(name, text, words) {
      await writeFile(join(folder, name), text);
      await type('/quiz import', /YAML or CSV/);
      await type('Choose a file', /YAML or CSV file/);
      await type(join(folder, name), words);
    },
    press: type,
    async close() {
      await rm(folder, { recursive: true });
      await bot.end();
    },
  };
}

describe.each([
  ['Discord', onDiscord],
  ['Slack', onSlack],
  ['the page', onThePage],
  ['the terminal', atTheTerminal],
])('on %s', (_, open) => {
  it(
    'the first deck of a name is not lost to the second',
    async () => {
      const desk = await open();
      try {
        const head = 'id,topic,text,right,wrong1,why1,explanation';
        await desk.bring('第3回.csv', `${head}\na,rnn,Q?,r,w,y,e\n`, /Imported `?第3回`?: 1 question\./);
        const other = `${head}\nb,rnn,Q?,r,w,y,e\nc,rnn,Q?,r,w,y,e\n`;
        await desk.bring('第3回.csv', other, /another deck `?第3回`? already: 1 question/);
        await desk.press('Replace (1 question → 2)', /Replaced `?第3回`?: 1 question → 2/);
        await desk.press('Undo', /`?第3回`? is back as it was: 1 question/);
      } finally {
        await desk.close();
      }
    },
    3 * PATIENCE,
  );
});
