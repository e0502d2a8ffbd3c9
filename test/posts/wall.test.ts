/** The teacher's wall as the bot fills it: today's question with its picture and answers, the class, the league. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { correctAnswer } from '../../src/quiz/correct.ts';
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
  const right = before?.choices[1]?.letter ?? '';
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

test('goes on without a question whose deck was removed', async () => {
  const yaml = `deck: mine
title: mine
questions:
  - { id: mine, kind: number, topic: rnn, text: t, explanation: e, answer: 1, tolerance: { absolute: 0 } }
`;
  const file = { name: 'mine.yaml', bytes: new TextEncoder().encode(yaml), called: undefined };
  const by = { userId: 'u-teacher', userName: 'Teacher' };
  await bot.services.decks.import('local', file, by, { draft: 'draft' });
  await ask('mine');
  expect((await bot.wall.view('local', 'en')).question?.text).toContain('t');
  await bot.services.decks.remove('local', 'mine');
  expect(await bot.wall.view('local', 'en')).toMatchObject({ question: null, topics: [] });
});

test('says of no formula, while its question is open, whether it was right', async () => {
  const [reply] = await bot.type('/quiz confirmation-2');
  const answer = 'y1 = g(W_out (W s0 + W_in x1 + b) + c)';
  await bot.submit(reply?.buttons[0]?.id ?? '', { answer }, { userId: 'u-aki', userName: 'Aki' });
  const { question } = await bot.wall.view('local', 'en');
  expect(question).toMatchObject({ answers: 1, choices: [], told: null });
  await bot.wall.tell('local', question?.id ?? '');
  expect((await bot.wall.view('local', 'en')).question?.choices).toEqual([
    { letter: '○', text: '', count: 1 },
  ]);
});

const ben = { userId: 'u-ben', userName: 'Ben' };

test('shows only what was asked of everyone, whatever a learner asks for alone', async () => {
  const buttons = await ask('confirmation-1');
  const of = (await bot.wall.view('local', 'en')).question?.id;
  expect(of).toBeDefined();
  const wallIs = async () => (await bot.wall.view('local', 'en')).question?.id;

  bot.time.now += 1_000;
  const verdict = (await bot.press(buttons.get('A') ?? '', ben)).at(-1);
  const another = verdict?.buttons.find(({ label }) => label === 'Another question')?.id ?? '';
  const own = (await bot.press(another, ben)).at(-1);
  expect(own).toMatchObject({ audience: 'caller', data: { asked: expect.any(String) } });
  expect(own?.text).toContain('Only you see this');
  expect(await wallIs()).toBe(of);

  bot.time.now += 1_000;
  for (const [line, label] of [
    ['/review', 'A new question'],
    ['/score', 'Ask me something'],
    ['/help', 'Take a test'],
  ] as const) {
    const offered = (await bot.type(line)).at(-1)?.buttons.find((each) => each.label === label);
    expect((await bot.press(offered?.id ?? '')).at(-1)).toMatchObject({ audience: 'caller' });
  }
  bot.time.now += 3 * 24 * 3_600_000;
  await ask('confirmation-1');
  const today = await wallIs();
  bot.time.now += 1_000;
  expect((await bot.type('/review', ben)).at(-1)?.data).toMatchObject({ due: 1 });
  await bot.type('/quiz', { ...ben, platform: 'terminal', channel: 'terminal' });
  expect(await wallIs()).toBe(today);

  await bot.type('/schedule quiz at=9:30', { platform: 'terminal', channel: 'terminal' });
  bot.time.now += 30 * 60_000;
  await bot.schedules.tick();
  // A question that a schedule posts is for all, wherever it was scheduled.
  expect(await wallIs()).not.toBe(today);
});

test('a question in own words goes on in private once it is rated', async () => {
  const [reply] = await bot.type('/quiz confirmation-1-words');
  const told = (await bot.submit(reply?.buttons[0]?.id ?? '', { answer: 'words' })).at(-1);
  const rated = (await bot.press(told?.buttons[0]?.id ?? '')).at(-1);
  const next = (await bot.press(rated?.buttons[0]?.id ?? '')).at(-1);
  expect(next).toMatchObject({ audience: 'caller', data: { asked: expect.any(String) } });
});

test.each([
  ['en', 'confirmation-1'],
  ['ja', 'bptt-code'],
  ['en', 'carry-count'],
  ['ja', 'activation-bounded'],
  ['en', 'bptt-order'],
  ['en', 'confirmation-2'],
] as const)(
  'nothing in the view tells the answer before the question is closed (%s, %s)',
  async (locale, id) => {
    const [asked] = await bot.type(`/quiz question=${id}`);
    const { posed } = await bot.services.classroom.standing('local', String(asked?.data['asked']));
    const before = await bot.wall.view('local', locale);
    const said = JSON.stringify(before.question);
    expect(before.question).toMatchObject({ told: null });
    expect(Object.keys(before.question?.choices[0] ?? {})).toEqual(
      before.question?.choices.length === 0 ? [] : ['letter', 'text', 'count'],
    );
    expect(said).not.toContain(JSON.stringify(posed.question.explanation[locale]).slice(1, -1));

    const question = before.question?.id ?? '';
    expect(await bot.wall.tell('local', question)).toBe('told');
    const after = (await bot.wall.view('local', locale)).question;
    expect(after?.told).toMatchObject({
      answer: correctAnswer(posed, locale),
      why: posed.question.explanation[locale],
    });
  },
);

test('typed answers stand in an order that does not tell which is right', async () => {
  const [reply] = await bot.type('/quiz question=carry-number-of-pairs');
  const form = reply?.buttons[0]?.id ?? '';
  const { posed } = await bot.services.classroom.standing('local', String(reply?.data['asked']));
  const right = posed.question.kind === 'number' ? String(posed.question.answer) : '';
  const wrong = String(Number(right) + 100);
  for (const [user, answer] of [
    ['a', wrong],
    ['b', right],
    ['c', wrong],
  ] as const)
    await bot.submit(form, { answer }, { userId: user, userName: user });
  const view = (await bot.wall.view('local', 'en')).question;
  expect(view?.choices.map(({ letter, count }) => [letter, count])).toEqual([
    [wrong, 2],
    [right, 1],
  ]);
  await bot.wall.tell('local', view?.id ?? '');
  const told = (await bot.wall.view('local', 'en')).question;
  expect(told?.choices.map(({ letter }) => letter)).toEqual([right, wrong]);
  expect(told?.told?.right).toEqual([right]);
});

test('telling the answer closes the question: nobody can profit from it', async () => {
  const buttons = await ask('confirmation-1');
  const { question } = await bot.wall.view('local', 'en');
  expect(await bot.wall.tell('elsewhere', question?.id ?? '')).toBe('gone');
  expect(await bot.wall.tell('local', 'another')).toBe('gone');
  expect((await bot.wall.view('local', 'en')).question?.told).toBeNull();
  expect(await bot.wall.tell('local', question?.id ?? '')).toBe('told');
  expect(await bot.wall.tell('local', question?.id ?? '')).toBe('told');
  const late = (await bot.press(buttons.get('B') ?? '', ben)).at(-1);
  expect(late).toMatchObject({ kind: 'error', audience: 'caller' });
  expect(late?.text).toContain('closed');
  // What `/quiz` asked is not posted about.
  expect(bot.sent).toEqual([]);

  bot.time.now += 1_000;
  await ask('confirmation-1');
  const next = (await bot.wall.view('local', 'en')).question;
  expect(next?.id).not.toBe(question?.id);
  expect(next?.told).toBeNull();
  expect(await bot.wall.tell('local', question?.id ?? '')).toBe('gone');
});

test('a question of a schedule that is told on the wall ends in the channel too, once', async () => {
  await bot.type('/schedule quiz at=9:30 topic=confirmation-1');
  bot.time.now += 30 * 60_000;
  await bot.schedules.tick();
  await bot.press(bot.sent[0]?.reply.buttons[0]?.id ?? '', ben);
  const { question } = await bot.wall.view('local', 'en');
  await Promise.all([bot.wall.tell('local', question?.id ?? ''), bot.wall.tell('local', question?.id ?? '')]);
  expect(bot.sent.map(({ kind }) => kind)).toEqual(['post', 'edit', 'post']);
  expect(bot.sent[1]?.reply.buttons).toEqual([]);
  expect(bot.sent[2]?.reply.text).toMatch(/The answer to the last question.*of 1 had it right/s);
  bot.time.now += 24 * 3_600_000;
  await bot.schedules.tick();
  expect(bot.sent.map(({ kind }) => kind)).toEqual(['post', 'edit', 'post', 'post']);
});
