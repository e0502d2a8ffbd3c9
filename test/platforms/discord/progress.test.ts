/** Progress and result: one message, edited at its pace, for as long as it can be reached. */
import { expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { gate, pause, stage } from './harness.ts';

const PNG = {
  name: 'loss.png',
  type: 'image/png',
  alt: 'The loss falls from 1.71 to 0.003',
  bytes: new Uint8Array([137, 80, 78, 71]),
};

test('progress and result are one message, edited no faster than the pace, and the result always arrives', async () => {
  const { server } = await stage({
    script: {
      train: async function* () {
        for (let percent = 0; percent < 100; percent += 1) {
          yield reply(`${percent} %`, { kind: 'progress' });
          await pause(10);
        }
        yield reply('done', { files: [PNG] });
      },
    },
  });
  const train = await server.command('train');
  const [message] = await train.until((messages) => messages[0]?.text === 'done');
  expect(server.messages()).toHaveLength(1);
  const texts = message?.texts ?? [];
  expect(texts[0]).toBe('0 %');
  const shown = texts.slice(0, -1).map((text) => Number.parseInt(text, 10));
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  const written = message?.writtenAt ?? [];
  const seconds = ((written.at(-1) ?? 0) - (written[0] ?? 0)) / 1_000;
  // One progress at once, then one each 300 ms of QUICK; and the final.
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.length).toBeLessThanOrEqual(2 + Math.ceil(seconds / 0.3));
});

test('an edit with a new picture replaces the old one, and the alt text is its description', async () => {
  const more = gate();
  const { server } = await stage({
    script: {
      plot: async function* () {
        yield reply('half', { kind: 'progress', files: [PNG] });
        await more.opened;
        yield reply('whole', { files: [{ ...PNG, name: 'whole.png' }] });
      },
    },
  });
  const plot = await server.command('plot');
  expect(plot.messages()[0]?.files).toMatchObject([{ name: 'loss.png', alt: PNG.alt }]);
  more.open();
  const [message] = await plot.until((messages) => messages[0]?.text === 'whole');
  expect(message?.files).toMatchObject([{ name: 'whole.png', alt: PNG.alt, bytes: PNG.bytes }]);
});

test('after 15 minutes a public answer is edited as the bot', async () => {
  const late = gate();
  const { server, clock } = await stage({
    script: {
      train: async function* () {
        yield reply('training…', { kind: 'progress' });
        await late.opened;
        yield reply('done after all');
      },
    },
  });
  const train = await server.command('train');
  clock.ahead = 16 * 60_000;
  late.open();
  await server.until(() => server.messages()[0]?.text === 'done after all');
  expect(train.messages()).toHaveLength(1);
  await server.until(() => /^\/channels\/\d+\/messages\/\d+$/.test(server.requests.at(-1)?.path ?? ''));
});

test('after 15 minutes a private answer is not made public', async () => {
  const late = gate();
  const { server, clock, lines } = await stage({
    script: {
      secret: async function* () {
        yield reply('wait', { kind: 'progress', audience: 'caller' });
        await late.opened;
        yield reply('your secret', { audience: 'caller' });
      },
    },
  });
  await server.command('secret');
  clock.ahead = 16 * 60_000;
  late.open();
  await expect.poll(() => lines.join('')).toContain('15 minutes old');
  expect(server.messages()).toMatchObject([{ text: 'wait', private: true }]);
});

test('a message that somebody deleted is left alone, and the bot finishes its work', async () => {
  const more = gate();
  let isFinished = false;
  const { server } = await stage({
    script: {
      train: async function* () {
        yield reply('training…', { kind: 'progress' });
        await more.opened;
        yield reply('still training…', { kind: 'progress' });
        isFinished = true;
        yield reply('done');
      },
    },
  });
  const train = await server.command('train');
  server.deleteMessage(train.messages()[0]?.id ?? '');
  more.open();
  await expect.poll(() => isFinished).toBe(true);
  await server.until(() => server.requests.at(-1)?.status === 404);
  expect(server.messages()).toEqual([]);
});
