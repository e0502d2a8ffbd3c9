/** Inputs that are nearly right: valid ones with something in them changed. */
import fc from 'fast-check';
import { oddText } from '../support/odd-text.ts';

/** What has broken programs before. */
const NASTY = [
  '',
  ' ',
  '"',
  '“',
  "'",
  '`',
  '\\',
  '\u0000',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '👩‍🏫',
  '\n',
  '\r\n',
  '=',
  '＝',
  '/',
  ':',
  ',',
  '-',
  '*',
  '-1',
  '0',
  '1e999',
  'NaN',
  'Infinity',
  '99999999999999999999',
  '0-999999999',
  '*/0',
  'null',
  'true',
  '{}',
  '[]',
  '[[[[[[[[[[[[[[[[',
  '((((((((((((((((((((',
  '<<: *a',
  '&a',
  '!!js/function',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '<script>',
  'あ',
  '１２',
];

type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'swap'; readonly at: number; readonly to: number; readonly length: number };

/** Places are shares of the length, so that they fit texts of any length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const foreign = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: oddText(12) },
);

function editOf(most: number): fc.Arbitrary<Edit> {
  return fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), at: place, text: foreign }),
    fc.record({ kind: fc.constant('remove' as const), at: place, length: fc.nat({ max: 20 }) }),
    fc.record({
      kind: fc.constant('repeat' as const),
      at: place,
      length: fc.integer({ min: 1, max: 12 }),
      times: fc.oneof(
        { weight: 9, arbitrary: fc.nat({ max: 4 }) },
        { weight: 1, arbitrary: fc.nat({ max: most }) },
      ),
    }),
    fc.record({
      kind: fc.constant('swap' as const),
      at: place,
      to: place,
      length: fc.integer({ min: 1, max: 12 }),
    }),
  );
}

function edited(text: string, edit: Edit): string {
  const at = Math.floor(edit.at * text.length);
  switch (edit.kind) {
    case 'insert':
      return text.slice(0, at) + edit.text + text.slice(at);
    case 'remove':
      return text.slice(0, at) + text.slice(at + edit.length);
    case 'repeat': {
      const part = text.slice(at, at + edit.length);
      return text.slice(0, at) + part.repeat(edit.times) + text.slice(at + edit.length);
    }
    case 'swap': {
      const to = Math.floor(edit.to * text.length);
      const [from, other] = [text.slice(at, at + edit.length), text.slice(to, to + edit.length)];
      return text.slice(0, at) + other + text.slice(at + edit.length).replace(other, from);
    }
  }
}

/**
 * Texts with up to four edits; some are left as they are.
 * @param most how often a piece of at most 12 characters is repeated at most
 */
export function mutated(valid: fc.Arbitrary<string>, most = 2_000): fc.Arbitrary<string> {
  return fc
    .tuple(
      valid,
      fc.oneof(fc.array(editOf(most), { maxLength: 1 }), fc.array(editOf(most), { maxLength: 4 })),
    )
    .map(([text, edits]) => edits.reduce(edited, text));
}

/** What stands in the place of a part of a payload. */
const stray: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, true, 0, -1, 1e308, '', [], {}, [null], { id: null }),
  foreign,
  fc.jsonValue({ maxDepth: 2 }),
);

/** Payloads in which up to three parts, at any depth, are missing or something else. */
export function mutatedJson(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ at: place, value: stray, how: fc.constantFrom('replace', 'remove', 'mutate') });
  return fc.tuple(valid, fc.array(change, { maxLength: 3 })).map(([payload, changes]) =>
    changes.reduce<unknown>((whole, { at, value, how }) => {
      const paths = pathsOf(whole);
      const path = paths[Math.min(paths.length - 1, Math.floor(at * paths.length))] ?? [];
      return changed(whole, path, (part) =>
        how === 'remove'
          ? undefined
          : how === 'mutate' && typeof part === 'string'
            ? `${part}${String(value)}`
            : value,
      );
    }, payload),
  );
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: (part: unknown) => unknown): unknown {
  if (key === undefined) return to(value);
  if (Array.isArray(value))
    return value.map((part, i) => (String(i) === key ? changed(part, rest, to) : part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === key ? changed(part, rest, to) : part]),
  );
}
