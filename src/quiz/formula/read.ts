/**
 * Reads a whole answer into what it states: the equation asked for, equations beside it (second line, `where`,
 * `ただし`), notes such as "g はシグモイド関数".
 */
import { FormulaFault, quoted } from './fault.ts';
import type { Equation, Node } from './node.ts';
import { parse } from './parse.ts';
import { spell } from './spelling.ts';

/** Longest answer that is read, in characters. */
export const LONGEST_FORMULA = 500;

export type Reading = {
  readonly equations: readonly Equation[];
  /** What functions are said to be: `g` → `σ`. */
  readonly aliases: ReadonlyMap<string, string>;
};

const SEPARATORS =
  /\n|,|;|、|。|\b(?:where|with|and|let|here|then|so|hence|thus|therefore)\b|ただし|但し|ここで|なお|また|として|とする|とおく|かつ/i;
/** `… + c) s1 = …` on one line: a name and "=" after something complete begin the next equation. */
const NEXT_EQUATION = /([)}\w'])[ \t]+((?:[A-Za-zδ]\w{0,7})(?:[_^]\{[^{}]*\})*\s*=)/g;
/** A weight with nothing behind it: the name that follows is what it is multiplied with. */
const WEIGHT_AT_END = /(?:^|[^A-Za-z])[WUV](?:_(?:\w+|\{[^{}]*\}))?(?:\^T|\^\{T\}|\.T|')*$/;
/** `(g is the sigmoid)`, `(b, c: bias)`, `(gはシグモイド関数)`: brackets around words, not around a formula. */
const NOTE_IN_BRACKETS =
  /\(([^()=]*[\u3040-\u30ff\u4e00-\u9fff][^()=]*|[^()=+*/]*(?:\bis\b|[\s,:](?:bias|biases|any|sigmoid)\b)[^()=+*/]*)\)/g;
/** `答え: y1 = …`, `The answer is y1 = …`. */
const LEAD_IN =
  /^\s*(?:(?:答え|解答|回答|こたえ)\s*(?:は|:|=)?|(?:the\s+|my\s+)?(?:answer|ans)\b\.?(?:\s+is\b)?\s*[:=]?|A\s*[:.])[、,]?\s*/gim;
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
const SIGMOID = /sigmoid|logistic|シグモイド|σ/i;
const NOTE_SUBJECT = /^\s*([a-zσφψ])\s*(?:\([a-z]?\))?\s*(?:は|を|:|\bis\b|\bare\b|=)/i;
const SMALL_TALK =
  /^(?:\s|[a-zA-Z0-9_σφ(){}'.]|は|を|が|の|と|も|です|ます|で|任意|それぞれ|関数|シグモイド|活性化|バイアス|中間層|隠れ層|出力層|入力層|重み|:)*$/;
const NOTE_WORDS =
  /バイアス|シグモイド|活性化|関数|重み|です|任意|\b(?:is|are|bias|biases|sigmoid|function|activation|weights?|any)\b/i;

/** @throws FormulaFault if it cannot be read, or contradicts itself on what a function is */
export function read(text: string): Reading {
  const aliases = new Map<string, string>();
  const equations: Equation[] = [];
  for (const clause of split(text)) {
    const alias = readNote(clause);
    if (alias === undefined) equations.push(readEquation(clause));
    else if (alias !== null) {
      if ((aliases.get(alias.name) ?? alias.meaning) !== alias.meaning) throw twoMeanings(alias.name);
      aliases.set(alias.name, alias.meaning);
    }
  }
  return { equations, aliases };
}

function twoMeanings(name: string): FormulaFault {
  return new FormulaFault('contradiction', {
    ja: `関数 ${quoted(name)} に 2 つの意味があります。どちらか 1 つにしてください。`,
    en: `The function ${quoted(name)} is given two meanings. Please keep one.`,
  });
}

/** Clauses at bracket depth 0. Notes after ※ and in brackets become clauses of their own, # and // begin comments. */
function split(text: string): string[] {
  const spelled = spell(text)
    .replace(/(?:#|\/\/)[^\n]*/g, '')
    .replace(/※/g, '\n')
    .replace(LEAD_IN, '')
    .replace(/(?:です|となります|になります)[。.]?\s*$/gm, '')
    .replace(NEXT_EQUATION, (both: string, end: string, next: string, at: number, whole: string) =>
      WEIGHT_AT_END.test(whole.slice(0, at) + end) ? both : `${end}\n${next}`,
    )
    .replace(NOTE_IN_BRACKETS, '\n$1\n')
    .replace(/シグモイド(?:関数)?(?=\s*[({])/g, 'sigmoid');
  const clauses: string[] = [];
  let depth = 0;
  let clause = '';
  let rest = spelled;
  while (rest !== '') {
    const sign = rest[0] ?? '';
    const aside = sign === '(' ? equationInBrackets(rest) : 0;
    if (aside > 0) {
      clauses.push(clause, rest.slice(1, aside - 1));
      clause = '';
      rest = rest.slice(aside);
      continue;
    }
    const separator = depth === 0 || sign === '\n' ? separatorAt(rest, clause) : 0;
    if (separator > 0) {
      clauses.push(clause);
      clause = '';
      depth = 0;
    } else {
      if (/[({]/.test(sign)) depth += 1;
      if (/[)}]/.test(sign)) depth = Math.max(0, depth - 1);
      clause += sign;
    }
    rest = rest.slice(Math.max(1, separator));
  }
  clauses.push(clause);
  return clauses.map((part) => part.trim().replace(/[.]$/, '').trim()).filter((part) => part !== '');
}

/** How long the brackets at the start of `rest` are, if a definition stands in them: `(s1 = W s0 + …)`. */
function equationInBrackets(rest: string): number {
  let depth = 0;
  for (let i = 0; i < rest.length; i++) {
    const sign = rest[i];
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth === 0) return rest.slice(0, i).includes('=') ? i + 1 : 0;
  }
  return 0;
}

/** How many characters at the start of `rest` part two clauses; an operator at a line's end goes on. */
function separatorAt(rest: string, before: string): number {
  const match = SEPARATORS.exec(rest);
  if (match === null || match.index !== 0) return 0;
  const goesOn = match[0] === '\n' && (/[-+*@/=⊙]\s*$/.test(before) || /^\s*[-+*@/=⊙]/.test(rest.slice(1)));
  if (goesOn) return 0;
  // `where` inside a word, such as a name that ends in "let", is no separator.
  if (/^[a-z]/i.test(match[0]) && /[A-Za-z0-9_]$/.test(before)) return 0;
  return match[0].length;
}

/** A note: `null` says nothing new, an alias says what a function letter means; undefined is no note. */
function readNote(clause: string): { name: string; meaning: string } | null | undefined {
  const subject = NOTE_SUBJECT.exec(clause)?.[1];
  const about = clause.slice(clause.search(/は|を|:|\bis\b|\bare\b|=/i));
  if (subject !== undefined && !/[+*/-]/.test(about.replace(/1\s*\/.*/, ''))) {
    if (SIGMOID.test(about) && /^[^(]*(?:\([a-z]?\))?[^(]*$/i.test(about))
      return { name: subject, meaning: 'σ' };
    if (/tanh|ハイパボリック/i.test(about) && !/tanh\s*\([^)]{2,}/i.test(about)) {
      return { name: subject, meaning: 'tanh' };
    }
    if (/relu/i.test(about) && !/relu\s*\([^)]{2,}/i.test(about)) return { name: subject, meaning: 'relu' };
  }
  const logistic =
    /^\s*([a-z])\s*\(\s*([a-z])\s*\)\s*=\s*1\s*\/\s*\(\s*1\s*\+\s*(?:exp|e\s*\^)\s*[({]?\s*-\s*\2\s*[)}]?\s*\)$/i;
  const spelledOut = logistic.exec(clause)?.[1];
  if (spelledOut !== undefined) return { name: spelledOut, meaning: 'σ' };
  if (clause.includes('=')) return undefined;
  if (/^[A-Za-z]\w{0,8}$/.test(clause) || clause.includes('∈')) return null;
  const talk = NOTE_WORDS.test(clause) && (SMALL_TALK.test(clause) || JAPANESE.test(clause));
  return talk && !/[+*/⊙]/.test(clause) ? null : undefined;
}

function readEquation(clause: string): Equation {
  // `W -= ε dE/dW` is short for `W = W − (ε dE/dW)`.
  const step = /^([^=]*?)([-+])=([^=]*)$/.exec(clause);
  if (step !== null) {
    const [, left = '', sign = '', by = ''] = step;
    return { left: leftOf(left), sides: [parse(`${left} ${sign} (${by})`)] };
  }
  const [first = '', ...others] = clause.split('=');
  const last = others.pop();
  if (last === undefined) return { left: undefined, sides: [parse(first)] };
  const [left, right] = [parse(first), parse(last)];
  // `g(…) = y1`: the sides changed places.
  if (others.length === 0 && left.kind !== 'symbol' && right.kind === 'symbol')
    return { left: right.name, sides: [left] };
  return { left: leftOf(first), sides: [...others.flatMap(readable), right] };
}

/** A side on the way to the last one may be anything, such as `∂E/∂y · ∂y/∂v`: it is taken where it can be read. */
function readable(side: string): Node[] {
  try {
    return [parse(side)];
  } catch (error) {
    if (error instanceof FormulaFault) return [];
    throw error;
  }
}

function leftOf(text: string): string {
  const node = parse(text);
  if (node.kind === 'symbol') return node.name;
  throw new FormulaFault('left-side', {
    ja: `「=」の左は ${quoted('y1')} のような記号 1 つにしてください。`,
    en: `Put a single name such as ${quoted('y1')} on the left of "=".`,
  });
}
