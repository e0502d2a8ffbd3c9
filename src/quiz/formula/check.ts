/** The door of `formula/`: is a typed formula right, does it stop early, and if it is wrong, what is wrong with it? */
import { type Answer, type Beside, readAnswer } from './answer.ts';
import { FormulaFault } from './fault.ts';
import { type Judgement, judge } from './judge.ts';
import { match } from './meaning.ts';
import { LONGEST_FORMULA } from './read.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { readTask, type Task, writtenOut } from './task.ts';
import { whatIsWrong } from './wrong.ts';

export { nameOf } from './task.ts';

export type FormulaVerdict = {
  /** `unfinished`: right as far as it goes, but it stops at a quantity that is to be written out. */
  readonly verdict: 'right' | 'wrong' | 'unfinished' | 'unreadable';
  /** Why not; empty when right. */
  readonly reasons: readonly Reason[];
  /** Remarks on a right answer. */
  readonly notes: readonly Reason[];
};

/**
 * Compares by meaning. Never throws on what a user types.
 * @param target name on the left, e.g. `y1`
 * @param answers right formulas, the one to show first; a free activation in them is called f
 * @param text what was typed, at most 500 characters
 * @param steps equations of quantities on the way, e.g. `s1 = W s0 + W_in x1 + b`: an answer that stops there is unfinished
 * @throws FormulaFault if a formula of `answers` or `steps` cannot be read
 */
export function compareFormula(
  target: string,
  answers: readonly string[],
  text: string,
  steps: readonly string[] = [],
): FormulaVerdict {
  const task = readTask(target, answers, steps);
  if ([...text].length > LONGEST_FORMULA) return unreadable(tooLong());
  if (text.trim() === '') return unreadable(empty());
  try {
    return verdictOn(task, readAnswer(text, task));
  } catch (error) {
    if (error instanceof FormulaFault) return unreadable(error);
    throw error;
  }
}

/** All that an answer says has to be true. What has no place in it is never taken for right, and never counted. */
function verdictOn(task: Task, { formulas, beside, astray }: Answer): FormulaVerdict {
  const judgements: Judgement[] = [];
  // One mistake is enough: to look for the reasons takes a while.
  for (const formula of formulas) {
    const judgement = judge(task, formula);
    judgements.push(judgement);
    if (judgement.kind !== 'wrong') continue;
    return astray?.code === 'circular' ? unreadable(astray) : not('wrong', judgement.reasons);
  }
  for (const one of beside) {
    const untrue = untruth(task, one);
    if (untrue.length > 0) return not('wrong', untrue);
  }
  const right = judgements.find(({ kind }) => kind === 'right');
  if (right?.kind === 'right')
    return astray === undefined ? { verdict: 'right', reasons: [], notes: right.notes } : unreadable(astray);
  const besides = astray === undefined ? [] : [reasonOf(astray)];
  return not('unfinished', [...judgements.slice(0, 1).flatMap(reasonsOf), ...besides]);
}

const reasonsOf = (judgement: Judgement): readonly Reason[] =>
  judgement.kind === 'right' ? [] : judgement.reasons;

/** What is wrong with an equation for a quantity on the way. */
function untruth(task: Task, { name, formula }: Beside): readonly Reason[] {
  const right = task.steps.get(name) ?? [];
  const forms = writtenOut(formula, task.steps);
  const [form = formula] = forms;
  if (forms.some((some) => match(right, some) !== undefined)) return [];
  return [say.besideWrong(name), ...whatIsWrong(right, form, name)];
}

function not(verdict: 'wrong' | 'unfinished' | 'unreadable', reasons: readonly Reason[]): FormulaVerdict {
  return { verdict, reasons, notes: [] };
}

const reasonOf = ({ code, words }: FormulaFault): Reason => ({ code, words });

const unreadable = (fault: FormulaFault): FormulaVerdict => not('unreadable', [reasonOf(fault)]);

function tooLong(): FormulaFault {
  return new FormulaFault('too-long', {
    ja: `式は ${LONGEST_FORMULA} 文字以内で書いてください。`,
    en: `Please write the formula in at most ${LONGEST_FORMULA} characters.`,
  });
}

function empty(): FormulaFault {
  return new FormulaFault('empty', { ja: '式を入力してください。', en: 'Please type a formula.' });
}
