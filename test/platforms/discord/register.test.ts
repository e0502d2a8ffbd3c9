/** Registration made from the shape of commands. */
import { expect, test } from 'vitest';
import type { CommandShape, OptionShapes } from '../../../src/chat/shape.ts';
import { isRegistered, RegistrationError, registration } from '../../../src/platforms/discord/register.ts';
import { checkCommands } from './server/check-commands.ts';
import { checkSchema } from './server/schema.ts';

const words = { en: 'English', ja: '日本語' };

function shape(options: OptionShapes): CommandShape {
  return { kind: 'plain', name: 'train', words, examples: [], options };
}

const ALL: OptionShapes = {
  rate: { kind: 'number', words, required: false, min: 0.0001, max: 10, default: 0.1 },
  activation: {
    kind: 'choice',
    words,
    required: false,
    choices: ['sigmoid', 'he'],
    labels: { he: { en: 'He', ja: 'He の初期値' } },
    default: 'sigmoid',
  },
  note: { kind: 'text', words, required: false, maxLength: 200, take: 'rest', default: undefined },
  seed: { kind: 'integer', words, required: false, min: 0, max: 2 ** 60, default: 0 },
  a: { kind: 'bigint', words, required: true, maxBits: 256, default: undefined },
};

test('options are typed, with ranges, choices and both languages, the required ones first', () => {
  const [body] = registration([shape(ALL)]);
  const both = { description: 'English', description_localizations: { ja: '日本語' } };
  expect(body).toEqual({
    type: 1,
    name: 'train',
    ...both,
    integration_types: [0],
    contexts: [0, 1],
    options: [
      { type: 3, name: 'a', required: true, ...both },
      { type: 10, name: 'rate', required: false, ...both, min_value: 0.0001, max_value: 10 },
      {
        type: 3,
        name: 'activation',
        required: false,
        ...both,
        choices: [
          { name: 'sigmoid', value: 'sigmoid' },
          { name: 'He', name_localizations: { ja: 'He の初期値' }, value: 'he' },
        ],
      },
      { type: 3, name: 'note', required: false, ...both, max_length: 200 },
      { type: 4, name: 'seed', required: false, ...both, min_value: 0, max_value: 2 ** 53 - 1 },
    ],
  });
});

const GROUP: CommandShape = {
  kind: 'group',
  name: 'schedule',
  words,
  examples: [],
  subcommands: { list: { words, options: {} }, quiz: { words, options: ALL } },
};

test('a group becomes subcommands', () => {
  const [body] = registration([GROUP]);
  expect(body?.options).toMatchObject([
    { type: 1, name: 'list', options: [] },
    { type: 1, name: 'quiz', options: [{ name: 'a' }, { name: 'rate' }, {}, {}, {}] },
  ]);
});

test("the registration passes Discord's schema and rules", () => {
  const bodies = registration([shape(ALL), GROUP]);
  expect(() => checkSchema('registration', bodies)).not.toThrow();
  expect(() => checkCommands(JSON.parse(JSON.stringify(bodies)))).not.toThrow();
});

test('more choices than Discord lists are typed as text', () => {
  const choices = Array.from({ length: 26 }, (_, at) => `choice${at}`);
  const [body] = registration([
    shape({ topic: { kind: 'choice', words, required: false, choices, labels: {}, default: undefined } }),
  ]);
  expect(body?.options).toEqual([expect.not.objectContaining({ choices: expect.anything() })]);
  expect(body?.options).toMatchObject([{ type: 3, name: 'topic' }]);
});

/** What Discord returns for what it was sent: ids, and defaults filled in or left out. */
function returned(bodies: ReturnType<typeof registration>) {
  return bodies.map((body) => ({
    id: '1',
    application_id: '2',
    version: '3',
    nsfw: false,
    name_localizations: null,
    ...body,
    default_member_permissions: null,
    options: body.options?.map((option) => {
      const { required, ...rest } = { required: false, ...option };
      return required ? { ...rest, required } : { ...rest, name_localizations: null };
    }),
  }));
}

test('what Discord has is recognised, in any order and with its own additions', () => {
  const wanted = registration([shape(ALL), GROUP]);
  expect(isRegistered(returned(wanted).toReversed(), wanted)).toBe(true);
});

test('a change of whom it is offered to is noticed', () => {
  const wanted = registration([GROUP]);
  const before = returned(wanted).map((body) => ({ ...body, default_member_permissions: '32' }));
  expect(isRegistered(before, wanted)).toBe(false);
});

test.each([
  [
    'a description',
    (all: OptionShapes) => ({ ...all, note: { ...all['note'], words: { en: 'Changed', ja: '日本語' } } }),
  ],
  [
    'a translation',
    (all: OptionShapes) => ({ ...all, note: { ...all['note'], words: { en: 'English', ja: '変更' } } }),
  ],
  ['a range', (all: OptionShapes) => ({ ...all, rate: { ...all['rate'], max: 11 } })],
  ['a duty', (all: OptionShapes) => ({ ...all, rate: { ...all['rate'], required: true } })],
  ['an option', ({ note: _, ...rest }: OptionShapes) => rest],
])('a change of %s is noticed', (_, change) => {
  const before = returned(registration([shape(ALL)]));
  // The changed fields stay within their kinds.
  const after = registration([shape(change(ALL) as OptionShapes)]);
  expect(isRegistered(before, after)).toBe(false);
});

test.each([
  ['a name of 33', { ...shape({}), name: 'x'.repeat(33) }, /at most 32/],
  ['an empty description', { ...shape({}), words: { en: '', ja: 'あ' } }, /1 to 100/],
  [
    '26 options',
    shape(Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`o${at}`, ALL['note']])) as OptionShapes),
    /26 options; Discord takes 25/,
  ],
  [
    'over 8,000 characters',
    {
      ...GROUP,
      subcommands: Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [
          `sub${at}`,
          {
            words: { en: 'x'.repeat(100), ja: 'x' },
            options: {
              p: { ...ALL['note'], words: { en: 'y'.repeat(100), ja: 'y' } },
              q: { ...ALL['note'], words: { en: 'y', ja: 'y'.repeat(100) } },
              r: { ...ALL['note'], words: { en: 'z'.repeat(100), ja: 'y' } },
            },
          },
        ]),
      ),
    } as CommandShape,
    /8\d{3} characters in all/,
  ],
])('%s is refused before Discord sees it', (_, bad, message) => {
  expect(() => registration([bad])).toThrow(RegistrationError);
  expect(() => registration([bad])).toThrow(message);
});
