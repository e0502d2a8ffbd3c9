/** A question as it is written: plain data, both languages, with the reason why each wrong answer is wrong. */
import type { Words } from '../chat/locale.ts';
import type { PictureSpec } from './picture.ts';

/** A wrong option: its text, why it is wrong, and an experiment that refutes it (a command line). */
export type WrongOption = { readonly text: Words; readonly why: Words; readonly experiment?: string };

/** An option that belongs to the answer of a `several` question, and why. */
export type RightOption = { readonly text: Words; readonly why: Words };

/** How far a number may be off: by an amount, or by a share of the right number. */
export type Tolerance = { readonly absolute: number } | { readonly relative: number };

/** A number that a known mistake leads to, e.g. code `missing-slope` when f′ was forgotten. */
export type Slip = { readonly code: string; readonly value: number; readonly why: Words };

/** A step of an `order` question; `why` says why it cannot come before the step above it. */
export type Step = { readonly text: Words; readonly why: Words };

/** A line of a program: right (and why), or the one that is wrong (and how it must read). */
export type CodeLine =
  | { readonly kind: 'right'; readonly code: string; readonly why: Words }
  | { readonly kind: 'wrong'; readonly code: string; readonly fix: string; readonly why: Words };

/** Common to all kinds. Texts are in the small Markdown of `chat/reply.ts`. */
type Base = {
  /** Unique in the bank: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** A key of TOPICS, or of the deck's own topics. */
  readonly topic: string;
  readonly text: Words;
  /** Shown after the answer: why the right one is right. */
  readonly explanation: Words;
  /** A command line that shows it, e.g. `/train activation=relu seed=4`: the button "Run it". */
  readonly experiment?: string;
};

export type ChoiceQuestion = Base & {
  readonly kind: 'choice';
  readonly picture?: PictureSpec;
  readonly right: Words;
  readonly wrong: readonly WrongOption[];
};

/** A choice that only the picture can decide. */
export type PictureQuestion = Base & {
  readonly kind: 'picture';
  readonly picture: PictureSpec;
  readonly right: Words;
  readonly wrong: readonly WrongOption[];
};

export type SeveralQuestion = Base & {
  readonly kind: 'several';
  readonly right: readonly RightOption[];
  readonly wrong: readonly WrongOption[];
};

export type NumberQuestion = Base & {
  readonly kind: 'number';
  readonly answer: number;
  readonly tolerance: Tolerance;
  readonly unit?: Words;
  readonly slips: readonly Slip[];
};

export type FormulaQuestion = Base & {
  readonly kind: 'formula';
  readonly picture?: PictureSpec;
  /** The left-hand side, e.g. `y1`. */
  readonly target: string;
  /** Formulas that are right, each with another meaning; the first is the one shown. See `formula/`. */
  readonly answers: readonly string[];
  /** Equations of quantities on the way, e.g. `s1 = W s0 + b`: an answer that stops at one of them is unfinished. */
  readonly steps: readonly string[];
};

export type OrderQuestion = Base & { readonly kind: 'order'; readonly steps: readonly Step[] };

/** "Which line is wrong?": exactly one is. */
export type CodeQuestion = Base & { readonly kind: 'code'; readonly lines: readonly CodeLine[] };

/** Explained in one's own words and rated by oneself against the model answer and its points. */
export type OwnWordsQuestion = Base & {
  readonly kind: 'own-words';
  readonly model: Words;
  readonly points: readonly Words[];
};

export type Question =
  | ChoiceQuestion
  | PictureQuestion
  | SeveralQuestion
  | NumberQuestion
  | FormulaQuestion
  | OrderQuestion
  | CodeQuestion
  | OwnWordsQuestion;

/** A set of questions that belong together: one file. */
export type Deck = {
  readonly name: string;
  readonly title: Words;
  /** Titles of the deck's own topics. */
  readonly topics: Readonly<Record<string, Words>>;
  readonly questions: readonly Question[];
};

export const KINDS = [
  'choice',
  'several',
  'number',
  'formula',
  'order',
  'code',
  'picture',
  'own-words',
] as const satisfies readonly Question['kind'][];

/** Most options, steps or lines of code of one question: the letters A…H. */
export const MOST_OPTIONS = 8;
