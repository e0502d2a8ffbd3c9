/** Answers whose receipt is lost: looked for before they are sent again, and told once. */
import { expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { openErrands } from '../../support/errands.ts';
import { GENERAL } from './server/world.ts';
import { connect } from './stand.ts';

const progress = (text: string) => reply(text, { kind: 'progress' });

it.each([1, 2])('an answer whose receipt is lost %d times is said once', async (times) => {
  const { server } = await connect({ scripts: { add: () => [reply('122')] } });
  server.lose('chat.postMessage', times);
  await server.command('/add', '45 77', { until: /122/ });
  await expect.poll(() => server.calls.filter(({ method }) => method === 'chat.update').length).toBe(1);
  expect(server.messages(GENERAL)).toMatchObject([{ text: '122' }]);
});

it('progress whose receipt is lost becomes the answer', async () => {
  const { server } = await connect({ scripts: { train: () => [progress('1 %'), reply('done')] } });
  server.lose('chat.postMessage', 1);
  await server.command('/train', '', { until: /done/ });
  expect(server.messages(GENERAL)).toMatchObject([{ text: 'done' }]);
});

it('one that Slack has refused for a while is said when it takes it again', async () => {
  const { server } = await connect({ scripts: { add: () => [reply('122')] } });
  server.limit('chat.postMessage', 0, 6);
  await server.command('/add', '45 77', { until: /122/ });
  expect(server.messages(GENERAL)).toMatchObject([{ text: '122' }]);
});

it('is said again where the bot may not look: better twice than never', async () => {
  const { server } = await connect({ scripts: { add: () => [reply('122')] } });
  server.scopes.delete('channels:history');
  server.lose('chat.postMessage', 1);
  await server.command('/add', '45 77', { until: /122/ });
  await expect.poll(() => server.messages(GENERAL).map(({ text }) => text)).toEqual(['122', '122']);
});

it('is acknowledged once it is promised and not before, also when Slack repeats it', async () => {
  const kept = await openErrands();
  const held = Promise.withResolvers<void>();
  const errands = {
    ...kept,
    async keep(errand: Parameters<typeof kept.keep>[0]) {
      if (JSON.stringify(errand.invocation).includes('45')) await held.promise;
      return kept.keep(errand);
    },
  };
  const { server } = await connect({ errands, scripts: { add: () => [reply('122')] } });
  const acknowledged: string[] = [];
  const first = server.command('/add', '45 77', { until: 'nothing' }).then(() => acknowledged.push('first'));
  await expect.poll(() => server.calls.map(({ method }) => method)).toContain('users.info');
  const second = server.repeat().then(() => acknowledged.push('repeated'));
  await server.command('/add', '1 2', { until: 'nothing' });
  expect(acknowledged).toEqual([]);
  held.resolve();
  await Promise.all([first, second]);
  expect(acknowledged).toContain('repeated');
});
it.each(['told', 'lost'] as const)(
  'progress of an earlier process, its receipt %s, goes where the end is for one person alone',
  async (receipt) => {
    let begun = 0;
    const { server, slack, again } = await connect({
      pace: { graceMs: 1 },
      scripts: {
        async *train() {
          begun += 1;
          if (begun > 1) return yield reply('given up', { kind: 'error', audience: 'caller' });
          yield progress('1 %');
          await new Promise(() => undefined);
        },
      },
    });
    if (receipt === 'lost') server.lose('chat.postMessage', 1);
    await server.command('/train', '', { until: /1 %/ });
    await slack.stop();
    await again();
    await server.message(/given up/);
    await expect.poll(() => server.messages().map(({ text }) => text)).toEqual(['given up']);
  },
);

it('one that was told and whose acknowledgement is lost is known to the next process, too, and told once', async () => {
  const { server, slack, heard, again } = await connect({ scripts: { add: () => [reply('122')] } });
  await server.command('/add', '45 77', { until: /122/ });
  await slack.stop();
  const next = await again();
  await server.repeat();
  await server.command('/add', '1 2', { until: 'nothing' });
  await expect.poll(() => heard.length).toBe(2);
  await expect.poll(() => server.messages(GENERAL).length).toBe(2);
  await next.stop();
});
