/** What goes wrong at Discord: refusals, rate limits, lost requests, missing permissions, restarts. */
import { expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { gate, stage } from './harness.ts';

const PNG = { name: 'loss.png', type: 'image/png', alt: 'loss', bytes: new Uint8Array(100) };

function twoSteps() {
  const more = gate();
  const train = async function* () {
    yield reply('training…', { kind: 'progress' });
    await more.opened;
    yield reply('done');
  };
  return { more, script: { train } };
}

test('a rate limit holds the result back and does not lose it', async () => {
  const { more, script } = twoSteps();
  const { server, lines } = await stage({ script });
  const train = await server.command('train');
  server.trouble({
    kind: 'limit',
    method: 'PATCH',
    path: /^\/webhooks\//,
    times: 2,
    seconds: 0.2,
    scope: 'user',
  });
  more.open();
  await train.until((messages) => messages[0]?.text === 'done');
  expect(server.requests.filter(({ status }) => status === 429)).toHaveLength(2);
  expect(lines.join('')).not.toContain('refused');
});

test('requests that get no answer are tried again until the result is there', async () => {
  const { more, script } = twoSteps();
  const { server } = await stage({ script });
  const train = await server.command('train');
  // The client itself tries four times; the fifth is ours.
  server.trouble({ kind: 'status', method: 'PATCH', path: /^\/webhooks\//, times: 5, status: 503 });
  more.open();
  await train.until((messages) => messages[0]?.text === 'done');
  expect(server.requests.filter(({ status }) => status === 503)).toHaveLength(5);
});

test('where the bot may not attach files, the answer comes without them and names the permission', async () => {
  const { server, lines } = await stage({
    script: {
      plot: async function* () {
        yield reply('solved at pair 5,300', { files: [PNG] });
      },
    },
  });
  server.deny('ATTACH_FILES');
  const english = await server.command('plot');
  expect(english.messages()).toMatchObject([
    { text: expect.stringMatching(/^solved at pair 5,300\n\n.*\*\*Attach Files\*\*/), files: [] },
  ]);
  const japanese = await server.command('plot', {}, { locale: 'ja' });
  expect(japanese.messages()[0]?.text).toContain('**ファイルを添付**');
  expect(lines.join('')).toContain('"missing":"Attach Files"');
});

test('a file larger than the server takes is left out, and the answer says the rest', async () => {
  const { server, lines } = await stage({
    script: {
      plot: async function* () {
        yield reply('solved', { files: [{ ...PNG, bytes: new Uint8Array(11 * 1024 * 1024) }, PNG] });
      },
    },
  });
  const plot = await server.command('plot');
  expect(plot.messages()).toMatchObject([{ text: 'solved', files: [{ name: 'loss.png' }] }]);
  expect(lines.join('')).toContain('"cuts":["files"]');
});

test('what Discord refuses altogether becomes a private sentence with a reference', async () => {
  const { server, lines } = await stage({
    script: {
      odd: async function* () {
        yield reply('fine');
      },
    },
  });
  server.trouble({ kind: 'status', method: 'POST', path: /callback$/, times: 1, status: 400 });
  const odd = await server.command('odd');
  expect(odd.messages()).toMatchObject([{ text: expect.stringContaining(odd.id), private: true }]);
  expect(lines.join('')).toContain(odd.id);
});

test('a reply far beyond every limit is cut and sent', async () => {
  const { server } = await stage({
    script: {
      huge: async function* () {
        yield reply(`**${'長い文 '.repeat(900)}**`, {
          files: Array.from({ length: 14 }, (_, at) => ({
            ...PNG,
            name: `${at}.png`,
            alt: 'a'.repeat(1_500),
          })),
          buttons: Array.from({ length: 40 }, (_, at) => ({
            id: `b:${at}`,
            label: `${at} ${'x'.repeat(90)}`,
            style: 'primary' as const,
          })),
        });
      },
    },
  });
  const [message] = (await server.command('huge')).messages();
  expect(message?.text).toMatch(/^\*\*長い文 .*…\*\*$/);
  expect(message?.text.length).toBeLessThanOrEqual(2_000);
  expect(message?.files).toHaveLength(10);
  expect(message?.buttons.map(({ row }) => row)).toEqual(
    [0, 1, 2, 3, 4].flatMap((row) => Array(5).fill(row)),
  );
});

test('a bot that says nothing at the end does not leave a "thinking…" behind', async () => {
  const { server } = await stage({
    script: {
      mute: async function* () {
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    },
  });
  const mute = await server.command('mute');
  expect(mute.isThinking()).toBe(false);
  expect(server.messages()).toMatchObject([{ text: expect.stringContaining(mute.id), private: true }]);
});

test('stopping tells those who come too late, and leaves what it cuts off for the next start', async () => {
  const { script } = twoSteps();
  const { server, platform } = await stage({ script });
  await server.command('train');
  const stopped = platform.stop();
  const late = await server.command('train', {}, { locale: 'ja' });
  expect(late.messages()).toMatchObject([{ text: expect.stringContaining('再起動'), private: true }]);
  await stopped;
  expect(server.messages()).toMatchObject([
    { text: 'training…' },
    { text: expect.stringContaining('再起動'), private: true },
  ]);
  expect(server.gateway.isConnected()).toBe(false);
});

test('who comes while too much is under way is asked to wait, in private, and the others are answered', async () => {
  const { more, script } = twoSteps();
  const { server, bot } = await stage({ script, mostAnswers: 1 });
  const train = await server.command('train');
  const second = await server.command('train', {}, { locale: 'ja' });
  expect(second.messages()).toMatchObject([{ text: expect.stringContaining('混み合って'), private: true }]);
  more.open();
  await train.until((messages) => messages[0]?.text === 'done');
  expect(bot.asked).toHaveLength(1);
  expect((await server.command('train')).messages()).toMatchObject([{ private: false }]);
});
test('what is for one person alone comes where the progress before it is gone, as after a crash in between', async () => {
  const more = gate();
  const train = async function* () {
    yield reply('training…', { kind: 'progress' });
    await more.opened;
    yield reply('given up', { kind: 'error', audience: 'caller' });
  };
  const { server } = await stage({ script: { train } });
  const exchange = await server.command('train');
  server.deleteMessage(exchange.messages()[0]?.id ?? '');
  more.open();
  expect(await exchange.until((seen) => seen.length > 0)).toMatchObject([
    { text: 'given up', private: true },
  ]);
});
