/**
 * Finds the mistakes in a formula by trying them: if a right formula with one, two or three known slips in it
 * gives the same numbers as what was typed, those are the mistakes.
 */
import * as tell from './mistake.ts';
import { functionsOf, type Node, numbersIn, showName, splitName, symbolsOf } from './node.ts';
import { drawNumbers, keepFunctions, type Numbers, numberOf } from './numeric.ts';
import { Right } from './part.ts';
import type { Reason } from './reason.ts';
import { rewrite, type Slip } from './rewrite.ts';
import { shapeOf } from './shape.ts';
import { apart, EXTRA_BIAS, slipsOf, type Typed } from './slip.ts';

const SEEDS = [5, 17, 29];
/** Most letters for biases whose meaning is tried. */
const MOST_LETTERS = 3;
/** Most activations that the free f is tried as. */
const MOST_FUNCTIONS = 4;
/** Most combinations of slips in one right formula that are compared: the time of an answer stays well below a second. */
const MOST_TRIALS = 4_000;

export type Found =
  | { readonly kind: 'mistakes'; readonly reasons: readonly Reason[] }
  /** As numbers both are the same: only the order, a transpose or a shape can be wrong. */
  | { readonly kind: 'same-numbers' }
  | { readonly kind: 'none' };

/**
 * @param expected right formulas
 * @param target canonical name on the left
 */
export function findSlips(expected: readonly Node[], given: Node, target: string): Found {
  const typed: Typed = {
    formula: given,
    symbols: symbolsOf(given),
    functions: functionsOf(given),
    numbers: numbersIn(given),
  };
  const searches = expected.map((formula) => new Search(new Right(formula), given));
  if (searches.some((search) => search.matches(search.right.formula))) return { kind: 'same-numbers' };
  for (const search of searches) {
    const reason = search.constant(search.right.formula) ?? extraActivation(search, typed, target);
    if (reason !== undefined) return { kind: 'mistakes', reasons: [reason] };
  }
  for (const depth of [1, 2, 3] as const) {
    for (const search of searches) {
      const reasons = search.slips(typed, depth);
      if (reasons !== undefined) return { kind: 'mistakes', reasons: once(reasons) };
    }
  }
  return { kind: 'none' };
}

/** Each once, those on biases last. */
function once(reasons: readonly Reason[]): Reason[] {
  const found = [...new Map(reasons.map((reason) => [`${reason.code} ${reason.words.en}`, reason])).values()];
  const late = (reason: Reason): number => (reason.code.includes('bias') ? 1 : 0);
  return found.sort((a, b) => late(a) - late(b));
}

/** `f(…)` around what is asked for before the activation. */
function extraActivation(search: Search, typed: Typed, target: string): Reason | undefined {
  if (!/^[uv]$/.test(splitName(target).base)) return undefined;
  const fn = [...typed.functions].find((name) =>
    search.matches({ kind: 'call', fn: name, arg: search.right.formula }),
  );
  return fn === undefined ? undefined : tell.activationExtra(fn, showName(target));
}

/** One choice of f: the draws, and what was typed in each meaning of its bias letters. */
type World = { readonly draws: readonly Numbers[]; readonly given: readonly (readonly number[])[] };

/** The comparison with one right formula, in all meanings of the bias letters and of f. */
class Search {
  readonly right: Right;
  readonly #worlds: readonly World[];
  #trials = 0;

  constructor(right: Right, given: Node) {
    this.right = right;
    const values = SEEDS.map(drawNumbers);
    const fn = keepFunctions();
    const used = [...functionsOf(given)]
      .map((name) => name.replace("'", ''))
      .filter((name) => name !== 'exp');
    const ways = meanings(letters(given), letters(right.formula));
    const meant = isFree(right.formula) ? [...new Set(['f', ...used])].slice(0, MOST_FUNCTIONS) : ['f'];
    this.#worlds = meant.map((hiddenFunction) => {
      const draws = values.map((of): Numbers => ({ of, fn, hiddenFunction, roles: NONE }));
      return { draws, given: ways.map((roles) => draws.map((draw) => numberOf(given, { ...draw, roles }))) };
    });
  }

  matches(node: Node): boolean {
    this.#trials += 1;
    return this.#worlds.some(({ draws, given }) => {
      let open = given;
      for (const [i, draw] of draws.entries()) {
        const wanted = numberOf(node, draw);
        open = open.filter((values) => near(values[i] ?? Number.NaN, wanted));
        if (open.length === 0) return false;
      }
      return true;
    });
  }

  /** A number by which all of it is multiplied, or that is added to it. */
  constant(node: Node): Reason | undefined {
    for (const { draws, given } of this.#worlds) {
      const right = draws.map((draw) => numberOf(node, draw));
      const against = (combine: (value: number, right: number) => number): number | undefined =>
        given
          .map((values) => steady(values.map((value, i) => combine(value, right[i] ?? Number.NaN))))
          .find((found) => found !== undefined && isPlain(found));
      const ratio = against((value, wanted) => value / wanted);
      if (ratio !== undefined && near(ratio, -1)) return tell.signOfAll();
      if (ratio !== undefined) return tell.factorOfAll(plain(ratio));
      const difference = against((value, wanted) => value - wanted);
      if (difference !== undefined)
        return difference > 0 ? tell.numberExtra(plain(difference)) : tell.numberShort(plain(-difference));
    }
    return undefined;
  }

  /** The reasons of `depth` slips that together give what was typed; three only if all are omissions. */
  slips(typed: Typed, depth: 1 | 2 | 3): Reason[] | undefined {
    this.#trials = 0;
    const all = slipsOf(this.right, typed);
    const found = this.#together(
      [],
      depth === 3 ? all.filter(({ kind }) => kind === 'omission') : all,
      depth,
    );
    return found ?? (depth === 1 ? this.#negated(all) : undefined);
  }

  /** `depth` more of the slips that follow, added to those taken. */
  #together(taken: readonly Slip[], following: readonly Slip[], depth: number): Reason[] | undefined {
    for (const [i, slip] of following.entries()) {
      if (this.#trials >= MOST_TRIALS) return undefined;
      const slips = [...taken, slip];
      if (depth > 1) {
        const others = following.slice(i + 1).filter((other) => apart(slip, other));
        const found = this.#together(slips, others, depth - 1);
        if (found !== undefined) return found;
      } else if (this.#matchesWith(slips)) return slips.map(({ reason }) => reason);
    }
    return undefined;
  }

  #matchesWith(slips: readonly Slip[]): boolean {
    const node = rewrite(
      this.right.formula,
      slips.map(({ edits }) => edits),
    );
    return node !== undefined && this.matches(node);
  }

  /** One slip, and the sign of the whole. */
  #negated(all: readonly Slip[]): Reason[] | undefined {
    for (const { edits, reason } of all) {
      if (reason.code === 'sign' || reason.code === 'slope') continue;
      const node = rewrite(this.right.formula, [edits]);
      if (node !== undefined && this.matches({ kind: 'sum', terms: [{ sign: -1, node }] }))
        return [reason, tell.signOfAll()];
    }
    return undefined;
  }
}

/** Whether the free activation f plays a part in it. */
function isFree(right: Node): boolean {
  const functions = functionsOf(right);
  return (
    functions.has('f') || functions.has("f'") || [...symbolsOf(right)].some((name) => name.startsWith('z@'))
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

function letters(node: Node): string[] {
  return [...symbolsOf(node)].filter((name) => shapeOf(name) === undefined);
}

/** Every way to read the typed letters as the biases of the right formula, or as one too many. */
function meanings(given: readonly string[], right: readonly string[]): ReadonlyMap<string, string>[] {
  if (right.length === 0 || given.length > MOST_LETTERS) return [NONE];
  return given.reduce<Map<string, string>[]>(
    (ways, letter) => {
      const own = right.filter((name) => name === letter);
      const others = right.filter((name) => name !== letter);
      return ways.flatMap((way) =>
        [...own, ...others, EXTRA_BIAS].map((role) => new Map([...way, [letter, role]])),
      );
    },
    [new Map()],
  );
}

function near(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(a), Math.abs(b));
}

/** The value that all have, if they have one. */
function steady(values: readonly number[]): number | undefined {
  const [first] = values;
  if (first === undefined || !Number.isFinite(first)) return undefined;
  return values.every((value) => Math.abs(value - first) <= 1e-7 * Math.max(1, Math.abs(first)))
    ? first
    : undefined;
}

/** A number that a person multiplies with or adds: 2, ½, 0.1. */
function isPlain(value: number): boolean {
  const size = Math.abs(value);
  const whole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-6 && Math.round(x) > 0 && x < 1000;
  return whole(size) || whole(1 / size) || whole(size * 10);
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
