/** The form of a deck file: what a teacher writes. Editors get it as JSON schema (questions/deck.schema.json). */
import { z } from 'zod';
import type { TrainConfig } from '../rnn/config.ts';
import { isOpen, NAMES, rowOf, SETTINGS, type Setting } from '../rnn/settings.ts';
import { MOST_OPTIONS } from './question.ts';

/** Longest text of a question, an option and an explanation, in characters. */
export const LONGEST = { title: 80, text: 1_000, option: 200, why: 500, code: 100, formula: 300 } as const;
/** Most questions of a deck. */
export const MOST_QUESTIONS = 500;

/** Both languages, or one text for both. */
function words(max: number) {
  const text = z.string().trim().min(1).max(max);
  return z.union([
    z.strictObject({ ja: text, en: text }),
    text.transform((both) => ({ ja: both, en: both })),
  ]);
}

const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(48)
  .meta({ description: 'Lower-case letters, digits and hyphens' });
/** Longest name of a deck, in UTF-16 units: it has to fit into the id of a button. */
export const LONGEST_NAME = 48;
/** A deck's name is its file's, in any script that it is written in. */
const deckName = z
  .string()
  .regex(/^[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+)*$/u)
  .max(LONGEST_NAME)
  .meta({ description: 'Name of the deck: lower-case letters of any script, digits and hyphens' });
const experiment = z
  .string()
  .regex(/^\/[a-z]+(?: [^\n]+)?$/)
  .max(200)
  .meta({ description: 'A command line that shows it, e.g. /train activation=relu seed=4' });

const wrongOption = z.strictObject({
  text: words(LONGEST.option),
  why: words(LONGEST.why),
  experiment: experiment.exactOptional(),
});
const rightOption = z.strictObject({ text: words(LONGEST.option), why: words(LONGEST.why) });
const wrong = z
  .array(wrongOption)
  .min(1)
  .max(MOST_OPTIONS - 1);

const range = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);
const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
/** Everybody waits for a picture: its trainings are shorter than others. */
const SHORT: Readonly<Partial<Record<Setting, { readonly min: number; readonly max: number }>>> = {
  iterations: { min: 1, max: 20_000 },
  bits: { min: 1, max: 16 },
};
/** The pictures see to these: a loss for every pair. */
const SETTLED: readonly Setting[] = ['batch', 'plotInterval'];

function valuesOf(setting: Setting) {
  const row = rowOf(setting);
  switch (row.kind) {
    case 'word':
      return z.enum(row.choices);
    case 'whole':
      return whole(SHORT[setting] ?? row);
    case 'fraction':
      return range(SHORT[setting] ?? row);
  }
}

const config = z
  .strictObject(
    Object.fromEntries(
      NAMES.filter((name) => isOpen(name) && !SETTLED.includes(name)).map((name) => [
        name,
        valuesOf(name).exactOptional(),
      ]),
    ),
  )
  // Every value has been checked against the row of its setting.
  .transform((checked) => checked as Partial<TrainConfig>);

const picture = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('loss-curves'),
    curves: z
      .array(z.strictObject({ name: words(40), config }))
      .min(1)
      .max(4),
  }),
  z.strictObject({
    kind: z.literal('hidden-state'),
    config,
    a: whole({ min: 0, max: 2 ** 15 - 1 }),
    b: whole({ min: 0, max: 2 ** 15 - 1 }),
    ask: whole({ min: 1, max: 16 }),
    unit: whole({ min: 0, max: SETTINGS.hidden.max - 1 }),
  }),
  z.strictObject({ kind: z.literal('unrolled'), steps: whole({ min: 1, max: 4 }) }),
]);

const base = {
  id: slug,
  topic: slug,
  text: words(LONGEST.text),
  explanation: words(LONGEST.text),
  experiment: experiment.exactOptional(),
};

const formula = z.string().trim().min(1).max(LONGEST.formula);

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    ...base,
    picture: picture.exactOptional(),
    right: words(LONGEST.option),
    wrong,
  }),
  z.strictObject({ kind: z.literal('picture'), ...base, picture, right: words(LONGEST.option), wrong }),
  z.strictObject({
    kind: z.literal('several'),
    ...base,
    right: z
      .array(rightOption)
      .min(1)
      .max(MOST_OPTIONS - 1),
    wrong,
  }),
  z.strictObject({
    kind: z.literal('number'),
    ...base,
    answer: z.number(),
    tolerance: z.union([
      z.strictObject({ absolute: z.number().min(0) }),
      z.strictObject({ relative: z.number().min(0).max(0.5) }),
    ]),
    unit: words(20).exactOptional(),
    slips: z
      .array(z.strictObject({ code: slug, value: z.number(), why: words(LONGEST.why) }))
      .max(8)
      .default([]),
  }),
  z.strictObject({
    kind: z.literal('formula'),
    ...base,
    picture: picture.exactOptional(),
    target: z.string().trim().min(1).max(20),
    answers: z.array(formula).min(1).max(6),
    steps: z.array(formula).max(6).default([]).meta({
      description:
        'Equations of quantities on the way, in the quantities of the first answer or of steps above: an answer that stops at one is unfinished',
    }),
  }),
  z.strictObject({
    kind: z.literal('order'),
    ...base,
    steps: z.array(rightOption).min(3).max(MOST_OPTIONS),
  }),
  z.strictObject({
    kind: z.literal('code'),
    ...base,
    lines: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('right'),
            code: z.string().min(1).max(LONGEST.code),
            why: words(LONGEST.why),
          }),
          z.strictObject({
            kind: z.literal('wrong'),
            code: z.string().min(1).max(LONGEST.code),
            fix: z.string().min(1).max(LONGEST.code),
            why: words(LONGEST.why),
          }),
        ]),
      )
      .min(2)
      .max(MOST_OPTIONS),
  }),
  z.strictObject({
    kind: z.literal('own-words'),
    ...base,
    model: words(LONGEST.text),
    points: z.array(words(LONGEST.option)).min(1).max(5),
  }),
]);

export const deckSchema = z.strictObject({
  deck: deckName,
  title: words(LONGEST.title),
  topics: z.record(slug, words(40)).default({}).meta({ description: 'Titles of topics of your own' }),
  questions: z.array(questionSchema).min(1).max(MOST_QUESTIONS),
});

/** The JSON schema of a deck file, for completion and checks while writing. */
export function deckJsonSchema(): object {
  return z.toJSONSchema(deckSchema, { io: 'input' });
}
