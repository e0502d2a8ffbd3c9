/** The files of a sent form: what is known of them, and their bytes once they are fetched. */
import type { FieldValue } from '../../chat/invocation.ts';
import type { Form } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { persist } from '../pacing/persist.ts';
import { download } from './download.ts';
import { Refusal } from './fault.ts';
import type { Sent, SentFile } from './form.ts';
import { warned } from './gallery.ts';
import type { Pace } from './limits.ts';
import { unescapeSlack } from './mrkdwn.ts';
import type { Fetch } from './response-url.ts';

type Files = Readonly<Record<string, SentFile>>;

/** The fields of a form, its files apart. */
export function fieldsOf({ fields }: Sent): {
  readonly texts: Readonly<Record<string, FieldValue>>;
  readonly files: Files;
} {
  const texts: Record<string, FieldValue> = {};
  const files: Record<string, SentFile> = {};
  for (const [id, field] of Object.entries(fields)) {
    if (field.kind === 'file') files[id] = field.file;
    else texts[id] = { kind: 'text', text: unescapeSlack(field.text) };
  }
  return { texts, files };
}

/** The largest size of each file field of a form, in bytes. */
export function limitsOf(form: Form | undefined): ReadonlyMap<string, number> {
  const fields = form?.fields ?? [];
  return new Map(fields.flatMap((field) => (field.kind === 'file' ? [[field.id, field.maxBytes]] : [])));
}

/** Fetches the files of a form. @returns them as fields, or the file that could not be had */
export async function fetchFiles(
  files: Files,
  form: Form | undefined,
  tools: {
    readonly token: string;
    readonly apiUrl: string;
    readonly fetch: Fetch;
    readonly pace: Pace;
    readonly log: Log;
  },
): Promise<
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, FieldValue>> }
  | { readonly kind: 'lost'; readonly file: SentFile }
> {
  const limits = limitsOf(form);
  const fields: Record<string, FieldValue> = {};
  for (const [id, file] of Object.entries(files)) {
    const got = await persist(
      () => tried(file, limits.get(id) ?? 0, tools),
      (one) => one instanceof Refusal && one.fault.kind === 'unreachable',
      tools.pace.fetchAgainMs,
    );
    if (got instanceof Refusal) {
      warned(got, 'Slack: a sent file could not be fetched', tools.log);
      return { kind: 'lost', file };
    }
    fields[id] = { kind: 'file', name: file.name, bytes: got };
  }
  return { kind: 'fields', fields };
}

async function tried(
  file: SentFile,
  maxBytes: number,
  tools: Parameters<typeof download>[2],
): Promise<Uint8Array | Refusal> {
  try {
    return await download(file, maxBytes, tools);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
