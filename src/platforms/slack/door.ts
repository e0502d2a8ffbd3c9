/** The doors through which Slack's requests and frames come: what nobody can read is turned away here, and at once. */
import type { RequestListener, ServerResponse } from 'node:http';
import { type App, HTTPModuleFunctions, type HTTPReceiver, type SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { LIMITS } from './limits.ts';
import { isRemoval } from './removal.ts';

const { bufferIncomingMessage, isRawBodyError, parseHTTPRequestBody } = HTTPModuleFunctions;

/** Deliveries that the bot has listeners for, besides commands and the events of `removal.ts`. */
const TYPES: ReadonlySet<unknown> = new Set(['block_actions', 'view_submission']);

/**
 * Bolt's listener, for the bot's one HTTP server. Bolt looks into a body without asking whether it is an object,
 * outside of anything that would catch the error: `null`, rightly signed, would end the process.
 * @param isReady whether the bot knows who it is yet
 */
export function listenerOf(receiver: HTTPReceiver, isReady: () => boolean): RequestListener {
  return async (request, response) => {
    if (!isReady()) return end(response, 503);
    if (request.method !== 'POST') return end(response, 404);
    try {
      const buffered = await bufferIncomingMessage(request, LIMITS.body);
      if (!isReadable(buffered)) return end(response, 400);
      receiver.requestListener(buffered, response);
    } catch (error) {
      // Too large, cut off in the middle, or to an address that is none.
      end(response, isRawBodyError(error) ? error.statusCode : 404);
    }
  };
}

/** Whether Bolt can look into a body. One that cannot be parsed counts: Bolt refuses it, after its signature. */
function isReadable(request: Parameters<typeof parseHTTPRequestBody>[0]): boolean {
  try {
    return isObject(parseHTTPRequestBody(request));
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** What the client itself acts on. */
const signSchema = z.looseObject({ type: z.enum(['hello', 'disconnect']) });
/** What is for the bot, whatever its type: https://docs.slack.dev/apis/events-api/using-socket-mode */
const envelopeSchema = z.looseObject({ envelope_id: z.string(), payload: z.unknown() });

/**
 * Lets only those frames through to Slack's client that it can read: it looks into them without asking what they
 * are, and its error would end the process. A delivery's type becomes one word, since the client would say any
 * other to its own listeners, `close` and `error` too; Bolt goes by what is inside.
 */
export function sieveFrames(client: SocketModeReceiver['client'], log: Log): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    const frame = isBinary ? undefined : frameOf(data);
    if (frame === undefined) log.warn('Slack: a frame that cannot be read was passed over');
    else for (const read of readers) read(JSON.stringify(frame), false);
  });
}

function frameOf(data: unknown): object | undefined {
  const json = jsonOf(String(data));
  const sign = signSchema.safeParse(json);
  if (sign.success) return sign.data;
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return undefined;
  const { payload } = envelope.data;
  return { ...envelope.data, type: 'delivery', payload: isObject(payload) ? payload : {} };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Acknowledges what no listener is for. Bolt would hold the request for 3 s, answer 404 and log an error. */
export function answerStrays(app: App, log: Log): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { body } = event;
    if ('command' in body || TYPES.has(body['type']) || isRemoval(body)) return process(event);
    log.debug('Slack: something arrived that the bot has no use for');
    await event.ack();
  };
}
