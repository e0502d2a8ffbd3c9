/** What a formula question asks for: the right formulas, and the quantities on the way at which an answer may stop. */

import { FormulaFault, quoted } from './fault.ts';
import { type Node, showName, splitName, symbolsOf, withChildren } from './node.ts';
import { parse } from './parse.ts';
import { read } from './read.ts';
import { shapeOf } from './shape.ts';
import { spell } from './spelling.ts';
import { checkSize, Substitution } from './substitute.ts';

export type Task = {
  /** The name on the left, e.g. `y@1`. */
  readonly target: string;
  /** Right formulas; the first is the one that is shown, a free activation in them is called f. */
  readonly expected: readonly Node[];
  /** They as they are written in the deck. */
  readonly answers: readonly string[];
  /** Quantities on the way (`s@1`), each with its right formulas in the given quantities. */
  readonly steps: ReadonlyMap<string, readonly Node[]>;
  /** Quantities that the question gives: those of the first right formula. */
  readonly given: ReadonlySet<string>;
};

/**
 * @param target name on the left, e.g. `y1`
 * @param answers right formulas, e.g. `y1 = g(W_out (W s0 + W_in x1 + b) + c)`
 * @param steps equations of quantities on the way, e.g. `s1 = W s0 + W_in x1 + b`; they may use those above them
 * @throws FormulaFault if one cannot be read
 */
export function readTask(target: string, answers: readonly string[], steps: readonly string[]): Task {
  const name = nameOf(target);
  const expected = answers.map((answer) => formulaIn(answer, name));
  const [first] = expected;
  const given = new Set(first === undefined ? [] : [...symbolsOf(first)].filter(isKnown));
  const known = new Map<string, Node[]>();
  for (const step of steps) {
    const left = read(step).equations.find((equation) => equation.left !== undefined)?.left;
    if (left === undefined) throw noEquation(step);
    const written = writtenOut(formulaIn(step, left), known);
    known.set(left, [...(known.get(left) ?? []), ...written]);
  }
  return { target: name, expected, answers, steps: known, given };
}

/** The canonical name of a symbol as it is written in a question. */
export function nameOf(target: string): string {
  const node = parse(spell(target));
  if (node.kind !== 'symbol') throw new Error(`not a symbol: ${target}`);
  return node.name;
}

/** The formula that a deck gives for a name, its definitions put in. */
function formulaIn(text: string, name: string): Node {
  const { equations, aliases } = read(text);
  const said =
    equations.find(({ left }) => left === name) ?? equations.find(({ left }) => left === undefined);
  const formula = said?.sides.at(-1);
  if (formula === undefined) throw targetMissing(name);
  const definitions = new Map<string, Node>();
  for (const { left, sides } of equations) {
    const side = sides.at(-1);
    if (left !== undefined && left !== name && side !== undefined) definitions.set(left, side);
  }
  return new Substitution(definitions, aliases).into(formula);
}

/**
 * A formula with every quantity on the way written out, in all of its right forms.
 * @throws FormulaFault beyond 500 nodes
 */
export function writtenOut(formula: Node, steps: Task['steps']): Node[] {
  let forms = [formula];
  for (const name of symbolsOf(formula)) {
    const step = steps.get(name);
    if (step === undefined) continue;
    forms = step.flatMap((by) => forms.map((form) => put(form, name, by)));
    forms.forEach(checkSize);
  }
  return forms;
}

function put(node: Node, name: string, by: Node): Node {
  if (node.kind === 'symbol') return node.name === name ? by : node;
  return withChildren(node, (child) => put(child, name, by));
}

/** Whether a name is a symbol of the course, not a letter for a bias. */
export function isKnown(name: string): boolean {
  return shapeOf(name) !== undefined;
}

/** All symbols that an answer may be judged by. */
export function symbolsOfTask({ expected, steps }: Task): ReadonlySet<string> {
  return new Set([
    ...expected.flatMap((formula) => [...symbolsOf(formula)]).filter(isKnown),
    ...steps.keys(),
  ]);
}

/** A small h for H, where the question has only H. */
export function sized(text: string, task: Task): string {
  const symbols = [...symbolsOfTask(task)];
  if (!symbols.includes('H') || symbols.some((name) => splitName(name).base === 'h')) return text;
  return text.replace(/(?<![A-Za-zａ-ｚＡ-Ｚ])[hｈ](?![A-Za-zａ-ｚＡ-Ｚ])/g, 'H').replace(/個[。.]?\s*$/, '');
}

/** `δ_out` for `δ_outᵗ`: an omitted t is understood, an omitted number is not. η and α are learning rates, too. */
export function elided(task: Task): (name: string) => string {
  const symbols = symbolsOfTask(task);
  return (name) => {
    if (symbols.has(`${name}@t`)) return `${name}@t`;
    return symbols.has('ε') && /^[ηα]$/.test(name) ? 'ε' : name;
  };
}

function noEquation(step: string): FormulaFault {
  return new FormulaFault('no-equation', {
    ja: `${quoted(step)} は「記号 = 式」の形で書いてください。`,
    en: `Write ${quoted(step)} as "name = formula".`,
  });
}

export function targetMissing(target: string): FormulaFault {
  const shown = showName(target);
  return new FormulaFault('target-missing', {
    ja: `\`${shown}\` の式がありません。「${shown} = …」の形で書いてください。`,
    en: `There is no equation for \`${shown}\`. Write it as "${shown} = …".`,
  });
}
