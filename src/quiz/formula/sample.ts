/** One set of plain numbers at which a wrong formula and the right one part: shown where no mistake is found. */

import { functionOf } from './evaluate.ts';
import * as tell from './mistake.ts';
import { functionsOf, type Node, showName, symbolsOf } from './node.ts';
import { type Numbers, numberOf } from './numeric.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { SCALAR, sameShape, shapeOf } from './shape.ts';

/** The symbols' values, in the order of their names. */
const VALUES = [2, 1, -1, 0.5, 3, -2, 1.5, 0.2, -0.5];

/** Quantities that were typed and what they were written out to: their values follow from the others. */
export type Derived = ReadonlyMap<string, Node>;

/** What both give for those numbers; without numbers where these do not tell the two apart. */
export function sample(expected: readonly Node[], given: Node, derived: Derived): Reason {
  const right = nearest(expected, given);
  if (right === undefined) return say.different();
  const functions = new Set([...functionsOf(given), ...functionsOf(right)]);
  const symbols = [...new Set([...symbolsOf(right), ...symbolsOf(given)])].sort();
  const names = symbols.filter((name) => shapeOf(name) !== undefined);
  const sources = [...new Set(names.map(source))].sort();
  if ([...functions].some((fn) => !KNOWN.test(fn)) || sources.length > VALUES.length) return say.different();
  const values = new Map(sources.map((name, i) => [name, VALUES[i] ?? 0]));
  const of = (name: string): number => values.get(name) ?? 0;
  const numbers: Numbers = { of, fn: functionOf, hiddenFunction: 'σ', roles: new Map() };
  const [a, b] = [written(numberOf(given, numbers)), written(numberOf(right, numbers))];
  if (a === undefined || b === undefined || a === b) return say.different();
  const shown = names.map((name) => {
    const value = numberOf({ kind: 'symbol', name }, numbers);
    return `${showName(name)} = ${written(value) ?? ''}`;
  });
  for (const [name, formula] of derived)
    shown.push(`${showName(name)} = ${written(numberOf(formula, numbers)) ?? ''}`);
  if ([...functions].some((fn) => fn.startsWith('f'))) shown.push('f = σ');
  const letters = symbols.filter((name) => shapeOf(name) === undefined);
  if (letters.length > 0) shown.push(`${letters.map(brief).join(' = ')} = 0`);
  const plain = names.every((name) => sameShape(shapeOf(name) ?? SCALAR, SCALAR));
  return tell.differentAt(shown, plain ? 'numbers' : 'matrices', a, b);
}

/** A letter for a bias; learners' own may be long. */
function brief(letter: string): string {
  return letter.length > 12 ? `${letter.slice(0, 11)}…` : letter;
}

/** yᵗ = σ(vᵗ) and zᵗ = f(uᵗ): their values follow from v and u. */
function source(name: string): string {
  return name.replace(/^y@/, 'v@').replace(/^z@/, 'u@');
}

/** Functions whose values a reader can work out; f is shown as the sigmoid. */
const KNOWN = /^(?:[fgσ]'?|tanh'?|relu'?|exp)$/;

function written(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** The right formula that shares most with the given one. */
function nearest(expected: readonly Node[], given: Node): Node | undefined {
  const parts = (node: Node): Set<string> => new Set([...symbolsOf(node), ...functionsOf(node)]);
  const own = parts(given);
  const distance = (node: Node): number => {
    const others = parts(node);
    return (
      [...own].filter((part) => !others.has(part)).length +
      [...others].filter((part) => !own.has(part)).length
    );
  };
  return [...expected].sort((a, b) => distance(a) - distance(b))[0];
}
