/** What CONTRIBUTING shows can be done as it is printed there. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { useCopies } from './support/altered.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const copies = useCopies();

async function printed(file: string): Promise<string> {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(await readFile(join(root, file), 'utf8')) ?? [];
  if (code === undefined) throw new Error(`${file} shows no command`);
  return code;
}

test('the command that is shown is the same in both languages', async () => {
  expect(await printed('CONTRIBUTING.ja.md')).toBe(await printed('CONTRIBUTING.md'));
});

test('the command that is shown passes lint as it is printed', async () => {
  const rules = Object.fromEntries(
    await Promise.all(
      ['biome.json', 'test/platforms/web/settled.grit'].map(
        async (file) => [file, await readFile(join(root, file), 'utf8')] as const,
      ),
    ),
  );
  const copy = await copies.alter({ ...rules, 'commands/double.ts': await printed('CONTRIBUTING.md') });
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { status, stderr } = spawnSync(
    process.execPath,
    [biome, 'check', '--vcs-enabled=false', 'commands/double.ts'],
    { cwd: copy.root, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
});

test('the command that is shown type-checks, answers, and is found in the help', async () => {
  const copy = await copies.alter({ 'commands/double.ts': await printed('CONTRIBUTING.md') });
  const [checked, answers] = await Promise.all([
    copy.typecheck(),
    copy.run(['/double 21', '/double', '/help double'], { dataDir: await copies.folder() }),
  ]);
  expect(checked).toMatchObject({ code: 0, out: '' });
  const [twice, missing, help] = answers;
  expect(twice).toMatchObject({ kind: 'final', text: 'Twice 21 is 42.', data: { n: 21, twice: 42 } });
  expect(missing?.kind).toBe('error');
  expect(help?.text).toContain('/double 21');
});
