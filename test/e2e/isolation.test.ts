/** Two Discord servers, a Slack team and the playground share one bot and nothing else. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDiscord } from '../../src/platforms/discord/connect.ts';
import { createSlack } from '../../src/platforms/slack/connect.ts';
import { createWeb, PLAYGROUND } from '../../src/platforms/web/web.ts';
import { type DiscordServer, startDiscordServer, type Values } from '../platforms/discord/server/server.ts';
import { type SlackServer, startSlackServer } from '../platforms/slack/server/server.ts';
import { LEARNER } from '../support/carrybot.ts';
import { BEN, heard } from './discord-stand.ts';
import { ACK_MS, goLive, type Live, PATIENCE, setClock } from './live.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A workspace as someone in it sees it. */
type Workspace = {
  /** Types a line such as `/add a=45 b=77`. @returns the text that says `words` */
  type(line: string, words: RegExp): Promise<string>;
  /** What all in its channel can read. */
  shown(): Promise<readonly string[]>;
};

const NAMES = ['first server', 'second server', 'direct messages', 'team', 'playground'] as const;
type Name = (typeof NAMES)[number];

let live: Live;
let guilds: readonly [DiscordServer, DiscordServer];
let slack: SlackServer;
let workspaces: Readonly<Record<Name, Workspace>>;

beforeAll(async () => {
  const time = setClock();
  const now = () => time.now;
  guilds = await Promise.all([
    startDiscordServer({ ackMs: ACK_MS, now }),
    startDiscordServer({ ackMs: ACK_MS, now }),
  ]);
  slack = await startSlackServer({ ackMs: ACK_MS });
  live = await goLive(async ({ carrybot: { bot, services, playground: history }, clock, log }) => {
    const { errands } = services.store;
    const [web, ...chats] = [
      createWeb({
        bot,
        errands,
        history,
        door: services.store.door,
        tokens: { member: undefined, organiser: undefined },
        proxies: [],
        hosts: [],
        previews: [],
        wall: undefined,
        clock,
        log,
      }),
      ...guilds.map(({ token, url: apiUrl }) => createDiscord({ bot, errands, token, apiUrl, clock, log })),
      createSlack({ ...slack, bot, errands, signingSecret: undefined, commandPrefix: '', clock, log }),
    ];
    const platforms = [web, ...chats];
    return {
      platforms,
      start: () => Promise.all(platforms.map((platform) => platform.start())),
      stop: () => Promise.all(platforms.map((platform) => platform.stop())),
    };
  }, time);
  const [first, second] = guilds;
  workspaces = {
    'first server': inDiscord(first, first.channel),
    'second server': inDiscord(second, second.channel),
    'direct messages': inDiscord(second, second.direct),
    team: inSlack(slack),
    playground: inPlayground(),
  };
});
afterAll(async () => {
  await live.close();
  await Promise.all([...guilds, slack].map((server) => server.close()));
  expect(slack.complaints).toEqual([]);
});

/** The same person everywhere in Discord: what is theirs stays apart all the same. */
function inDiscord(server: DiscordServer, channel: string): Workspace {
  return {
    async type(line, words) {
      const [command, values] = typed(line);
      return (await heard(await server.command(command, values, { ...BEN, channel }), words)).text;
    },
    shown: async () => server.messages(channel).flatMap((one) => (one.private ? [] : [one.text])),
  };
}

/** `/schedule quiz at=9:30` → `schedule quiz` and its values. */
function typed(line: string): [string, Values] {
  const parts = line.slice(1).split(' ');
  const pairs = parts.filter((part) => part.includes('=')).map((part) => part.split('='));
  const values = pairs.map(([key = '', value = '']) => {
    const isText = ['a', 'b', 'at', 'zone', 'topic'].includes(key);
    return [key, isText ? value : Number(value)] as const;
  });
  return [parts.filter((part) => !part.includes('=')).join(' '), Object.fromEntries(values)];
}

function inSlack(server: SlackServer): Workspace {
  return {
    async type(line, words) {
      const [, name = '', text = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
      const seen = await server.command(name, text, { until: words, within: PATIENCE });
      return seen.find((message) => words.test(message.text))?.text ?? '';
    },
    shown: async () => server.messages().flatMap((one) => (one.private ? [] : [one.text])),
  };
}

function inPlayground(): Workspace {
  return {
    async type(line) {
      const [, command = '', text = ''] = /^\/(\S+)\s*(.*)$/.exec(line) ?? [];
      const input = { kind: 'text', text } as const;
      const caller = { ...LEARNER, ...PLAYGROUND };
      let last = '';
      const { bot } = live.carrybot();
      for await (const one of bot.handle({ kind: 'command', command, subcommand: undefined, input, caller }))
        last = one.text;
      return last;
    },
    async shown() {
      const view = { channel: PLAYGROUND.channel, viewer: 'nobody' };
      const messages = await live.carrybot().playground.page(view, Number.MAX_SAFE_INTEGER, 100);
      return messages.flatMap(({ content }) => (content.kind === 'reply' ? [content.reply.text] : []));
    },
  };
}

/** Asks all workspaces at once: what is apart must stay so also at the same time. */
const inEach = async <T>(ask: (workspace: Workspace, name: Name) => Promise<T>) => {
  const answers = await Promise.all(NAMES.map((name) => ask(workspaces[name], name)));
  return Object.fromEntries(NAMES.map((name, index) => [name, answers[index]]));
};

describe('each workspace', () => {
  /** Numbers of hidden units tell the networks apart. */
  const hidden = {
    'first server': 2,
    'second server': 3,
    'direct messages': 4,
    team: 5,
    playground: 6,
  } as const;

  it('has its own model, and counts its own runs from 1', async () => {
    await inEach(({ type }, name) =>
      type(`/train hidden=${hidden[name]} iterations=200 seed=0`, /[Rr]un 1\b/),
    );
    const units = (text: string) => [...text.matchAll(/hidden=(\d+)/g)].map(([, number]) => Number(number));
    const expected = Object.fromEntries(NAMES.map((name) => [name, [hidden[name]]]));
    const sums = await inEach(async ({ type }) => units(await type('/add a=45 b=77', /Run 1 by/)));
    expect(sums).toEqual(expected);
    const lists = await inEach(async ({ type }) => units(await type('/runs list', /Runs/)));
    expect(lists).toEqual(expected);
  });

  it('may be trained in by the same person while another is', async () => {
    const line = '/train hidden=8 iterations=20000 seed=1';
    await Promise.all([
      workspaces['first server'].type(line, /run 2\b/),
      workspaces['second server'].type(line, /run 2\b/),
    ]);
    const runs = await inEach(async ({ type }) => /Run (\d)/.exec(await type('/add a=1 b=2', /Run/))?.[1]);
    expect(runs).toEqual({
      'first server': '2',
      'second server': '2',
      'direct messages': '1',
      team: '1',
      playground: '1',
    });
  });

  it('keeps its own scores', async () => {
    await workspaces['first server'].type('/quiz topic=confirmation-1', /Confirmation test 1/);
    await heard(await guilds[0].press('A', BEN), /./);
    const scores = await inEach(
      async ({ type }) => /of 1 right|not answered/.exec(await type('/score', /./))?.[0],
    );
    expect(scores).toEqual({
      'first server': 'of 1 right',
      'second server': 'not answered',
      'direct messages': 'not answered',
      team: 'not answered',
      playground: 'not answered',
    });
  });

  it('lists its own schedules, removes no others, and gets what it scheduled', async () => {
    await workspaces['first server'].type('/schedule quiz at=9:30 zone=Asia/Tokyo topic=weights', /9:30/);
    await workspaces.team.type('/schedule quiz at=9:31 zone=Asia/Tokyo topic=loss', /9:31/);
    await workspaces.playground.type('/schedule quiz at=9:32 zone=Asia/Tokyo topic=init', /9:32/);
    const times = await inEach(
      async ({ type }) => /`9:3\d`|Nothing/.exec(await type('/schedule list', /next: |Nothing/))?.[0],
    );
    expect(times).toEqual({
      'first server': '`9:30`',
      'second server': 'Nothing',
      'direct messages': 'Nothing',
      team: '`9:31`',
      playground: '`9:32`',
    });
    await workspaces['second server'].type('/schedule remove number=1', /no schedule 1/);
    const before = await inEach(async ({ shown }) => (await shown()).length);
    live.time.now += 40 * 60_000;
    await live.tick();
    const posted = await inEach(async ({ shown }, name) => (await shown()).length - (before[name] ?? 0));
    expect(posted).toEqual({
      'first server': 1,
      'second server': 0,
      'direct messages': 0,
      team: 1,
      playground: 1,
    });
  });
});
