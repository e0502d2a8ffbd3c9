/** Answers that survive their process: what is kept of them, and when, on the real store. */
import { expect, it } from 'vitest';
import type { Errand, Errands } from '../../../src/chat/errand.ts';
import type { Invocation } from '../../../src/chat/invocation.ts';
import { type Reply, reply } from '../../../src/chat/reply.ts';
import type { Canvas, Outcome, Rules } from '../../../src/platforms/pacing/deliver.ts';
import { deliverPromised, type Promised, repliesLeft } from '../../../src/platforms/pacing/promised.ts';
import { openErrands } from '../../support/errands.ts';
import { createMovedTimer } from './timer.ts';

const RULES: Rules = { holdMs: 'never', everyMs: 0, insistMs: 0, retryMs: 1, longestMs: 1 };
const INVOCATION: Invocation = {
  kind: 'press',
  id: 'quiz:answer:q1:B',
  caller: {
    platform: 'discord',
    workspace: 'discord:1',
    channel: 'c',
    userId: 'u1',
    userName: 'Aki',
    locale: 'ja',
    role: 'member',
  },
};
const ERRAND = { id: 'e1', invocation: INVOCATION, at: 1 };
const OWNER = { platform: 'discord', workspace: 'discord:1', userId: 'u1' } as const;
const progress = (text: string) => reply(text, { kind: 'progress' });
const secret = reply('your secret', { audience: 'caller' });

/** What is kept, without counting a try. */
async function kept(errands: Errands): Promise<readonly Pick<Errand, 'address' | 'reply'>[]> {
  return (await errands.left('discord')).map(({ address, reply: end }) => ({ address, reply: end }));
}

async function perform(
  replies: Iterable<Reply> | AsyncIterable<Reply>,
  parts: {
    readonly errands?: Errands;
    readonly keep?: Promised['keep'];
    /** What becomes of each write, in turn; afterwards all are shown. */
    readonly outcomes?: readonly Outcome[];
    readonly stop?: AbortSignal;
    readonly rules?: Partial<Rules>;
    readonly onSeen?: () => void;
  } = {},
) {
  const errands = parts.errands ?? (await openErrands());
  const outcomes = [...(parts.outcomes ?? [])];
  const seen: string[] = [];
  const keptAt: unknown[] = [];
  const failures: unknown[] = [];
  const write = async (what: string): Promise<Outcome> => {
    keptAt.push(await kept(errands));
    seen.push(what);
    parts.onSeen?.();
    return outcomes.shift() ?? 'shown';
  };
  const canvas: Canvas = {
    hold: () => write('(hold)'),
    show: ({ text }) => write(text),
    close: (why) => write(`(${why})`),
  };
  async function* all() {
    yield* replies;
  }
  await deliverPromised(
    all(),
    canvas,
    {
      rules: { ...RULES, ...parts.rules },
      timer: createMovedTimer(),
      stop: parts.stop ?? new AbortController().signal,
    },
    {
      errands,
      errand: ERRAND,
      keep: parts.keep ?? 'when-it-waits',
      address: () => `after ${seen.join()}`,
      unkept: (error) => failures.push(error),
    },
  );
  return { errands, seen, keptAt, failures };
}

it('an answer that is its own acknowledgement is not kept', async () => {
  const { seen, keptAt } = await perform([reply('122')]);
  expect([seen, keptAt]).toEqual([['122'], [[]]]);
});

it('is kept before its first progress, with its end before that is told, and erased then', async () => {
  const end = reply('done');
  const { errands, seen, keptAt } = await perform([progress('1 %'), end]);
  expect(seen).toEqual(['1 %', 'done']);
  expect(keptAt).toEqual([[{ address: 'after ', reply: null }], [{ address: 'after 1 %', reply: end }]]);
  expect(await kept(errands)).toEqual([]);
});

it('is kept at once where who asked was told already that it comes', async () => {
  const { keptAt, errands } = await perform([reply('122')], { keep: 'at-once' });
  expect(keptAt).toEqual([[{ address: 'after ', reply: reply('122') }]]);
  expect(await kept(errands)).toEqual([]);
});

it('that came twice is given once', async () => {
  const errands = await openErrands();
  await errands.keep({ ...ERRAND, address: 'x' });
  const { seen } = await perform([reply('122')], { errands, keep: 'at-once' });
  expect([seen, await kept(errands)]).toEqual([[], [{ address: 'x', reply: null }]]);
});

it('stays kept at a stop, without a word, where it was acknowledged', async () => {
  const stop = new AbortController();
  const isSeen = Promise.withResolvers<void>();
  async function* replies() {
    yield progress('1 %');
    await isSeen.promise;
    stop.abort();
    yield reply('too late');
  }
  const { errands, seen } = await perform(replies(), { stop: stop.signal, onSeen: isSeen.resolve });
  expect(seen).toEqual(['1 %']);
  expect(await kept(errands)).toEqual([{ address: 'after 1 %', reply: null }]);
});

it('is ended in words at a stop that comes before any promise', async () => {
  const stop = new AbortController();
  stop.abort();
  const { errands, seen } = await perform([reply('too late')], { stop: stop.signal });
  expect([seen, await kept(errands)]).toEqual([['(interrupted)'], []]);
});

it('stays kept with its end where that could not reach the platform', async () => {
  const { errands } = await perform([reply('done')], { keep: 'at-once', outcomes: ['unreachable'] });
  expect(await kept(errands)).toEqual([{ address: 'after done', reply: reply('done') }]);
});

it('waits for its owner where its place is gone and it is theirs alone; one for all is dropped', async () => {
  const own = await perform([progress('1 %'), secret], { outcomes: ['shown', 'gone'] });
  expect(await kept(own.errands)).toEqual([]);
  expect(await own.errands.letters(OWNER)).toEqual([{ id: 'e1', at: 1, reply: secret }]);
  const all = await perform([progress('1 %'), reply('done')], { outcomes: ['shown', 'gone'] });
  expect([await kept(all.errands), await all.errands.letters(OWNER)]).toEqual([[], []]);
});

it('that is refused is told in words, and erased', async () => {
  const { errands, seen } = await perform([progress('1 %'), reply('done')], {
    outcomes: ['shown', 'refused'],
  });
  expect([seen, await kept(errands)]).toEqual([['1 %', 'done', '(refused)'], []]);
});

it('is shown all the same where the store fails, which is told', async () => {
  const errands = await openErrands();
  const full = new Error('the disk is full');
  const broken: Errands = { ...errands, keep: () => Promise.reject(full) };
  const { seen, failures } = await perform([progress('1 %'), reply('done')], { errands: broken });
  expect(seen).toEqual(['1 %', 'done']);
  expect(new Set(failures)).toEqual(new Set([full]));
});

it('whose end is kept is told again, and nothing is done again; given up, it is an error', async () => {
  const left = async (errand: Partial<Errand>) => {
    const all: Errand = { ...ERRAND, address: '', reply: null, tries: 2, ...errand };
    const again = async function* () {
      yield progress('again');
    };
    const said: unknown[] = [];
    for await (const { kind, text, audience } of repliesLeft(all, 'channel', again))
      said.push([kind, text, audience]);
    return said;
  };
  expect(await left({})).toEqual([['progress', 'again', 'channel']]);
  expect(await left({ reply: reply('done'), tries: 9 })).toEqual([['final', 'done', 'channel']]);
  expect(await left({ tries: 4 })).toEqual([['progress', 'again', 'channel']]);
  expect(await left({ tries: 5 })).toEqual([['error', expect.stringContaining('何度も再起動'), 'channel']]);
});
