/** Answers: seen in time, by the right people, in one message. */
import { expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { PACE } from '../../../src/platforms/discord/limits.ts';
import { pause, stage } from './harness.ts';
import { CALLBACK } from './server/callback.ts';

test('a quick answer is the first response itself, public or private as it says', async () => {
  const { server } = await stage({
    script: {
      open: async function* () {
        yield reply('for all');
      },
      secret: async function* () {
        yield reply('for you', { audience: 'caller' });
      },
    },
  });
  const open = await server.command('open');
  expect(open.messages()).toMatchObject([{ text: 'for all', private: false }]);
  expect(open.callback()).toBe(CALLBACK.message);
  const secret = await server.command('secret');
  expect(secret.messages()).toMatchObject([{ text: 'for you', private: true }]);
});

test('an answer that takes longer than 3 s is acknowledged in time and filled in later', async () => {
  const { server } = await stage({
    pace: PACE,
    script: {
      slow: async function* () {
        await pause(3_300);
        yield reply('at last');
      },
    },
  });
  const slow = await server.command('slow');
  expect(slow.callback()).toBe(CALLBACK.deferred);
  expect(slow.messages()).toMatchObject([{ text: 'at last', private: false }]);
  expect(slow.isThinking()).toBe(false);
});

test('a slow private answer is acknowledged privately', async () => {
  const { server } = await stage({
    script: {
      slow: async function* () {
        await pause(400);
        yield reply('only you', { audience: 'caller' });
      },
    },
    audiences: { slow: 'caller' },
  });
  const slow = await server.command('slow');
  expect(slow.messages()).toMatchObject([{ text: 'only you', private: true }]);
  expect(server.messages()).toHaveLength(1);
});

test('a public answer after a private "thinking…" is public', async () => {
  const { server } = await stage({
    script: {
      slow: async function* () {
        await pause(400);
        yield reply('for all');
      },
    },
    audiences: { slow: 'caller' },
  });
  await server.command('slow');
  expect(server.messages()).toMatchObject([{ text: 'for all', private: false }]);
});
