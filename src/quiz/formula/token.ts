/** Cuts a formula (in one spelling, see `spelling.ts`) into numbers, names, functions and signs. */
import { FormulaFault, quoted } from './fault.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  /** A name that is followed by a bracket and is no symbol of the course: `g`, `σ`, `f'`. */
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'sign'; readonly sign: '+' | '-' | '*' | '@' | '/' | '⊙' | '(' | ')' | '^' | '=' | ',' }
  /** A raised T, or `.T`. */
  | { readonly kind: 'transpose' };

/** Other names of functions, in the course's letters. */
const FUNCTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sigmoid: 'σ',
    logistic: 'σ',
    sigma: 'σ',
    sig: 'σ',
    シグモイド: 'σ',
    phi: 'φ',
    ϕ: 'φ',
    psi: 'ψ',
    act: 'act',
    activation: 'act',
    activate: 'act',
    tanh: 'tanh',
    relu: 'relu',
    exp: 'exp',
    dot: 'dot',
    matmul: 'dot',
  }),
);

const GREEK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    delta: 'δ',
    epsilon: 'ε',
    eps: 'ε',
    eta: 'η',
    theta: 'θ',
    beta: 'β',
    alpha: 'α',
    lambda: 'λ',
  }),
);

/** Letters whose raised number is a time step, not a power. */
const VECTORS = /^[xszuvyhdoδ]$/;

/** All signs that stand for themselves. */
const SIGNS = /^[-+*/⊙()^=,@{}]/;
const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/i;
/** `in` or `out` behind W, bare or in brackets of its own: `_in`, `_{in}`, `(out)`, `_(out)`, `^{(out)}`. */
const PART = String.raw`(?:_?(in|out)(?:put)?|\s*[_^]\s*(?:(in|out)(?:put)?|[({]\s*\(?(in|out)(?:put)?\)?\s*[)}])|\s*\(\s*(in|out)(?:put)?\s*\))`;
/** The same weight at another moment of training: `W_new`, `W_{t+1}`, `W^{(t)}`. */
const MOMENT = String.raw`_?\{?(?:new|old)\}?|\s*(?:_\s*|\^\s*(?=[({]))[({]*\s*(?:t|n|k|i)(?:\s*[-+]\s*1)?\s*[)}]*(?![A-Za-z])`;
const GRADIENT = new RegExp(String.raw`^[∂d]\s*E\s*/\s*[∂d]\s*W${PART}?(?:${MOMENT})?`);
/** ∇_W E. */
const NABLA = new RegExp(String.raw`^∇\s*_?\s*\{?\s*W${PART}?\s*\}?\s*E(?![A-Za-z])`);
/** ∂E/∂vᵗ and ∂E/∂uᵗ, which the course calls δ_outᵗ and δᵗ. */
const DELTA = /^[∂d]\s*E\s*\/\s*[∂d]\s*([uv])(?![A-Za-z])/;
const WEIGHT = new RegExp(`^W${PART}?`, 'i');
const WORD =
  /^(?:d_sigmoid|d_tanh|d_relu|sigmoid|logistic|sigma|シグモイド(?:関数)?|softmax|activation|activate|matmul|epsilon|lambda|delta|theta|alpha|bias|tanh|relu|beta|act|dot|exp|eps|eta|phi|psi|sig)/i;
const LETTER = /^[A-Za-z\u0370-\u03ff]/;
const LETTERS = /^[A-Za-z\u0370-\u03ff\u3040-\u30ff\u4e00-\u9fff]+/;
const BIAS = /^b(?:ias)?(?:_?\{?(?:in|out|hidden|output|[a-zA-Z](?![a-zA-Z])|\d+)\}?)?'*/i;

/** An index behind a name: `_{t-1}`, `_t-1`, `^(1)`, `0`, `_out`. */
const INDEX =
  /^(?:\s*([_^])\s*(?:\{\s*\(?\s*(t\s*[-+]\s*\d+|t|\d+|in|out)\s*\)?\s*\}|\(\s*(t\s*[-+]\s*\d+|t|\d+|in|out)\s*\)|(t[-+]\d+|t(?![A-Za-z])|\d+|in|out))|(\d+)|(out|t)(?![A-Za-z]))/;
const TRANSPOSED = /^(?:\s*\^\s*(?:\{\s*T\s*\}|T)|\s*\.T(?![A-Za-z]))/;

/** @throws FormulaFault where a sign or a word is not known */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const length = next(rest, tokens);
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

/** Adds the tokens at the start of `rest`; how many characters they took. */
function next(rest: string, tokens: Token[]): number {
  const transposed = TRANSPOSED.exec(rest);
  if (transposed !== null) return push(tokens, { kind: 'transpose' }, transposed[0]);
  const number = NUMBER.exec(rest);
  if (number !== null) return push(tokens, { kind: 'number', value: Number(number[0]) }, number[0]);
  const sign = SIGNS.exec(rest);
  if (sign !== null) return push(tokens, { kind: 'sign', sign: signOf(sign[0]) }, sign[0]);
  const delta = DELTA.exec(rest);
  if (delta !== null) return indexed(rest, delta[0], delta[1] === 'v' ? 'δ_out' : 'δ', tokens);
  const gradient = GRADIENT.exec(rest) ?? NABLA.exec(rest);
  if (gradient !== null) {
    const name = `∂E/∂${weightName(gradient)}`;
    return push(tokens, { kind: 'symbol', name }, gradient[0]);
  }
  const word = WORD.exec(rest);
  if (word !== null) return named(rest, word[0], tokens);
  const bias = BIAS.exec(rest);
  if (bias !== null && !/^[A-Za-z]/.test(rest.slice(bias[0].length))) {
    const name = bias[0].toLowerCase().replace(/[{}]/g, '');
    return push(tokens, { kind: 'symbol', name }, bias[0]);
  }
  const weight = WEIGHT.exec(rest);
  if (weight !== null) return weighted(rest, weight, tokens);
  if (LETTER.test(rest) || LETTERS.test(rest)) return letter(rest, tokens);
  throw new FormulaFault('unknown-sign', {
    ja: `${quoted([...rest][0] ?? '')} という記号は読めません。`,
    en: `I cannot read the sign ${quoted([...rest][0] ?? '')}.`,
  });
}

function push(tokens: Token[], token: Token, taken: string): number {
  tokens.push(token);
  return taken.length;
}

type Sign = Extract<Token, { kind: 'sign' }>['sign'];

function signOf(text: string): Sign {
  if (text === '{') return '(';
  if (text === '}') return ')';
  // SIGNS allows only these and the two above.
  return text as Sign;
}

/** The name from a match of W and PART. */
function weightName(match: RegExpExecArray): string {
  const part = match.slice(1).find((group) => group !== undefined);
  return part === undefined ? 'W' : `W_${part.toLowerCase()}`;
}

/** `W`, `W_in`, `W_out`; any other index makes it a name of its own, which is then unknown. */
function weighted(rest: string, match: RegExpExecArray, tokens: Token[]): number {
  const name = weightName(match);
  const after = rest.slice(match[0].length);
  const moment = new RegExp(`^(?:${MOMENT})`).exec(after);
  if (moment !== null) return push(tokens, { kind: 'symbol', name }, match[0] + moment[0]);
  const other = name === 'W' ? /^(?:\s*_\s*\{?\s*[A-Za-z0-9]+\s*\}?|\d+)/.exec(after) : null;
  if (other === null) return push(tokens, { kind: 'symbol', name }, match[0]);
  const index = other[0].replace(/[\s{}_]/g, '');
  return push(tokens, { kind: 'symbol', name: `W_${index}` }, match[0] + other[0]);
}

/** A word of the course: a function before a bracket, a Greek letter, or a bias. */
function named(rest: string, word: string, tokens: Token[]): number {
  const key = word.toLowerCase().replace('関数', '');
  const greek = GREEK.get(key);
  if (greek !== undefined) return indexed(rest, word, greek, tokens);
  if (key === 'bias') {
    const whole = BIAS.exec(rest)?.[0] ?? word;
    return push(tokens, { kind: 'symbol', name: whole.toLowerCase().replace(/[{}]/g, '') }, whole);
  }
  const fn = key.startsWith('d_') ? `${FUNCTIONS.get(key.slice(2)) ?? key}'` : (FUNCTIONS.get(key) ?? key);
  return called(rest, word, fn, tokens);
}

function called(rest: string, word: string, fn: string, tokens: Token[]): number {
  const primes = /^\s*'/.exec(rest.slice(word.length));
  const taken = primes === null ? word : word + primes[0];
  if (!/^\s*[({]/.test(rest.slice(taken.length))) {
    throw new FormulaFault('bare-function', {
      ja: `関数 ${quoted(word)} のうしろは、かっこを付けて ${quoted(`${word}(…)`)} と書いてください。`,
      en: `Put brackets after the function ${quoted(word)}: ${quoted(`${word}(…)`)}.`,
    });
  }
  return push(tokens, { kind: 'function', name: primes === null ? fn : `${fn}'` }, taken);
}

/** A single letter with its index; before a bracket, or primed, it is a function. */
function letter(rest: string, tokens: Token[]): number {
  const run = LETTERS.exec(rest)?.[0] ?? '';
  const first = rest[0] ?? '';
  const base = baseOf(first);
  const after = rest.slice(1);
  if (first === 'e' && /^\s*\^/.test(after)) {
    const power = /^e\s*\^/.exec(rest)?.[0] ?? rest;
    return push(tokens, { kind: 'function', name: 'exp' }, power);
  }
  if (first === 'ε' || first === 'η' || INDEX.test(after)) return indexed(rest, first, base, tokens);
  if (/^[A-Z]/.test(first) && !/^[FG]/.test(first)) {
    return push(tokens, { kind: 'symbol', name: run.length > 1 ? run : base }, run.length > 1 ? run : first);
  }
  const primed = /^[a-ehj-rt-wyz]'+(?!\s*[({])/.exec(rest);
  if (primed !== null) return push(tokens, { kind: 'symbol', name: primed[0] }, primed[0]);
  if (/^(?:\s*[({]|\s*')/.test(after)) return called(rest, first, functionLetter(first), tokens);
  if (run.length > 1) return push(tokens, { kind: 'symbol', name: run }, run);
  if (/^[gfσφψ]$/.test(first)) return called(rest, first, functionLetter(first), tokens);
  return push(tokens, { kind: 'symbol', name: base }, first);
}

/** Capital letters of vectors mean the vector; without an index H and T are sizes, U and V other people's weights. */
function baseOf(letter: string): string {
  return /^[HTEUV]$/.test(letter) ? letter : letter.toLowerCase();
}

function functionLetter(letter: string): string {
  return letter === 'ϕ' ? 'φ' : letter.toLowerCase();
}

/** A letter with its indices: `δ_out^t`, `z_{t-1}`, `x1`. */
function indexed(rest: string, word: string, base: string, tokens: Token[]): number {
  let taken = word;
  let part = '';
  let time: string | undefined;
  for (;;) {
    const match = INDEX.exec(rest.slice(taken.length));
    if (match === null || TRANSPOSED.test(rest.slice(taken.length))) break;
    const value = (match[2] ?? match[3] ?? match[4] ?? match[5] ?? match[6] ?? '').replace(/\s/g, '');
    const power = match[1] === '^' && /^\d+$/.test(value) && !VECTORS.test(base);
    if (power || (time !== undefined && value !== 'in' && value !== 'out')) break;
    if (value === 'in' || value === 'out') part = `_${value}`;
    else time = value;
    taken += match[0];
  }
  const letter = time === undefined ? base : base.toLowerCase();
  const name = time === undefined ? letter + part : `${letter}${part}@${time}`;
  return push(tokens, { kind: 'symbol', name }, taken);
}
