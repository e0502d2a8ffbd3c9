/** Questions to the server. A refusal is an error with a sentence for the user. */
import type { Locale } from '../../../chat/locale.ts';
import type { WallView } from '../../../chat/wall.ts';
import type { WireInvite, WireInvites, WirePage, WirePress, WireRefusal, WireStart } from '../wire.ts';
import { locale, nameOf, seat, words } from './settings.ts';

/** A server that has not answered after so many ms is not going to. */
const PATIENCE_MS = 30_000;

/** What the server, or the way to it, did not allow. `message` is for the user. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

export const start = (): Promise<WireStart> => post('/api/start', {});

export const send = (key: string, line: string): Promise<unknown> => post('/api/send', { ...act(key), line });

export const press = (key: string, message: string, button: string): Promise<WirePress> =>
  post('/api/press', { ...act(key), message, button });

/** `fields`: by the ids of the form. */
export async function submit(
  key: string,
  message: string,
  button: string,
  fields: ReadonlyMap<string, string | File>,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...act(key), message, button }))
    form.set(`act.${name}`, value);
  for (const [name, value] of fields) form.set(`field.${name}`, value);
  await ask('/api/submit', { method: 'POST', body: form });
}

export const older = (before: number): Promise<WirePage> =>
  ask(`/api/messages`, {}, { before: String(before) });

export const preview = (message: string): Promise<Readonly<Record<string, unknown>>> =>
  ask('/api/preview', {}, { message });

/** The class as it is now, for a teacher. */
export const wall = (language: Locale): Promise<WallView> => ask('/api/classroom', {}, { locale: language });

/** Tells everyone the answer to the question on the wall, which closes it. The class as it is then. */
export const tell = (question: string): Promise<WallView> =>
  post('/api/classroom/tell', { question, locale: locale() });

/** How many links that let one browser in are open. Refused (404) where nobody needs one. */
export const invites = (): Promise<WireInvites> => ask('/api/invites', {});

export const invite = (): Promise<WireInvite> => post('/api/invites', {});

/** Where the picture of the class's question is. */
export const wallPicture = (question: string, language: Locale): string =>
  address('/api/classroom/picture', { question, locale: language });

/** A path with what every address carries: whose window asks. */
export function address(path: string, query: Readonly<Record<string, string>> = {}): string {
  return `${path}?${new URLSearchParams({ as: String(seat()), ...query })}`;
}

/** A mark by which an answer finds what it answers. Also where the page is not served securely. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((each) => each.toString(16).padStart(2, '0'))
    .join('');
}

/** The sentence for the user in what was thrown; rethrows what is a fault of the page. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  throw error;
}

function act(key: string): { key: string; name: string; locale: Locale; zone: string } {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { key, name: nameOf(seat()), locale: locale(), zone };
}

function post<T>(path: string, value: unknown): Promise<T> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
}

/** The answer as T: the server is ours, and its types are shared with this page. */
async function ask<T>(
  path: string,
  init: RequestInit,
  query: Readonly<Record<string, string>> = {},
): Promise<T> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  let body: string;
  try {
    response = await fetch(address(path, query), { ...init, signal });
    body = await response.text();
  } catch (error) {
    if (isUnreachable(error)) throw new Refused(0, words().failed);
    throw error;
  }
  if (response.ok) return JSON.parse(body) as T;
  throw new Refused(response.status, refusalOf(response, body));
}

/** What fetch throws when the server cannot be reached, or says nothing. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}

function refusalOf(response: Response, body: string): string {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return words().failed;
  const refusal = JSON.parse(body) as WireRefusal;
  return refusal.error[locale()];
}
