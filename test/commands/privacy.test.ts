/** `/privacy`, and what is deleted by itself: through the whole bot, with its clock set. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import { startBot, type TestBot } from '../support/carrybot.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY = 24 * 3_600_000;
const WORDS = 'it remembers whether one is carried';
const mia = { userId: 'u-mia-77', userName: 'Mia Meier' };

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());
const end = (said: readonly Reply[]) => {
  const last = said.at(-1);
  if (last === undefined) throw new Error('nothing was said');
  return last;
};
const type = async (line: string, who = {}) => end(await bot.type(line, who));

/** Every value of every table. */
function dump(): string {
  const database = new DatabaseSync(join(bot.folder, 'carrybot.sqlite'));
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const rows = tables.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]);
  database.close();
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

/** Takes part as a learner does, with an answer in one's own words. */
async function takePart(who: object): Promise<void> {
  await type('/train hidden=2 iterations=200', who);
  const question = await type('/quiz confirmation-1-words', who);
  await bot.submit(question.buttons[0]?.id ?? '', { answer: WORDS }, who);
  const choice = await type('/quiz confirmation-1', who);
  await bot.press(choice.buttons[0]?.id ?? '', who);
  await type('/schedule quiz at=8:00', who);
  await type('/review remind=on', who);
}

it.each(['en', 'ja'] as const)(
  'tells what is kept, by the settings that hold, within one message (%s)',
  async (locale) => {
    const before = await type('/privacy', { locale, platform: 'web' });
    expect(before).toMatchObject({ kind: 'final', audience: 'caller' });
    expect(before.text.length).toBeLessThanOrEqual(1_900);
    expect(before.text).toContain({ en: 'Until you delete it', ja: '削除するまで' }[locale]);
    expect(before.text).not.toContain('400');
    await type('/settings keep=400');
    const after = await type('/privacy', { locale });
    expect(after.text.length).toBeLessThanOrEqual(1_900);
    expect(after.text).toContain({ en: '**For 400 days:** answers', ja: '**400 日間:** ' }[locale]);
    // Elsewhere the conversation is not kept here.
    const lines = { en: 'what you sent in the playground', ja: 'プレイグラウンドでの送信内容' }[locale];
    expect(after.text).toContain(lines);
    expect((await type('/privacy', { locale, platform: 'slack' })).text).not.toContain(lines);
  },
);

it('gives out all in a file, to its person alone', async () => {
  await takePart(mia);
  const given = await type('/privacy export', mia);
  expect(given.audience).toBe('caller');
  const [file] = given.files;
  const data = JSON.parse(new TextDecoder().decode(file?.bytes));
  expect(data).toMatchObject({
    format: 'carrybot-personal-data',
    version: 1,
    userId: mia.userId,
    olderLeftOut: [],
    answers: expect.arrayContaining([expect.objectContaining({ answer: WORDS, verdict: 'unrated' })]),
    runs: [{ name: 'Mia Meier', outcome: { kind: 'finished' }, config: { hidden: 2 } }],
    schedules: [{ kind: 'quiz' }],
    choices: [{ reminder: 'on' }],
  });
  const others = await type('/privacy export');
  expect(new TextDecoder().decode(others.files[0]?.bytes)).not.toContain(mia.userId);
});

it.each(['/privacy delete', '/score mydata=delete'])('deletes when it is asked twice (%s)', async (line) => {
  await takePart(mia);
  const offer = await type(line, mia);
  expect(offer).toMatchObject({ audience: 'caller', data: { deleted: false } });
  const [confirm, cancel] = offer.buttons.map(({ id }) => id);
  expect(end(await bot.press(cancel ?? '', mia)).data).toEqual({ deleted: false });
  expect(end(await bot.press(confirm ?? '', { userId: 'u-else' }))).toMatchObject({ kind: 'error' });
  expect(dump()).toContain(WORDS);
  const done = end(await bot.press(confirm ?? '', mia));
  expect(done).toMatchObject({ audience: 'caller', data: { deleted: true } });
  expect(done.text).toMatch(/^Deleted\. Without your name stay: .*trainings.*Backups/s);
  const left = dump();
  for (const trace of [mia.userId, mia.userName, WORDS]) expect(left).not.toContain(trace);
  expect((await bot.services.store.runs.get('local', 1))?.userName).toBe('');
});

it('a training that ends after its person was forgotten is nobody’s', async () => {
  const { store } = bot.services;
  const caller = {
    ...mia,
    platform: 'web',
    workspace: 'local',
    channel: 'c',
    locale: 'en',
    role: 'member',
  } as const;
  const invocation = {
    kind: 'command',
    command: 'train',
    subcommand: undefined,
    input: { kind: 'text', text: 'hidden=2 iterations=200' },
    caller,
  } as const;
  await store.errands.keep({ id: 'e', invocation, at: 1, address: '{}' });
  let last: Reply | undefined;
  for await (const said of bot.bot.handle(invocation, 'e')) {
    if (last === undefined) await store.people.forget('local', mia.userId);
    last = said;
  }
  expect(last?.kind).toBe('final');
  const run = await store.runs.get('local', Number(last?.data['run']));
  expect(run).toMatchObject({ userId: '', userName: '' });
  expect(dump()).not.toContain(mia.userName);
});

it('what people did goes after the days that organisers have chosen, once a day', async () => {
  await takePart(mia);
  const answers = async () => (await bot.services.store.quiz.scored('local', 0)).length;
  await bot.schedules.tick();
  bot.time.now += 40 * DAY;
  await bot.schedules.tick();
  expect(await answers()).toBe(1);
  await type('/settings keep=30');
  await bot.schedules.tick();
  expect(await answers()).toBe(1);
  bot.time.now += DAY;
  await bot.schedules.tick();
  expect(await answers()).toBe(0);
  // It is the model of all.
  expect(await bot.services.store.runs.currentNumber('local')).toBe(1);
});

it('what was removed and added while nobody could hear it is found by comparing, once', async () => {
  const [gone, back, other] = ['discord:1', 'discord:2', 'slack:T1'] as const;
  for (const workspace of [gone, back, other]) await type('/review remind=on', { ...mia, workspace });
  await bot.departures.left(back);
  const compare = () =>
    bot.departures.missing('discord:', (workspace) => (workspace === back ? 'has' : 'has-not'));
  expect(await compare()).toEqual([gone]);
  await bot.departures.left(gone);
  expect(await compare()).toEqual([]);
  expect(await bot.departures.missing('slack:', () => 'unknown')).toEqual([]);
  bot.time.now += 30 * DAY;
  await bot.schedules.tick();
  const left = dump();
  expect([gone, back, other].map((workspace) => left.includes(workspace))).toEqual([false, true, true]);
});

it('a workspace that removes the bot is deleted after 30 days, unless it has it again', async () => {
  const [gone, back] = ['slack:TGONE', 'slack:TBACK'] as const;
  for (const workspace of [gone, back, 'local']) await takePart({ ...mia, workspace });
  for (const workspace of [gone, back, 'local']) await bot.departures.left(workspace);
  bot.time.now += 29 * DAY;
  await bot.schedules.tick();
  expect(dump()).toContain(gone);
  await type('/help', { ...mia, workspace: back });
  await bot.departures.left(gone);
  bot.time.now += DAY;
  await bot.schedules.tick();
  expect(dump()).not.toContain(gone);
  for (const workspace of [back, 'local']) {
    expect((await type('/score', { ...mia, workspace })).data).toMatchObject({ answered: 1 });
  }
});
