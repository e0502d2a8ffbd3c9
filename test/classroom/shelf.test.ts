/** The decks of a workspace as they are read: each once, and what is wrong with one is logged once. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShelf } from '../../src/classroom/shelf.ts';
import { createDeckReader, type DeckReader } from '../../src/quiz/reader.ts';
import type { Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { openLane, type TestLane } from '../support/lane.ts';

let store: Store;
let lane: TestLane;
let reader: DeckReader;
beforeEach(async () => {
  store = await openSqlite(':memory:', () => 'epoch');
  lane = openLane(1);
  reader = createDeckReader(lane);
});
afterEach(() => Promise.all([lane.jobs.close(0), store.close()]));

const deckOf = (title: string) =>
  `deck: d\ntitle: ${title}\nquestions: [{ id: a, kind: choice, topic: rnn, text: t, right: r, wrong: [{ text: w, why: y }], explanation: e }]\n`;

it('reads a deck again only when another stands in its place, and logs a bad one once', async () => {
  const lines: string[] = [];
  const asked: string[] = [];
  const counting: DeckReader = {
    ...reader,
    kept(workspace, name, yaml) {
      asked.push(name);
      return reader.kept(workspace, name, yaml);
    },
  };
  const shelf = createShelf(store.decks, counting, pino({}, { write: (line) => void lines.push(line) }));
  const stored = { workspace: 'local', userId: 'u', userName: 'Aki', importedAt: 1 };
  await store.decks.put({ ...stored, name: 'bad', yaml: 'deck: [' }, 0);
  await store.decks.put({ ...stored, name: 'd', yaml: deckOf('one') }, 1);
  for (let n = 0; n < 3; n += 1) {
    const [bad, good] = await shelf.decks('local');
    expect([bad?.kind, good?.kind]).toEqual(['unreadable', 'readable']);
    // Its first line alone: what follows tells an importer what to do.
    expect(bad).toMatchObject({ why: { en: expect.stringMatching(/^bad, line 1: .+$/) } });
    expect(bad).toMatchObject({ why: { ja: expect.stringMatching(/^bad の 1 行目.+$/) } });
  }
  expect(asked).toEqual(['bad', 'd']);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { workspace: 'local', deck: 'bad', msg: 'an imported deck cannot be read' },
  ]);

  // As another process does it, at the very same moment.
  await store.decks.put({ ...stored, name: 'd', yaml: deckOf('two') }, 2);
  expect((await shelf.decks('local'))[1]).toMatchObject({ kind: 'readable', deck: { title: { en: 'two' } } });
  expect(asked).toEqual(['bad', 'd', 'd']);
  expect(lines).toHaveLength(1);
});

it('reads again what could not be read for want of room', async () => {
  let full = true;
  const busy: DeckReader = {
    ...reader,
    kept: (...deck) => (full ? Promise.reject(new Error('full')) : reader.kept(...deck)),
  };
  const shelf = createShelf(store.decks, busy, pino({ level: 'silent' }));
  const deck = { workspace: 'local', userId: 'u', userName: 'Aki', importedAt: 1, name: 'd' };
  await store.decks.put({ ...deck, yaml: deckOf('one') }, 0);
  await expect(shelf.decks('local')).rejects.toThrow('full');
  full = false;
  expect(await shelf.decks('local')).toMatchObject([{ kind: 'readable' }]);
});
