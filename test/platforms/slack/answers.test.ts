import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { plain, reply } from '../../../src/chat/reply.ts';
import { PACE } from '../../../src/platforms/slack/limits.ts';
import { ANA, CREATOR, GENERAL, KENJI, LOUNGE, SECRET } from './server/world.ts';
import { connect, MODES } from './stand.ts';

describe.each(MODES)('a command by %s', (mode) => {
  it('becomes an invocation with its text, and is answered in its channel', async () => {
    const { server, heard } = await connect({ mode, scripts: { add: () => [reply('45 + 77 = **122**')] } });

    const seen = await server.command('/add', '45 77');

    expect(seen).toMatchObject([
      { channel: GENERAL, private: false, text: '45 + 77 = *122*', notes: ['Ana: /add 45 77'], edits: 0 },
    ]);
    expect(heard).toEqual([
      {
        kind: 'command',
        command: 'add',
        subcommand: undefined,
        input: { kind: 'text', text: '45 77' },
        caller: {
          platform: 'slack',
          workspace: 'slack:T0CARRYBOT',
          channel: GENERAL,
          userId: 'U0ANA00001',
          userName: 'Ana',
          locale: 'en',
          role: 'organiser',
          zone: 'America/New_York',
        },
      },
    ]);
  });

  it('is acknowledged with nothing, so that Slack shows no message of its own', async () => {
    const { server } = await connect({ mode, scripts: { add: () => [reply('122')] } });

    await server.command('/add', '45 77');

    expect(server.acknowledged()).toEqual(mode === 'http' ? '' : {});
  });

  it('that Slack delivers again is acted on once', async () => {
    const { server, heard } = await connect({ mode, scripts: { add: () => [reply('122')] } });

    await server.command('/add', '45 77');
    await server.repeat();
    await server.repeat();

    await server.command('/add', '1 1');
    expect(heard.map((each) => each.kind === 'command' && each.input)).toEqual([
      { kind: 'text', text: '45 77' },
      { kind: 'text', text: '1 1' },
    ]);
    expect(server.messages()).toHaveLength(2);
  });
});

describe('what a user typed', () => {
  it('reaches the bot as it was typed, though Slack escapes signs', async () => {
    const { server, heard } = await connect({ scripts: { add: () => [reply('no')] } });

    await server.command('/add', 'a<b && b>"c" ＝ &lt;');

    expect(heard[0]).toMatchObject({ input: { text: 'a<b && b>"c" ＝ &lt;' } });
  });

  it('is shown again without pinging or formatting anyone', async () => {
    const { server } = await connect({ scripts: { add: () => [reply(plain('<!channel> *x* & @here'))] } });

    const [seen] = await server.command('/add', '<!channel> *x*');

    expect(seen?.text).toContain('&lt;!channel&gt;');
    expect(seen?.text).not.toContain('*x*');
    expect(JSON.stringify(seen?.blocks)).not.toContain('"verbatim":false');
  });
});

describe('the language of a user', () => {
  it('is the one set in Slack, asked once and then remembered', async () => {
    const { server, heard } = await connect({ scripts: { add: () => [reply('122')] } });

    await server.command('/add', '1 1', { user: KENJI });
    await server.command('/add', '2 2', { user: KENJI });

    expect(heard).toMatchObject([
      { caller: { locale: 'ja', userName: '健二' } },
      { caller: { locale: 'ja' } },
    ]);
    expect(server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  it('is asked again after ten minutes', async () => {
    let now = 1_000_000;
    const { server } = await connect({ scripts: { add: () => [reply('122')] }, clock: { now: () => now } });

    await server.command('/add', '1 1');
    now += 11 * 60_000;
    await server.command('/add', '2 2');

    expect(server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(2);
  });

  it('is English with the name that came along, if Slack does not tell', async () => {
    const { server, heard } = await connect({
      scripts: { add: () => [reply('122')] },
      before: (each) => each.scopes.delete('users:read'),
    });

    await server.command('/add', '1 1', { user: KENJI });

    expect(heard).toMatchObject([{ caller: { locale: 'en', userName: 'kenji' } }]);
  });
});

describe('the role of a user', () => {
  const other = 'U0P2';
  const roles = async (without: readonly string[] = []) => {
    const { server, heard } = await connect({
      scripts: { add: () => [reply('122')] },
      before: (each) => {
        for (const scope of without) each.scopes.delete(scope);
      },
    });
    for (const user of [ANA, CREATOR, other] as const) await server.command('/add', '1 1', { user });
    const infos = server.calls.filter(({ method }) => method === 'conversations.info').length;
    return { roles: heard.map(({ caller }) => caller.role), infos };
  };

  it('is organiser for admins, host for who has made the channel, member for others; the channel is asked of once', async () => {
    expect(await roles()).toEqual({ roles: ['organiser', 'host', 'member'], infos: 1 });
  });
  it('is organiser for who has made the channel, if the scopes do not tell admins', async () => {
    expect((await roles(['users:read'])).roles).toEqual(['member', 'organiser', 'member']);
  });
  it('is member, if the scopes tell nothing', async () => {
    expect((await roles(['users:read', 'channels:read'])).roles).toEqual(['member', 'member', 'member']);
  });
  it('is host in direct messages', async () => {
    const { server, heard } = await connect({ scripts: { add: () => [reply('122')] } });
    await server.command('/add', '1 1', { user: other, channel: server.direct(other) });
    expect(heard.map(({ caller }) => caller.role)).toEqual(['host']);
  });
});

describe('the pace of edits', () => {
  it('is one in two seconds; the latest progress wins and the end always comes', async () => {
    const shown = Promise.withResolvers<void>();
    const { server } = await connect({
      pace: { editEveryMs: PACE.editEveryMs },
      scripts: {
        async *train() {
          for (let percent = 0; percent <= 40; percent += 1) {
            yield reply(`training… ${percent} %`, { kind: 'progress' });
            await sleep(1);
          }
          await shown.promise;
          yield reply('trained');
        },
      },
    });

    const [edited] = await server.command('/train', '', { until: /… 40 %/ });
    shown.resolve();
    await server.message(/^trained$/);

    expect(PACE.editEveryMs).toBe(2_000);
    expect(edited).toMatchObject({ text: 'training… 40 %', edits: 1 });
    expect(server.messages()).toMatchObject([{ text: 'trained', edits: 2 }]);
  });

  it('waits as long as Slack says when it is too fast, and then shows the end', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await sleep(50);
          yield reply('trained');
        },
      },
    });
    server.limit('chat.update', 1, 1);

    const [seen] = await server.command('/train', '', { until: /^trained$/ });

    const [posted = 0, edited = 0] = seen?.times ?? [];
    expect(edited - posted).toBeGreaterThanOrEqual(1_000);
    expect(server.messages()).toHaveLength(1);
  });

  it('lets a channel have a few posts at once and then one a second', async () => {
    const { server } = await connect({
      pace: { postBurst: 2, postEveryMs: 1_000 },
      scripts: { add: () => [reply('122')] },
    });

    for (let count = 0; count < 4; count += 1) await server.command('/add', '1 1', { until: 'nothing' });
    await server.message((seen) => seen.channel === GENERAL && server.messages().length === 4);

    const [first = 0, , , last = 0] = server.messages().map((each) => each.times[0]);
    // Two seconds when nothing is late; the first may have been.
    expect(last - first).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a long answer', () => {
  it('is split into sections that Slack takes, code blocks kept whole or reopened', async () => {
    const line = 'x < y && y > z, 数式 & so on';
    const text = `${`${line}\n`.repeat(200)}\n\`\`\`\n${`${line}\n`.repeat(300)}\`\`\``;
    const { server } = await connect({ scripts: { help: () => [reply(text)] } });

    const [seen] = await server.command('/help', '');

    const sections = seen?.blocks.filter((block) => block.type === 'section') ?? [];
    expect(sections.length).toBeGreaterThan(5);
    for (const { text } of sections)
      expect(text.text.match(/```/g)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
    expect(seen?.text.match(/数式/g)).toHaveLength(500);
    expect(seen?.fallback.length).toBeLessThanOrEqual(4_000);
  });

  it('is cut where even 50 blocks do not hold it', async () => {
    const { server } = await connect({ scripts: { help: () => [reply('word '.repeat(60_000))] } });

    const [seen] = await server.command('/help', '');

    expect(seen?.blocks).toHaveLength(50);
    expect(seen?.text.endsWith('…')).toBe(true);
  });
});

describe('where the bot is not a member', () => {
  it('it still posts and edits in public channels', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await sleep(10);
          yield reply('trained');
        },
      },
    });

    await server.command('/train', '', { channel: LOUNGE, until: /^trained$/ });

    expect(server.messages()).toMatchObject([{ channel: LOUNGE, private: false, edits: 1 }]);
  });

  it('it answers a private channel by the command itself, and says once how to invite it', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await sleep(10);
          yield reply('trained', {
            files: [{ name: 'loss.png', type: 'image/png', alt: 'loss falls', bytes: new Uint8Array(8) }],
          });
        },
      },
    });

    await server.command('/train', '', { channel: SECRET, until: /^trained/ });
    await server.command('/train', '', { channel: SECRET, until: /^trained/ });

    const [told, ...answers] = server.messages();
    expect(told).toMatchObject({ private: true, text: expect.stringContaining('/invite` <@U0CARRYBOT>') });
    expect(answers).toMatchObject([
      { private: false, text: 'trained', notes: [expect.stringContaining('loss falls'), 'Ana: /train'] },
      { private: false, text: 'trained' },
    ]);
    expect(server.responseUses()).toBeLessThanOrEqual(2);
  });

  it('it answers in private if the command itself is too old by then', async () => {
    let now = 0;
    const { server } = await connect({
      clock: { now: () => now },
      scripts: {
        async *train() {
          now += 31 * 60_000;
          yield reply('trained');
        },
      },
    });

    const seen = await server.command('/train', '', { channel: SECRET, until: /^trained/ });

    expect(seen).toMatchObject([{ channel: server.direct('U0ANA00001'), text: 'trained' }]);
  });
});

describe('while too much is under way', () => {
  it('who comes is asked to wait, in private, and the others are answered', async () => {
    const done = Promise.withResolvers<void>();
    const { server, heard } = await connect({
      mostAnswers: 1,
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await done.promise;
          yield reply('trained');
        },
      },
    });
    await server.command('/train', '', { until: /training/ });

    await server.command('/train', '', { until: /too much to do/ });
    done.resolve();
    await server.message(/^trained$/);

    expect(server.messages()).toMatchObject([{ text: 'trained' }, { private: true }]);
    expect(heard).toHaveLength(1);
  });
});

describe('a prefix of commands', () => {
  it('is taken off what arrives and put before what is mentioned', async () => {
    const { server, heard } = await connect({
      prefix: 'rnn-',
      scripts: { help: () => [reply('Try `/add 45 77` or `/train`; and/or see https://example.org/train')] },
    });

    const [seen] = await server.command('/rnn-help', '');

    expect(heard).toMatchObject([{ command: 'help' }]);
    expect(seen?.text).toBe('Try `/rnn-add 45 77` or `/rnn-train`; and/or see <https://example.org/train>');
  });
});
