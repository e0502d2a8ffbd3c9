/** What the clock decides, seen by who uses the bot: each limit at its last moment, and one millisecond after it. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const ben = { userId: 'u-ben', userName: 'Ben' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The bot's clock begins at 9:00 in Tokyo. */
const HALF_PAST_NINE = 30 * MINUTE;

const last = async (line: string, caller = {}) => {
  const said = (await bot.type(line, caller)).at(-1);
  if (said === undefined) throw new Error(`no answer to ${line}`);
  return said;
};
/** Lets time go by, and the schedules be looked at once. */
async function later(milliseconds: number): Promise<void> {
  bot.time.now += milliseconds;
  await bot.schedules.tick();
}
const kinds = () => bot.sent.map(({ kind }) => kind);
/** The id of a question's button for an option that is wrong. */
async function wrongButton(asked: string): Promise<string> {
  const { posed } = await bot.services.classroom.standing('local', asked);
  const letter = posed.options.find(({ verdict }) => verdict === 'wrong')?.letter ?? '';
  return `quiz:answer:${asked}:${letter}`;
}

describe('a scheduled post', () => {
  it.each([
    ['comes up to three hours late', 3 * HOUR, ['post']],
    ['does not come later than that', 3 * HOUR + 1, []],
  ])('%s', async (_, late, posts) => {
    await bot.type('/schedule quiz at=9:30');
    await later(HALF_PAST_NINE + late);
    expect(kinds()).toEqual(posts);
  });
  it.each([
    ['stands beside one that came ten minutes ago', 0, ['post', 'post']],
    ['ends one that came longer ago', 1, ['post', 'edit', 'post', 'post']],
  ])('%s', async (_, more, expected) => {
    for (const at of ['9:30', '9:40']) await bot.type(`/schedule quiz at=${at} topic=confirmation`);
    await later(HALF_PAST_NINE);
    await later(10 * MINUTE + more);
    expect(kinds()).toEqual(expected);
  });
  it('ends what schedules asked, and leaves alone what `/quiz` asked there or elsewhere', async () => {
    const here = await last('/quiz confirmation-1', { channel: 'class' });
    const elsewhere = await last('/quiz confirmation-1', { channel: 'hall' });
    await bot.type('/schedule quiz at="30 9 * * 2" topic=confirmation', { channel: 'class' });
    await later(HALF_PAST_NINE);
    await later(25 * HOUR - 1);
    expect(kinds()).toEqual(['post']);
    await later(1);
    expect(kinds()).toEqual(['post', 'edit', 'post']);
    for (const question of [here, elsewhere]) {
      const told = (await bot.press(question.buttons[0]?.id ?? '')).at(-1);
      expect(told?.data).toMatchObject({ outcome: 'counted' });
    }
  });
  it('loses its buttons when it ends, however soon after it came and however slow the disk', async () => {
    const { quiz } = bot.services.store;
    const { posted } = quiz;
    quiz.posted = async (...how) => {
      await pause(1_000);
      await posted(...how);
    };
    await bot.type('/schedule quiz at=9:30 topic=confirmation-1');
    await later(HALF_PAST_NINE);
    const asked = bot.sent[0]?.reply.buttons[0]?.id.split(':')[2] ?? '';
    expect(await bot.wall.tell('local', asked)).toBe('told');
    expect(kinds()).toEqual(['post', 'edit', 'post']);
    expect(bot.sent[1]).toMatchObject({ place: { message: 'm1' }, reply: { buttons: [] } });
  });
  it('names who has reviews due and wants to be told, and nobody else', async () => {
    const { asked } = (await last('/quiz confirmation-1')).data;
    await bot.press(await wrongButton(String(asked)), ben);
    for (const who of [ben, {}]) await bot.type('/review remind=on', who);
    await bot.type('/schedule quiz at=9:30');
    await later(HALF_PAST_NINE);
    const [{ reply } = { reply: undefined }] = bot.sent;
    expect(reply?.text).toContain('*Due for `/review`: Ben 1*');
    expect(reply?.text).not.toContain('Aki');
  });
  it('says nothing of reviews when nobody has one due', async () => {
    await bot.type('/review remind=on');
    await bot.type('/schedule quiz at=9:30');
    await later(HALF_PAST_NINE);
    expect(bot.sent[0]?.reply.text).not.toMatch(/review|Aki/);
  });
});

describe('the wall', () => {
  it('shows a question for a day, and tells its answer as long', async () => {
    const { asked } = (await last('/quiz confirmation-1')).data;
    const shown = async () => (await bot.wall.view('local', 'en')).question?.id;
    bot.time.now += DAY;
    expect(await shown()).toBe(asked);
    bot.time.now += 1;
    expect(await shown()).toBeUndefined();
    expect(await bot.wall.tell('local', String(asked))).toBe('gone');
    bot.time.now -= 1;
    expect(await bot.wall.tell('local', String(asked))).toBe('told');
  });
});

describe('a week', () => {
  it('is seven days, in the leaderboard and for organisers', async () => {
    const { asked } = (await last('/quiz confirmation-1')).data;
    await bot.press(await wrongButton(String(asked)));
    bot.time.now += 7 * DAY;
    expect((await last('/score week')).data['places']).toHaveLength(1);
    expect((await last('/class')).data).toMatchObject({ span: 'week', learners: 1, answers: 1 });
    bot.time.now += 1;
    expect((await last('/score week')).data['places']).toEqual([]);
    expect((await last('/class')).data).toMatchObject({ learners: 0, answers: 0 });
    expect((await last('/score all')).data['places']).toHaveLength(1);
    expect((await last('/class all')).data).toMatchObject({ learners: 1, answers: 1 });
  });
});

describe('one’s own rating of an answer', () => {
  it.each([
    ['right', 'wrong', 0],
    ['wrong', 'right', 1],
  ])('of %s may be corrected to %s, which moves the review no further', async (first, second, right) => {
    const question = await last('/quiz confirmation-1-words');
    const told = (await bot.submit(question.buttons[0]?.id ?? '', { answer: 'words' })).at(-1);
    const rate = (rating: string) =>
      bot.press(told?.buttons.find(({ id }) => id.endsWith(`:${rating}`))?.id ?? '');
    expect((await last('/review')).data).toEqual({ due: 0, next: null });
    await rate(first);
    const { next } = (await last('/review')).data;
    expect(next).toEqual(expect.any(String));
    bot.time.now += 10_000;
    await rate(second);
    expect((await last('/review')).data).toEqual({ due: 0, next });
    expect((await last('/score')).data).toMatchObject({ answered: 1, right });
  });
});
