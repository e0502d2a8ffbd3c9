/** Builders of options, so that a command's definition reads like its help. */
import type { Words } from '../chat/locale.ts';

/** A whole number within min…max (inclusive). */
export function integer<const R extends { min: number; max: number }, const D extends number | undefined>(
  words: Words,
  range: R,
  fallback: D,
) {
  return {
    kind: 'integer',
    words,
    required: false,
    min: range.min,
    max: range.max,
    default: fallback,
  } as const;
}

/** A number within min…max (inclusive). */
export function number<const R extends { min: number; max: number }, const D extends number | undefined>(
  words: Words,
  range: R,
  fallback: D,
) {
  return {
    kind: 'number',
    words,
    required: false,
    min: range.min,
    max: range.max,
    default: fallback,
  } as const;
}

/** One of a few words. `labels` names choices whose value does not speak for itself. */
export function choice<const C extends string, const D extends C | undefined>(
  words: Words,
  choices: readonly C[],
  fallback: D,
  labels: Readonly<Record<string, Words>> = {},
) {
  return { kind: 'choice', words, required: false, choices, labels, default: fallback } as const;
}

/**
 * One of a few words, or another of at most `maxLength` characters, which the command judges. Platforms with lists
 * offer the few.
 */
export function openChoice(
  words: Words,
  choices: readonly string[],
  labels: Readonly<Record<string, Words>>,
  maxLength: number,
) {
  return { ...choice(words, choices, undefined, labels), open: { maxLength } } as const;
}

/** Free text of at most `maxLength` characters: one word, or the rest of the line. */
export function text<const T extends 'word' | 'rest', const D extends string | undefined>(
  words: Words,
  shape: { readonly maxLength: number; readonly take: T },
  fallback: D,
) {
  return { kind: 'text', words, required: false, ...shape, default: fallback } as const;
}

/** A whole number ≥ 0 below 2^maxBits, of any length. */
export function bigInteger(words: Words, maxBits: number) {
  return { kind: 'bigint', words, required: false, maxBits, default: undefined } as const;
}

/** The same option, but no other may be given with it. */
export function alone<const O extends object>(option: O): O & { readonly excludes: 'others' } {
  return { ...option, excludes: 'others' };
}

/** The same option, but it must be given. */
export function required<const O extends { required: false }>(
  option: O,
): Omit<O, 'required'> & { readonly required: true } {
  return { ...option, required: true };
}
