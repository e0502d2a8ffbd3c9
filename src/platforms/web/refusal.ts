/** A request that is not answered: its status, and what the person can do about it, in both languages. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Words } from '../../chat/locale.ts';
import type { WireRefusal } from './wire.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly words: Words;
  /** Further headers, e.g. `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, words: Words, headers: Readonly<Record<string, string>> = {}) {
    super(words.en);
    this.name = 'Refusal';
    this.status = status;
    this.words = words;
    this.headers = headers;
  }
}

/** Writes JSON that nobody keeps. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(value));
}

/** What was not read of the body is not waited for. */
const CLOSE = { connection: 'close' } as const;

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const body: WireRefusal = { error: refusal.words };
  sendJson(response, refusal.status, body, { ...CLOSE, ...refusal.headers });
}

/** Whether a person is to read the answer: a browser opens a page, or sends the form of one. */
export function isForReading({ headers }: IncomingMessage): boolean {
  return /\btext\/html\b/.test(headers.accept ?? '');
}

/** Writes a page that tells it. @param page HTML with an empty paragraph for what went wrong */
export function sendRefusedPage(
  response: ServerResponse,
  { status, words, headers }: Refusal,
  page: string,
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...CLOSE,
    ...headers,
  });
  const told = `${escaped(words.en)} <span lang="ja">${escaped(words.ja)}</span>`;
  response.end(
    page.replace(/(<p class="problem" role="alert">)(<\/p>)/, (_, begin, end) => begin + told + end),
  );
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (sign) => `&#${sign.codePointAt(0)};`);

export const notFound = (): Refusal =>
  new Refusal(404, { en: 'There is nothing here.', ja: 'ここには何もありません。' });
