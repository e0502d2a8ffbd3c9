/** Reading what a request brings, never more than allowed. */
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { JSON_BYTES } from './limits.ts';
import { Refusal } from './refusal.ts';

/** The whole body. Throws a Refusal (413) as soon as it is longer than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let length = Number(request.headers['content-length'] ?? 0);
  if (length > limit) throw tooLarge(limit);
  length = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) throw malformed();
    length += part.byteLength;
    if (length > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A JSON body of at most 64 KB in the shape of `schema`. Throws a Refusal (400, 413, 415). */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw malformed(415);
  const text = (await readBody(request, JSON_BYTES)).toString('utf8');
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw malformed();
  return parsed.data;
}

/** The fields of a form, sent as `multipart/form-data` or url-encoded. Throws a Refusal (400). */
export async function formOf(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<FormData> {
  const type = request.headers['content-type'] ?? '';
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (error) {
    // What fetch throws when a body is not the form that its type says.
    if (error instanceof TypeError) throw malformed();
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed();
    throw error;
  }
}

function malformed(status = 400): Refusal {
  return new Refusal(status, {
    en: 'The playground did not understand this request: reload the page and try again.',
    ja: '内容を読み取れませんでした。ページを再読み込みして、もう一度お試しください。',
  });
}

function tooLarge(limit: number): Refusal {
  const size =
    limit >= 1024 * 1024 ? `${Math.floor(limit / 1024 / 1024)} MB` : `${Math.floor(limit / 1024)} KB`;
  return new Refusal(413, {
    en: `That is too large: at most ${size} can be sent.`,
    ja: `大きすぎます。送れるのは ${size} までです。`,
  });
}
