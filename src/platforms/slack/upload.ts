/** Files to Slack: ask for an address, send the bytes, say that it is done; and files from forms back. */
import type { Attachment } from '../../chat/reply.ts';
import type { Api, Share } from './api.ts';
import { Refusal, reasonOf } from './fault.ts';
import { LIMITS } from './limits.ts';
import type { Picture } from './render.ts';
import { cut } from './render.ts';
import type { Fetch } from './response-url.ts';

/** Uploads a picture that a message's image block then shows. It is in no channel by itself. */
export async function uploadPicture(file: Attachment, api: Api, fetch: Fetch): Promise<Picture> {
  return { file: await upload(file, undefined, api, fetch), alt: file.alt };
}

/** Uploads a file as a message of its own. @throws if the bot may not write there */
export async function shareFile(file: Attachment, share: Share, api: Api, fetch: Fetch): Promise<void> {
  await upload(file, share, api, fetch);
}

async function upload(file: Attachment, share: Share | undefined, api: Api, fetch: Fetch): Promise<string> {
  const place = await api.uploadUrl(file.name, file.bytes.byteLength, cut(file.alt, LIMITS.fileAlt));
  await sendBytes(place.url, file, fetch);
  await api.completeUpload(place.file, file.name, share);
  return place.file;
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
  if (status !== 200)
    throw new Refusal({ kind: 'refused', code: `upload_http_${status}`, needed: undefined });
}
