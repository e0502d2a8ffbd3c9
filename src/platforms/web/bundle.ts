/**
 * One script from the page's modules, so that a browser asks once and not forty times: each module becomes a
 * function that gives what it exports. It knows the forms that the page uses, and refuses any other.
 */

const IMPORT = /^import \{([^}]*)\} from '(?:\.\/|\.\.\/\.\.\/\.\.\/chat\/)([\w-]+)\.ts';$/gm;
const EXPORT = /^export ((?:async function|function|const|class) (\w+))/gm;

/** `sources`: JavaScript by module name, without folder and extension. Throws for a module that is not among them. */
export function bundle(first: string, sources: ReadonlyMap<string, string>): string {
  const written = new Map<string, string>();
  write(first, []);
  return [...written.values()].join('\n');

  /** Writes a module after those that it imports. */
  function write(name: string, path: readonly string[]): void {
    if (written.has(name)) return;
    if (path.includes(name))
      throw new Error(`The page's modules import each other: ${[...path, name].join(' → ')}`);
    const source = sources.get(name);
    if (source === undefined) throw new Error(`The page has no module ${name}, which ${path.at(-1)} imports`);
    for (const [, , imported] of source.matchAll(IMPORT)) write(imported ?? '', [...path, name]);
    written.set(name, wrapped(name, source));
  }
}

/** `import { a as b } from './x.ts'` → `const { a: b } = $x`; `export` → the function's result. */
function wrapped(name: string, source: string): string {
  const exported = [...source.matchAll(EXPORT)].map(([, , own]) => own);
  const body = source
    .replace(
      IMPORT,
      (_, names: string, from: string) => `const {${names.replace(/ as /g, ': ')}} = ${variable(from)};`,
    )
    .replace(EXPORT, '$1');
  const left = /^(?:import|export)\b(?!\().*/m.exec(body)?.[0];
  if (left !== undefined)
    throw new Error(`A form of import or export that the page's ${name} should not use: ${left}`);
  return `const ${variable(name)} = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();`;
}

function variable(name: string): string {
  return `$${name.replaceAll('-', '_')}`;
}
