import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { ANA, GENERAL, KENJI, PEOPLE } from './server/world.ts';
import { connect, MODES } from './stand.ts';

const png = {
  name: 'score.png',
  type: 'image/png',
  alt: 'You got 9 of 10',
  bytes: new Uint8Array([1, 2, 3]),
};

describe.each(MODES)('a mistake told by %s', (mode) => {
  it('is seen by its author alone', async () => {
    const { server } = await connect({
      mode,
      scripts: { add: () => [reply('`b` is missing.', { kind: 'error', audience: 'caller' })] },
    });

    const seen = await server.command('/add', '45');

    expect(seen).toMatchObject([{ channel: GENERAL, private: true, text: '`b` is missing.', notes: [] }]);
    expect(server.messages()).toHaveLength(1);
  });
});

describe('a private answer', () => {
  it('is sent once, at its end, because it cannot be edited', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('checking…', { kind: 'progress', audience: 'caller' });
          await sleep(20);
          yield reply('checked', { audience: 'caller' });
        },
      },
    });

    await server.command('/train', '', { until: /checked/ });

    expect(server.messages()).toMatchObject([{ private: true, text: 'checked' }]);
    expect(server.responseUses()).toBe(1);
  });

  it('still comes when the address for answers has grown old', async () => {
    let now = 0;
    const { server } = await connect({
      clock: { now: () => now },
      scripts: {
        async *add() {
          now += 31 * 60_000;
          yield reply('late', { audience: 'caller' });
        },
      },
    });

    await server.command('/add', '', { until: /late/ });

    expect(server.messages()).toMatchObject([{ channel: GENERAL, private: true, text: 'late' }]);
    expect(server.responseUses()).toBe(0);
  });

  it('still comes when Slack refuses the address for answers', async () => {
    const { server } = await connect({
      scripts: {
        async *add() {
          server.expireResponses();
          yield reply('hello', { audience: 'caller' });
        },
      },
    });

    await server.command('/add', '', { until: /hello/ });

    expect(server.messages()).toMatchObject([{ channel: GENERAL, private: true }]);
  });

  it('with a picture comes as a direct message, since only there it can have one', async () => {
    const { server } = await connect({
      scripts: {
        add: () => [
          reply('Your score', {
            audience: 'caller',
            files: [png],
            buttons: [{ id: 'score:more', label: 'More', style: 'secondary' }],
          }),
        ],
        'score:more': () => [
          reply('More of your score', { audience: 'caller', target: 'pressed', files: [png] }),
        ],
      },
    });

    await server.command('/add', '', { user: KENJI, until: /ダイレクトメッセージ/ });
    await server.press('More', { user: KENJI, until: /More of/ });

    const [direct, pointer, ...rest] = server.messages();
    expect(direct).toMatchObject({
      channel: server.direct(KENJI),
      text: 'More of your score',
      pictures: [{ name: 'score.png', alt: 'You got 9 of 10' }],
      edits: 1,
    });
    expect(pointer).toMatchObject({ channel: GENERAL, private: true });
    expect(pointer?.text).toContain(
      `<https://carrybot-class.slack.com/archives/${direct?.channel}/p${direct?.ts.replace('.', '')}|`,
    );
    expect(rest).toEqual([]);
  });

  it('with a picture says in words what it shows if the bot may not open direct messages', async () => {
    const { server } = await connect({
      scripts: { add: () => [reply('Your score', { audience: 'caller', files: [png] })] },
      before: (each) => each.scopes.delete('im:write'),
    });

    const [seen] = await server.command('/add', '', { until: /Your score/ });

    expect(seen).toMatchObject({
      private: true,
      channel: GENERAL,
      notes: ["Picture (can't be shown here): You got 9 of 10"],
    });
  });
});

describe("in the bot's direct messages", () => {
  it('a private answer is a plain message with progress and pictures', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress', audience: 'caller' });
          await sleep(20);
          yield reply('trained', { audience: 'caller', files: [png] });
        },
      },
    });
    const channel = server.direct(ANA);

    await server.command('/train', '', { channel, until: /trained/ });

    expect(server.messages()).toMatchObject([
      { channel, private: false, text: 'trained', pictures: [{ name: 'score.png' }], notes: [], edits: 1 },
    ]);
  });
});

describe('in the direct messages of two people', () => {
  it('an answer for both is seen by both, without advice that does not fit', async () => {
    const { server } = await connect({ scripts: { add: () => [reply('122')] } });

    await server.command('/add', '45 77', { channel: PEOPLE });

    expect(server.messages()).toMatchObject([{ channel: PEOPLE, private: false, text: '122' }]);
  });

  it('a private answer is seen by the caller alone', async () => {
    const { server } = await connect({ scripts: { add: () => [reply('oops', { audience: 'caller' })] } });

    await server.command('/add', '', { channel: PEOPLE });

    expect(server.messages()).toMatchObject([{ channel: PEOPLE, private: true, text: 'oops' }]);
  });
});
