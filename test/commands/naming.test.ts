/** Whoever asks not to be named is counted, and named in nothing that others read: by anything that the bot does. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { groundAgain } from '../../src/games/ground.ts';
import { startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const DAY = 24 * 3_600_000;
const quill = { userId: 'u-quill', userName: 'Quill' };
const ben = { userId: 'u-ben', userName: 'Ben' };

/** All that a reader of a reply can read: text, figures, words of pictures, files of text. */
function readable({ text, data, buttons, files }: Reply): string {
  const inside = files
    .filter(({ type }) => !type.startsWith('image/'))
    .map(({ bytes }) => new TextDecoder().decode(bytes));
  return [text, JSON.stringify([data, buttons, files.map(({ alt }) => alt)]), ...inside].join('\n');
}

const last = (replies: readonly Reply[]): Reply => {
  const reply = replies.at(-1);
  if (reply === undefined) throw new Error('no reply');
  return reply;
};

const LOOKS = [
  '/score week',
  '/score all',
  '/class',
  '/class all',
  '/hunt board',
  '/league list',
  '/runs list',
  '/runs show run=1',
  '/runs export format=json run=1',
  '/add 1 2',
  '/schedule list',
];

/** What others see when they look. */
async function seen(locale: Caller['locale']): Promise<string> {
  const replies = [];
  for (const line of LOOKS) replies.push(...(await bot.type(line, { ...ben, locale })));
  return [...replies.map(readable), JSON.stringify(await bot.wall.view('local', locale))].join('\n');
}

/** What the bot has posted unasked, from a post on. */
const posted = (from = 0) =>
  bot.sent
    .slice(from)
    .map(({ reply }) => readable(reply))
    .join('\n');

/** Answers a question of options right. */
async function answerRight(id: string, who: Partial<Caller>): Promise<void> {
  const { posed } = await bot.services.classroom.standing('local', id);
  const letter = posed.options.find(({ verdict }) => verdict === 'right')?.letter ?? '';
  expect(last(await bot.press(`quiz:answer:${id}:${letter}`, who)).data).toMatchObject({ right: true });
}

/** Lets a day go by; the id of the question that it brings. */
async function nextDay(): Promise<string> {
  bot.time.now += DAY;
  await bot.schedules.tick();
  const question = bot.sent.findLast(({ reply }) => reply.buttons.length > 0);
  return question?.reply.buttons[0]?.id.split(':')[2] ?? '';
}

/** Two sums that the network of a hunt gets wrong. */
async function mistakesOf(id: string): Promise<readonly [string, string]> {
  const hunt = await bot.services.store.hunts.get('local', id);
  if (hunt === undefined) throw new Error('no hunt');
  const { size, right } = (
    await groundAgain(hunt, bot.services.lab, { workspace: 'local', userId: 'u-oracle' }, { id: undefined })
  ).found.map;
  const wrong = [...right.keys()].filter((index) => right[index] === 0);
  const [first = '', second = ''] = wrong.map((index) => `${Math.floor(index / size)} ${index % size}`);
  return [first, second];
}

test('nothing that is told of what someone does names who asked not to be named', async () => {
  await bot.type('/schedule quiz at=9:00 topic=confirmation-1', quill);
  await bot.type('/review remind=on', quill);
  await bot.type('/train hidden=4 iterations=200', quill);
  await bot.type('/league enter recipe=rnn1-s5', quill);
  for (let day = 0; day < 3; day += 1) await answerRight(await nextDay(), quill);
  const hunts = [last(await bot.type('/hunt new', ben)), last(await bot.type('/hunt new', ben))];
  const [first = '', second = ''] = hunts.map(({ data }) => String(data['hunt']));
  await bot.submit(`hunt:guess:${first}`, { pair: (await mistakesOf(first))[0] }, quill);
  let today = await nextDay();
  // So it is for all who have not asked for anything else.
  expect(posted()).toContain('1 of 1 had it right: Quill.\nDays in a row: Quill 3.');
  expect(posted()).toContain('Due for `/review`: Quill 1');
  expect((await seen('en')).match(/Quill/g)?.length).toBeGreaterThanOrEqual(8);

  expect(last(await bot.type('/score listed=hidden', quill))).toMatchObject({ audience: 'caller' });
  const from = bot.sent.length;
  const [pair, other] = await mistakesOf(second);
  const found = last(await bot.submit(`hunt:guess:${second}`, { pair }, quill));
  expect(found).toMatchObject({ audience: 'channel', data: { outcome: 'found', by: null } });
  expect(found.text).toMatch(/^\*\*Someone found a bug: /);
  const late = last(await bot.submit(`hunt:guess:${second}`, { pair: other }, { ...ben, locale: 'ja' }));
  expect(late.data).toMatchObject({ outcome: 'late', by: null });
  await answerRight(today, quill);
  today = await nextDay();
  await answerRight(today, quill);
  await answerRight(today, ben);
  await bot.wall.tell('local', today);
  const told = [posted(from), readable(found), readable(late), await seen('en'), await seen('ja')].join('\n');
  expect(told).toMatch(/1 of 1 had it right\.\n?/);
  expect(told).toContain('2 of 2 had it right: Ben and one more.');
  expect(told).not.toContain('Quill');
  // The only one who found a bug is not named: that nobody did would not be true.
  expect(last(await bot.type('/hunt board', ben)).text).toBe('**Bug hunters**\nNobody is listed yet.');

  // Nothing was lost: whoever wishes it is named again.
  await bot.type('/score listed=shown', quill);
  expect((await seen('ja')).match(/Quill/g)?.length).toBeGreaterThanOrEqual(8);
});

test('those who are not named are counted, in both languages', async () => {
  for (const locale of ['en', 'ja'] as const) {
    await bot.type('/schedule remove 1');
    await bot.type('/schedule quiz at=9:00 topic=confirmation-1', { locale });
    const id = await nextDay();
    for (const userName of ['Ann', 'Bo', 'Cy', 'Di'])
      await answerRight(id, { userId: `u-${userName}`, userName });
    for (const userId of ['u-Cy', 'u-Di']) await bot.type('/score listed=hidden', { userId });
    await bot.wall.tell('local', id);
  }
  expect(posted()).toContain('4 of 4 had it right: Ann, Bo and 2 more.');
  expect(posted()).toContain('4 人中 4 人が正解しました(Ann、Bo、ほか 2 人)。');
});

test('a reminder, which names, is not for who is not to be named, and says so', async () => {
  await bot.type('/score listed=hidden', quill);
  const refused = last(await bot.type('/review remind=on', { ...quill, locale: 'ja' }));
  expect(refused).toMatchObject({ kind: 'error', audience: 'caller' });
  expect(refused.text).toContain('/score listed=shown');
  expect(await bot.services.store.people.preferences('local', quill.userId)).toMatchObject({
    reminder: 'off',
  });
});

test('an answer that is rated while its author hides keeps the name for later', async () => {
  const question = last(await bot.type('/quiz confirmation-1-words', ben));
  const told = last(await bot.submit(question.buttons[0]?.id ?? '', { answer: 'words' }, quill));
  await bot.type('/score listed=hidden', quill);
  await bot.press(told.buttons[0]?.id ?? '', quill);
  await bot.type('/score listed=shown', quill);
  expect(last(await bot.type('/score all', ben)).data['places']).toMatchObject([{ name: 'Quill' }]);
});
