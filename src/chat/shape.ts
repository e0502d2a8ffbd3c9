/** The outside of a command: its name, words and options, from which every platform makes its own. */
import type { Words } from './locale.ts';

/** One option. `words` is its description (≤ 100 characters in each language). */
export type OptionShape = {
  readonly words: Words;
  readonly required: boolean;
  /** It says everything by itself: no other option may be given with it. */
  readonly excludes?: 'others';
} & (
  | {
      readonly kind: 'integer';
      readonly min: number;
      readonly max: number;
      readonly default: number | undefined;
    }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly default: number | undefined;
    }
  | {
      readonly kind: 'choice';
      readonly choices: readonly string[];
      /** Names of choices where the value does not speak for itself; may be empty. */
      readonly labels: Readonly<Record<string, Words>>;
      readonly default: string | undefined;
      /** Where it is typed as text, other words of at most so many characters are taken too. */
      readonly open?: { readonly maxLength: number };
    }
  /** Free text; `rest` takes the remaining words of a typed line, spaces and all. */
  | {
      readonly kind: 'text';
      readonly maxLength: number;
      readonly take: 'word' | 'rest';
      readonly default: string | undefined;
    }
  /** A whole number of any size up to 256 bits, as text of digits. */
  | { readonly kind: 'bigint'; readonly maxBits: number; readonly default: string | undefined }
);

export type OptionShapes = Readonly<Record<string, OptionShape>>;

/** Parts of the help, in this order. */
export const SECTIONS = ['start', 'learn', 'lab', 'class'] as const;
export type Section = (typeof SECTIONS)[number];

/** Options in the order in which they are typed without a name. */
export type CommandShape = {
  /** 1–32 lower-case letters, digits or hyphens. */
  readonly name: string;
  /** ≤ 100 characters in each language. */
  readonly words: Words;
  /** A line or two to try, e.g. `/add 45 77`. */
  readonly examples: readonly string[];
  /** Where help lists it; `lab` if not given. */
  readonly section?: Section;
} & (
  | { readonly kind: 'plain'; readonly options: OptionShapes }
  | { readonly kind: 'group'; readonly subcommands: Readonly<Record<string, SubcommandShape>> }
);

export type SubcommandShape = { readonly words: Words; readonly options: OptionShapes };
