/** The live connection: events as they come, and after a break everything that was missed. */
import type { WireMessage, WirePage } from '../wire.ts';
import { address } from './api.ts';

export type Connection = 'connecting' | 'open' | 'lost';

/** The pause before each new attempt, in ms; the last is repeated. */
const PAUSES = [300, 1_000, 2_000, 5_000];
/** A hidden window lets go after this time, in ms: a browser holds only six connections to one server. */
const HIDDEN_MS = 10_000;

export function connect(on: {
  /** The newest messages; what was shown before is void. */
  page(page: WirePage): void;
  message(message: WireMessage): void;
  state(state: Connection): void;
}): void {
  let source: EventSource | undefined;
  let seen = '';
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(timer);
    source?.close();
    const next = new EventSource(address('/api/events', seen === '' ? {} : { after: seen }));
    source = next;
    next.addEventListener('open', () => {
      attempt = 0;
      on.state('open');
    });
    next.addEventListener('page', (event) => {
      seen = event.lastEventId;
      on.page(JSON.parse(event.data) as WirePage);
    });
    next.addEventListener('message', (event) => {
      seen = event.lastEventId;
      on.message(JSON.parse(event.data) as WireMessage);
    });
    next.addEventListener('error', () => {
      next.close();
      if (source !== next) return;
      source = undefined;
      on.state('lost');
      timer = setTimeout(open, PAUSES[Math.min(attempt, PAUSES.length - 1)]);
      attempt += 1;
    });
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
