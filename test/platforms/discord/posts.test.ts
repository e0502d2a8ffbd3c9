/** Posts that nobody asked for: the daily quiz. */
import { expect, test } from 'vitest';
import { PlaceError } from '../../../src/chat/error.ts';
import { reply } from '../../../src/chat/reply.ts';
import { stage } from './harness.ts';

const PNG = { name: 'q.png', type: 'image/png', alt: 'a curve', bytes: new Uint8Array([1, 2, 3]) };

async function quiet() {
  const made = await stage({ script: {} });
  const place = {
    platform: 'discord',
    workspace: `discord:${made.server.guild}`,
    channel: made.server.channel,
  } as const;
  return { ...made, place };
}

test.each([
  ['VIEW_CHANNEL', 'ViewChannel', 'View Channel'],
  ['SEND_MESSAGES', 'SendMessages', 'Send Messages'],
  ['ATTACH_FILES', 'AttachFiles', 'Attach Files'],
] as const)('without %s, posting fails with an error that names it', async (denied, permission, name) => {
  const { server, platform, place, lines } = await quiet();
  server.deny(denied);
  const error = await platform.post(place, reply('q', { files: [PNG] })).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(PlaceError);
  expect(error).toMatchObject({ reason: 'forbidden', missing: [permission] });
  expect(String(error)).toContain(name);
  expect(lines.join('')).toContain(`"missing":["${permission}"]`);
});

test('posting to a channel that is gone, or editing a deleted post, says so', async () => {
  const { server, platform, place } = await quiet();
  await expect(platform.post({ ...place, channel: '123456789012345678' }, reply('q'))).rejects.toMatchObject({
    name: 'PlaceError',
    reason: 'gone',
    missing: [],
  });
  const posted = await platform.post(place, reply('q'));
  server.deleteMessage(posted.message);
  await expect(platform.edit(posted, reply('closed'))).rejects.toMatchObject({
    name: 'PlaceError',
    reason: 'gone',
  });
});

test('what Discord refuses while a server is away says nothing of the place', async () => {
  const { server, platform, place } = await quiet();
  server.gateway.loseGuild();
  const nowhere = { ...place, channel: '123456789012345678' };
  await expect
    .poll(() => platform.post(nowhere, reply('q')).catch((error: Error) => error.name))
    .not.toBe('PlaceError');
});

test('what the bot may not do in a channel is told, and what that breaks', async () => {
  const { server, platform, place } = await quiet();
  expect((await platform.examine(place, 'nobody')).lacks).toEqual([]);
  server.deny('ATTACH_FILES');
  server.deny('SEND_MESSAGES');
  const names = async (calls: 'nobody' | 'somebody') =>
    (await platform.examine(place, calls)).lacks.map(({ name, breaks }) => [name.en, breaks.en !== '']);
  const lacks = [
    ['Send Messages', true],
    ['Attach Files', true],
  ];
  // It is the gateway that tells, a moment later.
  await expect.poll(() => names('nobody')).toEqual(lacks);
  // The server of the tests gives nobody the right to call everyone.
  expect(await names('somebody')).toEqual([...lacks, ['Mention @everyone, @here, and All Roles', true]]);
  const gone = { ...place, channel: '123456789012345678' };
  expect((await platform.examine(gone, 'nobody')).lacks.map(({ name }) => name.en)).toEqual(['View Channel']);
  const direct = { ...place, workspace: 'discord:dm-1', channel: server.direct };
  expect((await platform.examine(direct, 'nobody')).lacks).toEqual([]);
});
