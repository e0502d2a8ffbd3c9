/** A file field of a form at the terminal: the line is a path. */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { UserError } from '../../chat/error.ts';
import type { FieldValue } from '../../chat/invocation.ts';

/**
 * @param line a path as it is typed, or as a terminal writes it when a file is dropped there: in quotes, or with
 * backslashes before its spaces. `~/` is the home folder.
 * @throws UserError if there is no such file or it is larger than `maxBytes`.
 */
export async function readFileField(line: string, maxBytes: number): Promise<FieldValue> {
  const path = pathOf(line.trim());
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (info instanceof Error || !info.isFile()) {
    throw new UserError({
      en: `There is no file \`${path.slice(0, 200)}\`. Type the path of a file.`,
      ja: `\`${path.slice(0, 200)}\` というファイルはありません。ファイルのパスを入力してください。`,
    });
  }
  if (info.size > maxBytes) {
    throw new UserError({
      en: `That file is too large: at most ${Math.floor(maxBytes / 1024)} KB.`,
      ja: `ファイルが大きすぎます。${Math.floor(maxBytes / 1024)} KB 以下にしてください。`,
    });
  }
  return { kind: 'file', name: basename(path), bytes: new Uint8Array(await readFile(path)) };
}

function pathOf(typed: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(typed)?.[2];
  const plain = quoted ?? (sep === '/' ? typed.replace(/\\(.)/g, '$1') : typed);
  return plain.startsWith('~/') ? join(homedir(), plain.slice(2)) : plain;
}
