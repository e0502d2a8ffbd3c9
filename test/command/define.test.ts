/** What a definition is where its file does not say. */
import { expect, it } from 'vitest';
import { defineCommand, defineGroup, runner } from '../../src/command/define.ts';
import {
  alone,
  bigInteger,
  choice,
  integer,
  number,
  openChoice,
  required,
  text,
} from '../../src/command/option.ts';

const words = { en: 'a thing', ja: 'もの' };
async function* run() {}

it('a command is for everyone, in the lab, and no experiment, unless it says otherwise', () => {
  const made = defineCommand({ name: 'x', words, examples: ['/x'], options: {}, run });
  expect(made).toMatchObject({ experiment: 'withheld', bare: undefined, actions: {} });
  expect(made.shape).toEqual({
    kind: 'plain',
    name: 'x',
    words,
    options: {},
    examples: ['/x'],
    section: 'lab',
  });
  expect([...made.runners].map(([name, { audience }]) => [name, audience])).toEqual([['', 'channel']]);
});

it('a command is what it says', () => {
  const actions = { again: { kind: 'press', audience: 'caller', run } } as const;
  const made = defineCommand({
    name: 'x',
    words,
    examples: [],
    options: {},
    section: 'class',
    audience: 'caller',
    experiment: 'offered',
    actions,
    run,
  });
  expect(made).toMatchObject({ experiment: 'offered', shape: { section: 'class' } });
  expect(made.actions).toBe(actions);
  expect(made.runners.get('')?.audience).toBe('caller');
});

it('a group has its subcommands, and is never an experiment', () => {
  const list = runner({ words, options: {}, run });
  const add = runner({
    words,
    options: { n: integer(words, { min: 0, max: 1 }, 0) },
    audience: 'caller',
    run,
  });
  const made = defineGroup({ name: 'g', words, examples: ['/g list'], subcommands: { list, add } });
  expect(made).toMatchObject({ experiment: 'withheld', bare: undefined, actions: {} });
  expect(made.shape).toMatchObject({ kind: 'group', name: 'g', section: 'lab', examples: ['/g list'] });
  expect([...made.runners]).toEqual([
    ['list', list],
    ['add', add],
  ]);
  expect([list.audience, add.audience]).toEqual(['channel', 'caller']);
  const actions = { again: { kind: 'press', audience: 'caller', run } } as const;
  const other = {
    name: 'g',
    words,
    examples: [],
    subcommands: { list },
    section: 'start',
    bare: 'list',
    actions,
  } as const;
  expect(defineGroup(other)).toMatchObject({ bare: 'list', actions, shape: { section: 'start' } });
});

it('an option is what its builder is told, and may be left out', () => {
  const range = { min: 1, max: 9 };
  expect(integer(words, range, 3)).toEqual({ kind: 'integer', words, required: false, ...range, default: 3 });
  expect(number(words, range, 0.5)).toEqual({
    kind: 'number',
    words,
    required: false,
    ...range,
    default: 0.5,
  });
  const labels = { a: words };
  const chosen = { kind: 'choice', words, required: false, choices: ['a', 'b'] };
  expect(choice(words, ['a', 'b'], 'a')).toEqual({ ...chosen, labels: {}, default: 'a' });
  expect(choice(words, ['a', 'b'], undefined, labels)).toEqual({ ...chosen, labels, default: undefined });
  expect(openChoice(words, ['a', 'b'], labels, 7)).toEqual({
    ...chosen,
    labels,
    default: undefined,
    open: { maxLength: 7 },
  });
  expect(text(words, { maxLength: 5, take: 'rest' }, 'x')).toEqual({
    kind: 'text',
    words,
    required: false,
    maxLength: 5,
    take: 'rest',
    default: 'x',
  });
  const big = { kind: 'bigint', words, required: false, maxBits: 8, default: undefined };
  expect(bigInteger(words, 8)).toEqual(big);
  expect(required(bigInteger(words, 8))).toEqual({ ...big, required: true });
  expect(alone(bigInteger(words, 8))).toEqual({ ...big, excludes: 'others' });
});
