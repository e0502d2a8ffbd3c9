/** Presses that come at the same moment, as a double click sends them: each counts as if it had come alone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import { LEARNER, startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const last = (said: readonly Reply[]): Reply => {
  const reply = said.at(-1);
  if (reply === undefined) throw new Error('no reply');
  return reply;
};
const outcomes = (replies: readonly (readonly Reply[])[]) =>
  replies.map((said) => String(last(said).data['outcome'])).toSorted();

/** The buttons of a question that stands in the channel, posted by a schedule. */
async function posted(): Promise<readonly string[]> {
  const standing = await bot.services.classroom.ask({
    place: { platform: LEARNER.platform, workspace: LEARNER.workspace, channel: LEARNER.channel },
    locale: 'en',
    about: 'confirmation-1',
    origin: 'schedule',
    id: bot.services.newId(),
    newSeed: bot.services.newSeed,
  });
  return standing.posed.options.map(({ letter }) => `quiz:answer:${standing.asked.id}:${letter}`);
}

describe('an answer to a posted question', () => {
  it('is changed once, however many changes come at once', async () => {
    const [first = '', ...others] = await posted();
    await bot.press(first);
    const told = await Promise.all([...others, ...others].map((id) => bot.press(id)));
    expect(outcomes(told).filter((outcome) => outcome === 'changed')).toHaveLength(1);
    const [kept] = await bot.services.store.quiz.answers(first.split(':')[2] ?? '');
    expect(kept?.changes).toBe(1);
  });
  it('is one, and then one that is changed, of three at once', async () => {
    const told = await Promise.all((await posted()).slice(0, 3).map((id) => bot.press(id)));
    expect(outcomes(told)).toEqual(['changed', 'counted', 'kept']);
  });
  it('is not taken by a question that is being closed, once its answers were counted', async () => {
    const [first = ''] = await posted();
    const id = first.split(':')[2] ?? '';
    const close = async () => {
      await bot.services.store.quiz.close(id, bot.time.now);
      return (await bot.services.store.quiz.answers(id)).length;
    };
    const people = Array.from({ length: 8 }, (_, n) => bot.press(first, { userId: `u${n}` }));
    const [counted, ...told] = await Promise.all([close(), ...people]);
    expect(told.filter((said) => last(said).kind === 'final')).toHaveLength(counted);
  });
});

describe('a review card', () => {
  const reps = async () => {
    const card = await bot.services.store.cards.get('local', LEARNER.userId, 'confirmation-1');
    return (JSON.parse(card?.state ?? '{}') as { reps?: number }).reps;
  };
  it('counts every answer of those that come at once', async () => {
    const questions = await Promise.all([1, 2, 3, 4].map(() => bot.type('/quiz confirmation-1')));
    await Promise.all(questions.map((said) => bot.press(last(said).buttons[0]?.id ?? '')));
    expect(await reps()).toBe(4);
  });
  it('counts one rating of those that come at once', async () => {
    const asked = last(await bot.type('/quiz confirmation-1-words'));
    const told = last(await bot.submit(asked.buttons[0]?.id ?? '', { answer: 'W_out' }));
    const rate = told.buttons[0]?.id ?? '';
    await Promise.all([rate, rate, rate].map((id) => bot.press(id)));
    const card = await bot.services.store.cards.get('local', LEARNER.userId, 'confirmation-1-words');
    expect(JSON.parse(card?.state ?? '{}')).toMatchObject({ reps: 1 });
  });
});

it('schedules are not more than there may be, however many are added at once', async () => {
  const told = await Promise.all(Array.from({ length: 24 }, (_, n) => bot.type(`/schedule quiz at=${n}:30`)));
  expect(told.filter((said) => last(said).kind === 'final')).toHaveLength(20);
});

it('decks that two programs take at once never have a question of the same name', async () => {
  const other = await startBot(bot.folder);
  const text = 'id,topic,text,right,wrong1,why1,explanation\nsame,rnn,Q?,r,w,y,e';
  const told = await Promise.all([
    bot.importDeck({ name: 'one.csv', text }),
    other.importDeck({ name: 'two.csv', text }),
  ]);
  await other.end('keep');
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(['error', 'final']);
  expect(await bot.services.decks.imported('local')).toHaveLength(1);
});
