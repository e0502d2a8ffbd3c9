/** A browser without a page: keeps its cookie, asks as the page asks, and reads the live connection. */
import type { WireMessage, WirePage, WirePress, WireStart } from '../../../src/platforms/web/wire.ts';

export type Event =
  | { readonly kind: 'message'; readonly id: string; readonly message: WireMessage }
  | { readonly kind: 'page'; readonly id: string; readonly page: WirePage };

export type Shown = Exclude<WireMessage, { kind: 'removed' }>;

export class Client {
  url: string;
  readonly seat: number;
  name = 'Aki';
  /** Where the request comes from, for a playground that trusts this machine as a proxy. */
  from: string | undefined;
  readonly #jar = new Map<string, string>();

  constructor(url: string, seat = 1) {
    this.url = url;
    this.seat = seat;
  }

  get cookie(): string {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Another cookie, or several, instead of all that there are. */
  set cookie(text: string) {
    this.#jar.clear();
    for (const pair of text.split('; ')) this.#keep(pair);
  }

  #keep(pair: string): void {
    const [name = '', value] = pair.split('=', 2);
    if (value !== undefined) this.#jar.set(name, value);
  }

  /** Keeps the cookies of an answer, as a browser does. */
  keep(response: Response): Response {
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie.split(';', 1)[0] ?? '');
    return response;
  }

  /** Gives the form at the door a token. */
  async logIn(token: string): Promise<Response> {
    const body = new URLSearchParams({ token });
    return this.keep(await this.ask('/login', { method: 'POST', body }));
  }

  /** Another user of the same browser. */
  beside(seat: number): Client {
    const other = new Client(this.url, seat);
    other.cookie = this.cookie;
    other.from = this.from;
    return other;
  }

  async start(): Promise<WireStart> {
    const response = this.keep(await this.ask('/api/start', { method: 'POST' }));
    return (await response.json()) as WireStart;
  }

  ask(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    const url = new URL(path, this.url);
    url.searchParams.set('as', String(this.seat));
    const { origin } = url;
    return fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        origin,
        cookie: this.cookie,
        ...(this.from === undefined ? {} : { 'x-forwarded-for': this.from }),
        ...init.headers,
      },
    });
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  act(more: Record<string, unknown>): Record<string, unknown> {
    return { key: crypto.randomUUID(), name: this.name, locale: 'en', ...more };
  }

  send(line: string, more: Record<string, unknown> = {}): Promise<Response> {
    return this.post('/api/send', this.act({ line, ...more }));
  }

  press(message: string, button: string, more: Record<string, unknown> = {}): Promise<Response> {
    return this.post('/api/press', this.act({ message, button, ...more }));
  }

  async pressed(message: string, button: string): Promise<WirePress> {
    return (await (await this.press(message, button)).json()) as WirePress;
  }

  /** Opens the live connection. `after`: the last event id that was seen; `window`: the mark of a window. */
  async listen(after?: string, window?: string): Promise<Listener> {
    const abort = new AbortController();
    const query = new URLSearchParams({ ...(after && { after }), ...(window && { window }) });
    const response = await this.ask(`/api/events?${query}`, { signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`No live connection: ${response.status}`);
    return new Listener(response.body, abort);
  }
}

export class Listener {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #abort: AbortController;
  #text = '';
  last = '';

  constructor(body: ReadableStream<Uint8Array<ArrayBuffer>>, abort: AbortController) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#abort = abort;
  }

  /** The next event; undefined when the connection has ended. */
  async next(): Promise<Event | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const lines = this.#text.slice(0, end).split('\n');
        this.#text = this.#text.slice(end + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const id = field('id');
        if (id === undefined) continue;
        this.last = id;
        const data: unknown = JSON.parse(field('data') ?? 'null');
        return field('event') === 'page'
          ? { kind: 'page', id, page: data as WirePage }
          : { kind: 'message', id, message: data as WireMessage };
      }
      const { value, done } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
  }

  async page(): Promise<WirePage> {
    const event = await this.next();
    if (event?.kind !== 'page') throw new Error(`Expected a page, got ${JSON.stringify(event)}`);
    return event.page;
  }

  /** The next message that is shown. */
  async message(): Promise<Shown> {
    const event = await this.next();
    if (event?.kind !== 'message' || event.message.kind === 'removed') {
      throw new Error(`Expected a message, got ${JSON.stringify(event)}`);
    }
    return event.message;
  }

  close(): void {
    this.#abort.abort();
  }
}
