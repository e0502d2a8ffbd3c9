/** Buttons and forms: where a press is answered, and how a form comes and goes. */
import { expect, test } from 'vitest';
import type { Invocation } from '../../../src/chat/invocation.ts';
import { type Button, type Form, type Reply, reply } from '../../../src/chat/reply.ts';
import { gate, pause, stage } from './harness.ts';
import { CALLBACK } from './server/callback.ts';

function button(id: string, label: string): Button {
  return { id, label, style: 'secondary' };
}

/** A page with a button, public or private, and what a press on it does. */
function pages(
  audience: Reply['audience'],
  pressed: (invocation: Invocation) => AsyncGenerator<Reply, void>,
) {
  return {
    explain: async function* () {
      yield reply('page 1', { audience, buttons: [button('go:2', 'Next')] });
    },
    go: pressed,
  };
}

test('a press that turns a page edits the message that its button is on', async () => {
  const { server, bot } = await stage({
    script: pages('channel', async function* () {
      yield reply('page 2', { target: 'pressed', buttons: [button('go:3', 'Next')] });
    }),
  });
  await server.command('explain');
  const press = await server.press('Next');
  expect(press.callback()).toBe(CALLBACK.update);
  expect(server.messages()).toMatchObject([{ text: 'page 2', buttons: [{ id: 'go:3' }] }]);
  expect(bot.asked.at(-1)).toMatchObject({ kind: 'press', id: 'go:2', caller: { userName: 'Learner' } });
});

test('a press that is answered apart leaves the message with its button alone', async () => {
  const { server } = await stage({
    script: pages('channel', async function* () {
      yield reply('right!', { audience: 'caller' });
    }),
  });
  await server.command('explain');
  await server.press('Next');
  expect(server.messages()).toMatchObject([
    { text: 'page 1', private: false },
    { text: 'right!', private: true },
  ]);
});

test('a slow press is held without a trace and can still turn the page', async () => {
  const { server } = await stage({
    script: pages('channel', async function* () {
      await pause(400);
      yield reply('page 2', { target: 'pressed' });
    }),
  });
  await server.command('explain');
  const press = await server.press('Next');
  expect(press.callback()).toBe(CALLBACK.deferredUpdate);
  expect(server.messages()).toMatchObject([{ text: 'page 2' }]);
});

test('a slow press can still be answered privately', async () => {
  const { server } = await stage({
    script: pages('channel', async function* () {
      await pause(400);
      yield reply('wrong, because …', { audience: 'caller' });
    }),
  });
  await server.command('explain');
  await server.press('Next');
  expect(server.messages()).toMatchObject([
    { text: 'page 1', private: false },
    { text: 'wrong, because …', private: true },
  ]);
});

test('progress in the pressed message and then an error: the error is private and apart', async () => {
  const failing = gate();
  const { server } = await stage({
    script: pages('channel', async function* () {
      yield reply('running…', { kind: 'progress', target: 'pressed' });
      await failing.opened;
      yield reply('the queue is full', { kind: 'error', audience: 'caller' });
    }),
  });
  await server.command('explain');
  const press = await server.press('Next');
  failing.open();
  await press.until((messages) => messages.length === 2);
  expect(server.messages()).toMatchObject([
    { text: 'running…', private: false },
    { text: 'the queue is full', private: true },
  ]);
});

const FORM: Form = {
  title: 'Your answer',
  submit: 'Send',
  fields: [
    {
      kind: 'text',
      id: 'words',
      label: 'In your own words',
      lines: 'many',
      placeholder: 'It …',
      maxLength: 3_000,
    },
    { kind: 'file', id: 'deck', label: 'A deck', maxBytes: 1_000 },
  ],
};

const formScript = {
  quiz: async function* () {
    yield reply('question', { buttons: [button('own:7', 'Answer')] });
  },
  own: async function* (invocation: Invocation) {
    yield reply(invocation.kind, { audience: 'caller' });
  },
};

test.each(['第3回.csv', '中間試験.csv', 'Book 1.csv', 'deck.yaml'])(
  'a file arrives with the name that its sender gave it: %s',
  async (name) => {
    const { server, bot } = await stage({ script: formScript, forms: { 'own:7': FORM } });
    await server.command('quiz');
    await server.press('Answer');
    await server.submit({ words: '…', deck: { name, type: 'text/csv', bytes: new Uint8Array(1) } });
    expect(bot.asked.at(-1)).toMatchObject({ fields: { deck: { kind: 'file', name } } });
  },
);

test.each([
  [2, 'submit'],
  [3, 'I could not fetch `deck.yaml` from Discord'],
])('a file that cannot be had %d times', async (times, text) => {
  const { server } = await stage({ script: formScript, forms: { 'own:7': FORM } });
  await server.command('quiz');
  await server.press('Answer');
  let left = times;
  server.setWeather((path) => {
    if (!path.includes('attachments') || left === 0) return 'done';
    left -= 1;
    return left % 2 === 0 ? 'unavailable' : 'cut';
  });
  const deck = { name: 'deck.yaml', type: 'text/yaml', bytes: new Uint8Array(1) };
  const sent = await server.submit({ words: 'x', deck });
  expect(sent.messages()).toMatchObject([{ text: expect.stringContaining(text), private: true }]);
});

test('a file larger than its field takes is refused in a private sentence, before the bot sees it', async () => {
  const { server, bot } = await stage({ script: formScript, forms: { 'own:7': FORM } });
  await server.command('quiz');
  await server.press('Answer', { locale: 'ja' });
  const deck = { name: 'deck.yaml', type: 'text/yaml', bytes: new Uint8Array(5_000) };
  const sent = await server.submit({ words: 'x', deck }, { locale: 'ja' });
  expect(sent.messages()).toMatchObject([
    { text: expect.stringContaining('大きすぎます(5 KB)'), private: true },
  ]);
  expect(bot.asked.map(({ kind }) => kind)).toEqual(['command']);
});

test('a form can turn the page that its button is on', async () => {
  const { server } = await stage({
    script: {
      ...formScript,
      own: async function* () {
        yield reply('answered', { target: 'pressed' });
      },
    },
    forms: { 'own:7': { ...FORM, fields: FORM.fields.slice(0, 1) } },
  });
  await server.command('quiz');
  await server.press('Answer');
  await server.submit({ words: 'y' });
  expect(server.messages()).toMatchObject([{ text: 'answered', buttons: [] }]);
});

test('a button works after a restart, because its id is all that a press needs', async () => {
  const first = await stage({ script: formScript });
  await first.server.command('quiz');
  await first.platform.stop();
  const { createDiscord } = await import('../../../src/platforms/discord/connect.ts');
  const { keptLog, QUICK, scriptedBot } = await import('./harness.ts');
  const bot = scriptedBot({ script: formScript });
  const { url: apiUrl, token } = first.server;
  const again = createDiscord({
    bot,
    errands: first.errands,
    token,
    apiUrl,
    log: keptLog().log,
    clock: first.clock,
    pace: QUICK,
  });
  await again.start();
  await first.server.press('Answer');
  expect(bot.asked).toMatchObject([{ kind: 'press', id: 'own:7' }]);
  await again.stop();
});
