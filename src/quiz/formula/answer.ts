/** What a typed answer says: of the target, of quantities beside it, and what it says that has no place in it. */
import { FormulaFault } from './fault.ts';
import { means } from './meaning.ts';
import { type Equation, type Node, showName, splitName, symbolsOf, withChildren } from './node.ts';
import { read } from './read.ts';
import { Substitution } from './substitute.ts';
import { elided, isKnown, sized, symbolsOfTask, type Task, targetMissing, writtenOut } from './task.ts';

/** An equation for a quantity on the way that the formula of the target does without. */
export type Beside = { readonly name: string; readonly formula: Node };

export type Answer = {
  /** What the target is said to be, definitions put in: one formula, or several that have to agree. */
  readonly formulas: readonly Node[];
  readonly beside: readonly Beside[];
  /** An equation without which the answer has to be written. */
  readonly astray: FormulaFault | undefined;
};

/** @throws FormulaFault if it cannot be read, or nothing is said of the target */
export function readAnswer(text: string, task: Task): Answer {
  const { equations, aliases } = read(sized(text, task));
  const rename = renaming(elided(task));
  const said = equations.map(({ left, sides }): Equation => {
    const name = left === undefined ? undefined : rename.name(left);
    return { left: name, sides: sides.map(rename.node) };
  });
  return new Reading(task, said, aliases).answer();
}

function renaming(name: (name: string) => string) {
  const node = (part: Node): Node =>
    part.kind === 'symbol' ? { ...part, name: name(part.name) } : withChildren(part, node);
  return { name, node };
}

/** Whether an answer can be judged by it: it has no symbol of the course but the question's. */
export function isDecidable(formula: Node, task: Task): boolean {
  const symbols = symbolsOfTask(task);
  return [...symbolsOf(formula)].every((name) => !isKnown(name) || symbols.has(name));
}

/** One side of an equation; a side on the way to the last one (`= g(v₁) =`) may be beyond what can be judged. */
type Side = { readonly formula: Node; readonly place: 'on-the-way' | 'last' };

class Reading {
  readonly #task: Task;
  readonly #main: readonly Side[];
  /** What is said of other names, in the order written. */
  readonly #others: ReadonlyMap<string, readonly Side[]>;
  readonly #substitution: Substitution;

  constructor(task: Task, said: readonly Equation[], aliases: ReadonlyMap<string, string>) {
    this.#task = task;
    const isTarget = ({ left }: Equation): boolean =>
      left !== undefined && (left === task.target || left === splitName(task.target).base);
    const bare = said.filter(({ left }) => left === undefined);
    const main = said.filter(isTarget);
    if (bare.length + Math.min(1, main.length) > 1) throw twoFormulas();
    this.#main = [...main, ...bare].flatMap(sidesOf);
    if (this.#main.length === 0) throw targetMissing(task.target);
    const others = new Map<string, Side[]>();
    for (const equation of said) {
      const { left } = equation;
      if (left === undefined || isTarget(equation)) continue;
      others.set(left, [...(others.get(left) ?? []), ...sidesOf(equation)]);
    }
    this.#others = others;
    const definitions = [...others].flatMap(([name, sides]): [string, Node][] => {
      const last = sides.at(-1);
      return last === undefined || task.given.has(name) ? [] : [[name, last.formula]];
    });
    this.#substitution = new Substitution(new Map(definitions), aliases);
  }

  answer(): Answer {
    const task = this.#task;
    // `W = W` is no mere name where the right formula has W itself.
    const trivial = (side: Node): boolean =>
      side.kind === 'symbol' && side.name === task.target && !task.given.has(task.target);
    const all = this.#main.filter(({ formula }) => !trivial(formula)).map((side) => this.#written(side));
    const used = new Set(this.#substitution.used);
    const formulas = all.map(({ formula }) => formula);
    const decidable = formulas.filter((formula) => isDecidable(formula, task));
    const beside = [...this.#others].flatMap(([name, sides]): Beside[] => {
      if (used.has(name) || !task.steps.has(name)) return [];
      return sides.map((side) => ({ name, formula: this.#written(side).formula }));
    });
    const told = decidable.length > 0 ? decidable : formulas.slice(-1);
    const lost = all.find(({ formula, place }) => place === 'last' && !told.includes(formula));
    // ∂E/∂vᵗ and δ_outᵗ are one name, so to say that they are equal says something.
    const idle = this.#main.length > all.length && !/^δ/.test(task.target);
    const [circle] = idle ? [task.target] : this.#substitution.circular;
    const astray =
      circle !== undefined ? circular(circle) : lost !== undefined ? beyond(lost.formula, task) : undefined;
    const main = this.#main.map(({ formula }) => formula);
    return { formulas: told.length > 0 ? told : main, beside, astray: astray ?? this.#astray(used) };
  }

  #written({ formula, place }: Side): Side {
    return { formula: this.#substitution.into(formula), place };
  }

  /** The first equation beside that is for what the question gives, says nothing, contradicts another or is not needed. */
  #astray(used: ReadonlySet<string>): FormulaFault | undefined {
    for (const [name, sides] of this.#others) {
      const written = sides.map((side) => this.#written(side));
      const said = (is: (formula: Node) => boolean): boolean => written.some(({ formula }) => is(formula));
      if (this.#task.given.has(name)) {
        if (said((formula) => !isKnownOf(name, formula))) return givenAlready(name);
        continue;
      }
      const idle = !used.has(name) && isKnown(name);
      if (idle && said((formula) => symbolsOf(formula).has(name))) return circular(name);
      if (!this.#agree(written)) return contradiction(name);
      if (idle && !this.#task.steps.has(name) && said((formula) => !isStart(name, formula)))
        return notNeeded(name, this.#task.target);
    }
    return undefined;
  }

  /** Whether all that is said of one name can be true. */
  #agree(sides: readonly Side[]): boolean {
    const [first, ...others] = sides
      .filter(({ formula, place }) => place === 'last' || isDecidable(formula, this.#task))
      .map(({ formula }) => writtenOut(formula, this.#task.steps));
    return others.every((forms) => first?.some((a) => forms.some((b) => means(a, b))));
  }
}

function sidesOf({ sides }: Equation): Side[] {
  return sides.map((formula, i) => ({ formula, place: i === sides.length - 1 ? 'last' : 'on-the-way' }));
}

/** z₀ = 0: the state before the first step. */
function isStart(name: string, formula: Node): boolean {
  return splitName(name).time === '0' && formula.kind === 'number' && formula.value === 0;
}

/** yᵗ = g(vᵗ) and zᵗ = f(uᵗ) are known of those quantities. */
function isKnownOf(name: string, formula: Node): boolean {
  return !symbolsOf(formula).has(name) && means({ kind: 'symbol', name }, formula);
}

function twoFormulas(): FormulaFault {
  return new FormulaFault('two-formulas', {
    ja: '式が 2 つ並んでいます。「記号 = 式」の形で、1 行に 1 つずつ書いてください。',
    en: 'There are two formulas. Write each on a line of its own as "name = formula".',
  });
}

function circular(name: string): FormulaFault {
  const shown = showName(name);
  return new FormulaFault('circular', {
    ja: `「${shown} = …」は \`${shown}\` 自身に戻ってしまい、\`${shown}\` が何かを表していません。直すか除いてください。`,
    en: `"${shown} = …" leads back to \`${shown}\` itself, so it does not say what \`${shown}\` is. Please change it or leave it out.`,
  });
}

/** @param formula one with a symbol that is none of the question's */
function beyond(formula: Node, task: Task): FormulaFault {
  const symbols = symbolsOfTask(task);
  const stranger = [...symbolsOf(formula)].find((name) => isKnown(name) && !symbols.has(name));
  const shown = showName(stranger ?? task.target);
  return new FormulaFault('beyond', {
    ja: `\`${shown}\` はこの問題の記号ではありません。\`${shown}\` を使わずに書いてください。`,
    en: `\`${shown}\` is no symbol of this question. Please write your answer without \`${shown}\`.`,
  });
}

function givenAlready(name: string): FormulaFault {
  const shown = showName(name);
  return new FormulaFault('given-already', {
    ja: `\`${shown}\` は問題で与えられています。「${shown} = …」を除いて書いてください。`,
    en: `\`${shown}\` is given in the question. Please leave "${shown} = …" out.`,
  });
}

function contradiction(name: string): FormulaFault {
  const shown = showName(name);
  return new FormulaFault('contradiction', {
    ja: `\`${shown}\` の式が 2 通りあり、互いに食い違っています。どちらか 1 つにしてください。`,
    en: `There are two equations for \`${shown}\`, and they contradict each other. Please keep one.`,
  });
}

function notNeeded(name: string, target: string): FormulaFault {
  const [shown, asked] = [showName(name), showName(target)];
  return new FormulaFault('not-needed', {
    ja: `\`${asked}\` の式に \`${shown}\` は出てきません。「${shown} = …」を除いて書いてください。`,
    en: `The formula for \`${asked}\` makes no use of \`${shown}\`. Please leave "${shown} = …" out.`,
  });
}
