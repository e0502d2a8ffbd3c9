/** Decks of teachers, through the command and its form: none stands in the way of another, or of anybody's commands. */
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import type { StoredDeck } from '../../src/store/decks.ts';
import { putDeck } from '../store/contract/decks.ts';
import { LEARNER, startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const aki = { userId: 'u-aki', userName: 'Aki' };
const ben = { userId: 'u-ben', userName: 'Ben' };
const DAY = 24 * 3_600_000;

const HEADER = 'id,topic,text,right,wrong1,why1,explanation';
/** A spreadsheet of `count` questions named `<prefix>1`, …. */
const sheet = (prefix: string, count: number, explanation = 'because') =>
  [HEADER, ...Array.from({ length: count }, (_, i) => `${prefix}${i + 1},rnn,Q?,r,w,y,${explanation}`)].join(
    '\n',
  );
const csv = (name: string, text: string) => ({ name, text });

const last = async (line: string, caller = {}) => {
  const said = (await bot.type(line, caller)).at(-1);
  if (said === undefined) throw new Error(`no answer to ${line}`);
  return said;
};
const press = async (id: string | undefined, caller = {}) => {
  const said = (await bot.press(id ?? '', caller)).at(-1);
  if (said === undefined) throw new Error(`no answer to ${id}`);
  return said;
};
const idOf = ({ buttons }: { buttons: readonly { id: string; label: string }[] }, label: RegExp) =>
  buttons.find((each) => label.test(each.label))?.id;
/** Imported decks and their sizes. */
const decks = async () =>
  Object.fromEntries(
    (await bot.services.decks.imported('local')).map((each) => [
      each.stored.name,
      each.kind === 'readable' ? each.deck.questions.length : each.kind,
    ]),
  );
/** Puts a deck as it is, as an older program may have done. */
const shelve = (deck: StoredDeck) => putDeck(bot.services.store.decks, deck);
/** Has so many decks in all, d0, d1, …: one is imported, the others are kept as it was, which costs no thread each. */
async function fill(count: number): Promise<void> {
  await bot.importDeck(csv('d0.csv', sheet('d0-', 1)));
  for (const first of await bot.services.store.decks.list('local')) {
    for (let n = 1; n < count; n += 1)
      await shelve({ ...first, name: `d${n}`, yaml: first.yaml.replaceAll('d0', `d${n}`) });
  }
}
/** What everybody uses; none of it may fail because of a deck. */
const EVERYDAY = ['/quiz', '/review', '/score', '/class', '/schedule list', '/quiz decks', '/quiz import'];
const kinds = () => Promise.all(EVERYDAY.map(async (line) => `${line}: ${(await last(line)).kind}`));
const fine = EVERYDAY.map((line) => `${line}: final`);

describe('a deck that was taken', () => {
  it('is read at every later reading, however near it comes to what is allowed', async () => {
    const row = (i: number) => `q${i},rnn,${'問題'.repeat(80)},r,w,${'y'.repeat(100)},${'説明'.repeat(40)}`;
    const text = [HEADER, ...Array.from({ length: 340 }, (_, i) => row(i))].join('\n');
    expect(text.length).toBeGreaterThan(100_000);
    const taken = await bot.importDeck(csv('big.csv', text));
    expect(taken.data).toMatchObject({ deck: 'big', questions: 340 });
    expect(await kinds()).toEqual(fine);
    expect((await last('/quiz q7')).data['question']).toBe('q7');
    expect((await bot.importDeck(csv('other.csv', sheet('o', 1)))).kind).toBe('final');
  });
  it('is not taken if what would be kept of it is too large to be read again', async () => {
    // Short cells: the names of the fields, which CSV has once, are most of what is kept.
    const head = `id,topic,text,right,${[1, 2, 3, 4, 5, 6, 7].map((n) => `wrong${n},why${n}`).join()},explanation`;
    const row = (i: number) =>
      `question-${i},rnn,${'x'.repeat(800)},r,${[1, 2, 3, 4, 5, 6, 7].map((n) => `w${n},y`).join()},e`;
    const text = [head, ...Array.from({ length: 500 }, (_, i) => row(i))].join('\n');
    expect(text.length).toBeLessThan(512 * 1024);
    const refused = await bot.importDeck(csv('wide.csv', text));
    expect(refused).toMatchObject({ kind: 'error', text: expect.stringContaining('too large') });
    expect(await decks()).toEqual({});
    expect(await kinds()).toEqual(fine);
  });
});

describe('a question that could not be asked', () => {
  const deck = (fields: string) => `deck: d
title: t
questions:
  - { id: d1, topic: rnn, text: "Q?", explanation: e, ${fields} }
`;
  const hidden = (fields: string) =>
    deck(`kind: picture, right: r, wrong: [{ text: w, why: y }],
      picture: { kind: hidden-state, config: { hidden: 4, bits: 4 }, ${fields} }`);
  const curve = (settings: string) =>
    deck(`kind: picture, right: r, wrong: [{ text: w, why: y }],
      picture: { kind: loss-curves, curves: [{ name: A, config: { ${settings} } }] }`);

  it.each([
    ['numbers beyond its network', hidden('a: 30000, b: 30000, ask: 2, unit: 0'), 'below 2^4'],
    ['a step that there is not', hidden('a: 3, b: 5, ask: 16, unit: 0'), 'only 4 steps'],
    ['a unit that there is not', hidden('a: 3, b: 5, ask: 2, unit: 200'), 'units are 0 to 3'],
    ['a training of minutes', curve('hidden: 256, bits: 16, iterations: 20000'), 'takes too long'],
  ])('is refused: its picture has %s', async (_, text, why) => {
    const said = await bot.importDeck({ name: 'd.yaml', text });
    expect(said).toMatchObject({ kind: 'error', text: expect.stringContaining(why) });
  });
  it.each(['constructor', 'toString', '__proto__'])('is refused: its topic is %s', async (topic) => {
    const text = deck('kind: choice, right: r, wrong: [{ text: w, why: y }]').replace(
      'topic: rnn',
      `topic: ${topic}`,
    );
    expect((await bot.importDeck({ name: 'd.yaml', text })).kind).toBe('error');
    expect((await last('/quiz zzz')).text).toContain('no topic or question');
  });
  it.each(['bptt', 'gen-forward-step', 'import'])('is refused: its name is %s', async (id) => {
    const text = `${HEADER}\n${id},rnn,Q?,r,w,y,because\n`;
    const said = await bot.importDeck(csv('d.csv', text));
    expect(said).toMatchObject({ kind: 'error', text: expect.stringContaining('something else already') });
  });
  it('has its options in the text where their signs do not fit on buttons', async () => {
    const text = `${HEADER}\nd1,rnn,Q?,${'🐻'.repeat(38)},${'🐼'.repeat(38)},y,because\n`;
    expect((await bot.importDeck(csv('d.csv', text))).kind).toBe('final');
    const asked = await last('/quiz d1');
    expect(asked.kind).toBe('final');
    expect(asked.text).toContain('🐼'.repeat(38));
  });
});

describe('a question that stands while its deck is replaced', () => {
  const version = (wrong: string, right: string) => `deck: d
title: t
questions:
  - { id: d1, kind: choice, topic: rnn, text: "Q?", right: "${right}", wrong: [${wrong}], explanation: e }
`;
  const option = (text: string) => `{ text: "${text}", why: y }`;

  it('is not marked by letters that mean something else by now', async () => {
    const wrong = [8, 9].map((n) => option(String(n))).join(', ');
    await bot.importDeck({ name: 'd.yaml', text: version(wrong, '7') });
    const asked = await last('/quiz d1');
    const more = [8, 9, 10, 12].map((n) => option(String(n))).join(', ');
    const said = await bot.importDeck({ name: 'd.yaml', text: version(more, '11') });
    const replaced = await press(idOf(said, /Replace/));
    const refused = await press(idOf(asked, /7/), ben);
    expect(refused).toMatchObject({
      kind: 'error',
      text: expect.stringContaining('options of that question'),
    });
    await press(idOf(replaced, /Undo/));
    expect((await press(idOf(asked, /7/), ben)).text).toContain('✓ Right');
  });
});

describe('decks that are sent at the same moment', () => {
  it('are checked against each other', async () => {
    const sent = await Promise.all(
      ['one', 'two'].map((name) => bot.importDeck(csv(`${name}.csv`, sheet('same', 1)))),
    );
    expect(sent.map(({ kind }) => kind).sort()).toEqual(['error', 'final']);
  });
  it('are no more than may be kept', async () => {
    await fill(18);
    const sent = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => bot.importDeck(csv(`${name}.csv`, sheet(`${name}-`, 1)))),
    );
    expect(sent.filter(({ kind }) => kind === 'final')).toHaveLength(2);
    expect(Object.keys(await decks())).toHaveLength(20);
  });
});

describe('a deck that cannot be read', () => {
  const broken = { workspace: 'local', userId: 'u-ben', userName: 'Ben', importedAt: 1 };
  beforeEach(async () => {
    await bot.importDeck(csv('good.csv', sheet('g', 2)));
    await shelve({ ...broken, name: 'older', yaml: 'deck: older\nversion: 0\n' });
    await shelve({ ...broken, name: 'huge', yaml: `# ${'x'.repeat(600_000)}` });
    await shelve({ ...broken, name: 'torn', yaml: 'deck: torn\ntitle: "t' });
  });

  it('is left out, and named to those who can do something about it', async () => {
    expect(await kinds()).toEqual(fine);
    expect((await last('/quiz g2')).data['question']).toBe('g2');
    const list = await last('/quiz decks');
    expect(list.text).toContain(
      '⚠ `older` cannot be read and is left out. older, line 1, `title`: This field is needed.',
    );
    expect(list.text).toContain('⚠ `huge` cannot be read and is left out. huge is too large');
    expect(list.text).toContain('⚠ `torn` cannot be read');
    expect(list.text).toContain('- `good` good (2)');
    const ja = await last('/quiz decks', { locale: 'ja' });
    expect(ja.text).toContain('⚠ `torn` は読み取れないため使っていません。');
    expect((await last('/class')).text).toContain('cannot be read: `huge`, `older`, `torn`.');
  });
  it('is left out whatever the reader trips over', async () => {
    const yaml = '%YAML 1.1\n---\n<<: 5\ndeck: d\n';
    await shelve({ ...broken, name: 'merged', yaml });
    expect((await last('/quiz decks')).text).toContain('⚠ `merged` cannot be read');
    expect(await kinds()).toEqual(fine);
  });
  it('can be removed, exported as it is kept, and replaced', async () => {
    const list = await last('/quiz decks');
    expect(list.buttons.map(({ label }) => label)).toEqual([
      'Remove huge',
      'Remove older',
      'Remove torn',
      'Remove good',
    ]);
    await press(idOf(list, /huge/));
    const kept = (await last('/quiz export older')).files[0]?.bytes;
    expect(new TextDecoder().decode(kept)).toBe('deck: older\nversion: 0\n');
    const asked = await bot.importDeck(csv('torn.csv', sheet('t', 3)));
    expect(asked.buttons.map(({ label }) => label)).toEqual([
      'Replace (unreadable → 3)',
      'Keep both (as torn-2)',
    ]);
    await press(idOf(asked, /Replace/));
    expect(await decks()).toEqual({ good: 2, older: 'unreadable', torn: 3 });
  });
});

describe('a name that is taken', () => {
  beforeEach(async () => {
    await bot.importDeck(csv('Book1.csv', sheet('a', 2)), '', aki);
  });

  it('by the very same deck needs nothing', async () => {
    const said = await bot.importDeck(csv('Book1.csv', sheet('a', 2)), '', ben);
    expect(said).toMatchObject({ data: { deck: 'book1', outcome: 'same' }, buttons: [] });
    expect(said.text).toContain('here already');
  });
  it('is told with whose it is and from when, and nothing changes before a decision', async () => {
    bot.time.now += DAY;
    const said = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', ben);
    expect(said.audience).toBe('caller');
    expect(said.text).toContain(
      'another deck `book1` already: 2 questions, imported by Aki on 24 Nov 2026, 09:00. Yours has 3 questions.',
    );
    expect(said.buttons.map(({ label }) => label)).toEqual([
      'Replace (2 questions → 3)',
      'Keep both (as book1-2)',
    ]);
    const ja = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', { ...ben, locale: 'ja' });
    expect(ja.text).toContain('2 問、Aki さんが 2026/11/24 9:00 に取り込み');
    expect(ja.buttons.map(({ label }) => label)).toEqual(['置き換える(2 問 → 3 問)', '両方残す(book1-2)']);
    expect(await decks()).toEqual({ book1: 2 });
  });
  it('names nobody who asked not to be named, or whose data are deleted', async () => {
    await bot.type('/score listed=hidden', aki);
    const unnamed = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', ben);
    expect(unnamed.text).toContain('2 questions, imported on 24 Nov 2026');
    await bot.type('/score listed=shown', aki);
    await bot.services.store.people.forget('local', aki.userId);
    const ja = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', { ...ben, locale: 'ja' });
    expect(ja.text).toContain('2 問、2026/11/24 9:00 に取り込み');
  });
  it('is given over, also after a restart, and given back', async () => {
    const said = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', ben);
    await bot.end('keep');
    bot = await startBot(bot.folder);
    bot.time.now += 60_000;
    const replaced = await press(idOf(said, /Replace/), ben);
    expect(replaced).toMatchObject({
      audience: 'caller',
      target: 'pressed',
      data: { deck: 'book1', questions: 3 },
    });
    expect(await decks()).toEqual({ book1: 3 });
    expect((await press(idOf(said, /Replace/), ben)).text).toContain('no longer kept');
    const back = await press(idOf(replaced, /Undo/));
    expect(back.text).toContain('`book1` is back as it was: 2 questions.');
    expect(await decks()).toEqual({ book1: 2 });
    expect((await last('/quiz a2')).data['question']).toBe('a2');
    await press(idOf(back, /Undo/));
    expect(await decks()).toEqual({ book1: 3 });
  });
  it('is not given over if something else stands there by then', async () => {
    const said = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), '', ben);
    bot.time.now += 1_000;
    const other = await bot.importDeck(csv('Book1.csv', sheet('c', 4)), '', aki);
    const done = await press(idOf(other, /Replace/), aki);
    const late = await press(idOf(said, /Replace/), ben);
    expect(late).toMatchObject({ kind: 'error', text: expect.stringContaining('nothing was done') });
    expect(await decks()).toEqual({ book1: 4 });
    // The undo of a version that has been replaced in turn brings back nothing else.
    bot.time.now += 1_000;
    const third = await bot.importDeck(csv('Book1.csv', sheet('d', 5)), '', ben);
    await press(idOf(third, /Replace/), ben);
    expect((await press(idOf(done, /Undo/))).text).toContain('no longer kept');
    expect(await decks()).toEqual({ book1: 5 });
  });
  it('may be had by both, with a number behind it, and behind the questions that share a name', async () => {
    const said = await bot.importDeck(csv('Book1.csv', sheet('a', 3, 'another reason')), '', ben);
    const kept = await press(idOf(said, /Keep both/), ben);
    expect(kept.text).toContain('Imported `book1-2`: 3 questions. 2 questions had a name that was taken');
    expect(await decks()).toEqual({ book1: 2, 'book1-2': 3 });
    for (const id of ['a1', 'a1-2', 'a3']) expect((await last(`/quiz ${id}`)).data['question']).toBe(id);
  });
  it('waits a day, and for five files of a workspace', async () => {
    const asked = [];
    for (let n = 0; n < 6; n += 1) {
      asked.push(await bot.importDeck(csv('Book1.csv', sheet(`n${n}-`, 3)), '', ben));
    }
    expect((await press(idOf(asked[0] ?? { buttons: [] }, /Keep/), ben)).text).toContain('no longer kept');
    expect((await press(idOf(asked[1] ?? { buttons: [] }, /Keep/), ben)).kind).toBe('final');
    bot.time.now += DAY;
    expect((await press(idOf(asked[2] ?? { buttons: [] }, /Keep/), ben)).text).toContain('no longer kept');
  });
  it('is avoided by naming the deck', async () => {
    const said = await bot.importDeck(csv('Book1.csv', sheet('b', 3)), 'Week-3', ben);
    expect(said.data).toMatchObject({ deck: 'week-3', outcome: 'imported' });
    expect(await decks()).toEqual({ book1: 2, 'week-3': 3 });
  });
});

describe('a deck', () => {
  it('is named by its file, in whatever script', async () => {
    for (const [file, name] of [
      ['第3回.csv', '第3回'],
      ['中間試験.csv', '中間試験'],
      ['ミニ・テスト（２）.csv', 'ミニ-テスト-2'],
      ['quiz 1.csv', 'quiz-1'],
    ] as const) {
      const said = await bot.importDeck(csv(file, sheet(`q${file.length}-${name.length}-`, 1)));
      expect(said.data).toMatchObject({ deck: name, outcome: 'imported' });
    }
    const list = await last('/quiz decks');
    expect(list.text).toContain('- `ミニ-テスト-2` ミニ・テスト（２） (1)');
    expect((await last('/quiz export 第3回')).data['deck']).toBe('第3回');
    await press(idOf(list, /第3回/));
    expect(Object.keys(await decks()).sort()).toEqual(['quiz-1', 'ミニ-テスト-2', '中間試験']);
  });
  it('comes back after it was removed', async () => {
    await bot.importDeck(csv('mine.csv', sheet('m', 2)));
    const gone = await press(idOf(await last('/quiz decks'), /mine/));
    expect(await decks()).toEqual({});
    await press(idOf(gone, /Undo/));
    expect(await decks()).toEqual({ mine: 2 });
  });
  it('can be removed, however many there are', async () => {
    await fill(7);
    expect((await last('/quiz decks')).buttons).toHaveLength(7);
  });
});

describe('an experiment of a deck', () => {
  const withExperiment = (line: string) => `${HEADER},experiment\nx1,rnn,Q?,r,w,y,because,${line}\n`;

  it.each([
    ['/score mydata=delete', 'cannot be an experiment'],
    ['/class all', 'cannot be an experiment'],
    ['/schedule remove 1', 'cannot be an experiment'],
    ['/quiz decks', 'cannot be an experiment'],
    ['/runs list', 'cannot be an experiment'],
    ['/nothing', 'cannot be an experiment'],
    ['/train hiden=4', 'There is no option `hiden`. Did you mean `hidden`?'],
  ])('is refused with its line if no deck may run it: %s', async (line, why) => {
    const said = await bot.importDeck(csv('e.csv', withExperiment(line)));
    expect(said.kind).toBe('error');
    expect(said.text).toContain('e.csv, line 2, `experiment`: ');
    expect(said.text).toContain(why);
    expect(await decks()).toEqual({});
  });
  it('is told before it is run', async () => {
    await bot.importDeck(csv('e.csv', withExperiment('/add 5 9')));
    const asked = await last('/quiz x1');
    const verdict = await press(idOf(asked, /w$/));
    expect(verdict.text).toContain('“Run it” runs `/add 5 9`.');
    const run = await press(idOf(verdict, /Run it/));
    expect(run).toMatchObject({ kind: 'final', data: { sum: 14 } });
  });
  it('of a deck from before there was a rule is refused when it is pressed', async () => {
    const deck = `deck: trap\ntitle: t\nquestions:
  - { id: x1, kind: choice, topic: rnn, text: "Q?", right: r, wrong: [{ text: w, why: y, experiment: /score mydata=delete }], explanation: e }
`;
    await shelve({ workspace: 'local', name: 'trap', yaml: deck, ...ben, importedAt: 1 });
    const verdict = await press(idOf(await last('/quiz x1'), /w$/));
    expect(verdict.text).toContain('`/score mydata=delete`');
    const run = await press(idOf(verdict, /Run it/));
    expect(run).toMatchObject({ kind: 'error', text: expect.stringContaining('cannot be an experiment') });
    expect((await last('/score')).data['answered']).toBe(1);
  });
});

describe('a file that is hard to read', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `  k${i}: b`).join('\n');

  it.each([
    ['20,000 keys', `deck: a\ntitle: a\ntopics:\n${keys}\nquestions: []\n`],
    ['520,000 brackets', `a: ${'['.repeat(520_000)}`],
  ])('keeps nobody else waiting, and is refused in words: %s', async (_, text) => {
    const order: string[] = [];
    const deck = { kind: 'file', name: 'hard.yaml', bytes: new TextEncoder().encode(text) } as const;
    const handIn = async () => {
      const said: Reply[] = [];
      const act = { kind: 'submit', id: 'quiz:import', fields: { deck }, caller: LEARNER } as const;
      for await (const each of bot.bot.handle(act)) said.push(each);
      order.push(`import: ${said.at(-1)?.kind}`);
      return said.at(-1)?.text;
    };
    // Turns of the event loop that only come while the file is read elsewhere.
    const look = async () => {
      for (let turn = 0; turn < 200; turn += 1) await setImmediate();
      order.push(`help: ${(await last('/help')).kind}`);
    };
    const [refused] = await Promise.all([handIn(), look()]);
    expect(order).toEqual(['help: final', 'import: error']);
    expect(refused).toMatch(/^hard\.yaml|^This file takes too long to read/);
    expect(await decks()).toEqual({});
  });
});
