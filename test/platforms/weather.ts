/** What a platform on loopback does to the requests that reach it, besides what its rules say. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * `done`: as its rules say. `cut`: the connection breaks before anything is done. `unavailable`: 503, and nothing is
 * done. `limited`: 429, to be tried again after a second. `lost`: it is done, and the connection breaks before the answer.
 */
export type Fate = 'done' | 'cut' | 'unavailable' | 'limited' | 'lost';

/** Decides what becomes of the next request, by its path. */
export type Weather = (path: string) => Fate;

export const calm: Weather = () => 'done';

/**
 * Lets the weather have its way with a request.
 * @returns whether it is still to be handled; of one that is `lost`, the answer goes nowhere
 */
export function weathered(fate: Fate, request: IncomingMessage, response: ServerResponse): boolean {
  switch (fate) {
    case 'done':
      return true;
    case 'cut':
      request.socket.destroy();
      return false;
    case 'unavailable':
      response.writeHead(503).end();
      return false;
    case 'limited':
      response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Slower.', retry_after: 1, global: false }));
      return false;
    case 'lost':
      response.end = () => response.destroy();
      return true;
  }
}
