/** What every store does with people and workspaces that are to be kept no longer. */
import { describe, expect, it } from 'vitest';
import type { Cause, Draft, Forgetting } from '../../../src/chat/history.ts';
import type { Caller, Invocation } from '../../../src/chat/invocation.ts';
import { reply } from '../../../src/chat/reply.ts';
import type { Store } from '../../../src/store/port.ts';
import { DECK, putDeck } from './decks.ts';
import { ENTRY, HUNT } from './games.ts';
import { draft, picture } from './history.ts';
import { ANSWER, ASKED } from './quiz.ts';
import { trained } from './runs.ts';
import { DAILY } from './schedules.ts';
import { useStand, type Way } from './stand.ts';

const DAY = 24 * 3_600_000;
const NOW = 1_000 * DAY;
const result = trained({ hidden: 1, iterations: 1 });
/** Signs that Markdown escapes, and JSON. */
export const ID = 'u-4711';
const NAME = 'Akiko_"M"';
const ESCAPED = 'Akiko\\_"M"';
/** What only the person and the bot know. */
const SECRET = 'in my very own words';

const who = { userId: ID, userName: NAME };
const callerIn = (workspace: string): Caller => ({
  ...who,
  platform: 'web',
  workspace,
  channel: 'playground',
  locale: 'en',
  role: 'member',
});
const typed = (workspace: string, by: Partial<Caller> = {}): Invocation => ({
  kind: 'command',
  command: 'quiz',
  subcommand: undefined,
  input: { kind: 'text', text: SECRET },
  caller: { ...callerIn(workspace), ...by },
});
const cause = (part: Partial<Cause> = {}): Cause => ({
  ...who,
  locale: 'en',
  kind: 'command',
  text: `/stretch ${SECRET}`,
  key: 'key',
  ...part,
});
/** What others are told names the person in the data, too. */
const said = (text: string, data = {}): Draft['content'] => {
  const { files: _, ...rest } = reply(text, { data });
  return { kind: 'reply', reply: rest, files: [] };
};
const other = cause({ userId: 'u-ben', userName: 'Ben', text: `/league ${NAME}` });

/** Leaves a trace of the person in every table that may hold one. */
export async function leaveTraces(store: Store, workspace = 'local', at = NOW): Promise<void> {
  const place = { platform: 'web', workspace, channel: 'playground' } as const;
  const key = (name: string) => `${workspace}-${name}`;
  await store.runs.save({ ...who, workspace, createdAt: at, result }, key('run'));
  await store.runs.save({ ...who, workspace, createdAt: at, result }, key('current'));
  await store.runs.use(workspace, 2);
  await store.schedules.add({ ...DAILY, ...who, place }, 20);
  await store.schedules.add({ ...DAILY, ...who, place, cron: '0 8 * * *' }, 20);
  await store.schedules.remove(workspace, 2, { now: at, forgetBefore: 0 });
  await store.quiz.ask({ ...ASKED, id: key('asked'), place, userId: ID, askedAt: at, origin: 'command' });
  await store.quiz.ask({ ...ASKED, id: key('alone'), place, userId: ID, askedAt: at, origin: 'practice' });
  for (const askedId of [key('asked'), key('alone')]) {
    await store.quiz.answer({
      ...ANSWER,
      ...who,
      askedId,
      answer: SECRET,
      verdict: 'unrated',
      answeredAt: at,
    });
  }
  await store.cards.put({ workspace, userId: ID, questionId: 'x', dueAt: at, state: '{}' }, undefined);
  await store.people.prefer(workspace, ID, NAME, { reminder: 'on' });
  await store.league.enter({ ...ENTRY, ...who, workspace, enteredAt: at });
  await store.hunts.open({ ...HUNT, id: key('hunt'), place, openedAt: at });
  await store.hunts.find(key('hunt'), { ...who, a: 1, b: 2, foundAt: at });
  await store.ballots.open(workspace, key('ballot'), at);
  await store.ballots.vote(workspace, key('ballot'), ID, 1);
  const yaml = `deck: mine # by ${NAME}\ntitle: What ${NAME} made\n`;
  const deck = { ...DECK, ...who, workspace, yaml, importedAt: at };
  await putDeck(store.decks, deck);
  await putDeck(store.decks, { ...deck, importedAt: at + 1 });
  await store.decks.offer({ ...deck, id: key('draft') }, 0);
  await store.settings.choose(place, [{ scope: 'workspace', name: 'organisers', value: `u-ben,${ID},77` }]);
  await store.errands.keep({
    id: key('errand'),
    invocation: typed(workspace),
    at,
    address: `{"to":"${ID}"}`,
  });
  await store.checkpoints.put(key('errand'), { state: Uint8Array.of(1), computedMs: 1 }, at);
  await store.ballots.vote(workspace, key('ballot'), ID, 2, key('errand'));
  const ben = { id: key('ben'), invocation: typed(workspace, { userId: 'u-ben', userName: 'Ben' }), at };
  await store.errands.keep({ ...ben, address: '{}' });
  await store.errands.ended(ben.id, reply(`First was ${ESCAPED}`, { audience: 'caller' }));
  await store.errands.wait(ben.id);
}

/** What was said in the playground, which is the local workspace. */
export async function say({ playground }: Store, at = NOW): Promise<void> {
  const mine = { at, cause: cause(), content: said('stretched') };
  await playground.put(draft('open', mine), [picture()]);
  await playground.put(draft('press', { ...mine, cause: cause({ kind: 'press', text: 'Again' }) }), []);
  await playground.put(draft('own', { ...mine, to: ID, content: said(`You wrote: ${SECRET}`) }), [picture()]);
  await playground.put(draft('by', { ...mine, cause: null, by: ID }), []);
  await playground.put(
    draft('told', { at, cause: other, content: said(`1. **${ESCAPED}** (${NAME})`, { by: NAME }) }),
    [],
  );
  await playground.put(draft('unasked', { at, cause: null, content: said(`Seen: ${ID}`) }), []);
}

const LAST = Number.MAX_SAFE_INTEGER;

export function keepingContract(way: Way): void {
  const stand = useStand(way);
  const seen = async (viewer: string) => {
    const messages = await stand.other.playground.page({ channel: 'room', viewer }, LAST, 100);
    return messages.map(({ id, cause, content }) => [
      id,
      cause && [cause.userName, cause.text],
      content.kind === 'reply' && content.reply.text,
    ]);
  };

  describe('who is forgotten', () => {
    it('is nowhere any more, in no column of any table, and nor is what was their own', async () => {
      await leaveTraces(stand.store);
      await say(stand.store);
      for (const trace of [ID, 'Akiko', SECRET]) expect(await stand.dump()).toContain(trace);
      await stand.store.people.forget('local', ID);
      const left = await stand.dump();
      for (const trace of [ID, 'Akiko']) expect(left).not.toContain(trace);
      // What others have written in their own words stays theirs.
      expect(left.split(SECRET)).toHaveLength(1);
    });
    it('leaves to others what they need', async () => {
      await leaveTraces(stand.store);
      await say(stand.store);
      await stand.store.people.forget('local', ID);
      const { store } = stand;
      expect((await store.runs.current('local'))?.result).toEqual(result);
      expect((await store.schedules.list('local')).schedules).toHaveLength(1);
      expect(await store.schedules.removed('local', 2, 0)).toBeUndefined();
      expect(await store.quiz.asked('local', 'local-asked')).toMatchObject({ userId: '' });
      expect(await store.quiz.asked('local', 'local-alone')).toBeUndefined();
      expect((await store.decks.list('local'))[0]?.yaml).toBe('deck: mine # by …\ntitle: What … made\n');
      expect((await store.hunts.get('local', 'local-hunt'))?.found).toMatchObject({
        userName: '',
        a: 1,
        b: 2,
      });
      expect((await store.settings.of(callerIn('local'))).workspace.get('organisers')).toBe('u-ben,77');
      const letters = await store.errands.letters({ ...callerIn('local'), userId: 'u-ben' });
      expect(letters.map(({ reply: { text } }) => text)).toEqual(['First was …']);
      expect(await seen(ID)).toEqual([
        ['open', ['', '/stretch'], 'stretched'],
        ['press', ['', 'Again'], 'stretched'],
        ['by', null, 'stretched'],
        ['told', ['Ben', '/league …'], '1. **…** (…)'],
        ['unasked', null, 'Seen: '],
      ]);
      expect(await store.playground.file('open', 'a.png')).toBeDefined();
      expect(await store.playground.file('own', 'a.png')).toBeUndefined();
    });
    it('is told to who shows the playground’s conversation, with the changes', async () => {
      await say(stand.store);
      const { playground } = stand.store;
      const [before] = (await playground.page({ channel: 'room', viewer: ID }, LAST, 100)).slice(-1);
      const heard: Forgetting[] = [];
      playground.watch((forgetting) => heard.push(forgetting));
      await stand.store.people.forget('local', ID);
      expect(heard).toEqual([{ kind: 'changed', after: before?.version }]);
      const changed = await playground.changes('room', before?.version ?? LAST, 100);
      expect(changed.map(({ id }) => id).sort()).toEqual(['by', 'open', 'own', 'press', 'told', 'unasked']);

      const epoch = await playground.epoch();
      await stand.store.keeping.expire('local', 0);
      expect([heard.length, await playground.epoch()]).toEqual([1, epoch]);
      while ((await stand.store.keeping.expire('local', LAST)) === 'more');
      expect(heard).toContainEqual({ kind: 'expired', before: LAST });
      // Who connects again begins anew.
      expect(await stand.other.playground.epoch()).not.toBe(epoch);
    });
    it('is dropped by pages that come again', async () => {
      await say(stand.store);
      const [before] = (await stand.store.playground.page({ channel: 'room', viewer: ID }, LAST, 100)).slice(
        -1,
      );
      await stand.store.people.forget('local', ID);
      const since = await stand.other.playground.since(
        { channel: 'room', viewer: ID },
        before?.version ?? LAST,
        100,
      );
      expect(since.map(({ id }) => id).sort()).toEqual(['by', 'open', 'own', 'press', 'told', 'unasked']);
      expect(since.find(({ id }) => id === 'own')?.content).toEqual({ kind: 'removed' });
    });
    it('stays so in what was under way', async () => {
      await say(stand.store);
      const errand = (id: string) => ({ id, invocation: typed('local'), at: NOW, address: '{}' });
      for (let n = 1; n <= 7; n += 1) await stand.store.errands.keep(errand(`e${n}`));
      const place = { platform: 'web', workspace: 'local', channel: 'playground' } as const;
      await stand.store.quiz.ask({ ...ASKED, place });
      await stand.store.hunts.open({ ...HUNT, place });
      await stand.store.ballots.open('local', 'b', NOW);
      await stand.store.people.forget('local', ID);
      const { store } = stand;
      expect(await store.errands.left('web')).toEqual([]);
      expect(await store.errands.keep(errand('e1'))).toBe('known');
      await store.runs.save({ ...who, workspace: 'local', createdAt: NOW, result }, 'e1');
      expect(await store.quiz.answer({ ...ANSWER, ...who }, undefined, 'e2')).toEqual({ kind: 'first' });
      expect(await store.league.enter({ ...ENTRY, ...who }, 'e3')).toBe('entered');
      expect(await store.ballots.vote('local', 'b', ID, 1, 'e4')).toBe('counted');
      expect(await store.hunts.find(HUNT.id, { ...who, a: 1, b: 2, foundAt: 3 }, 'e5')).toBe('first');
      const added = await store.schedules.add({ ...DAILY, ...who, place }, 20, 'e6');
      expect(added).toMatchObject({ kind: 'added', schedule: { userName: '' } });
      const deck = { ...DECK, ...who, yaml: 'deck: mine' };
      await store.decks.put(deck, await store.decks.revision('local'), { key: 'e7', outcome: '' });
      await store.errands.ended('e1', reply(`Well done, ${NAME}`));
      const shown = await store.playground.put(draft('open', { cause: cause(), content: said('more') }), []);
      expect(shown.cause).toMatchObject({ userName: '', text: '/stretch' });
      // Told to the person, and kept by nobody.
      const end = { to: ID, cause: cause(), content: said('end') };
      const own = await store.playground.put(draft('own', end), [picture()]);
      expect(own.content).toMatchObject({ reply: { text: 'end' } });
      const left = await stand.dump();
      for (const trace of [ID, 'Akiko', SECRET]) expect(left).not.toContain(trace);
      expect((await store.runs.get('local', 1))?.userName).toBe('');
      await store.errands.told('e1');
      expect(await store.errands.keep(errand('e1'))).toBe('known');
    });
    it('is hidden at once, and lets others have their turn until all is done', async () => {
      const { store } = stand;
      await leaveTraces(store);
      let isDone = false;
      const forgotten = store.people.forget('local', ID).then(() => {
        isDone = true;
      });
      while ((await store.people.preferences('local', ID)).leaderboard === 'shown' && !isDone);
      expect((await store.runs.get('local', 1))?.userName).toBe('');
      expect((await store.hunts.finds('local')).map(({ userName }) => userName).join('')).toBe('');
      expect(isDone).toBe(false);
      await forgotten;
      expect(await store.people.preferences('local', ID)).toMatchObject({ leaderboard: 'shown' });
    });
    it('stays in another workspace, as do all others of the same', async () => {
      await leaveTraces(stand.store, 'slack:T1');
      await say(stand.store);
      const before = await stand.dump();
      await stand.store.people.forget('slack:T2', ID);
      await stand.store.people.forget('slack:T1', 'u-4');
      expect(JSON.parse(await stand.dump()).length).toBeGreaterThan(0);
      await stand.store.people.forget('slack:T1', ID);
      expect(await seen(ID)).toHaveLength(6);
      expect(before).toContain(SECRET);
    });
  });

  describe('what is given out', () => {
    it('is all that is kept of a person, of each kind', async () => {
      await leaveTraces(stand.store);
      await say(stand.store);
      const { records, cut } = await stand.other.keeping.export({ workspace: 'local', userId: ID }, 100);
      expect(cut).toEqual([]);
      expect(Object.keys(records).sort()).toEqual(stand.store.keeping.held.map(({ kind }) => kind).sort());
      expect(Object.entries(records).filter(([, rows]) => rows.length === 0)).toEqual([]);
      expect(records.answers?.[0]).toMatchObject({ answer: SECRET, answeredAt: new Date(NOW).toISOString() });
      expect(records.lines).toHaveLength(4);
      expect(records.lines?.[3]).toMatchObject({ line: `/stretch ${SECRET}`, answer: 'stretched' });
      expect(records.runs?.[0]).toMatchObject({ number: 2, config: { hidden: 1 } });
      expect(records.decks?.map(({ earlier }) => earlier)).toEqual([undefined, 1]);
    });
    it('is of one person in one workspace, and no more than is asked for', async () => {
      await leaveTraces(stand.store);
      const of = (workspace: string, userId: string, most = 100) =>
        stand.store.keeping.export({ workspace, userId }, most);
      for (const [workspace, userId] of [
        ['slack:T1', ID],
        ['local', 'u-4'],
      ] as const) {
        const { records } = await of(workspace, userId);
        expect(Object.values(records).flat()).toEqual([]);
      }
      const { records, cut } = await of('local', ID, 1);
      expect(records.answers).toHaveLength(1);
      expect([...cut].sort()).toEqual(['answers', 'questions', 'runs', 'schedules']);
    });
  });

  describe('what is old', () => {
    const all = async (step: () => Promise<'more' | 'done'>) => {
      let steps = 0;
      while ((await step()) === 'more') steps += 1;
      return steps;
    };
    it('goes, what people did, and their cards, models and places in rankings stay', async () => {
      const { store } = stand;
      await leaveTraces(store);
      await say(store);
      await store.playground.put(draft('newest', { at: NOW + 1, cause: null }), []);
      await all(() => store.keeping.expire('local', NOW));
      expect(await store.quiz.scored('local', 0)).toEqual([]);
      expect(await store.quiz.answers('local-asked')).toHaveLength(1);
      expect(await all(() => stand.other.keeping.expire('local', NOW + 1))).toBeGreaterThan(3);
      expect(await store.quiz.answers('local-asked')).toEqual([]);
      expect(await store.quiz.asked('local', 'local-asked')).toBeUndefined();
      expect((await store.runs.list('local', 9)).map(({ number }) => number)).toEqual([2]);
      expect((await seen(ID)).map(([id]) => id)).toEqual(['newest']);
      expect(await store.hunts.finds('local')).toEqual([]);
      expect((await store.hunts.get('local', 'local-hunt'))?.found).toMatchObject({ a: 1, userName: '' });
      expect(await store.cards.get('local', ID, 'x')).toBeUndefined();
      expect(await store.league.list('local')).toHaveLength(1);
      expect(await store.people.preferences('local', ID)).toMatchObject({ reminder: 'on' });
      expect(await store.schedules.list('local')).toMatchObject({ schedules: [{}] });
      expect(await store.decks.list('local')).toHaveLength(1);
    });
    it('goes in one workspace', async () => {
      await leaveTraces(stand.store, 'slack:T1');
      await leaveTraces(stand.store, 'slack:T2');
      const of = async (workspace: string) =>
        (await stand.store.keeping.export({ workspace, userId: ID }, 100)).records;
      const before = await of('slack:T2');
      await all(() => stand.store.keeping.expire('slack:T1', NOW + 1));
      expect(await of('slack:T2')).toEqual(before);
    });
    it('stays while it is to be ended or told', async () => {
      for (const [id, closedAt] of [
        ['open', null],
        ['untold', 9],
        ['told', 9],
      ] as const) {
        await stand.store.quiz.ask({ ...ASKED, id, closedAt });
      }
      await stand.store.quiz.told('told');
      await all(() => stand.store.keeping.expire('local', NOW));
      const left = ['open', 'untold', 'told'].map((id) => stand.store.quiz.asked('local', id));
      expect((await Promise.all(left)).map((each) => each?.id)).toEqual(['open', 'untold', undefined]);
    });
    it('goes in all workspaces, where it is of no use any more', async () => {
      const { store } = stand;
      await leaveTraces(store, 'slack:T1');
      await store.door.invite({ id: 'i', workspace: 'slack:T1', at: NOW, until: NOW + DAY }, 9);
      const there = async () => ({
        removed: (await store.schedules.removed('slack:T1', 2, 0)) !== undefined,
        draft: (await store.decks.offered('slack:T1', 'slack:T1-draft')) !== undefined,
        invite: await store.door.invitesOpen('slack:T1', 0),
        vote: (await store.ballots.close('slack:T1', 'slack:T1-ballot', 3)).join(''),
        checkpoint: (await store.checkpoints.get('slack:T1-errand')) !== undefined,
        letters: (await store.errands.letters({ ...callerIn('slack:T1'), userId: 'u-ben' })).length,
      });
      const fresh = { removed: true, draft: true, invite: 1, vote: '001', checkpoint: true, letters: 1 };
      await all(() => store.keeping.tidy(NOW + DAY - 1));
      expect(await there()).toEqual(fresh);
      await all(() => store.keeping.tidy(NOW + DAY + 1));
      expect(await there()).toEqual({ ...fresh, removed: false, draft: false, invite: 0 });
      await all(() => store.keeping.tidy(NOW + 31 * DAY));
      expect(await there()).toEqual({
        removed: false,
        draft: false,
        invite: 0,
        vote: '000',
        checkpoint: false,
        letters: 0,
      });
      expect(await store.schedules.list('slack:T1')).toMatchObject({ schedules: [{}] });
    });
    it('goes a day after it was removed, where a deck was replaced it stays', async () => {
      const { decks, keeping } = stand.store;
      for (const name of ['removed', 'replaced', 'back']) await putDeck(decks, { ...DECK, name });
      await putDeck(decks, { ...DECK, name: 'replaced', importedAt: NOW });
      for (const name of ['removed', 'back']) await decks.remove('local', name, NOW);
      await putDeck(decks, { ...DECK, name: 'back', importedAt: NOW });
      const earlier = async () => {
        const names = ['removed', 'replaced', 'back'];
        const found = await Promise.all(names.map((name) => decks.earlier('local', name)));
        return found.flatMap((each) => (each === undefined ? [] : [each.name]));
      };
      await all(() => keeping.tidy(NOW + DAY));
      expect(await earlier()).toEqual(['removed', 'replaced', 'back']);
      await all(() => keeping.tidy(NOW + DAY + 1));
      expect(await earlier()).toEqual(['replaced']);
      expect((await decks.list('local')).map(({ name }) => name)).toEqual(['back', 'replaced']);
    });
    it('goes in steps', async () => {
      for (let n = 0; n < 450; n += 1) {
        await stand.store.cards.put(
          { workspace: 'local', userId: ID, questionId: `x${n}`, dueAt: 1, state: '{}' },
          undefined,
        );
      }
      expect(await all(() => stand.store.keeping.expire('local', 2))).toBe(3);
    });
  });

  describe('a workspace that removes the bot', () => {
    it('is gone from its time on, the first time that it is told, and never the local one', async () => {
      const { keeping } = stand.store;
      await keeping.left('slack:T1', 20);
      await keeping.left('slack:T1', 30);
      await keeping.left('discord:1', 10);
      await keeping.left('local', 1);
      expect(await stand.other.keeping.gone(9)).toEqual([]);
      expect(await stand.other.keeping.gone(20)).toEqual(['discord:1', 'slack:T1']);
      await stand.other.keeping.returned('discord:1');
      await stand.other.keeping.returned('discord:1');
      expect(await keeping.gone(20)).toEqual(['slack:T1']);
    });
    it('is known by whatever is kept of it', async () => {
      const { store } = stand;
      await leaveTraces(store, 'slack:T1');
      await store.settings.choose({ platform: 'slack', workspace: 'slack:T2', channel: 'c' }, [
        { scope: 'channel', name: 'zone', value: 'Asia/Tokyo' },
      ]);
      await store.people.prefer('slack', 'u', 'U', {});
      await store.people.prefer('slackers:T3', 'u', 'U', {});
      expect([...(await stand.other.keeping.known('slack:'))].sort()).toEqual(['slack:T1', 'slack:T2']);
      expect(await store.keeping.known('discord:')).toEqual(new Set());
    });
    it('is deleted, in steps, whole, and no other', async () => {
      const { store } = stand;
      await leaveTraces(store, 'slack:T1');
      await leaveTraces(store, 'slack:T2');
      await say(store);
      await store.keeping.left('slack:T1', NOW);
      const before = (await store.keeping.export({ workspace: 'slack:T2', userId: ID }, 100)).records;
      let steps = 1;
      while ((await stand.other.keeping.deleteWorkspace('slack:T1', NOW)) === 'more') steps += 1;
      expect(steps).toBeGreaterThan(10);
      expect(await stand.dump()).not.toContain('slack:T1');
      expect((await store.keeping.export({ workspace: 'slack:T2', userId: ID }, 100)).records).toEqual(
        before,
      );
      expect(await store.keeping.gone(NOW)).toEqual([]);
      expect(await seen(ID)).toHaveLength(6);
    });
    it('is not deleted if it has not left, has the bot again, or is the local one', async () => {
      const { store } = stand;
      const workspaces = ['local', 'slack:T1', 'slack:T2', 'slack:T3'] as const;
      for (const workspace of workspaces) await leaveTraces(store, workspace);
      const before = await stand.dump();
      await store.keeping.left('slack:T1', NOW + 1);
      await store.keeping.left('slack:T2', NOW);
      await store.keeping.returned('slack:T2');
      for (const workspace of workspaces) {
        expect(await store.keeping.deleteWorkspace(workspace, NOW)).toBe('done');
      }
      await store.keeping.returned('slack:T1');
      expect(await stand.dump()).toBe(before);
    });
  });
}
