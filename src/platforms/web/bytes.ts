/** Files and pictures as answers: what a browser may show, and what it is to save. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Pictures that a browser may show; everything else is a file to save. */
const SHOWN = /^image\/(?:png|jpeg|gif|webp|svg\+xml)$/;

/** Sends bytes whose address names what they are the picture of: it never means other bytes. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  { name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): void {
  const shown = SHOWN.test(type);
  response.writeHead(200, {
    'content-type': shown ? type : 'application/octet-stream',
    'content-length': bytes.byteLength,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${name}"`,
    'cache-control': 'private, max-age=31536000, immutable',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
