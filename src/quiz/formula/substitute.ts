/** Definitions put into a formula, so that one expression is left. */
import { FormulaFault } from './fault.ts';
import { childrenOf, type Node, withChildren } from './node.ts';

/** Most nodes of a formula with all definitions put in. */
const LARGEST = 500;

/** What an answer says of names and of function letters; puts it into formulas and notes what it met. */
export class Substitution {
  readonly #definitions: ReadonlyMap<string, Node>;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();
  readonly #circular = new Set<string>();
  #size = 0;
  constructor(definitions: ReadonlyMap<string, Node>, aliases: ReadonlyMap<string, string>) {
    this.#definitions = definitions;
    this.#aliases = aliases;
  }

  /** Names that were put in. */
  get used(): ReadonlySet<string> {
    return this.#used;
  }

  /** Names whose definition leads back to them: they are left standing. */
  get circular(): ReadonlySet<string> {
    return this.#circular;
  }

  /**
   * @param open names that are being put in: a name may not define itself
   * @throws FormulaFault beyond 500 nodes in all
   */
  into(node: Node, open: ReadonlySet<string> = new Set()): Node {
    this.#size += 1;
    if (this.#size > LARGEST) throw tooLarge();
    if (node.kind === 'symbol') return this.#meaning(node, node.name, open);
    const changed = withChildren(node, (child) => this.into(child, open));
    if (changed.kind !== 'call') return changed;
    return { ...changed, fn: this.#aliases.get(changed.fn) ?? changed.fn };
  }

  #meaning(symbol: Node, name: string, open: ReadonlySet<string>): Node {
    const definition = this.#definitions.get(name);
    if (definition === undefined) return symbol;
    this.#used.add(name);
    if (!open.has(name)) return this.into(definition, new Set([...open, name]));
    this.#circular.add(name);
    return symbol;
  }
}

/** @throws FormulaFault beyond 500 nodes */
export function checkSize(node: Node): void {
  if (sizeOf(node) > LARGEST) throw tooLarge();
}

function sizeOf(node: Node): number {
  return childrenOf(node).reduce((size, child) => size + sizeOf(child), 1);
}

function tooLarge(): FormulaFault {
  return new FormulaFault('too-long', {
    ja: '式が大きすぎます。もっと短く書いてください。',
    en: 'The formula is too large. Please write it shorter.',
  });
}
