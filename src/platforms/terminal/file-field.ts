/** A file field of a form at the terminal: the line is a path. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../chat/error.ts';
import type { FieldValue } from '../../chat/invocation.ts';

/** @throws UserError if there is no such file or it is larger than `maxBytes`. */
export async function readFileField(line: string, maxBytes: number): Promise<FieldValue> {
  const path = line.trim();
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
