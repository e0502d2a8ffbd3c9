/** What every store holds of promised answers. */
import { describe, expect, it } from 'vitest';
import type { Errand } from '../../../src/chat/errand.ts';
import type { Caller, Invocation } from '../../../src/chat/invocation.ts';
import { reply } from '../../../src/chat/reply.ts';
import { DECK } from './decks.ts';
import { ANSWER, ASKED } from './quiz.ts';
import { NEW as ADDED } from './schedules.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

const AKI = {
  platform: 'slack',
  workspace: 'slack:T1',
  channel: 'C1',
  userId: 'U1',
  userName: 'Aki',
  locale: 'ja',
  role: 'host',
  groups: ['7', '8'],
  zone: 'Asia/Tokyo',
} as const;
const command = (by: Partial<Caller> = {}): Invocation => ({
  kind: 'command',
  command: 'train',
  subcommand: undefined,
  input: { kind: 'text', text: 'hidden=4' },
  caller: { ...AKI, ...by },
});
const NEW: Omit<Errand, 'reply' | 'tries'> = {
  id: 'e1',
  invocation: command(),
  at: 1_000,
  address: '{"token":"secret"}',
};
const END = reply('**122**', {
  files: [{ name: 'loss.png', type: 'image/png', alt: 'the loss falls', bytes: Uint8Array.of(0, 255, 7) }],
  buttons: [{ id: 'run:/add 1 2', label: 'Ask', style: 'primary' }],
  data: { sum: 122, nested: { list: [1, null] } },
});

export function errandsContract(way: Way): void {
  const stand = useStand(way);
  const keep = (part: Partial<typeof NEW> = {}) => stand.store.errands.keep({ ...NEW, ...part });
  const left = (platform: 'slack' | 'discord' = 'slack') => stand.other.errands.left(platform);

  describe('promised answers', () => {
    it('are kept once, and come back as they were, oldest first, those of a platform', async () => {
      const kept = await atOnce(6, stand, ({ errands }) => errands.keep(NEW));
      expect(tally(kept)).toEqual({ kept: 1, known: 5 });
      await keep({ id: 'e0', at: 500 });
      await keep({ id: 'd', invocation: command({ platform: 'discord' }) });
      expect(await left()).toEqual([
        { ...NEW, id: 'e0', at: 500, reply: null, tries: 2 },
        { ...NEW, reply: null, tries: 2 },
      ]);
      expect((await left()).map(({ tries }) => tries)).toEqual([3, 3]);
      expect((await left('discord')).map(({ id, tries }) => [id, tries])).toEqual([['d', 2]]);
    });
    it('keep every kind of invocation, each sign and byte of it', async () => {
      const kinds: Invocation[] = [
        command(),
        {
          kind: 'command',
          command: 'schedule',
          subcommand: 'list',
          input: { kind: 'typed', values: { a: 1.5, b: 'x\n"', c: true } },
          caller: AKI,
        },
        { kind: 'press', id: 'quiz:answer:q1:B', caller: AKI },
        {
          kind: 'submit',
          id: 'quiz:import',
          fields: {
            file: { kind: 'file', name: '第3回.csv', bytes: Uint8Array.from({ length: 256 }, (_, n) => n) },
            called: { kind: 'text', text: 'E資格 \u2028 "x"' },
          },
          caller: AKI,
        },
      ];
      for (const [n, invocation] of kinds.entries()) await keep({ id: `e${n}`, invocation, at: n });
      expect((await left()).map(({ invocation }) => invocation)).toEqual(kinds);
    });
    it('know their new address and their end, until they are told', async () => {
      await keep();
      await stand.store.errands.moved('e1', '{"ts":"1.2"}');
      await stand.store.errands.ended('e1', END);
      expect(await left()).toEqual([{ ...NEW, address: '{"ts":"1.2"}', reply: END, tries: 2 }]);
      await stand.store.errands.told('e1');
      await stand.store.errands.ended('e1', END);
      await stand.store.errands.moved('e1', '{}');
      await stand.store.errands.setAside('e1');
      expect(await left()).toEqual([]);
    });
    it('are known for an hour after they were told, by their id alone', async () => {
      const hour = 3_600_000;
      await keep();
      await stand.store.errands.told('e1');
      expect(await keep({ at: 2_000 })).toBe('known');
      await keep({ id: 'e2', at: NEW.at + hour });
      await stand.store.errands.told('e2');
      expect(await keep()).toBe('known');
      await keep({ id: 'e3', at: NEW.at + hour + 1 });
      await stand.store.errands.told('e3');
      expect([await keep(), await keep({ id: 'e2' })]).toEqual(['kept', 'known']);
    });
    it('can be cancelled by their owner until their end is noted, and stay so for who does them again', async () => {
      await keep();
      await keep({ id: 'e2' });
      await stand.store.errands.ended('e2', END);
      const owner = { platform: 'slack', workspace: 'slack:T1', userId: 'U1' } as const;
      const { cancel } = stand.store.errands;
      for (const other of [{ userId: 'U2' }, { workspace: 'slack:T2' }, { platform: 'web' }] as const) {
        expect(await cancel('e1', { ...owner, ...other })).toBe('not-yours');
      }
      expect(await cancel('e2', owner)).toBe('gone');
      expect(await cancel('e3', owner)).toBe('gone');
      const cancelled = async () =>
        Promise.all(['e1', 'e2', 'e3'].map((id) => stand.other.errands.isCancelled(id)));
      expect(await cancelled()).toEqual([false, false, false]);
      expect(await cancel('e1', owner)).toBe('noted');
      expect(await cancel('e1', owner)).toBe('noted');
      expect(await cancelled()).toEqual([true, false, false]);
      await stand.store.errands.told('e1');
      expect(await cancelled()).toEqual([false, false, false]);
    });
    it('wait for their owner as letters, and are given once more until they are told', async () => {
      const owner = { platform: 'slack', workspace: 'slack:T1', userId: 'U1' } as const;
      await keep({ id: 'e2', at: 2_000 });
      await keep();
      for (const id of ['e1', 'e2']) {
        await stand.store.errands.ended(id, END);
        await stand.store.errands.wait(id);
      }
      expect(await left()).toEqual([]);
      const { letters } = stand.other.errands;
      expect(await letters(owner)).toEqual([
        { id: 'e1', at: 1_000, reply: END },
        { id: 'e2', at: 2_000, reply: END },
      ]);
      for (const other of [{ userId: 'U2' }, { workspace: 'slack:T2' }, { platform: 'web' }] as const) {
        expect(await letters({ ...owner, ...other })).toEqual([]);
      }
      await stand.store.errands.told('e1');
      expect((await letters(owner)).map(({ id }) => id)).toEqual(['e2']);
      await keep({ id: 'e3', at: 2_001 + 30 * 24 * 3_600_000 });
      await stand.store.errands.ended('e3', END);
      await stand.store.errands.wait('e3');
      expect((await letters(owner)).map(({ id }) => id)).toEqual(['e3']);
    });
    it('are read by their owner alone, again and again, and do not wait any more', async () => {
      const { errands } = stand.store;
      const owner = { platform: 'slack', workspace: 'slack:T1', userId: 'U1' } as const;
      await keep();
      await errands.ended('e1', END);
      expect(await errands.read('e1', owner)).toBeUndefined();
      await errands.wait('e1');
      expect(await errands.read('e1', { ...owner, userId: 'U2' })).toBeUndefined();
      const letter = { id: 'e1', at: 1_000, reply: END };
      expect([await errands.read('e1', owner), await stand.other.errands.read('e1', owner)]).toEqual([
        letter,
        letter,
      ]);
      expect([await errands.letters(owner), await left()]).toEqual([[], []]);
      await keep({ id: 'e2', at: 1_001 + 30 * 24 * 3_600_000 });
      await errands.ended('e2', END);
      await errands.wait('e2');
      expect(await errands.read('e1', owner)).toBeUndefined();
    });
    it('do not wait without an end', async () => {
      await keep();
      await stand.store.errands.wait('e1');
      expect(await left()).toHaveLength(1);
    });
    it('are not left any more once they are set aside, and are forgotten as letters are', async () => {
      await keep();
      await keep({ id: 'e2' });
      await stand.store.errands.setAside('e1');
      expect((await left()).map(({ id }) => id)).toEqual(['e2']);
      expect(await keep()).toBe('known');
      await keep({ id: 'e3', at: 1_001 + 30 * 24 * 3_600_000 });
      await stand.store.errands.ended('e3', END);
      await stand.store.errands.wait('e3');
      expect(await keep()).toBe('kept');
    });
    it('know what was done for them: called again, it is told as the first time', async () => {
      const { errands, hunts, league, schedules } = stand.store;
      const place = { platform: 'slack', workspace: 'slack:T1', channel: 'C1' } as const;
      const task = { kind: 'quiz', topic: null } as const;
      const timing = { cron: '0 8 * * *', zone: 'UTC', dayRule: 'either' } as const;
      const by = { userId: 'U1', userName: 'Aki' };
      const schedule = { ...timing, task, place, locale: 'en', ...by, nextAt: 1, settledAt: 0 } as const;
      for (const id of ['add', 'change', 'remove', 'find', 'enter']) await keep({ id });
      await hunts.open({ id: 'h', place, recipe: 'r', iteration: 1, openedAt: 1 });
      const find = { ...by, a: 1, b: 2, foundAt: 3 };
      const entry = { workspace: 'slack:T1', ...by, hidden: 2, pairs: 100, recipe: 'r', training: 't' };
      const does: Readonly<Record<string, (key?: string) => Promise<unknown>>> = {
        add: async (key) => schedules.add(schedule, 9, key),
        async change(key) {
          const seen = { ...schedule, ...ADDED, number: 1 };
          return schedules.change(seen, { nextAt: 7 }, key);
        },
        remove: (key) => schedules.remove('slack:T1', 1, { now: 1, forgetBefore: 0 }, key),
        find: (key) => hunts.find('h', find, key),
        enter: (key) => league.enter({ ...entry, print: null, enteredAt: 1 }, key),
      };
      for (const [key, work] of Object.entries(does)) {
        const first = await work(key);
        expect(await work(key)).toEqual(first);
        expect(await work(`another ${key}`)).not.toEqual(first);
      }
      await errands.told('find');
      expect(await does['find']?.('find')).toBe('late');
    });
    it('know which deck was put and removed for them, and what of it was to be told', async () => {
      const { decks, errands } = stand.store;
      for (const id of ['put', 'late', 'drop']) await keep({ id });
      const put = async (key: string, revision: number) =>
        decks.put(DECK, revision, { key, outcome: `{"by":"${key}"}` });
      expect(await decks.putBefore('put')).toBeUndefined();
      expect(await put('put', 0)).toBe('put');
      expect(await put('late', 0)).toBe('moved');
      const told = [await decks.putBefore('put'), await decks.putBefore('late')];
      expect(told).toEqual(['{"by":"put"}', undefined]);
      const removed = { name: DECK.name, importedAt: DECK.importedAt };
      expect(await decks.remove(DECK.workspace, DECK.name, 9, 'drop')).toEqual(removed);
      await decks.put({ ...DECK, importedAt: 2 }, await decks.revision(DECK.workspace));
      expect(await decks.remove(DECK.workspace, DECK.name, 9, 'drop')).toEqual(removed);
      expect(await decks.list(DECK.workspace)).toHaveLength(1);
      await errands.told('put');
      expect(await decks.putBefore('put')).toBeUndefined();
    });
    it('know of an answer that was given while its question was open, also when it is not any more', async () => {
      const { quiz } = stand.store;
      await quiz.ask(ASKED);
      for (const id of ['in time', 'late']) await keep({ id });
      expect(await quiz.answer(ANSWER, undefined, 'in time')).toEqual({ kind: 'first' });
      await quiz.close(ASKED.id, 9);
      expect(await quiz.answer(ANSWER, undefined, 'in time')).toEqual({ kind: 'first' });
      expect(await quiz.answer({ ...ANSWER, userId: 'u2' }, undefined, 'late')).toEqual({ kind: 'closed' });
    });
    it('know of a vote that was counted, also when the votes are, and do not take back what came after', async () => {
      const { ballots } = stand.store;
      await ballots.open('local', 'b', 1);
      await keep({ id: 'vote' });
      const vote = (choice: number, key?: string) => ballots.vote('local', 'b', 'U1', choice, key);
      expect([await vote(0, 'vote'), await vote(1), await vote(0, 'vote')]).toEqual(Array(3).fill('counted'));
      expect(await ballots.close('local', 'b', 2)).toEqual([0, 1]);
      expect([await vote(0, 'vote'), await vote(0)]).toEqual(['counted', 'closed']);
    });
    it('of someone who is forgotten go with them', async () => {
      await keep();
      await keep({ id: 'e2', invocation: command({ userId: 'U2' }) });
      await stand.store.people.forget('slack:T1', 'U1');
      expect((await left()).map(({ id }) => id)).toEqual(['e2']);
    });
  });
}
