/** The teacher's wall as the bot fills it: today's question with its picture and answers, the class, the league. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

/** Asks a question in the channel; returns the ids of its buttons by letter. */
async function ask(question: string): Promise<ReadonlyMap<string, string>> {
  const [reply] = await bot.type(`/quiz question=${question}`);
  return new Map(reply?.buttons.map(({ label, id }) => [label.slice(0, 1), id]));
}

test('shows nothing before the first question, and none of yesterday', async () => {
  expect(await bot.wall.view('local', 'en')).toMatchObject({ question: null, learners: 0, topics: [] });
  await ask('confirmation-1');
  expect((await bot.wall.view('local', 'en')).question?.text).toContain('weight');
  expect((await bot.wall.view('elsewhere', 'en')).question).toBeNull();
  bot.time.now += 25 * 3_600_000;
  expect((await bot.wall.view('local', 'en')).question).toBeNull();
});

test('counts the answers of the class as they come', async () => {
  const buttons = await ask('confirmation-1');
  const before = (await bot.wall.view('local', 'en')).question;
  const right = before?.choices.find((choice) => choice.right)?.letter ?? '';
  await bot.press(buttons.get(right) ?? '', { userId: 'u-aki', userName: 'Aki' });
  await bot.press(buttons.get(right) ?? '', { userId: 'u-ben', userName: 'Ben' });
  const { question, learners, topics } = await bot.wall.view('local', 'en');
  expect(before?.answers).toBe(0);
  expect(question?.answers).toBe(2);
  expect(question?.choices.map(({ count }) => count)).toEqual(
    question?.choices.map(({ letter }) => (letter === right ? 2 : 0)),
  );
  expect(learners).toBe(2);
  expect(topics).toEqual([expect.objectContaining({ started: 2, mastered: 0 })]);
});

test('has the picture of the question in the language of the wall, drawn once', async () => {
  await ask('confirmation-2');
  const { question } = await bot.wall.view('local', 'ja');
  if (question === null) throw new Error('no question on the wall');
  const picture = await bot.wall.picture('local', question.id, 'ja');
  expect(picture?.alt).toBe(question.picture?.alt);
  expect(picture?.type).toBe('image/png');
  expect(await bot.wall.picture('local', question.id, 'ja')).toBe(picture);
  expect((await bot.wall.picture('local', question.id, 'en'))?.alt).not.toBe(picture?.alt);
  expect(await bot.wall.picture('local', 'another', 'ja')).toBeUndefined();
  expect(await bot.wall.picture('elsewhere', question.id, 'ja')).toBeUndefined();
});

test('says that a question has no picture', async () => {
  await ask('loss-one-step');
  const { question } = await bot.wall.view('local', 'en');
  expect(question).toMatchObject({ picture: null });
  expect(await bot.wall.picture('local', question?.id ?? '', 'en')).toBeUndefined();
});
