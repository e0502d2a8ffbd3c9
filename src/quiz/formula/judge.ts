/** Whether one formula is right, stops early or is wrong. */
import { elementwise } from './elementwise.ts';
import { FormulaFault } from './fault.ts';
import { match, SHAPES } from './meaning.ts';
import * as tell from './mistake.ts';
import { type Node, showName, symbolsOf } from './node.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { isKnown, symbolsOfTask, type Task, writtenOut } from './task.ts';
import { transposes, turnedUpright } from './transposes.ts';
import { whatIsWrong, withoutTime } from './wrong.ts';

export type Judgement =
  | { readonly kind: 'right'; readonly notes: readonly Reason[] }
  /** Right as far as it goes: `reasons` say what is still to be written out. */
  | { readonly kind: 'unfinished'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'wrong'; readonly reasons: readonly Reason[] };

/** @throws FormulaFault if it has no symbol of the question */
export function judge(task: Task, typed: Node): Judgement {
  const open = [...symbolsOf(typed)].filter((name) => task.steps.has(name));
  const notes = open.length === 0 ? notesIfRight(task, typed) : undefined;
  if (notes !== undefined) return { kind: 'right', notes };
  const symbols = symbolsOfTask(task);
  if (![...symbolsOf(typed)].some(isKnown)) throw noSymbols([...symbols]);
  const full = open.length === 0 ? [typed] : writtenOut(typed, task.steps);
  // Weights that all stand for row vectors are read as the steps write theirs.
  const rows = turnedUpright(typed);
  const forms = [...full, ...(rows === undefined ? [] : writtenOut(rows, task.steps))];
  if (open.length > 0 && forms.some((form) => notesIfRight(task, form) !== undefined))
    return { kind: 'unfinished', reasons: [say.unfinished(), ...open.map((name) => stillOpen(name, task))] };
  const timeless = withoutTime(typed, symbols);
  if (timeless.length > 0) return { kind: 'wrong', reasons: timeless };
  const [form = typed] = full;
  if (transposes(task.expected, form) === 'some') return { kind: 'wrong', reasons: [tell.transposeNone()] };
  const given = elementwise(form, SHAPES, 'at-stars');
  const derived = new Map(open.map((name) => [name, firstForm(name, task)]));
  return { kind: 'wrong', reasons: whatIsWrong(task.expected, given, task.target, derived) };
}

/** Remarks on a right formula; undefined if it is not right. */
function notesIfRight(task: Task, typed: Node): readonly Reason[] | undefined {
  const { expected } = task;
  const given = elementwise(typed, SHAPES, 'at-stars');
  const matched = match(expected, given);
  if (matched !== undefined) return remarks(matched, task, given);
  if (match(expected, elementwise(typed, SHAPES, 'anywhere')) !== undefined) return [tell.meantElementwise()];
  return transposes(expected, typed) === 'all' ? [tell.allTransposed()] : undefined;
}

function remarks(matched: Node, { expected, answers }: Task, given: Node): Reason[] {
  const notes: Reason[] = [];
  const [first] = expected;
  const [shown] = answers;
  if (first !== undefined && shown !== undefined && matched !== first) {
    const known = symbolsOf(first);
    const left = [...symbolsOf(matched)].some((s) => isKnown(s) && !known.has(s));
    if (left) notes.push(say.writtenOut(shown));
  }
  const letters = biasLetters(given);
  const [letter] = letters;
  const biases = biasLetters(matched);
  if (biases.length === 2 && letters.length === 1 && letter !== undefined)
    notes.push(say.sameBiasLetter(letter));
  return notes;
}

/** Letters that are no symbols of the course. */
function biasLetters(node: Node): string[] {
  return [...symbolsOf(node)].filter((name) => !isKnown(name));
}

/** A quantity on the way, written out. */
function firstForm(name: string, task: Task): Node {
  return task.steps.get(name)?.[0] ?? { kind: 'symbol', name };
}

/** `s₁` is still to be written with `W`, `s₀`, `W_in`, `x₁` and a bias. */
function stillOpen(name: string, task: Task): Reason {
  const symbols = [...symbolsOf(firstForm(name, task))];
  const known = symbols.filter(isKnown).map(showName);
  return say.stillOpen(showName(name), known, symbols.length - known.length);
}

function noSymbols(symbols: readonly string[]): FormulaFault {
  const list = symbols.map((s) => `\`${showName(s)}\``);
  return new FormulaFault('no-symbols', {
    ja: `問題の記号(${list.join('、')})を使った式を書いてください。`,
    en: `Write a formula with the symbols of the question: ${list.join(', ')}.`,
  });
}
