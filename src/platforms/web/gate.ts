/**
 * Which requests are let in at all: the right Host (against DNS rebinding), the page's own Origin (against other
 * sites' forms), and the headers that keep the page from running anything but its own files.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { Refusal } from './refusal.ts';

/** No inline script or style, nothing from elsewhere, in no frame, and no HTML made from text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Sets the headers of every answer. */
export function guard(response: ServerResponse): void {
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}

/**
 * Throws a Refusal unless the request names this server as its host and comes from its own page.
 * `names`: host names besides `localhost` under which the server is reached. An address in digits is always
 * right: a foreign site can only bring a browser here under a name of its own.
 */
export function checkSource(request: IncomingMessage, names: readonly string[]): void {
  const host = request.headers.host ?? '';
  const name = hostname(host);
  if (name === undefined || !(name === 'localhost' || isIP(name) || names.includes(name))) {
    throw new Refusal(421, {
      en: 'The playground is not known under this name: open it as localhost or by its address, or add the name to PLAYGROUND_HOSTS.',
      ja: 'この名前では開けません。localhost か IP アドレスで開くか、名前を PLAYGROUND_HOSTS に加えてください。',
    });
  }
  const { origin } = request.headers;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const own = origin === `http://${host}` || origin === `https://${host}`;
  const site = request.headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  // Following a link from another site opens the page, and nothing but the page.
  const opens =
    reads &&
    request.headers['sec-fetch-mode'] === 'navigate' &&
    request.headers['sec-fetch-dest'] === 'document';
  if ((origin !== undefined && !own) || (origin === undefined && !reads) || (foreign && !opens)) {
    throw new Refusal(403, {
      en: 'This request does not come from the playground’s own page.',
      ja: 'プレイグラウンドのページ以外からの操作は受け付けていません。',
    });
  }
}

/** Whether the page was opened over https (a proxy may stand before this server). */
export function schemeOf(request: IncomingMessage): 'http' | 'https' {
  return request.headers.origin?.startsWith('https:') ? 'https' : 'http';
}

/** What proxies add. */
const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether a request calls this machine by its own name, and nothing says that a proxy has passed it on. */
export function isFromHere({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const name = hostname(headers.host ?? '') ?? '';
  const isOwn = name === 'localhost' || /^127(?:\.\d+){3}$|^::1$/.test(name);
  return isOwn && PASSED_ON.every((each) => headers[each] === undefined);
}

/** The name or address in a Host header, in lower case, without port and brackets. */
function hostname(host: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host);
  return (match?.[1] ?? match?.[2])?.toLowerCase().replace(/\.$/, '');
}
