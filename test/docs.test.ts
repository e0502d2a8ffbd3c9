/** What is documented is what is defined. `vitest -u` brings the documents up to date. */
import { globSync } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandReference, commandTable } from '../src/answers/help.ts';
import { loadCommands } from '../src/command/load.ts';

const root = new URL('../', import.meta.url);
const shapes = (await loadCommands(fileURLToPath(new URL('commands', root)))).map(({ shape }) => shape);

describe.each([
  ['en', 'README.md', 'docs/commands.md'],
  ['ja', 'README.ja.md', 'docs/commands.ja.md'],
] as const)('in %s', (locale, readme, reference) => {
  it('every option of every command is in the reference', async () => {
    await expect(commandReference(shapes, locale)).toMatchFileSnapshot(
      fileURLToPath(new URL(reference, root)),
    );
  });
  it('the README lists every command', async () => {
    const text = await readFile(new URL(readme, root), 'utf8');
    const between = /(<!-- commands -->\n)([\s\S]*?)(<!-- \/commands -->)/;
    const wanted = `${commandTable(shapes, locale)}\n`;
    if (expect.getState().snapshotState.snapshotUpdateState === 'all') {
      await writeFile(
        new URL(readme, root),
        text.replace(between, (_, open, __, close) => open + wanted + close),
      );
      return;
    }
    expect(between.exec(text)?.[2]).toBe(wanted);
  });
});

const documents = globSync('{*,{docs,questions,bench,deploy,src,commands}/**/*}.md', {
  cwd: fileURLToPath(root),
});

it.each(documents)('every file that %s links to is there', async (file) => {
  const text = await readFile(new URL(file, root), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
  for (const link of links)
    await expect(access(new URL(link, new URL(file, root))), `${file} → ${link}`).resolves.toBeUndefined();
});
