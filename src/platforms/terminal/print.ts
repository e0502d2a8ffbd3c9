/** Replies on paper: plain text for people, one JSON object a line for programs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordsOf } from '../../chat/markdown.ts';
import type { Attachment, Reply } from '../../chat/reply.ts';

/** A file of a reply; `path` is null where files are not kept. */
type SavedFile = {
  readonly name: string;
  readonly path: string | null;
  readonly alt: string;
  readonly type: string;
};

/**
 * Writes the files of line number `line` into the existing `folder` as `<line>-<name>`; without a folder nothing is
 * written.
 * @throws Error of the file system.
 */
export async function saveFiles(
  files: readonly Attachment[],
  line: number,
  folder: string | undefined,
): Promise<readonly SavedFile[]> {
  return Promise.all(
    files.map(async ({ name, alt, type, bytes }) => {
      if (folder === undefined) return { name, path: null, alt, type };
      const path = join(folder, `${line}-${name}`);
      await writeFile(path, bytes);
      return { name, path, alt, type };
    }),
  );
}

/** One line of JSON for a reply to `line`. */
export function jsonLine(line: string, answer: Reply, files: readonly SavedFile[]): string {
  return JSON.stringify({
    line,
    kind: answer.kind,
    text: answer.text,
    private: answer.audience === 'caller',
    files,
    buttons: answer.buttons.map(({ id, label }) => ({ id, label })),
    data: answer.data,
  });
}

/**
 * A reply for people: the text without its markup, then its pictures in words and its buttons.
 * @param printed how its text begins, as far as that stands above already
 */
export function plainText(answer: Reply, files: readonly SavedFile[], printed = ''): string {
  const left =
    printed !== '' && `${answer.text}\n`.startsWith(`${printed}\n`)
      ? answer.text.slice(printed.length + 1)
      : answer.text;
  const parts = left === '' ? [] : [wordsOf(left).trimEnd()];
  for (const { alt, path } of files) parts.push(path === null ? `[${alt}]` : `[${alt}]\n  ${path}`);
  if (answer.buttons.length > 0) parts.push(answer.buttons.map(({ label }) => `( ${label} )`).join('  '));
  return printable(parts.join('\n'));
}

/** How far an answer is, in one line: what follows its heading, and how to stop it. */
export function progressLine(answer: Reply): string {
  const [heading = '', ...rest] = wordsOf(answer.text).trimEnd().split('\n');
  const stop = answer.buttons.find(({ style }) => style === 'danger');
  const parts = [...(rest.length === 0 ? [heading] : rest), ...(stop ? [`${stop.label}: Ctrl-C`] : [])];
  return printable(parts.join(' · ').replaceAll('\n', ' '));
}

/** Without what would steer the terminal: names and titles come from other people. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '');
}
