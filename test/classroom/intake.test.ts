/** How decks come and go, by themselves: what is taken, what waits, what is kept for an undo, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_DECK, readDeck, writeDeck } from '../../src/quiz/deck.ts';
import { refusal } from '../support/refusal.ts';
import { AKI, BEN, DAY, openRoom, type Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

type Deck = { readonly name?: string; readonly ids?: readonly string[]; readonly more?: string };
const yaml = ({ name = 'mine', ids = ['m1'], more = '' }: Deck = {}) =>
  `deck: ${name}\ntitle: Mine\nquestions:\n${ids
    .map(
      (id) =>
        `  - { id: ${id}, kind: choice, topic: rnn, text: "${id}?", right: r, wrong: [{ text: w, why: y }], explanation: e${more} }\n`,
    )
    .join('')}`;
const file = (deck: Deck = {}, called?: string) => ({
  name: 'mine.yaml',
  bytes: new TextEncoder().encode(yaml(deck)),
  called,
});
const take = (deck: Deck = {}, who = AKI, workspace = 'local') => room.take(file(deck), who, workspace);
/** Sends a deck whose name is taken; gives its draft and the version that stands there. */
async function offer(deck: Deck, who = BEN) {
  const taken = await take(deck, who);
  if (taken.kind !== 'name-taken') throw new Error(`${taken.kind}`);
  return { ...taken, over: taken.standing.stored.importedAt };
}
/** What stands: names, versions, questions. */
const standing = async (workspace = 'local') =>
  (await room.decks.imported(workspace)).map((each) => [
    each.stored.name,
    each.stored.userName,
    each.kind === 'readable' ? each.deck.questions.map(({ id }) => id).join(' ') : each.kind,
  ]);

const MOVED = {
  en: 'Somebody has changed that deck meanwhile, so nothing was done. Look at `/quiz decks` and import the file again.',
  ja: 'その間に問題集が変更されたため、何もしませんでした。`/quiz decks` で確かめてから、もう一度取り込んでください。',
};
const DRAFT_GONE = {
  en: 'That file is no longer kept: it has been decided on, is over a day old, or five newer ones wait. Import it again.',
  ja: 'そのファイルはもうありません(すでに処理済みか、1 日以上たったか、新しいファイルが 5 つ待っています)。もう一度取り込んでください。',
};
const EARLIER_GONE = {
  en: 'That version is no longer kept: only what was last replaced or removed can be brought back.',
  ja: 'その版はもう残っていません。元に戻せるのは、最後に置き換えたか削除したものだけです。',
};
const MOST = {
  en: 'There are 20 decks already, the most there may be. Remove one with `/quiz decks`.',
  ja: '問題集は 20 個までです。`/quiz decks` で不要なものを削除してください。',
};
async function fill(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await take({ name: `d${n}`, ids: [`d${n}-1`] });
}

describe('a deck', () => {
  it('is taken with who sent it, and when, and can be asked from then on', async () => {
    expect(await take()).toMatchObject({ kind: 'imported', deck: { name: 'mine' } });
    const [kept] = await room.decks.imported('local');
    expect(kept).toMatchObject({
      kind: 'readable',
      stored: { workspace: 'local', userId: 'u-aki', userName: 'Aki', importedAt: room.time.now },
    });
    expect((await room.decks.bank('local')).topicOf('m1')).toBe('rnn');
    expect((await room.decks.bank('other')).topicOf('m1')).toBeUndefined();
    expect(await room.decks.bank('local')).toBe(await room.decks.bank('local'));
  });
  it('may have another name than its file says', async () => {
    expect(await room.take(file({}, 'Week 3'))).toMatchObject({
      kind: 'imported',
      deck: { name: 'week-3' },
    });
    expect(await standing()).toEqual([['week-3', 'Aki', 'm1']]);
  });
  it('that is there already changes nothing', async () => {
    await take();
    room.time.now += 1;
    expect(await take({}, BEN)).toMatchObject({ kind: 'same', deck: { name: 'mine' } });
    expect(await standing()).toEqual([['mine', 'Aki', 'm1']]);
    expect(await room.store.decks.earlier('local', 'mine')).toBeUndefined();
  });
  it('is one of twenty, whoever sends it and whatever becomes of it', async () => {
    await fill(20);
    expect(await refusal(take())).toEqual(MOST);
    const { draft, over } = await offer({ name: 'd3', ids: ['x1'] });
    expect(await refusal(room.decks.keepBoth('local', draft))).toEqual(MOST);
    expect((await room.decks.replace('local', draft, over)).deck.name).toBe('d3');
    const gone = await room.decks.remove('local', 'd4');
    await take();
    expect(await refusal(room.decks.undo('local', 'd4', gone?.importedAt ?? 0))).toEqual(MOST);
    expect((await take({}, AKI, 'other')).kind).toBe('imported');
    expect(await standing()).toHaveLength(20);
  });
  it('can be the twentieth again, in the place of what stands there', async () => {
    await fill(20);
    const { draft, over } = await offer({ name: 'd3', ids: ['x1'] });
    const done = await room.decks.replace('local', draft, over);
    await room.decks.undo('local', 'd3', done.over?.importedAt ?? 0);
    expect(await standing()).toContainEqual(['d3', 'Aki', 'd3-1']);
    expect(await standing()).toHaveLength(20);
  });
  it('is exported as it is kept, or as it is built in, by its name as people write it', async () => {
    await take();
    expect(await room.decks.export('local', ' MINE ')).toEqual({
      name: 'mine',
      yaml: (await room.store.decks.list('local'))[0]?.yaml,
    });
    const base = await room.decks.export('local', 'base');
    expect([base.name, base.yaml.startsWith('deck: base\n')]).toEqual(['base', true]);
    expect(await refusal(room.decks.export('local', 'biology'))).toEqual({
      en: 'There is no deck `biology`. There are `base`, `mine`.',
      ja: '`biology` という問題集はありません。あるのは `base`、`mine` です。',
    });
  });
});

describe('names', () => {
  it('of questions are unique in a workspace, built-in ones among them', async () => {
    await take({ name: 'other', ids: ['o1'] });
    const words = await refusal(take({ ids: ['m1', 'a1', 'o1', 'import', 'one-more', 'gen-x', 'bptt'] }));
    const lines = words.en.split('\n');
    expect(lines[0]).toBe(
      'mine.yaml, line 5, `questions[2].id`: The name `a1` is taken by the deck `base`. Give it another.',
    );
    expect(lines[1]).toContain('The name `o1` is taken by the deck `other`.');
    for (const [line, id] of [
      [2, 'import'],
      [3, 'gen-x'],
      [4, 'bptt'],
    ] as const)
      expect(lines[line]).toContain(`\`/quiz ${id}\` means something else already.`);
    expect(words.ja).toContain('`a1` という名前は、問題集 `base` ですでに使われています。');
    expect(words.ja).toContain('`/quiz import` にはすでに別の意味があります。');
    expect(await standing()).toEqual([['other', 'Aki', 'o1']]);
  });
  it.each(['export', 'decks', 'import'])('`%s` is what teachers do', async (id) => {
    expect((await refusal(take({ ids: [id] }))).en).toContain('means something else');
  });
  it('of decks: a built-in one gives way to none', async () => {
    expect((await refusal(take({ name: 'base' }))).en).toContain(
      '`deck`: The name `base` is taken by the deck `base`.',
    );
  });
  it('of its own earlier version are no one else’s', async () => {
    await take({ ids: ['m1', 'm2'] });
    expect((await offer({ ids: ['m1', 'm3'] })).kind).toBe('name-taken');
  });
});

describe('an experiment', () => {
  it('is asked about, and refused with what is wrong with it', async () => {
    await take({ more: ', experiment: /add 1 2' });
    expect(room.checked).toEqual(['/add 1 2']);
    const words = await refusal(take({ name: 'bad', ids: ['x1'], more: ', experiment: /bad 1' }));
    expect(words.en).toContain('`questions[1].experiment`: That is bad.');
    expect(words.ja).toContain('だめです。');
    // A bug is no fault of the deck.
    await expect(take({ name: 'bad', more: ', experiment: /crash' })).rejects.toThrow(TypeError);
  });
});

describe('a name that is taken', () => {
  it('keeps the file waiting, and changes nothing', async () => {
    await take();
    room.time.now += 1;
    const taken = await offer({ ids: ['m2'] });
    expect(taken).toMatchObject({ beside: 'mine-2', standing: { stored: { userName: 'Aki' } } });
    expect(await standing()).toEqual([['mine', 'Aki', 'm1']]);
    expect(await room.store.decks.offered('local', taken.draft)).toMatchObject({ userName: 'Ben' });
  });
  it('may be given over: the older version is kept for an undo, both ways', async () => {
    await take();
    await room.decks.bank('local');
    const { importedAt: first } = (await room.store.decks.list('local'))[0] ?? { importedAt: 0 };
    room.time.now += 1_000;
    const { draft, over } = await offer({ ids: ['m2'] });
    room.time.now += 1_000;
    const done = await room.decks.replace('local', draft, over);
    expect(done).toMatchObject({
      deck: { name: 'mine' },
      over: { importedAt: first },
      renamed: 0,
    });
    expect(await standing()).toEqual([['mine', 'Ben', 'm2']]);
    const bank = await room.decks.bank('local');
    expect([bank.topicOf('m1'), bank.topicOf('m2')]).toEqual([undefined, 'rnn']);
    expect((await room.store.decks.list('local'))[0]?.importedAt).toBe(room.time.now);
    expect(await refusal(room.decks.replace('local', draft, over))).toEqual(DRAFT_GONE);
    const back = await room.decks.undo('local', 'mine', first);
    expect(back).toMatchObject({ over: { importedAt: room.time.now }, renamed: 0 });
    expect(await standing()).toEqual([['mine', 'Aki', 'm1']]);
    expect(await refusal(room.decks.undo('local', 'mine', first))).toEqual(EARLIER_GONE);
    await room.decks.undo('local', 'mine', room.time.now);
    expect(await standing()).toEqual([['mine', 'Ben', 'm2']]);
  });
  it.each([
    ['replaced', (draft: string, over: number) => room.decks.replace('local', draft, over)],
    ['kept beside it', (draft: string) => room.decks.keepBoth('local', draft)],
  ])(
    'does not bring back a name that is forgotten, by another process, while it is %s',
    async (_, decide) => {
      await take();
      const { draft, over } = await offer({ ids: ['m2'] });
      const { offered } = room.store.decks;
      Object.assign(room.store.decks, {
        offered: async (...which: Parameters<typeof offered>) => {
          const read = await offered(...which);
          await room.store.people.forget('local', BEN.userId);
          return read;
        },
      });
      expect(await refusal(decide(draft, over))).toEqual(MOVED);
      expect(await standing()).toEqual([['mine', 'Aki', 'm1']]);
    },
  );
  it('is not given over if something else stands there by then', async () => {
    await take();
    const { draft, over } = await offer({ ids: ['m2'] });
    room.time.now += 1;
    const other = await offer({ ids: ['m3'] }, AKI);
    await room.decks.replace('local', other.draft, other.over);
    expect(await refusal(room.decks.replace('local', draft, over))).toEqual(MOVED);
    expect(await standing()).toEqual([['mine', 'Aki', 'm3']]);
    // It was not used up.
    expect(await room.store.decks.offered('local', draft)).toBeDefined();
  });
  it('is not given over to questions whose names others have by then', async () => {
    await take();
    const { draft, over } = await offer({ ids: ['m2'] });
    await take({ name: 'other', ids: ['m2'] });
    expect(await refusal(room.decks.replace('local', draft, over))).toEqual({
      en: 'It has a question `m2`, and so has the deck `other` by now. Remove that one with `/quiz decks` first.',
      ja: '同じ名前の問題 `m2` が問題集 `other` にあります。先に `/quiz decks` でそちらを削除してください。',
    });
    expect(await standing()).toEqual([
      ['mine', 'Aki', 'm1'],
      ['other', 'Aki', 'm2'],
    ]);
  });
  it('may be had by both, its questions too', async () => {
    await take({ ids: ['m1', 'm2'] });
    const { draft } = await offer({ ids: ['m2', 'm3'] });
    room.time.now += 5;
    const done = await room.decks.keepBoth('local', draft);
    expect(done).toMatchObject({ deck: { name: 'mine-2' }, over: null, renamed: 1 });
    expect(await standing()).toEqual([
      ['mine', 'Aki', 'm1 m2'],
      ['mine-2', 'Ben', 'm2-2 m3'],
    ]);
    expect((await room.store.decks.list('local'))[1]?.importedAt).toBe(room.time.now);
    expect(await refusal(room.decks.keepBoth('local', draft))).toEqual(DRAFT_GONE);
    expect((await offer({ ids: ['m4'] })).beside).toBe('mine-3');
  });
  it('is not had by both if it could not be read again under its longer names', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => `m${n}`);
    const sized = (length: number) => ({ ids, more: 'x'.repeat(length) });
    const kept = (length: number) => Buffer.byteLength(writeDeck(readDeck(yaml(sized(length)), 'mine')));
    // As long as it may be; two more characters a name are too many.
    const length = Math.floor((LARGEST_DECK - kept(0)) / ids.length);
    expect(kept(length)).toBeGreaterThan(LARGEST_DECK - 2 * ids.length);
    await take({ ids });
    const { draft } = await offer(sized(length));
    const words = await refusal(room.decks.keepBoth('local', draft));
    expect(words.en).toMatch(/^That deck cannot be read any more\. mine-2 is too large/);
    expect((await standing()).map(([name]) => name)).toEqual(['mine']);
  });
  it('waits less than a day', async () => {
    await take();
    const { draft } = await offer({ ids: ['m2'] });
    const { draft: late } = await offer({ ids: ['m3'] });
    room.time.now += DAY - 1;
    await room.decks.keepBoth('local', draft);
    room.time.now += 1;
    expect(await refusal(room.decks.keepBoth('local', late))).toEqual(DRAFT_GONE);
    expect(await refusal(room.decks.replace('local', late, 0))).toEqual(DRAFT_GONE);
  });
  it('waits in its own workspace', async () => {
    await take();
    const { draft, over } = await offer({ ids: ['m2'] });
    expect(await refusal(room.decks.replace('other', draft, over))).toEqual(DRAFT_GONE);
  });
});

describe('a deck that is removed', () => {
  it('is gone, and comes back as it was', async () => {
    await take();
    const [stood] = await room.store.decks.list('local');
    const gone = await room.decks.remove('local', 'mine');
    expect(gone).toEqual({ name: 'mine', importedAt: room.time.now });
    expect(await standing()).toEqual([]);
    expect((await room.decks.bank('local')).topicOf('m1')).toBeUndefined();
    expect(await room.decks.remove('local', 'mine')).toBeUndefined();
    room.time.now += 9;
    const back = await room.decks.undo('local', 'mine', gone?.importedAt ?? 0);
    expect(back).toMatchObject({ deck: { name: 'mine' }, over: null, renamed: 0 });
    expect(await room.store.decks.list('local')).toEqual([stood]);
  });
  it('stays away while another has a question of its name', async () => {
    await take();
    const gone = await room.decks.remove('local', 'mine');
    await take({ name: 'other' });
    expect((await refusal(room.decks.undo('local', 'mine', gone?.importedAt ?? 0))).en).toContain(
      'It has a question `m1`, and so has the deck `other` by now.',
    );
  });
  it('and was never there cannot be brought back', async () => {
    expect(await refusal(room.decks.undo('local', 'mine', 0))).toEqual(EARLIER_GONE);
  });
});

describe('a deck that cannot be read', () => {
  const put = async (name: string) =>
    room.store.decks.put(
      { workspace: 'local', name, yaml: 'deck: [', userId: '', userName: '', importedAt: 1 },
      await room.store.decks.revision('local'),
    );
  it('is told of, stands in nobody’s way, and can be replaced and removed', async () => {
    await put('mine');
    await put('worse');
    expect((await room.decks.bank('local')).topicOf('a1')).toBe('one');
    expect(await standing()).toEqual([
      ['mine', '', 'unreadable'],
      ['worse', '', 'unreadable'],
    ]);
    const { draft, over } = await offer({ ids: ['m2'] });
    await room.decks.replace('local', draft, over);
    expect(await room.decks.remove('local', 'worse')).toMatchObject({ name: 'worse' });
    expect(await standing()).toEqual([['mine', 'Ben', 'm2']]);
    const words = await refusal(room.decks.undo('local', 'worse', 1));
    expect(words.en).toMatch(/^That deck cannot be read any more\. worse, line 1/);
    expect(words.ja).toMatch(/^その問題集は読み取れなくなっています。/);
  });
  it('has its name kept from the next', async () => {
    await put('mine-2');
    await take();
    expect((await offer({ ids: ['m2'] })).beside).toBe('mine-3');
  });
});

describe('decks that come at the same moment', () => {
  it('are taken one after another, each checked against those before it', async () => {
    const sent = await Promise.allSettled([
      take({ name: 'x', ids: ['same'] }),
      take({ name: 'y', ids: ['same'] }),
      take({ name: 'z', ids: ['z1'] }),
      take({ name: 'x', ids: ['same'] }, AKI, 'other'),
    ]);
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await standing()).map(([name]) => name)).toEqual(['x', 'z']);
  });
  it('are decided on one after another', async () => {
    await take();
    const { draft, over } = await offer({ ids: ['m2'] });
    const done = await Promise.allSettled([
      room.decks.keepBoth('local', draft),
      room.decks.replace('local', draft, over),
      room.decks.remove('local', 'mine'),
      room.decks.undo('local', 'mine', over),
    ]);
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await standing()).map(([name]) => name)).toEqual(['mine', 'mine-2']);
  });
});
