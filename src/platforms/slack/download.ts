/** Fetches a file that a user put into a form. */
import { Refusal, reasonOf } from './fault.ts';
import type { SentFile } from './form.ts';
import type { Fetch } from './response-url.ts';

/**
 * The bytes of a sent file.
 * @param token the bot's token, which the address asks for; it is sent to Slack's own hosts only
 * @param apiUrl where the Web API is, whose host is trusted too
 * @throws Refusal if the file cannot be had or is larger than `maxBytes`
 */
export async function download(
  file: SentFile,
  maxBytes: number,
  { token, apiUrl, fetch }: { readonly token: string; readonly apiUrl: string; readonly fetch: Fetch },
): Promise<Uint8Array> {
  if (!isSlacks(file.url, apiUrl)) throw refused('foreign_address');
  let response: Response;
  try {
    response = await fetch(file.url, { headers: { authorization: `Bearer ${token}` }, redirect: 'error' });
  } catch (error) {
    throw new Refusal({ kind: 'unreachable', reason: reasonOf(error) });
  }
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel();
    throw new Refusal({ kind: 'unreachable', reason: `HTTP ${response.status}` });
  }
  // Without the scope files:read, Slack answers 200 with its sign-in page.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (!response.ok || (isPage && !/\.html?$/i.test(file.name))) {
    await response.body?.cancel();
    throw refused(isPage ? 'missing_scope files:read' : `http_${response.status}`);
  }
  return read(response, maxBytes);
}

async function read(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of response.body ?? []) {
      total += chunk.byteLength;
      if (total > maxBytes) throw refused('file_too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal({ kind: 'unreachable', reason: reasonOf(error) });
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function refused(code: string): Refusal {
  return new Refusal({ kind: 'refused', code, needed: undefined });
}

function isSlacks(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return (
    url.origin === URL.parse(apiUrl)?.origin ||
    (url.protocol === 'https:' && (url.hostname === 'slack.com' || url.hostname.endsWith('.slack.com')))
  );
}
