/** What every store does with acts that were under way when their person was forgotten. */
import { expect, it } from 'vitest';
import type { Caller, Invocation } from '../../../src/chat/invocation.ts';
import { reply } from '../../../src/chat/reply.ts';
import type { Store } from '../../../src/store/port.ts';
import { DECK } from './decks.ts';
import { ENTRY, HUNT } from './games.ts';
import { draft } from './history.ts';
import { ANSWER, ASKED } from './quiz.ts';
import { trained } from './runs.ts';
import { DAILY } from './schedules.ts';
import { useStand, type Way } from './stand.ts';

const who = { userId: 'u-4711', userName: 'Akiko' };
const SECRET = 'in my very own words';
const TRACES = [...Object.values(who), SECRET];
const place = { platform: 'web', workspace: 'local', channel: 'playground' } as const;
const caller: Caller = { ...place, ...who, locale: 'en', role: 'member' };
const invocation: Invocation = {
  kind: 'command',
  command: 'quiz',
  subcommand: undefined,
  input: { kind: 'text', text: SECRET },
  caller,
};
const result = trained({ hidden: 1, iterations: 1 });
const cause = { ...who, locale: 'en', kind: 'command', text: `/add ${SECRET}`, key: 'k' } as const;
const said = draft('m', { cause, by: who.userId });

type Act = (store: Store, key: string) => Promise<unknown>;
type Acts = {
  readonly [Port in Exclude<keyof Store, 'close'>]: {
    readonly [Method in keyof Store[Port] as Store[Port][Method] extends (...given: never[]) => unknown
      ? Method
      : never]: Act | null;
  };
};

/** Every method of the store: done for a person under the key of what they did, or null if it writes nobody down. */
const ACTS: Acts = {
  runs: {
    save: ({ runs }, key) => runs.save({ ...who, workspace: 'local', createdAt: 1, result }, key),
    savedAs: null,
    get: null,
    list: null,
    use: null,
    useFirst: null,
    currentNumber: null,
    current: null,
  },
  schedules: {
    add: ({ schedules }, key) => schedules.add({ ...DAILY, ...who, place }, 20, key),
    list: null,
    remove: null,
    removed: null,
    restore: null,
    waiting: null,
    due: null,
    settledBeyond: null,
    change: null,
    takeOver: null,
    report: null,
    pauseUnreadable: null,
  },
  quiz: {
    ask: ({ quiz }, key) => quiz.ask({ ...ASKED, id: 'own', place, userId: who.userId }, key),
    answer: ({ quiz }, key) => quiz.answer({ ...ANSWER, ...who, answer: SECRET }, undefined, key),
    // Of an answer that is there, and it was deleted.
    change: ({ quiz }, key) => quiz.change({ ...ANSWER, ...who, answer: SECRET }, key),
    rate: ({ quiz }) =>
      quiz.rate(ANSWER.askedId, who.userId, 'self-right', {
        card: { ...who, workspace: 'local', questionId: 'x', dueAt: 1, state: '' },
        seen: undefined,
      }),
    asked: null,
    open: null,
    newestOpen: null,
    newest: null,
    endingIn: null,
    ending: null,
    close: null,
    untold: null,
    told: null,
    posted: null,
    history: null,
    answers: null,
    scored: null,
  },
  // A card is put with its answer.
  cards: { get: null, put: null, due: null },
  people: {
    prefer: ({ people }, key) => people.prefer('local', who.userId, who.userName, { reminder: 'on' }, key),
    preferences: null,
    reminded: null,
    hidden: null,
    forget: null,
  },
  decks: {
    put: async ({ decks }, key) =>
      decks.put({ ...DECK, ...who }, await decks.revision('local'), { key, outcome: '' }),
    offer: ({ decks }, key) => decks.offer({ ...DECK, ...who, id: 'd' }, 0, key),
    list: null,
    revision: null,
    putBefore: null,
    remove: null,
    earlier: null,
    offered: null,
    withdraw: null,
  },
  hunts: {
    find: ({ hunts }, key) => hunts.find(HUNT.id, { ...who, a: 1, b: 2, foundAt: 3 }, key),
    open: null,
    get: null,
    standing: null,
    of: null,
    finds: null,
  },
  league: { enter: ({ league }, key) => league.enter({ ...ENTRY, ...who }, key), list: null },
  ballots: {
    vote: ({ ballots }, key) => ballots.vote('local', 'b', who.userId, 1, key),
    open: null,
    close: null,
  },
  errands: {
    keep: ({ errands }, id) => errands.keep({ id, invocation, at: 1, address: `{"to":"${who.userId}"}` }),
    moved: ({ errands }, id) => errands.moved(id, `{"to":"${who.userId}"}`),
    ended: ({ errands }, id) => errands.ended(id, reply(`${who.userName}: ${SECRET}`)),
    wait: ({ errands }, id) => errands.wait(id),
    told: null,
    cancel: null,
    isCancelled: null,
    setAside: null,
    left: null,
    letters: null,
    read: null,
  },
  // By the id of the errand.
  checkpoints: { put: null, get: null, drop: null },
  // Who is an organiser others say.
  settings: { choose: null, of: null, ofAll: null },
  keeping: {
    export: null,
    expire: null,
    tidy: null,
    known: null,
    left: null,
    returned: null,
    gone: null,
    deleteWorkspace: null,
  },
  playground: {
    put: async ({ playground }, key) => {
      await playground.put(said, [], key);
      await playground.put({ ...said, id: 'own', to: who.userId }, [], key);
    },
    epoch: null,
    get: null,
    file: null,
    page: null,
    since: null,
    changes: null,
    watch: null,
    unfinished: null,
  },
  door: { key: null, invite: null, invitesOpen: null, admit: null },
};

const WRITING = Object.entries(ACTS).flatMap(([port, methods]) =>
  Object.entries<Act | null>(methods).flatMap(([method, act]) =>
    act === null ? [] : [[`${port}.${method}`, act] as const],
  ),
);

export function actsContract(way: Way): void {
  const stand = useStand(way);

  it('who is forgotten is written down by nothing that was under way, and by what is done later', async () => {
    const { store } = stand;
    await store.quiz.ask({ ...ASKED, place });
    await store.hunts.open({ ...HUNT, place });
    await store.ballots.open('local', 'b', 1);
    for (const [name] of WRITING) {
      await store.errands.keep({ id: name, invocation, at: 1, address: '{}' });
    }
    await store.people.forget('local', who.userId);
    for (const [name, act] of WRITING) {
      await act(store, name);
      const left = await stand.dump();
      for (const trace of TRACES) expect([name, left.includes(trace)]).toEqual([name, false]);
    }
    await store.people.prefer('local', who.userId, who.userName, { reminder: 'on' }, 'later');
    expect(await store.people.reminded('local')).toEqual([who]);
  });
}
