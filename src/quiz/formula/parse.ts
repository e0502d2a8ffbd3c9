/**
 * Reads one expression: sum > ⊙ > product > power. Brackets of all kinds are one; a product needs no sign.
 * ⊙ binds looser than the matrix product, so `f'(u) ⊙ Wᵀ δ` means f′(u) ⊙ (Wᵀδ).
 */
import { FormulaFault, quoted } from './fault.ts';
import type { Joint, Node } from './node.ts';
import { type Token, tokenize } from './token.ts';

/** Deepest nesting that is read. */
const DEEPEST = 60;

/** @throws FormulaFault if the text is no expression */
export function parse(text: string): Node {
  const reader = new Reader(tokenize(text));
  const node = reader.sum(0);
  reader.end();
  return node;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Takes the sign if it is next. */
  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.sign !== sign) return false;
    this.#at += 1;
    return true;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw unexpected(this.#tokens[this.#at]);
  }

  sum(depth: number): Node {
    if (depth > DEEPEST) throw tooDeep();
    const terms: { sign: 1 | -1; node: Node }[] = [];
    let sign = this.#leadingSign();
    for (;;) {
      terms.push({ sign, node: this.#hadamard(depth) });
      if (this.#take('+')) sign = this.#leadingSign();
      else if (this.#take('-')) sign = this.#leadingSign() === 1 ? -1 : 1;
      else break;
    }
    const only = terms[0];
    return terms.length === 1 && only !== undefined && only.sign === 1 ? only.node : { kind: 'sum', terms };
  }

  #leadingSign(): 1 | -1 {
    let sign: 1 | -1 = 1;
    for (;;) {
      if (this.#take('-')) sign = sign === 1 ? -1 : 1;
      else if (!this.#take('+')) return sign;
    }
  }

  #hadamard(depth: number): Node {
    const factors = [this.#product(depth)];
    while (this.#take('⊙')) factors.push(this.#product(depth));
    const [first] = factors;
    return factors.length === 1 && first !== undefined ? first : { kind: 'hadamard', factors };
  }

  #product(depth: number): Node {
    let factors = [this.#postfix(depth)];
    let joints: Joint[] = [];
    for (;;) {
      if (this.#take('/')) {
        factors = [{ kind: 'quotient', over: chain(factors, joints), under: this.#postfix(depth) }];
        joints = [];
        continue;
      }
      const joint = this.#joint();
      if (joint === undefined) return chain(factors, joints);
      joints.push(joint);
      factors.push(this.#postfix(depth));
    }
  }

  #joint(): Joint | undefined {
    if (this.#take('*')) return '*';
    if (this.#take('@')) return '@';
    return this.#beginsFactor() ? 'beside' : undefined;
  }

  #beginsFactor(): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined) return false;
    return token.kind === 'sign' ? token.sign === '(' : token.kind !== 'transpose';
  }

  #postfix(depth: number): Node {
    let node = this.#atom(depth);
    for (;;) {
      if (this.#tokens[this.#at]?.kind === 'transpose') {
        this.#at += 1;
        node = { kind: 'transpose', node };
      } else if (this.#take('^')) {
        node = { kind: 'power', node, exponent: this.#exponent() };
      } else return node;
    }
  }

  #exponent(): number {
    const bracket = this.#take('(');
    const sign = this.#take('-') ? -1 : 1;
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'number') throw unexpected(token);
    this.#at += 1;
    if (bracket && !this.#take(')')) throw unclosed();
    return sign * token.value;
  }

  #atom(depth: number): Node {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw unexpected(token);
    this.#at += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value };
      case 'symbol':
        return { kind: 'symbol', name: token.name };
      case 'function':
        return this.#call(token.name, depth);
      case 'transpose':
        throw unexpected(token);
      case 'sign': {
        if (token.sign === '-') return { kind: 'sum', terms: [{ sign: -1, node: this.#postfix(depth + 1) }] };
        if (token.sign !== '(') throw unexpected(token);
        const node = this.sum(depth + 1);
        if (!this.#take(')')) throw unclosed();
        return node;
      }
    }
  }

  /** `g(…)`, `exp` with a bracket or what is raised, and the product `dot(A, B)`. */
  #call(fn: string, depth: number): Node {
    if (!this.#take('(')) {
      if (fn === 'exp') return { kind: 'call', fn, arg: this.#postfix(depth + 1) };
      throw unexpected(this.#tokens[this.#at]);
    }
    const args = [this.sum(depth + 1)];
    while (this.#take(',')) args.push(this.sum(depth + 1));
    if (!this.#take(')')) throw unclosed();
    const [arg] = args;
    if (fn === 'dot')
      return chain(
        args,
        args.slice(1).map(() => '@'),
      );
    if (args.length !== 1 || arg === undefined) {
      throw new FormulaFault('too-many-arguments', {
        ja: `関数 ${quoted(fn)} のかっこの中は、式を 1 つだけにしてください。`,
        en: `Give the function ${quoted(fn)} one expression only.`,
      });
    }
    return { kind: 'call', fn, arg };
  }
}

function chain(factors: readonly Node[], joints: readonly Joint[]): Node {
  const [first] = factors;
  return factors.length === 1 && first !== undefined ? first : { kind: 'product', factors, joints };
}

function unexpected(token: Token | undefined): FormulaFault {
  if (token === undefined) {
    return new FormulaFault('incomplete', {
      ja: '式が途中で終わっています。',
      en: 'The formula ends in the middle.',
    });
  }
  const shown = quoted(showToken(token));
  return new FormulaFault('unexpected', {
    ja: `${shown} の位置が読み取れません。前後を確かめてください。`,
    en: `I did not expect ${shown} there. Please check what stands around it.`,
  });
}

function showToken(token: Token): string {
  switch (token.kind) {
    case 'number':
      return String(token.value);
    case 'symbol':
    case 'function':
      return token.name;
    case 'sign':
      return token.sign;
    case 'transpose':
      return 'ᵀ';
  }
}

function unclosed(): FormulaFault {
  return new FormulaFault('unclosed', {
    ja: '閉じかっこが足りません。',
    en: 'A closing bracket is missing.',
  });
}

function tooDeep(): FormulaFault {
  return new FormulaFault('too-deep', {
    ja: 'かっこの入れ子が深すぎます。',
    en: 'The brackets are nested too deeply.',
  });
}
