/** A request that is not answered: its status, and what the person can do about it, in both languages. */
import type { ServerResponse } from 'node:http';
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

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const body: WireRefusal = { error: refusal.words };
  // What was not read of the body is not waited for.
  sendJson(response, refusal.status, body, { connection: 'close', ...refusal.headers });
}

export const notFound = (): Refusal =>
  new Refusal(404, { en: 'There is nothing here.', ja: 'ここには何もありません。' });
