/** One live connection to a page: server-sent events, cut when the page falls too far behind. */
import type { ServerResponse } from 'node:http';
import { STREAM_LAG_BYTES } from './limits.ts';

export type Stream = {
  /** Sends one event. `id` is what the page names when it reconnects; null: what it named before. */
  send(event: string, id: string | null, value: unknown): void;
  /** Whether the page may still be there. */
  alive(): boolean;
  end(): void;
  /** Ends at once, whatever the page has not heard yet. */
  cut(): void;
};

/**
 * Begins the answer. `closed` is called once, when the page is gone or the connection was cut.
 * @param heartbeatMs between signs of life: an event that the page hears, so that it notices when there are none
 */
export function openStream(response: ServerResponse, heartbeatMs: number, closed: () => void): Stream {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that gather answers would hold events back.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  // Without an id: what the page has seen stays what it was. Without data, a page would not hear it.
  const heartbeat = setInterval(() => write('event: alive\ndata: {}\n\n'), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    closed();
  });

  const alive = () => !response.destroyed && !response.writableEnded;

  function write(text: string): void {
    if (!alive()) return;
    response.write(text);
    if (response.writableLength > STREAM_LAG_BYTES) response.destroy();
  }

  return {
    send: (event, id, value) =>
      write(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(value)}\n\n`),
    alive,
    end: () => void response.end(),
    cut: () => void response.destroy(),
  };
}
