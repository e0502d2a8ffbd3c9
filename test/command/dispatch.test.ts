/** From what people do to the command that answers it, and what is said when none does. */
import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/chat/invocation.ts';
import type { Locale } from '../../src/chat/locale.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { AKI, createBench } from './bench.ts';

const bench = createBench;
const mistake = (text: string | RegExp) => ({
  kind: 'error',
  audience: 'caller',
  target: 'new',
  buttons: [],
  files: [],
  text: typeof text === 'string' ? text : expect.stringMatching(text),
});

describe('a command', () => {
  it('gets its options, who asks, and their language', async () => {
    const said = await bench().command('plain', '3 blue and more', { who: { locale: 'ja' } });
    expect(said).toMatchObject([
      { kind: 'progress', text: 'working' },
      {
        kind: 'final',
        text: '日本語',
        data: { n: 3, colour: 'blue', note: 'and more', who: 'Aki' },
      },
    ]);
  });
  it('is found in any case and width, with options that the platform has typed', async () => {
    for (const name of ['PLAIN', 'ｐｌａｉｎ', 'Plain'])
      expect((await bench().command(name, { kind: 'typed', values: { n: 4 } })).at(-1)).toMatchObject({
        text: 'English',
        data: { n: 4, colour: 'red', note: null },
      });
  });
  it('of a group is the first word, or what the platform has typed, or the one that stands for the group', async () => {
    for (const [text, what, n] of [
      ['add 7', 'add', 7],
      ['  ADD   n=7', 'add', 7],
      ['ａｄｄ', 'add', 5],
      ['list', 'list', undefined],
      ['', 'list', undefined],
      ['  ', 'list', undefined],
    ] as const) {
      const said = (await bench().command('group', text)).at(-1);
      expect([said?.text, said?.data['n']]).toEqual([what, n]);
    }
    const typed = { kind: 'typed', values: { n: 2 } } as const;
    expect((await bench().command('group', typed, { sub: 'add' })).at(-1)).toMatchObject({ data: { n: 2 } });
    expect((await bench().command('group', '8', { sub: 'add' })).at(-1)).toMatchObject({ data: { n: 8 } });
    const bare = { kind: 'typed', values: {} } as const;
    expect((await bench().command('group', bare)).at(-1)).toMatchObject({ text: 'list' });
  });
  it('that there is not is told, with the one that was meant', async () => {
    expect(await bench().command('plian')).toMatchObject([
      mistake('There is no command `/plian`. Did you mean `/plain`? `/help` lists them all.'),
    ]);
    expect(await bench().command('PLAN', '', { who: { locale: 'ja' } })).toMatchObject([
      mistake('`/PLAN` というコマンドはありません。`/plain` のことですか? 一覧は `/help` で見られます。'),
    ]);
    expect(await bench().command('nothing', '', { who: { locale: 'ja' } })).toMatchObject([
      mistake('`/nothing` というコマンドはありません。一覧は `/help` で見られます。'),
    ]);
    expect(await bench().command('toString')).toMatchObject([
      mistake('There is no command `/toString`. `/help` lists them all.'),
    ]);
  });
  it('of a group that there is not is told, with those that there are', async () => {
    const ja = { who: { locale: 'ja' } } as const;
    expect(await bench().command('group', 'ad 1')).toMatchObject([
      mistake(
        '`/group ad` is not something I know. Did you mean `/group add`? Try `/group list`, `/group add`.',
      ),
    ]);
    expect(await bench().command('group', 'ad 1', ja)).toMatchObject([
      mistake(
        '`/group ad` はありません。`/group add` のことですか? 使えるのは `/group list`、`/group add` です。',
      ),
    ]);
    expect(await bench().command('group', 'constructor')).toMatchObject([
      mistake('`/group constructor` is not something I know. Try `/group list`, `/group add`.'),
    ]);
    expect(await bench().command('group', 'constructor', ja)).toMatchObject([
      mistake('`/group constructor` はありません。使えるのは `/group list`、`/group add` です。'),
    ]);
    expect(await bench().command('strict')).toMatchObject([
      mistake('`/strict` needs one more word: `/strict one`.'),
    ]);
    expect(await bench().command('strict', '', ja)).toMatchObject([
      mistake('`/strict` のあとに、することを書いてください: `/strict one`'),
    ]);
    const typed = { kind: 'typed', values: {} } as const;
    expect(await bench().command('strict', typed)).toMatchObject([mistake(/needs one more word/)]);
  });
  it('with bad options is told what it takes, and nothing is logged', async () => {
    const { command, logged } = bench();
    expect(await command('plain')).toMatchObject([mistake('`n` is missing: a thing.')]);
    expect(await command('plain', '12')).toMatchObject([mistake(/`n` takes a whole number from 0 to 9/)]);
    expect(logged).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('by the user’s mistake is said in their language, to them alone', async () => {
    const { command, logged } = bench();
    expect(await command('broken', 'user')).toMatchObject([mistake('Do it so.')]);
    const ja = await command('broken', 'user', { who: { locale: 'ja' } });
    expect(ja).toMatchObject([mistake('こうしてください。')]);
    expect(logged).toEqual([]);
  });
  it('by a bug is logged under a reference that is told, without what the user wrote', async () => {
    const { command, logged } = bench();
    expect(await command('broken', 'bug')).toMatchObject([
      mistake(
        'Something went wrong on my side, not yours. Please try again; if it happens again, tell whoever runs me the reference `ref-1`.',
      ),
    ]);
    expect(await command('broken', 'late', { who: { locale: 'ja' } })).toMatchObject([
      { kind: 'progress', text: 'half' },
      mistake(
        'こちらの不具合で処理できませんでした。もう一度お試しください。続くようでしたら、管理者に参照番号 `ref-1` をお伝えください。',
      ),
    ]);
    const line = { level: 50, reference: 'ref-1', platform: 'web', workspace: 'local', kind: 'command' };
    expect(logged).toMatchObject([
      { ...line, command: 'broken', msg: 'a command failed', err: { message: 'secret text of the user' } },
      { ...line, command: 'broken' },
    ]);
    expect(logged.map((each) => Object.keys(each))).not.toContainEqual(expect.arrayContaining(['input']));
  });
  it('by a bug behind a button is logged by its command', async () => {
    const { press, logged } = bench();
    expect(await press('plain:fails:secret')).toMatchObject([mistake(/the reference `ref-1`/)]);
    expect(logged).toMatchObject([{ kind: 'press', command: 'plain', err: { message: 'a bug' } }]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
  it('by a command that ends without an answer is a bug, and told as one', async () => {
    const { command, logged } = bench();
    expect(await command('broken', 'silent')).toMatchObject([
      { kind: 'progress', text: 'half' },
      mistake(/^Something went wrong on my side, not yours/),
    ]);
    expect(await command('broken', 'mute')).toMatchObject([mistake(/^Something went wrong/)]);
    const line = { err: { message: 'it ended without an answer' } };
    expect(logged).toMatchObject([line, line]);
  });
});

describe('a button', () => {
  it('hands its arguments to its action', async () => {
    const [said] = await bench().press('plain:again:x:y');
    expect(said).toMatchObject({ text: 'again', data: { args: ['x', 'y'] } });
    expect((await bench().press('plain:again')).at(-1)).toMatchObject({ data: { args: [] } });
  });
  it('that stands for a line runs it as whoever presses', async () => {
    for (const line of ['run:/plain 3 colour=blue', 'run:plain 3 colour=blue'])
      expect((await bench().press(line, { userName: 'Ben' })).at(-1)).toMatchObject({
        data: { n: 3, colour: 'blue', who: 'Ben' },
      });
    expect((await bench().press('run:/group add 3')).at(-1)).toMatchObject({ text: 'add', data: { n: 3 } });
    expect((await bench().press('run:/group')).at(-1)).toMatchObject({ text: 'list' });
    expect(await bench().press('run:')).toMatchObject([mistake(/^There is no command `\/`\./)]);
  });
  it('that stands for an experiment runs only what decks may offer', async () => {
    expect((await bench().press('try:/plain 3')).at(-1)).toMatchObject({ data: { n: 3 } });
    expect(await bench().press('try:/group add 3')).toMatchObject([
      mistake('`/group add 3` cannot be an experiment: a question may only run `/plain`.'),
    ]);
    expect(await bench().press('try:/group add 3', { locale: 'ja' })).toMatchObject([
      mistake('`/group add 3` は実験として使えません。問題から実行できるのは `/plain` だけです。'),
    ]);
    expect(await bench().press('try:/PLAIN 3')).toMatchObject([mistake(/cannot be an experiment/)]);
  });
  it.each([
    'plain:gone',
    'nothing:again',
    'plain',
    '',
    'plain:constructor',
    'plain:fill',
    '__proto__:toString',
  ])('that does nothing any more says so: %j', async (id) => {
    const { press, logged } = bench();
    expect(await press(id)).toMatchObject([
      mistake('That button no longer does anything. Type the command again; `/help` lists them all.'),
    ]);
    expect(await press(id, { locale: 'ja' })).toMatchObject([
      mistake('このボタンはもう使えません。コマンドをもう一度入力してください(一覧は `/help`)。'),
    ]);
    expect(logged).toEqual([]);
  });
});

describe('a form', () => {
  it('is opened at once, in the language of who presses', () => {
    const { bot } = bench();
    expect(bot.form('plain:fill:a:b', 'ja')).toMatchObject({ title: 'ja a+b' });
    expect(bot.form('plain:again:a', 'ja')).toBeUndefined();
    for (const id of ['plain:gone', 'nothing:fill', '', 'plain']) expect(bot.form(id, 'en')).toBeUndefined();
  });
  it('hands on what was filled in', async () => {
    const said = await bench().submit('plain:fill:a', { answer: { kind: 'text', text: 'hello' } });
    expect(said).toMatchObject([{ text: 'filled', data: { args: ['a'], typed: 'hello' } }]);
    expect(await bench().submit('plain:again')).toMatchObject([mistake(/no longer does anything/)]);
    expect(await bench().submit('nothing:fill')).toMatchObject([mistake(/no longer does anything/)]);
  });
});

describe('who will see an answer', () => {
  const command = (name: string, text = ''): Invocation => ({
    kind: 'command',
    command: name,
    subcommand: undefined,
    input: { kind: 'text', text },
    caller: AKI,
  });
  const press = (id: string): Invocation => ({ kind: 'press', id, caller: AKI });
  it.each([
    [command('plain'), 'channel'],
    [command('broken'), 'caller'],
    [command('group'), 'caller'],
    [command('group', 'add'), 'channel'],
    [command('group', 'nothing'), 'caller'],
    [command('nothing'), 'caller'],
    [press('plain:again'), 'channel'],
    [press('plain:quietly'), 'caller'],
    [press('plain:gone'), 'caller'],
    [press('run:/plain 1'), 'channel'],
    [press('run:/broken'), 'caller'],
    [press('run:/group add'), 'channel'],
    [press('try:/plain 1'), 'channel'],
    [press('try:/group add'), 'caller'],
    [{ kind: 'submit', id: 'plain:fill', fields: {}, caller: AKI }, 'caller'],
    [{ kind: 'submit', id: 'plain:again', fields: {}, caller: AKI }, 'channel'],
    [{ kind: 'submit', id: 'plain:gone', fields: {}, caller: AKI }, 'caller'],
  ] as const)('is known before it is made: %j', (invocation, audience) => {
    expect(bench().bot.audience(invocation)).toBe(audience);
  });
});

it('the bot tells platforms the outside of its commands', () => {
  expect(bench().bot.commands.map(({ name, kind }) => [name, kind])).toEqual([
    ['plain', 'plain'],
    ['broken', 'plain'],
    ['group', 'group'],
    ['strict', 'group'],
  ]);
});

describe('the language', () => {
  const plain = async (chosen: Partial<Settings>, own: Locale | null = null) => {
    const { command, bot } = createBench(chosen, own);
    const [, said] = await command('plain', '1');
    const [wrong] = await command('plain', 'x');
    return [said?.text, /[ぁ-ん]/.test(wrong?.text ?? '') ? 'ja' : 'en', await bot.languageOf(AKI)];
  };
  it('is that of the platform, if nothing was chosen', async () => {
    expect(await plain({})).toEqual(['English', 'en', 'en']);
  });
  it('is the channel’s, where one was chosen for it', async () => {
    expect(await plain({ language: 'ja' })).toEqual(['日本語', 'ja', 'ja']);
  });
  it('is one’s own for what one alone reads, and the channel’s for what everyone reads', async () => {
    expect(await plain({}, 'ja')).toEqual(['日本語', 'ja', 'ja']);
    expect(await plain({ language: 'en' }, 'ja')).toEqual(['English', 'ja', 'ja']);
  });
});
