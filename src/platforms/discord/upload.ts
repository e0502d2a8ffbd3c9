/** Fetches the files that came with a form, within the size that its field allows. */
import type { FieldValue } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import { shownFile } from '../../chat/name.ts';
import type { Form } from '../../chat/reply.ts';
import { persist } from '../pacing/persist.ts';
import { faultOf } from './fault.ts';
import type { Pace } from './limits.ts';
import type { Upload } from './receive.ts';
import { uploadTooLarge, uploadUnreadable } from './words.ts';

/** The files as fields by id, or the sentence for the user who sent one that cannot be taken. */
export type Fetched =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, FieldValue>> }
  | {
      readonly kind: 'problem';
      readonly words: Words;
      readonly cause: string;
      /** Whether another try may bring it. */
      readonly perhaps: 'later' | 'never';
    };

/** A file name as it may stand in inline code. */
function shown(name: string): string {
  return shownFile(name.replaceAll('`', ' '));
}

/** Reads a body of at most `maxBytes` bytes; undefined if there is more. */
async function readBody(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function fetchOne(upload: Upload, maxBytes: number, timeoutMs: number): Promise<Fetched> {
  const name = shown(upload.name);
  const tooLarge = (bytes: number): Fetched => ({
    kind: 'problem',
    words: uploadTooLarge(name, bytes, maxBytes),
    cause: `${bytes} bytes, at most ${maxBytes}`,
    perhaps: 'never',
  });
  const unreadable = (cause: string, perhaps: 'later' | 'never' = 'later'): Fetched => ({
    kind: 'problem',
    words: uploadUnreadable(name),
    cause,
    perhaps,
  });
  if (upload.bytes > maxBytes) return tooLarge(upload.bytes);
  try {
    const response = await fetch(upload.url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok || response.body === null) {
      const isBusy = response.status === 429 || response.status >= 500;
      return unreadable(`HTTP ${response.status}`, isBusy ? 'later' : 'never');
    }
    const bytes = await readBody(response.body, maxBytes);
    if (bytes === undefined) return tooLarge(maxBytes + 1);
    return { kind: 'fields', fields: { [upload.field]: { kind: 'file', name: upload.name, bytes } } };
  } catch (error) {
    // fetch and its body fail with TypeError (network) or TimeoutError; anything else is a bug.
    if (error instanceof TypeError) return unreadable(faultOf(error)?.detail ?? 'no connection');
    if (error instanceof DOMException) return unreadable(error.name);
    throw error;
  }
}

/**
 * Fetches all files of a submission, at once.
 * @param form the form that was filled in, whose file fields say how large a file may be
 * @param pace `uploadMs`: for each try of each file
 */
export async function fetchUploads(
  uploads: readonly Upload[],
  form: Form | undefined,
  { uploadMs, uploadAgainMs }: Pick<Pace, 'uploadMs' | 'uploadAgainMs'>,
): Promise<Fetched> {
  const wanted = uploads.flatMap((upload) => {
    const field = form?.fields.find(({ id }) => id === upload.field);
    if (field?.kind !== 'file') return [];
    const get = () => fetchOne(upload, field.maxBytes, uploadMs);
    return [persist(get, (one) => one.kind === 'problem' && one.perhaps === 'later', uploadAgainMs)];
  });
  const all = await Promise.all(wanted);
  const problem = all.find((one) => one.kind === 'problem');
  if (problem !== undefined) return problem;
  const fields = all.flatMap((one) => (one.kind === 'fields' ? Object.entries(one.fields) : []));
  return { kind: 'fields', fields: Object.fromEntries(fields) };
}
