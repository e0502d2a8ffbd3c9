import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, runButton } from '../../src/chat/buttons.ts';
import { loadCommands } from '../../src/command/load.ts';

const command = fileURLToPath(new URL('../../src/command', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A command file whose definition is the usual one with parts replaced. */
async function file(name: string, part: string): Promise<void> {
  const text = `import { defineCommand } from '${command}/define.ts';
import { integer, required } from '${command}/option.ts';
const words = { en: 'x', ja: 'x' };
export default defineCommand({ name: '${name.replace('.ts', '')}', words, examples: [], options: {}, async *run() {}, ${part} });`;
  await writeFile(join(folder, name), text);
}

describe('the folder of commands', () => {
  it('is read by section and name', async () => {
    await file('zeta.ts', `section: 'start'`);
    await file('beta.ts', '');
    await file('alpha.ts', '');
    expect((await loadCommands(folder)).map(({ shape }) => shape.name)).toEqual(['zeta', 'alpha', 'beta']);
  });
  it('stops the start with every fault of every file', async () => {
    await file('one.ts', `name: 'Other'`);
    await file('two.ts', `words: { en: 'x', ja: '' }`);
    await file(
      'three.ts',
      `options: { a: integer(words, { min: 0, max: 1 }, 0), b: required(integer(words, { min: 0, max: 1 }, undefined)) }`,
    );
    await file('run.ts', '');
    await writeFile(join(folder, 'four.ts'), 'export const nothing = 1;');
    const failed = loadCommands(folder);
    await expect(failed).rejects.toThrow(/one\.ts: the command is named Other/);
    await expect(failed).rejects.toThrow(/two\.ts: two: a description has 1–100 characters/);
    await expect(failed).rejects.toThrow(/three\.ts: three: required option b comes after an optional one/);
    await expect(failed).rejects.toThrow(/run\.ts: the name run is taken/);
    await expect(failed).rejects.toThrow(/four\.ts: its default export is not a command/);
  });
});

describe('a button', () => {
  it('carries what a press needs, within the limits of all platforms', () => {
    expect(button(['quiz', 'answer', 'x1', 'B'], 'B')).toEqual({
      id: 'quiz:answer:x1:B',
      label: 'B',
      style: 'secondary',
    });
    expect(() => button(['quiz', 'a:b'], 'B')).toThrow(RangeError);
    expect(() => button(['quiz', 'x'.repeat(100)], 'B')).toThrow(RangeError);
    expect(() => runButton('/train', 'x'.repeat(76))).toThrow(RangeError);
  });
});
