/** The doors through which Slack's requests and frames come: what nobody can read is turned away here, and at once. */
import type { RequestListener, ServerResponse } from 'node:http';
import { type App, HTTPModuleFunctions, type HTTPReceiver, type SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { fewLines } from '../pacing/few-lines.ts';
import { FORM, readSent } from './form.ts';
import { LIMITS } from './limits.ts';
import { readCommand, readPress, readSubmit } from './payload.ts';
import { isRemoval } from './removal.ts';
import { isOfTeam } from './team.ts';

const { bufferIncomingMessage, isRawBodyError, parseHTTPRequestBody } = HTTPModuleFunctions;

/** What strangers can cause as often as they like is counted, not written down. */
type DoorLog = ReturnType<typeof fewLines>;

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
export function sieveFrames(client: SocketModeReceiver['client'], log: DoorLog): void {
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

/**
 * Acknowledges what no listener is for, and what cannot be read: Bolt would hold the request for 3 s, answer 404 and log
 * an error. What another team has sent never comes to a listener: it would be answered with this team's data.
 * @param team whose token the bot has; undefined before it knows
 * @param refuse tells whoever did it that nothing is done for another team
 */
export function answerStrays(
  app: App,
  log: DoorLog,
  team: () => string | undefined,
  refuse: (who: Sender) => void,
): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { body } = event;
    const own = team();
    // A removal names whose it is, and touches nobody else's.
    if (isRemoval(body)) return process(event);
    const sender = senderOf(body);
    if (sender.kind === 'stray') {
      await event.ack();
    } else if (own === undefined || !isOfTeam(own, body)) {
      log.warn('Slack: a delivery of another team was refused');
      await event.ack();
      if (sender.kind === 'readable') refuse(sender);
    } else if (sender.kind === 'unreadable') {
      log.warn('Slack: a delivery that cannot be read was passed over');
      await event.ack();
    } else return process(event);
  };
}

/** Who did what a delivery tells, and where they are answered. */
export type Sender = { readonly user: string; readonly responseUrl: string | undefined };

type Read =
  | ({ readonly kind: 'readable' } & Sender)
  /** Nothing that the bot listens to. */
  | { readonly kind: 'stray' }
  /** Meant for the bot, but not in the form that Slack documents. */
  | { readonly kind: 'unreadable' };

const commandSchema = z.object({ command: z.string().startsWith('/') });
const pressSchema = z.object({
  type: z.literal('block_actions'),
  actions: z.tuple([z.object({ action_id: z.string().startsWith('press-') })], z.unknown()),
});
const submitSchema = z.object({
  type: z.literal('view_submission'),
  view: z.object({ callback_id: z.literal(FORM) }),
});

/** By the same reading as that of the listeners. */
function senderOf(body: unknown): Read {
  try {
    // Bolt takes for a command whatever has the word.
    if (commandSchema.safeParse(body).success) {
      const { user_id: user, response_url: responseUrl } = readCommand(body);
      return { kind: 'readable', user, responseUrl };
    }
    if (pressSchema.safeParse(body).success) {
      const press = readPress(body);
      return press === undefined
        ? { kind: 'stray' }
        : { kind: 'readable', user: press.user.id, responseUrl: press.responseUrl };
    }
    if (submitSchema.safeParse(body).success) {
      const { user, view } = readSubmit(body);
      return { kind: 'readable', user: user.id, responseUrl: readSent(view).metadata.url };
    }
    return { kind: 'stray' };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return { kind: 'unreadable' };
    throw error;
  }
}
