/** The door through which Slack's requests come: what is not for the bot is answered here, and at once. */
import type { RequestListener } from 'node:http';
import type { App, HTTPReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';

/** Deliveries that the bot has listeners for, besides commands. */
const TYPES: ReadonlySet<unknown> = new Set(['block_actions', 'view_submission']);

/**
 * Bolt's listener, for the bot's one HTTP server.
 * @param isReady whether the bot knows who it is yet
 */
export function listenerOf(receiver: HTTPReceiver, isReady: () => boolean): RequestListener {
  return (request, response) => {
    if (!isReady()) {
      response.writeHead(503).end();
      return;
    }
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for what is not a POST to its endpoint.
      response.writeHead(404).end();
    }
  };
}

/** Acknowledges what no listener is for. Bolt would hold the request for 3 s, answer 404 and log an error. */
export function answerStrays(app: App, log: Log): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if ('command' in event.body || TYPES.has(event.body['type'])) return process(event);
    log.debug('Slack: something arrived that the bot has no use for');
    await event.ack();
  };
}
