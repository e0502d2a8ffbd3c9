/**
 * The live connection: events as they come, and after a break everything that was missed. A connection that says
 * nothing at all, not even that it is alive, is a break too: the way to the server may have gone without a word.
 */
import type { WireExpired, WireMessage, WirePage } from '../wire.ts';
import { address, newKey } from './api.ts';

export type Connection = 'connecting' | 'open' | 'lost';

/** The pause before each new attempt, in ms; the last is repeated. */
const PAUSES = [300, 1_000, 2_000, 5_000];
/** The server answers an attempt at once; the browser may have sent it over a line that is dead as well. In ms. */
const OPENING_MS = 10_000;
/** A hidden window lets go after this time, in ms: a browser holds only six connections to one server. */
const HIDDEN_MS = 10_000;

/** @param heartbeatMs between the server's signs of life: after twice that without any, the connection is dead */
export function connect(
  heartbeatMs: number,
  on: {
    /** The newest messages; what was shown before is void. */
    page(page: WirePage): void;
    message(message: WireMessage): void;
    expired(expired: WireExpired): void;
    state(state: Connection): void;
  },
): void {
  /** By which the server knows that a new connection is in the place of this window's last. */
  const mark = newKey();
  let source: EventSource | undefined;
  let seen = '';
  let attempt = 0;
  /** Until the next attempt, or until the connection counts as dead. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    source?.close();
    const next = new EventSource(
      address('/api/events', { window: mark, ...(seen === '' ? {} : { after: seen }) }),
    );
    source = next;
    const wait = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => lose(next), ms);
    };
    const hear = () => wait(2 * heartbeatMs);
    wait(Math.min(OPENING_MS, 2 * heartbeatMs));
    next.addEventListener('open', () => {
      attempt = 0;
      hear();
      on.state('open');
    });
    next.addEventListener('alive', hear);
    next.addEventListener('page', (event) => {
      hear();
      seen = event.lastEventId;
      on.page(JSON.parse(event.data) as WirePage);
    });
    next.addEventListener('message', (event) => {
      hear();
      seen = event.lastEventId;
      on.message(JSON.parse(event.data) as WireMessage);
    });
    next.addEventListener('expired', (event) => {
      hear();
      on.expired(JSON.parse(event.data) as WireExpired);
    });
    next.addEventListener('error', () => lose(next));
  }

  function lose(lost: EventSource): void {
    lost.close();
    if (source !== lost) return;
    close();
    on.state('lost');
    timer = setTimeout(open, PAUSES[Math.min(attempt, PAUSES.length - 1)]);
    attempt += 1;
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  let leaving: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.visibilityState === 'hidden') leaving = setTimeout(close, HIDDEN_MS);
    else if (source === undefined) open();
  });
  // A page that the browser keeps for "back" comes to life again.
  addEventListener('pageshow', (event) => {
    if (event.persisted && source === undefined) open();
  });
  addEventListener('online', () => {
    if (source === undefined) open();
  });

  on.state('connecting');
  open();
}
