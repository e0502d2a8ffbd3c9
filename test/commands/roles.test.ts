/** Who may do what, on every platform the same: members take part, hosts look after their channel, organisers after all. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Caller, Invocation } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { loadCommands } from '../../src/command/load.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bot = shareBot();
let count = 0;
/** A workspace of its own for each test. */
function workspace() {
  count += 1;
  const at = { ...LEARNER, workspace: `roles-${count}` };
  return {
    at,
    organiser: at,
    member: { ...at, userId: 'u-mo', userName: 'Mo', role: 'member' },
    host: { ...at, userId: 'u-hana', userName: 'Hana', role: 'host' },
  } as const;
}

const YAML = `deck: mine
title: Mine
questions:
  - { id: m1, kind: choice, topic: rnn, text: "m?", right: r, wrong: [{ text: w, why: y }], explanation: e }
`;

async function done(invocation: Invocation): Promise<Reply> {
  const said: Reply[] = [];
  for await (const each of bot.bot.handle(invocation)) said.push(each);
  const end = said.at(-1);
  if (end === undefined) throw new Error('nothing was said');
  return end;
}
const type = (line: string, caller: Caller) => {
  const [, command = '', text = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  return done({ kind: 'command', command, subcommand: undefined, input: { kind: 'text', text }, caller });
};
const press = (id: string, caller: Caller) => done({ kind: 'press', id, caller });
const handIn = (caller: Caller, name = 'mine.yaml') =>
  done({
    kind: 'submit',
    id: 'quiz:import',
    fields: { deck: { kind: 'file', name, bytes: new TextEncoder().encode(YAML) } },
    caller,
  });
const schedules = async (caller: Caller) =>
  (await bot.services.store.schedules.list(caller.workspace)).schedules.map(({ number, state }) => [
    number,
    state,
  ]);
const decks = async (caller: Caller) =>
  (await bot.services.store.decks.list(caller.workspace)).map(({ name }) => name);

const isRefused = (end: Reply) => end.kind === 'error' && /organisers?\b/.test(end.text);

/** Everything that dispatch asks a role for, as it is called in the definitions, and an attack on it by a member. */
const ATTACKS: Readonly<Record<string, (who: Caller) => Promise<Reply>>> = {
  class: (who) => type('/class all', who),
  settings: (who) => type('/settings', who),
  'quiz import': (who) => type('/quiz import', who),
  'quiz export': (who) => type('/quiz export', who),
  'quiz:import': (who) => handIn(who),
  'quiz:replace': (who) => press('quiz:replace:x:0', who),
  'quiz:both': (who) => press('quiz:both:x', who),
  'quiz:undo': (who) => press('quiz:undo:mine:0', who),
  'quiz:close': async (who) => {
    const question = await bot.services.store.quiz.newestOpen(who);
    return press(`quiz:close:${question?.id}`, who);
  },
  'quiz:drop': (who) => press('quiz:drop:mine', who),
  'schedule quiz': (who) => type('/schedule quiz at=7:00', who),
  'schedule train': (who) => type('/schedule train', who),
  'schedule summary': (who) => type('/schedule summary', who),
  'schedule edit': (who) => type('/schedule edit 1 at=9:00', who),
  'schedule pause': (who) => type('/schedule pause 1', who),
  'schedule resume': (who) => type('/schedule resume 1', who),
  'schedule run': (who) => type('/schedule run 1', who),
  'schedule remove': (who) => type('/schedule remove 1', who),
  'schedule zone': (who) => type('/schedule zone UTC', who),
  'schedule:undo': (who) => press('schedule:undo:2', who),
};

describe('a member', () => {
  it.each(Object.entries(ATTACKS))('is refused %s, and nothing is changed by it', async (_, attack) => {
    const { organiser, member } = workspace();
    await type('/schedule quiz at=8:00', organiser);
    await type('/schedule quiz at=9:00', organiser);
    await type('/schedule remove 2', organiser);
    await handIn(organiser);
    await type('/quiz', organiser);
    const before = [await schedules(organiser), await decks(organiser)];
    const end = await attack(member);
    expect(end.text).toMatch(/is for organisers/);
    expect(end).toMatchObject({ kind: 'error', audience: 'caller', files: [] });
    expect([await schedules(organiser), await decks(organiser)]).toEqual(before);
    expect(isRefused(await attack(organiser))).toBe(false);
  });
  it('is attacked with everything that needs a role', async () => {
    const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
    const guarded = definitions.flatMap(({ shape: { name }, runners, actions }) => [
      ...[...runners].filter(([, { needs }]) => needs).map(([sub]) => `${name} ${sub}`.trim()),
      ...Object.entries(actions)
        .filter(([, { needs }]) => needs)
        .map(([action]) => `${name}:${action}`),
    ]);
    const attacked = Object.keys(ATTACKS).map((each) => each.replace(/^quiz (im|ex)port$/, 'quiz'));
    expect(guarded.sort()).toEqual([...new Set(attacked)].sort());
  });
  it('takes part in all else', async () => {
    const { member } = workspace();
    for (const line of [
      '/help',
      '/quiz',
      '/quiz decks',
      '/score',
      '/schedule list',
      '/schedule zone',
      '/language en',
    ]) {
      expect([line, (await type(line, member)).kind]).toEqual([line, 'final']);
    }
  });
  it('is told who may, in words', async () => {
    const { member } = workspace();
    expect((await type('/class', { ...member, platform: 'discord' })).text).toBe(
      'The list of the class is for organisers. Organisers are those who may manage this server, and whom they name with `/settings organisers=`.',
    );
    expect((await type('/class', { ...member, locale: 'ja' })).text).toBe(
      'クラスの成績一覧の表示は、運営者だけができます。運営者は、先生用のトークンでログインした人です。',
    );
  });
});

describe('a host', () => {
  it('looks after the schedules of the channel, and no others', async () => {
    const { organiser, host } = workspace();
    await type('/schedule quiz at=8:00', organiser);
    await type('/schedule quiz at=8:00', { ...organiser, channel: 'elsewhere' });
    expect((await type('/schedule pause 1', host)).kind).toBe('final');
    expect(isRefused(await type('/schedule pause 2', host))).toBe(true);
    expect(await schedules(host)).toEqual([
      [1, 'paused'],
      [2, 'active'],
    ]);
    expect(isRefused(await type('/class', host))).toBe(true);
    expect(isRefused(await type('/settings keep=90', host))).toBe(true);
    expect((await type('/settings language=ja', host)).kind).toBe('final');
  });
  it('schedules nothing for the channel of questions, if that is another', async () => {
    const { organiser, host } = workspace();
    await type('/settings questions=here', { ...organiser, channel: 'elsewhere' });
    expect(isRefused(await type('/schedule quiz at=8:00', host))).toBe(true);
    expect((await type('/schedule summary', host)).kind).toBe('final');
    await type('/schedule quiz at=8:00', organiser);
    const { schedules: all } = await bot.services.store.schedules.list(organiser.workspace);
    expect(all.map(({ task, place }) => [task.kind, place.channel])).toEqual([
      ['summary', 'playground'],
      ['quiz', 'elsewhere'],
    ]);
  });
});

describe('settings', () => {
  it('name people and groups as organisers, beside those of whom the platform says so', async () => {
    const { organiser, member } = workspace();
    await type('/settings organisers=<@12345>,<@&67890>', organiser);
    expect(isRefused(await type('/class', member))).toBe(true);
    for (const who of [{ userId: '12345' }, { groups: ['1', '67890'] }]) {
      expect((await type('/class', { ...member, ...who })).kind).toBe('final');
    }
    await type('/settings organisers=default', organiser);
    expect(isRefused(await type('/class', { ...member, userId: '12345' }))).toBe(true);
  });
  it.each([
    ['schedules', '/schedule quiz at=7:00'],
    ['decks', '/quiz export'],
    ['class', '/class'],
  ])('open %s to everyone, and to nobody else what they do not name', async (name, line) => {
    const { organiser, member } = workspace();
    expect(isRefused(await type(line, member))).toBe(true);
    await type(`/settings ${name}=everyone`, organiser);
    expect((await type(line, member)).kind).toBe('final');
    expect(isRefused(await type('/settings', member))).toBe(true);
    await type(`/settings ${name}=organisers`, organiser);
    expect(isRefused(await type(line, member))).toBe(true);
  });
});

it('whoever has made a schedule may change and remove it', async () => {
  const { organiser, member } = workspace();
  await type('/settings schedules=everyone', organiser);
  await type('/schedule quiz at=7:00', member);
  await type('/settings schedules=organisers', organiser);
  for (const line of [
    '/schedule pause 1',
    '/schedule resume 1',
    '/schedule edit 1 at=9:00',
    '/schedule remove 1',
  ]) {
    expect([line, (await type(line, member)).kind]).toEqual([line, 'final']);
  }
  expect((await press('schedule:undo:1', member)).kind).toBe('final');
  expect(await schedules(member)).toEqual([[1, 'active']]);
});

describe('the removal of a schedule', () => {
  it('is taken back within a day, and not after', async () => {
    const { organiser } = workspace();
    await type('/schedule quiz at=8:00', organiser);
    const removed = await type('/schedule remove 1', organiser);
    expect(await schedules(organiser)).toEqual([]);
    bot.time.now += 23 * 3_600_000;
    const back = await press(removed.buttons[0]?.id ?? '', organiser);
    expect(back.text).toMatch(/^It is back:\n- \*\*1\*\* question/);
    const [schedule] = (await bot.services.store.schedules.list(organiser.workspace)).schedules;
    expect(schedule?.nextAt).toBeGreaterThan(bot.time.now);
    expect((await press(removed.buttons[0]?.id ?? '', organiser)).text).toMatch(
      /^There is nothing to take back/,
    );
    await type('/schedule remove 1', organiser);
    bot.time.now += 25 * 3_600_000;
    expect((await press(removed.buttons[0]?.id ?? '', organiser)).text).toMatch(
      /^There is nothing to take back/,
    );
  });
});

describe('a question', () => {
  const standing = async (who: Caller) => (await bot.services.store.quiz.newestOpen(who))?.id;
  it('is closed by who asked it, or looks after its channel, and by nobody else', async () => {
    const { member, host } = workspace();
    const other = { ...member, userId: 'u-other', userName: 'Other' } as const;
    for (const who of [member, host]) {
      await type('/quiz confirmation-1', member);
      const offered = await type('/quiz close', other);
      expect(offered.text).toMatch(/^> .*\nClose this question\?/);
      const id = offered.buttons[0]?.id ?? '';
      expect(isRefused(await press(id, other))).toBe(true);
      expect(await standing(member)).toBe(offered.data['question']);
      const told = await press(id, who);
      expect(told).toMatchObject({ audience: 'channel', kind: 'final' });
      expect(told.text).toMatch(/^\*\*The answer to the last question:\*\* [A-D]\. /);
      expect(await standing(member)).toBeUndefined();
    }
    expect((await type('/quiz close', member)).text).toMatch(/^No question is open in this channel/);
  });
  it('of another channel is closed there by organisers alone', async () => {
    const { member, host, organiser } = workspace();
    await type('/quiz confirmation-1', { ...member, channel: 'elsewhere' });
    const id = `quiz:close:${await standing({ ...member, channel: 'elsewhere' })}`;
    expect(isRefused(await press(id, host))).toBe(true);
    expect((await press(id, organiser)).kind).toBe('final');
  });
});

it('a press of what a deck offers runs as what it is, with the rights of whoever presses', async () => {
  const { member } = workspace();
  expect((await press('try:/class all', member)).text).toMatch(/cannot be an experiment/);
  expect(isRefused(await press('run:/class all', member))).toBe(true);
});
