/** Databases as earlier versions left them: today's program opens each, finds all that is there, and goes on. */
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { MIGRATIONS } from '../../src/store/sqlite/steps.ts';
import { startBot, type TestBot } from '../support/carrybot.ts';
import { draft } from './contract/history.ts';

vi.setConfig({ testTimeout: 120_000 });

const fixtures = new URL('../fixtures/databases/', import.meta.url);
const recorded = (await readdir(fixtures)).flatMap((name) =>
  name.endsWith('.sql') ? [name.slice(0, -'.sql'.length)] : [],
);
const ben = { userId: 'u-ben', userName: 'Ben' };
const place = { platform: 'web', workspace: 'local', channel: 'playground' } as const;

let bot: TestBot;
afterEach(() => bot?.end());

it('there is one of every step but the last, as test/fixtures/databases/README.md says', () => {
  expect(recorded).toEqual(expect.arrayContaining(Object.keys(MIGRATIONS).slice(0, -1)));
  expect(Object.keys(MIGRATIONS)).toEqual(expect.arrayContaining(recorded));
});

/** Starts today's program on a database of that step, some hours after it was left. */
async function open(step: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  const db = new DatabaseSync(join(folder, 'carrybot.sqlite'));
  db.exec(`begin; ${await readFile(new URL(`${step}.sql`, fixtures), 'utf8')} commit;`);
  db.close();
  bot = await startBot(folder);
  bot.time.now = Date.parse('2026-11-24T04:00:00Z');
}

async function good(said: Promise<readonly Reply[]>): Promise<Reply> {
  const last = (await said).at(-1);
  if (last === undefined || last.kind === 'error') throw new Error(last?.text);
  return last;
}
const type = (line: string, caller: Partial<Caller> = {}) => good(bot.type(line, caller));

describe.each(recorded)('a database of step %s', (step) => {
  it('shows all that it has, names nobody who is hidden, and goes on', async () => {
    await open(step);
    const { store } = bot.services;
    expect((await type('/runs list')).data).toMatchObject({
      current: 1,
      runs: [{ run: 2 }, { run: 1 }],
    });
    expect((await type('/add 45 77')).data).toMatchObject({ run: 1, a: 45, b: 77 });
    expect((await store.runs.get('local', 2))?.result.config).toMatchObject({
      hidden: 4,
      activation: 'relu',
    });
    const kinds = [
      { number: 3, kind: 'train', recipe: 'rnn1-h3,n50,plot1', seed: 'fresh', challenge: 10 },
      { number: 4, kind: 'summary', state: 'paused' },
    ];
    expect((await type('/schedule list')).data).toMatchObject({
      schedules: [
        { number: 1, kind: 'quiz', topic: 'rnn', state: 'active', trouble: null },
        { number: 2, kind: 'quiz', topic: null, state: 'active', trouble: null },
        ...(step < '006' ? [] : kinds),
      ],
    });
    const zone = step < '006' ? 'Asia/Tokyo' : 'Europe/Paris';
    expect((await type('/schedule zone', { channel: 'class' })).data).toMatchObject({ zone });
    expect((await type('/quiz decks')).text).toContain('- `mine` mine (2)');
    expect((await type('/quiz mine1')).data).toMatchObject({ question: 'mine1' });
    expect((await type('/score', ben)).data).toMatchObject({ answered: 2, right: 0 });
    expect((await type('/class')).text).not.toContain('Cem');
    expect((await type('/league list')).data).toMatchObject({ places: [{ name: 'Aki', hidden: 16 }] });
    expect((await type('/hunt board')).data).toEqual({ places: [{ rank: 1, name: 'Ben', finds: 1 }] });
    expect((await type('/hunt')).data).toMatchObject({ found: false });
    expect(await store.people.reminded('local')).toEqual([ben]);
    expect(await store.people.hidden('local')).toEqual(new Set(['u-cem']));

    // It goes on: with runs, answers, schedules, decks, the league, hunts and what is said.
    const { classroom } = bot.services;
    expect((await type('/train hidden=2 iterations=20 seed=9')).data).toMatchObject({ run: 3 });
    expect((await type('/schedule quiz at=7:00')).data).toMatchObject({ schedule: step < '006' ? 3 : 5 });

    const [standing] = await store.quiz.open(place);
    const caller = { ...place, ...ben, locale: 'en', role: 'organiser' } as const;
    const aki = { ...caller, userId: 'u-aki', userName: 'Aki' };
    const taken_ = await classroom.answer(standing?.id ?? '', 'C', caller);
    expect(taken_.kind).toBe('changed');
    expect((await classroom.answer(standing?.id ?? '', 'C', aki)).kind).toBe('kept');
    const db = new DatabaseSync(join(bot.folder, 'carrybot.sqlite'));
    const unrated = db
      .prepare("select asked_id from answers where user_id = 'u-ben' and verdict = 'unrated'")
      .get();
    db.close();
    expect(await store.quiz.rate(String(unrated?.['asked_id']), 'u-ben', 'self-right')).toBe('rated');
    // Which question stands differs between them, and with it whether C is right.
    const right = taken_.mark.verdict === 'right' ? 2 : 1;
    expect((await type('/score', ben)).data).toMatchObject({ answered: 3, right });

    const text = 'id,topic,text,right,wrong1,why1,explanation\nmine3,rnn,Q?,r,w,y,e';
    const taken = await bot.importDeck({ name: 'mine.csv', text });
    await good(bot.press(taken.buttons.find(({ label }) => /replace/i.test(label))?.id ?? ''));
    expect((await type('/quiz decks')).text).toContain('- `mine` mine (1)');
    expect((await store.decks.earlier('local', 'mine'))?.yaml).toContain('mine1');

    const [best] = await store.league.list('local');
    if (best === undefined) throw new Error('an empty league');
    expect(await store.league.enter({ ...best, ...ben })).toBe('taken');
    expect(await store.league.enter({ ...best, hidden: 3 })).toBe('entered');
    const { hunt } = (await type('/hunt')).data;
    const open_ = await store.hunts.get('local', String(hunt));
    if (open_ === undefined) throw new Error('no hunt stands');
    expect(await store.hunts.open({ ...open_, id: 'again' })).toBe('known');

    const view = { channel: place.channel, viewer: 'nobody' };
    const said = await bot.playground.page(view, Number.MAX_SAFE_INTEGER, 100);
    expect(said.map(({ id }) => id)).toContain('dot');
    expect((await bot.playground.file('dot', 'dot.gif'))?.byteLength).toBe(42);
    const [order, version] = ['order', 'version'].map((what) => greatest(what));
    const put = await bot.playground.put(draft('new', { channel: place.channel }), []);
    expect(put).toMatchObject({ order: (order ?? 0) + 1, version: (version ?? 0) + 1 });
    const again = await bot.playground.put({ ...put, at: 2 }, []);
    expect(again).toMatchObject({ order: put.order, version: put.version + 1 });

    await good(bot.press((await type('/score mydata=delete', ben)).buttons[0]?.id ?? '', ben));
    expect((await type('/hunt board')).data).toEqual({ places: [] });
  });
});

function greatest(column: string): number {
  const db = new DatabaseSync(join(bot.folder, 'carrybot.sqlite'));
  const row = db.prepare(`select max("${column}") as most from messages`).get();
  db.close();
  return Number(row?.['most']);
}
