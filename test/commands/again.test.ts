/** What is done again after a crash that came between its effect and its telling is told as the first time. */
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import type { Invocation } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { loadCommands } from '../../src/command/load.ts';
import { groundAgain } from '../../src/games/ground.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const bot = shareBot();
let errands = 0;

/** Does it under an errand that is kept, as often as it is told. Gives the last reply of each time. */
async function done(invocation: Invocation, times: number): Promise<readonly Reply[]> {
  errands += 1;
  const id = `errand-${errands}`;
  await bot.services.store.errands.keep({ id, invocation, at: 1, address: '{}' });
  const ends: Reply[] = [];
  for (let n = 0; n < times; n += 1) {
    const said: Reply[] = [];
    for await (const each of bot.bot.handle(invocation, id)) said.push(each);
    ends.push(...said.slice(-1));
  }
  return ends;
}

const typed = (line: string): Invocation => {
  const [, command = '', text = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  return {
    kind: 'command',
    command,
    subcommand: undefined,
    input: { kind: 'text', text },
    caller: LEARNER,
  };
};
const press = (id: string): Invocation => ({ kind: 'press', id, caller: LEARNER });

/** The end of a line that is typed by the way. */
const said = async (line: string) => (await bot.type(line)).at(-1);

/** A deck of one question, as a file that is handed in. */
function deckFile(name: string, question: string) {
  const yaml = `deck: ${name}
title: ${name}
questions:
  - { id: ${question}, kind: choice, topic: rnn, text: "${question}?", right: r, wrong: [{ text: w, why: y }], explanation: e }
`;
  return { kind: 'file', name: `${name}.yaml`, bytes: new TextEncoder().encode(yaml) } as const;
}
const handIn = (name: string, question: string): Invocation => ({
  kind: 'submit',
  id: 'quiz:import',
  fields: { deck: deckFile(name, question) },
  caller: LEARNER,
});
/** Hands in decks of one name, and gives the press of a button below the answer to the last. */
async function decide(name: string, questions: readonly string[], button: RegExp): Promise<Invocation> {
  let end: Reply | undefined;
  for (const question of questions) [end] = await done(handIn(name, question), 1);
  const found = end?.buttons.find(({ id }) => button.test(id));
  if (found === undefined) throw new Error(`there is no button ${button} below: ${end?.text}`);
  return press(found.id);
}
const REPLACE = /^quiz:replace/;

const WAYS: Readonly<Record<string, () => Promise<Invocation>>> = {
  '/train': async () => typed('/train hidden=2 iterations=200'),
  '/runs use': async () => typed('/runs use run=1'),
  '/hunt new': async () => typed('/hunt new'),
  'a find': async () => {
    const hunt = String((await said('/hunt'))?.data['hunt']);
    return {
      kind: 'submit',
      id: `hunt:guess:${hunt}`,
      fields: { pair: { kind: 'text', text: await wrongPair(hunt) } },
      caller: LEARNER,
    };
  },
  '/league enter': async () => typed('/league enter recipe=rnn1-s5'),
  '/quiz': async () => typed('/quiz confirmation-1'),
  'closing a question': async () => {
    await said('/quiz confirmation-1');
    return press((await said('/quiz close'))?.buttons[0]?.id ?? '');
  },
  'an answer': async () =>
    press((await said('/quiz confirmation-1'))?.buttons.find(({ id }) => /answer/.test(id))?.id ?? ''),
  'a typed answer': async () => {
    const question = (await said('/quiz confirmation-2'))?.buttons[0]?.id ?? '';
    const answer = { kind: 'text', text: 'y1 = g(W_out (W s0 + W_in x1 + b) + c)' } as const;
    return { kind: 'submit', id: question, fields: { answer }, caller: LEARNER };
  },
  'a rating': async () => {
    const question = (await said('/quiz confirmation-1-words'))?.buttons[0]?.id ?? '';
    const rate = (await bot.submit(question, { answer: 'the weight of the state before' })).at(-1);
    return press(rate?.buttons.find(({ id }) => /rate/.test(id))?.id ?? '');
  },
  '/review': async () => typed('/review remind=on'),
  '/score': async () => typed('/score listed=hidden'),
  'an import': async () => handIn('first', 'f1'),
  'an import of a name that is taken': async () => {
    await done(handIn('taken', 't1'), 1);
    return handIn('taken', 't2');
  },
  Replace: () => decide('replaced', ['r1', 'r2'], REPLACE),
  'Keep both': () => decide('both', ['b1', 'b2'], /^quiz:both/),
  Undo: async () => {
    const [end] = await done(await decide('undone', ['u1', 'u2'], REPLACE), 1);
    return press(end?.buttons[0]?.id ?? '');
  },
  Remove: async () => {
    await done(handIn('removed', 'd1'), 1);
    return press('quiz:drop:removed');
  },
  'a vote on a training': async () => {
    await bot.services.store.ballots.open('local', 'training', 1);
    return press('schedule:vote:training:1');
  },
  'a vote on a comparison': async () => {
    await bot.services.store.ballots.open('local', 'comparison', 1);
    return press('compare:vote:comparison:1');
  },
  '/schedule quiz': async () => typed('/schedule quiz at=7:30'),
  '/schedule train': async () => typed('/schedule train at=3:30 hidden=4'),
  '/schedule summary': async () => typed('/schedule summary'),
  '/schedule run': async () => typed('/schedule run 1'),
  '/schedule edit': async () => typed('/schedule edit 1 at=8:30'),
  '/schedule pause': async () => typed('/schedule pause 1'),
  '/schedule resume': async () => typed('/schedule resume 1'),
  '/schedule zone': async () => typed('/schedule zone Asia/Tokyo'),
  '/schedule remove': async () => typed('/schedule remove 1'),
  'taking a removal back': async () => press('schedule:undo:1'),
  '/settings': async () => typed('/settings zone=Asia/Tokyo keep=90'),
  '/language': async () => typed('/language ja'),
  'the wish to be forgotten': async () => ({
    kind: 'press',
    id: 'privacy:forget:u-gone',
    caller: { ...LEARNER, userId: 'u-gone' },
  }),
};

/** A pair that the network of a hunt gets wrong. */
async function wrongPair(id: string): Promise<string> {
  const { hunts } = bot.services.store;
  const hunt = await hunts.get('local', id);
  if (hunt === undefined) throw new Error('no hunt stands');
  const { found } = await groundAgain(hunt, bot.services.lab, LEARNER, { id: undefined });
  const { size, right } = found.map;
  const at = right.findIndex((each) => !each);
  return `${Math.floor(at / size)} ${at % size}`;
}

/** What only tells, or keeps nothing that would be told otherwise when it is done again. */
const TELLS =
  /^(add|help|explain|ablate|check|compare|gradients|hunt|inside|stretch|class|doctor|privacy)$|^(explain:page|ablate:guess|gradients:(film|flow)|quiz:another|privacy:keep|runs:letter|train:cancel)$|^(league list|runs (list|show|film|export|share)|schedule list)$/;
/** As it is called in the definitions: `quiz`, `schedule edit`, `quiz:answer`. */
const seen = new Set<string>();
function note(invocation: Invocation): void {
  if (invocation.kind === 'command') {
    const [first = ''] = invocation.input.kind === 'text' ? invocation.input.text.split(' ') : [];
    seen.add(invocation.command).add(`${invocation.command} ${first}`);
  } else seen.add(invocation.id.split(':').slice(0, 2).join(':'));
}

it.each(Object.entries(WAYS))('%s', async (_, invocation) => {
  const act = await invocation();
  note(act);
  const [first, second] = await done(act, 2);
  expect(first?.kind).toBe('final');
  expect(second).toEqual(first);
});

it('nothing that can be done is left out', async () => {
  const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
  const all = definitions.flatMap(({ shape: { name }, runners, actions }) => [
    ...[...runners.keys()].map((sub) => (sub === '' ? name : `${name} ${sub}`)),
    ...Object.keys(actions).map((action) => `${name}:${action}`),
  ]);
  const isKnown = (each: string) => seen.has(each) || TELLS.test(each);
  expect(all.filter((each) => !isKnown(each))).toEqual([]);
});

it('what another does in the meantime is told as it is', async () => {
  const line = typed('/schedule quiz at=6:30');
  const [first] = await done(line, 1);
  const [second] = await done(line, 1);
  expect(first?.data).toMatchObject({ added: true });
  expect(second?.data).toMatchObject({ added: false, schedule: first?.data['schedule'] });
});
