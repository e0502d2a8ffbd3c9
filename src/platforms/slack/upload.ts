/** Files to Slack: ask for an address, send the bytes, say that it is done; and files from forms back. */
import type { Attachment } from '../../chat/reply.ts';
import type { Api, Share } from './api.ts';
import { Refusal, reasonOf } from './fault.ts';
import { LIMITS } from './limits.ts';
import { cut } from './render.ts';
import type { Fetch } from './response-url.ts';

/** Brings a file to Slack, where it is in no channel and no message yet. @returns its id */
export async function beginUpload(file: Attachment, api: Api, fetch: Fetch): Promise<string> {
  const place = await api.uploadUrl(file.name, file.bytes.byteLength, cut(file.alt, LIMITS.fileAlt));
  await sendBytes(place.url, file, fetch);
  return place.file;
}

/**
 * Ends an upload: the file becomes a message of its own in `share`, or without that one that image blocks may show.
 * @throws if the bot may not write there
 */
export async function endUpload(
  file: Attachment,
  id: string,
  share: Share | undefined,
  api: Api,
): Promise<void> {
  await api.completeUpload(id, file.name, share);
}

async function sendBytes(url: string, file: Attachment, fetch: Fetch): Promise<void> {
  let status: number;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file.bytes),
    });
    await response.arrayBuffer();
    status = response.status;
  } catch (error) {
    throw new Refusal({ kind: 'unreachable', reason: reasonOf(error) });
  }
  if (status === 429 || status >= 500) throw new Refusal({ kind: 'unreachable', reason: `HTTP ${status}` });
  if (status !== 200)
    throw new Refusal({ kind: 'refused', code: `upload_http_${status}`, needed: undefined });
}
