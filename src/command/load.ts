/** Reads the folder of commands. A malformed one stops the start, with every fault named. */
import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type CommandShape, type OptionShapes, SECTIONS } from '../chat/shape.ts';
import type { Definition } from './define.ts';

/**
 * Imports every `.ts` file of a folder; each has one Definition as its default export.
 * @returns the definitions by section, and within each by name.
 * @throws Error listing every fault of every file.
 */
export async function loadCommands(folder: string): Promise<readonly Definition[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const faults: string[] = [];
  const definitions: Definition[] = [];
  for (const file of files) {
    const module: { default?: unknown } = await import(pathToFileURL(`${folder}/${file}`).href);
    if (!isDefinition(module.default)) {
      faults.push(`${file}: its default export is not a command (use defineCommand or defineGroup)`);
      continue;
    }
    const { shape } = module.default;
    if (`${shape.name}.ts` !== file)
      faults.push(`${file}: the command is named ${shape.name}; file and command share a name`);
    faults.push(...faultsOf(shape).map((fault) => `${file}: ${fault}`));
    definitions.push(module.default);
  }
  if (faults.length > 0) throw new Error(`commands cannot be loaded:\n${faults.join('\n')}`);
  const place = ({ shape }: Definition) => SECTIONS.indexOf(shape.section ?? 'lab');
  return definitions.sort((a, b) => place(a) - place(b));
}

function isDefinition(value: unknown): value is Definition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'shape' in value &&
    'runners' in value &&
    'actions' in value
  );
}

/** What is wrong with a command's outside; the limits are the strictest of all platforms. */
export function faultsOf(shape: CommandShape): readonly string[] {
  const faults: string[] = [];
  const name = (what: string, text: string) => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(text))
      faults.push(`${what} ${text}: 1–32 lower-case letters, digits, hyphens`);
  };
  const words = (what: string, texts: { en: string; ja: string }) => {
    for (const text of [texts.en, texts.ja]) {
      if (text.length < 1 || text.length > 100) faults.push(`${what}: a description has 1–100 characters`);
    }
  };
  const options = (what: string, shapes: OptionShapes) => {
    const entries = Object.entries(shapes);
    if (entries.length > 25) faults.push(`${what}: more than 25 options`);
    for (const [index, [key, option]] of entries.entries()) {
      name(`${what} option`, key);
      words(`${what} option ${key}`, option.words);
      if (option.required && entries.slice(0, index).some(([, before]) => !before.required)) {
        faults.push(`${what}: required option ${key} comes after an optional one`);
      }
      if (option.kind === 'choice' && (option.choices.length < 1 || option.choices.length > 25)) {
        faults.push(`${what} option ${key}: 1–25 choices`);
      }
    }
  };
  name('command', shape.name);
  if (['run', 'try'].includes(shape.name))
    faults.push(`the name ${shape.name} is taken by buttons that run a command line`);
  words(shape.name, shape.words);
  if (shape.kind === 'plain') {
    options(shape.name, shape.options);
    return faults;
  }
  const entries = Object.entries(shape.subcommands);
  if (entries.length < 1 || entries.length > 25) faults.push(`${shape.name}: 1–25 subcommands`);
  for (const [key, sub] of entries) {
    name(`${shape.name} subcommand`, key);
    words(`${shape.name} ${key}`, sub.words);
    options(`${shape.name} ${key}`, sub.options);
  }
  return faults;
}
