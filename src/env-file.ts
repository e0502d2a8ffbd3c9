/** The file `.env`: settings beside the environment. It is written by hand, so that its slips are looked for. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { StartError } from './chat/platform.ts';

export type EnvFile = {
  /** What is set, as Node's own parser reads it; a value may be empty. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names that begin a line and have no `=` behind them, which that parser passes over. */
  readonly bare: readonly string[];
};

const NOTHING: EnvFile = { variables: {}, bare: [] };

/**
 * Reads the file; one that is not there sets nothing.
 * @throws StartError with one sentence if it cannot be read as text.
 */
export function readEnvFile(path: string): EnvFile {
  const bytes = readBytes(path);
  if (bytes === undefined) return NOTHING;
  // UTF-16 begins with FF FE or FE FF, which no text in UTF-8 does, and half of its bytes are 0 in such a file.
  if (bytes.includes(0) || (bytes[0] ?? 0) >= 0xfe) {
    throw new StartError(
      `${path} cannot be read: it is not saved as UTF-8. Save it anew; Notepad asks for the encoding under "Save as".`,
    );
  }
  // The decoder drops a byte-order mark, which would count as part of the first name.
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
  const variables = Object.entries(parseEnv(text)).map(([name, value = '']) => [name.trim(), value]);
  const lines = text.matchAll(/^\s*(?:export\s+)?(\w+)(?![\w-]|\s*=)/gm);
  return {
    variables: Object.fromEntries(variables),
    bare: [...lines].flatMap(([, name]) => name ?? []),
  };
}

/**
 * What is wrong with the names in `file`, one sentence each. Others than `settings` may stand there, for other programs,
 * as long as they look like none of them.
 * @param environment all that is set, by the file or else.
 */
export function nameFaults(
  { variables, bare }: EnvFile,
  settings: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const isSet = (name: string) => (environment[name] ?? '').trim() !== '';
  const lost = settings.filter((name) => bare.includes(name) && !isSet(name));
  const misspelt = Object.keys(variables).flatMap((name) => {
    if (settings.includes(name) || !isSet(name)) return [];
    const meant = settingsMeant(name, settings, isSet);
    return meant.length === 0
      ? []
      : [`${name} in .env is no setting: ${meant.join(' or ')} is meant. Rename or remove it.`];
  });
  return [...lost.map((name) => `${name} in .env needs an = right behind it.`), ...misspelt];
}

/** The settings that `name` comes close to by its letters, else by its words: DISCORD_BOT_TOKEN, SLACK_TOKEN. */
function settingsMeant(
  name: string,
  settings: readonly string[],
  isSet: (name: string) => boolean,
): readonly string[] {
  // As it is typed with a Japanese keyboard, in small letters, with hyphens. Longer ones may hold a token.
  const plain = name.normalize('NFKC').toUpperCase().replaceAll('-', '_');
  if (!/^\w{1,40}$/.test(plain)) return [];
  const slips = settings.filter((each) => isSlip(plain, each));
  // Names of the same words may well be another program's: they matter only where the setting itself is missing.
  return slips.length > 0 ? slips : settings.filter((each) => !isSet(each) && sharesWords(plain, each));
}

/** At most one edit for every four letters, two in all; or the same letters in another order. */
function isSlip(name: string, setting: string): boolean {
  const letters = (word: string) => [...word].sort().join('');
  const edits = Math.min(2, Math.floor(setting.length / 4));
  return distance(name, setting) <= edits || letters(name) === letters(setting);
}

/** Both begin with the same word, and one has all words of the other, two or more. */
function sharesWords(name: string, setting: string): boolean {
  const [one, other] = [name.split('_'), setting.split('_')].sort((a, b) => a.length - b.length);
  if (one === undefined || other === undefined || one.length < 2) return false;
  return one[0] === other[0] && one.every((word) => other.includes(word));
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    switch (error.code) {
      case 'ENOENT':
        return undefined;
      case 'EISDIR':
        throw new StartError(
          `${path} cannot be read: it is a folder. Rename it, or start in another folder.`,
        );
      case 'EACCES':
      case 'EPERM':
        throw new StartError(`${path} cannot be read: you may not read it. Change its permissions.`);
      default:
        throw new StartError(`${path} cannot be read (${String(error.code)}). Rename or remove it.`);
    }
  }
}
