import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { startTraining } from '../../src/rnn/train.ts';
import type { Asked, GivenAnswer, Store } from '../../src/store/port.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { MIGRATIONS } from '../../src/store/sqlite/tables.ts';

let folder: string;
let store: Store;
const path = () => join(folder, 'carrybot.sqlite');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  store = await openSqlite(path(), () => 'epoch');
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openSqlite(path(), () => 'epoch');
}

function trained(part: Partial<typeof DEFAULTS> = {}): RunResult {
  const training = startTraining({ ...DEFAULTS, iterations: 300, ...part });
  while (!training.done) training.advance(100);
  return { ...training.finish(), seconds: 0.25 };
}

const owner = { workspace: 'local', userId: 'u1', userName: 'Aki', createdAt: 1_000 };
const place = { platform: 'web', workspace: 'local', channel: 'c' } as const;
const asked: Asked = {
  id: 'q1',
  place,
  questionId: 'confirmation-1',
  topic: 'confirmation',
  seed: 7,
  locale: 'ja',
  askedAt: 5,
  origin: 'schedule',
  print: null,
  closedAt: null,
  message: null,
};
const answer: GivenAnswer = {
  askedId: 'q1',
  userId: 'u1',
  userName: 'Aki',
  answer: 'B',
  verdict: 'wrong',
  answeredAt: 6,
  changes: 0,
};

describe('runs', () => {
  it('come back bit for bit after a restart', async () => {
    const result = trained();
    await store.runs.save({ ...owner, result });
    await reopen();
    expect((await store.runs.get('local', 1))?.result).toEqual(result);
  });
  it('come back with their NaN when they diverged', async () => {
    const result = trained({ activation: 'relu', seed: 4, gradient: 'article' });
    expect(result.outcome.kind).toBe('diverged');
    await store.runs.save({ ...owner, result });
    const back = await store.runs.get('local', 1);
    expect(back?.result.losses).toEqual(result.losses);
    expect(back?.result.outcome).toEqual(result.outcome);
  });
  it('are numbered in each workspace, and a current one is kept apart in each', async () => {
    const result = trained();
    await store.runs.save({ ...owner, result });
    const second = await store.runs.save({ ...owner, result });
    const other = await store.runs.save({ ...owner, workspace: 'slack:T1', result });
    expect([second.number, other.number]).toEqual([2, 1]);
    expect(await store.runs.current('local')).toBeUndefined();
    await store.runs.use('local', 2);
    expect((await store.runs.current('local'))?.number).toBe(2);
    expect(await store.runs.current('slack:T1')).toBeUndefined();
    expect((await store.runs.list('local', 10)).map(({ number }) => number)).toEqual([2, 1]);
  });
});

describe('questions', () => {
  it('keep the first answer of each person', async () => {
    await store.quiz.ask(asked);
    expect(await store.quiz.answer(answer)).toEqual({ kind: 'first' });
    expect(await store.quiz.answer({ ...answer, answer: 'A', verdict: 'right' })).toEqual({
      kind: 'before',
      answer,
    });
    await store.quiz.change({ ...answer, answer: 'A', verdict: 'right' });
    expect(await store.quiz.answers('q1')).toEqual([
      { ...answer, answer: 'A', verdict: 'right', changes: 1 },
    ]);
  });
  it('are closed once', async () => {
    await store.quiz.ask(asked);
    expect((await store.quiz.open(place)).map(({ id }) => id)).toEqual(['q1']);
    expect(await store.quiz.close('q1', 9)).toBe('closed');
    expect(await store.quiz.close('q1', 10)).toBe('was-closed');
    expect(await store.quiz.open(place)).toEqual([]);
  });
  it('belong to their workspace', async () => {
    await store.quiz.ask(asked);
    expect(await store.quiz.asked('local', 'q1')).toEqual(asked);
    expect(await store.quiz.asked('slack:T1', 'q1')).toBeUndefined();
  });
  it('tell scores and history', async () => {
    await store.quiz.ask(asked);
    await store.quiz.ask({ ...asked, id: 'q2', askedAt: 20 });
    await store.quiz.answer(answer);
    expect(await store.quiz.history(place)).toEqual([{ questionId: 'confirmation-1', count: 2, lastAt: 20 }]);
    expect(await store.quiz.scored('local', 0, 'u1')).toEqual([
      { ...answer, questionId: 'confirmation-1', topic: 'confirmation' },
    ]);
    expect(await store.quiz.scored('local', 7)).toEqual([]);
  });
});

describe('a person', () => {
  it('is forgotten in one workspace, and stays in another', async () => {
    await store.quiz.ask(asked);
    await store.quiz.answer(answer);
    await store.cards.put({ workspace: 'local', userId: 'u1', questionId: 'x', dueAt: 1, state: '{}' });
    await store.cards.put({ workspace: 'slack:T1', userId: 'u1', questionId: 'x', dueAt: 1, state: '{}' });
    await store.people.prefer('local', 'u1', 'Aki', { leaderboard: 'hidden' });
    expect(await store.people.hidden('local')).toEqual(new Set(['u1']));
    await store.people.forget('local', 'u1');
    expect(await store.quiz.answers('q1')).toEqual([]);
    expect(await store.cards.due('local', 'u1', 10)).toEqual([]);
    expect(await store.cards.due('slack:T1', 'u1', 10)).toHaveLength(1);
    expect(await store.people.preferences('local', 'u1')).toEqual({ leaderboard: 'shown', reminder: 'off' });
  });
});

it('refuses a file that is no database', async () => {
  const broken = join(folder, 'broken.sqlite');
  await writeFile(broken, 'this is not a database, just some text that is long enough to be read');
  await expect(openSqlite(broken, () => 'epoch')).rejects.toThrow(
    `The database ${broken} cannot be used: file is not a database.`,
  );
});

it('brings the decks of an older database along', async () => {
  const old = join(folder, 'old.sqlite');
  const db = await openDatabase(old);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  await migrator.migrateTo('003-league-print');
  const deck = { workspace: 'local', name: 'mine', yaml: 'deck: mine', importedAt: 5 };
  await sql`insert into decks (workspace, name, yaml, user_name, imported_at)
    values (${deck.workspace}, ${deck.name}, ${deck.yaml}, 'Aki', ${deck.importedAt})`.execute(db);
  await db.destroy();

  const newer = await openSqlite(old, () => 'epoch');
  const stored = { ...deck, userId: '', userName: 'Aki' };
  expect(await newer.decks.list('local')).toEqual([stored]);
  expect(await newer.decks.put({ ...stored, yaml: 'x', importedAt: 9 }, 5)).toBe('put');
  expect(await newer.decks.put({ ...stored, yaml: 'y', importedAt: 10 }, 5)).toBe('moved');
  expect(await newer.decks.earlier('local', 'mine')).toEqual(stored);
  expect(await newer.decks.earlier('other', 'mine')).toBeUndefined();
  await newer.close();
});
