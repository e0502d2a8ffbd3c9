import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandShape } from '../../src/chat/shape.ts';
import { faultsOf, loadCommands } from '../../src/command/load.ts';
import { choice, integer, required } from '../../src/command/option.ts';

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
  it('may hold other files, and is read in the order of the help', async () => {
    await writeFile(join(folder, 'README.md'), 'no command');
    await file('three.ts', `section: 'class'`);
    await file('two.ts', `section: 'learn'`);
    await file('one.ts', `section: 'lab'`);
    await file('none.ts', '');
    const found = await loadCommands(folder);
    expect(found.map(({ shape }) => shape.name)).toEqual(['two', 'none', 'one', 'three']);
  });
  it.each([
    ['nothing', 'export default undefined;'],
    ['null', 'export default null;'],
    ['a function', 'export default () => 1;'],
    ['half a definition', 'export default { shape: {}, runners: new Map() };'],
  ])('refuses a file whose default export is %s', async (_, text) => {
    await writeFile(join(folder, 'half.ts'), text);
    await expect(loadCommands(folder)).rejects.toThrow(
      'commands cannot be loaded:\nhalf.ts: its default export is not a command (use defineCommand or defineGroup)',
    );
  });
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

describe('the outside of a command', () => {
  const words = { en: 'x', ja: 'x' };
  const long = (length: number) => 'x'.repeat(length);
  const one = integer(words, { min: 0, max: 1 }, 0);
  type Plain = Extract<CommandShape, { kind: 'plain' }>;
  const faults = (part: Partial<Plain>) =>
    faultsOf({ kind: 'plain', name: 'good', words, examples: [], options: {}, ...part });
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`o${n}`, one]));

  it.each(['a', 'a-1', 'x9', `x${long(31)}`])('may be named %s', (name) => {
    expect(faults({ name })).toEqual([]);
  });
  it.each(['', '1a', '-a', 'A', 'a_b', 'a b', 'é', `x${long(32)}`])('may not be named %j', (name) => {
    expect(faults({ name })).toEqual([`command ${name}: 1–32 lower-case letters, digits, hyphens`]);
  });
  it.each(['run', 'try'])('may not be named %s, as buttons begin', (name) => {
    expect(faults({ name })).toEqual([`the name ${name} is taken by buttons that run a command line`]);
  });
  it('has 1 to 100 characters of description in each language', () => {
    const fault = 'good: a description has 1–100 characters';
    expect(faults({ words: { en: long(100), ja: 'x' } })).toEqual([]);
    expect(faults({ words: { en: long(101), ja: 'x' } })).toEqual([fault]);
    expect(faults({ words: { en: 'x', ja: long(101) } })).toEqual([fault]);
    expect(faults({ words: { en: '', ja: '' } })).toEqual([fault, fault]);
  });
  it('has at most 25 options, each well formed, the required ones first', () => {
    expect(faults({ options: many(25) })).toEqual([]);
    expect(faults({ options: many(26) })).toEqual(['good: more than 25 options']);
    expect(faults({ options: { Bad: one } })).toEqual([
      'good option Bad: 1–32 lower-case letters, digits, hyphens',
    ]);
    expect(faults({ options: { a: { ...one, words: { en: 'x', ja: '' } } } })).toEqual([
      'good option a: a description has 1–100 characters',
    ]);
    const must = required(integer(words, { min: 0, max: 1 }, undefined));
    expect(faults({ options: { a: must, b: must, c: one } })).toEqual([]);
    expect(faults({ options: { a: must, b: one, c: must } })).toEqual([
      'good: required option c comes after an optional one',
    ]);
  });
  it('has 1 to 25 choices where there are choices', () => {
    const of = (count: number) =>
      choice(
        words,
        Array.from({ length: count }, (_, n) => `c${n}`),
        undefined,
      );
    expect(faults({ options: { a: of(1), b: of(25) } })).toEqual([]);
    for (const count of [0, 26])
      expect(faults({ options: { a: of(count) } })).toEqual(['good option a: 1–25 choices']);
  });
  it('of a group has 1 to 25 subcommands, each well formed', () => {
    const group = (subcommands: Extract<CommandShape, { kind: 'group' }>['subcommands']) =>
      faultsOf({ kind: 'group', name: 'good', words, examples: [], subcommands });
    const sub = { words, options: {} };
    const subs = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}`, sub]));
    expect(group(subs(25))).toEqual([]);
    for (const count of [0, 26]) expect(group(subs(count))).toEqual(['good: 1–25 subcommands']);
    expect(group({ Bad: sub })).toEqual(['good subcommand Bad: 1–32 lower-case letters, digits, hyphens']);
    expect(group({ a: { ...sub, words: { en: '', ja: 'x' } } })).toEqual([
      'good a: a description has 1–100 characters',
    ]);
    expect(group({ a: { words, options: many(26) } })).toEqual(['good a: more than 25 options']);
    expect(group({ a: { words, options: { B: one } } })).toEqual([
      'good a option B: 1–32 lower-case letters, digits, hyphens',
    ]);
  });
});
