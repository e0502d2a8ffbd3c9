import { expect, test } from 'vitest';
import { bundle } from '../../../src/platforms/web/bundle.ts';

const of = (sources: Record<string, string>) => bundle('main', new Map(Object.entries(sources)));

/** Runs a bundle and gives what it put into `out`. */
async function run(script: string): Promise<unknown> {
  const code = `export const out = [];\n${script}`;
  const module: { out: unknown } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.out;
}

test('modules run once, after those that they import, and keep their names to themselves', async () => {
  const script = of({
    main: "import { a, twice as both } from './a.ts';\nimport { b } from './b-c.ts';\nconst c = 3;\nout.push(a, b, c, both(4));",
    a: "import { b } from './b-c.ts';\nconst c = 1;\nout.push('a');\nexport const a = b + c;\nexport function twice(n) {\n  return 2 * n;\n}",
    'b-c': "out.push('b');\nexport class B {}\nexport const b = 10;",
    unused: 'out.push("never");',
  });
  expect(await run(script)).toEqual(['b', 'a', 11, 10, 3, 8]);
});

test.each([
  [
    'a circle',
    { main: "import { a } from './a.ts';", a: "import { b } from './main.ts';" },
    'main → a → main',
  ],
  ['a module that is not there', { main: "import { a } from './a.ts';" }, 'no module a, which main imports'],
  ['a default export', { main: 'export default 1;' }, 'export default 1'],
  ['a namespace', { main: "import * as a from './a.ts';", a: '' }, 'import * as a'],
  ['a package', { main: "import { a } from 'a';" }, "from 'a'"],
])('%s is refused', (_, sources, message) => {
  expect(() => of(sources)).toThrow(message);
});
