import { describe, expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { ANA, GENERAL, KENJI, SECRET } from './server/world.ts';
import { connect, MODES } from './stand.ts';

const next = { id: 'explain:page:2', label: '▶', style: 'secondary' } as const;

describe.each(MODES)('a press by %s', (mode) => {
  it('becomes an invocation with the id of the button', async () => {
    const { server, heard } = await connect({
      mode,
      scripts: { help: () => [reply('page 1', { buttons: [next] })], [next.id]: () => [reply('pressed')] },
    });

    await server.command('/help', '');
    await server.press('▶', { user: KENJI, until: /pressed/ });

    expect(heard[1]).toMatchObject({
      kind: 'press',
      id: 'explain:page:2',
      caller: { channel: GENERAL, userId: KENJI, userName: '健二', locale: 'ja' },
    });
  });

  it('replaces the message that the button is on, keeping who asked for it', async () => {
    const { server } = await connect({
      mode,
      scripts: {
        help: () => [reply('page 1', { buttons: [next] })],
        [next.id]: () => [reply('page 2', { target: 'pressed' })],
      },
    });

    await server.command('/help', '');
    await server.press('▶', { user: KENJI, until: /page 2/ });

    expect(server.messages()).toMatchObject([
      { text: 'page 2', buttons: [], notes: ['Ana: /help'], edits: 1 },
    ]);
  });

  it('answers in a message of its own, which says who pressed what', async () => {
    const { server } = await connect({
      mode,
      scripts: {
        help: () => [reply('page 1', { buttons: [next] })],
        [next.id]: () => [reply('trained')],
      },
    });

    await server.command('/help', '');
    await server.press('▶', { user: KENJI, until: /trained/ });

    expect(server.messages()).toMatchObject([
      { text: 'page 1', edits: 0 },
      { text: 'trained', notes: ['健二: ▶'] },
    ]);
  });
});

describe('a press on a message that only its reader sees', () => {
  it('replaces that message', async () => {
    const { server } = await connect({
      scripts: {
        help: () => [reply('page 1', { audience: 'caller', buttons: [next] })],
        [next.id]: () => [reply('page 2', { audience: 'caller', target: 'pressed' })],
      },
    });

    await server.command('/help', '');
    await server.press('▶', { until: /page 2/ });

    expect(server.messages()).toMatchObject([{ private: true, text: 'page 2', edits: 1 }]);
  });

  it('answers anew if it is too late to replace it', async () => {
    let now = 0;
    const { server } = await connect({
      clock: { now: () => now },
      scripts: {
        help: () => [reply('page 1', { audience: 'caller', buttons: [next] })],
        async *[next.id]() {
          now += 31 * 60_000;
          yield reply('page 2', { audience: 'caller', target: 'pressed' });
        },
      },
    });

    await server.command('/help', '');
    await server.press('▶', { until: /page 2/ });

    expect(server.messages()).toMatchObject([
      { text: 'page 1', edits: 0 },
      { private: true, text: 'page 2' },
    ]);
  });
});

describe('a press on a message in a channel that the bot is not in', () => {
  it('replaces the message by the press itself', async () => {
    const { server } = await connect({
      scripts: {
        help: () => [reply('page 1', { buttons: [next] })],
        [next.id]: () => [reply('page 2', { target: 'pressed' })],
      },
    });

    await server.command('/help', '', { channel: SECRET, until: /page 1/ });
    await server.press('▶', { until: /page 2/ });

    expect(server.messages()).toMatchObject([
      { private: true },
      { text: 'page 2', edits: 1, private: false },
    ]);
  });
});

describe('a press on a message that has been deleted meanwhile', () => {
  it('puts the answer into a new one', async () => {
    const { server } = await connect({
      scripts: {
        help: () => [reply('page 1', { buttons: [next] })],
        [next.id]: () => [reply('page 2', { target: 'pressed' })],
      },
    });
    server.refuse('chat.update', 'message_not_found', 1);

    await server.command('/help', '');
    await server.press('▶', { until: /page 2/ });

    expect(server.messages()).toMatchObject([{ text: 'page 1' }, { text: 'page 2' }]);
  });
});

describe('twenty-five buttons', () => {
  it('stand in rows of five, each with its id', async () => {
    const buttons = Array.from({ length: 25 }, (_, index) => ({
      id: `hunt:guess:${index}`,
      label: `${index} ${'x'.repeat(70)}`,
      style: 'secondary' as const,
    }));
    const { server, heard } = await connect({
      scripts: { help: () => [reply('Pick one', { buttons })], 'hunt:guess:24': () => [reply('pressed')] },
    });

    const [seen] = await server.command('/help', '');
    await server.press(buttons[24]?.label ?? '', { until: /pressed/ });

    expect(seen?.blocks.map((block) => (block.type === 'actions' ? block.elements.length : 0))).toEqual([
      0, 5, 5, 5, 5, 5, 0,
    ]);
    expect(heard[1]).toMatchObject({ kind: 'press', id: 'hunt:guess:24' });
  });
});

describe('a post that nobody asked for', () => {
  const place = { platform: 'slack', workspace: 'slack:T0CARRYBOT', channel: GENERAL } as const;

  it('fails where the bot may not post, saying what to do', async () => {
    const { slack } = await connect();

    await expect(slack.post({ ...place, channel: 'C0NOWHERE1' }, reply('Hello'))).rejects.toMatchObject({
      name: 'PlaceError',
      words: { en: expect.stringMatching(/C0NOWHERE1.*\/invite/) },
    });
  });

  it('is made again after a 429, and only once', async () => {
    const { server, slack } = await connect();
    server.limit('chat.postMessage', 1, 1);

    await slack.post(place, reply('Question of the day'));

    expect(server.messages()).toHaveLength(1);
    expect(server.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
  });
});

describe('many presses at a time', () => {
  it('are each answered', async () => {
    const { server } = await connect({
      scripts: {
        help: () => [reply('Which one?', { buttons: [next] })],
        [next.id]: () => [reply('Right!', { audience: 'caller' })],
      },
    });

    await server.command('/help', '');
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        server.press('▶', { user: index % 2 ? ANA : KENJI, until: 'nothing' }),
      ),
    );
    await expect.poll(() => server.messages().filter(({ text }) => text === 'Right!').length).toBe(40);
  });
});
