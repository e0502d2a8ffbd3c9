/** A response_url: Slack's way to answer where the bot may not be, five times within half an hour. */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { Refusal, reasonOf } from './fault.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './render.ts';

/** What is known of one, for the process that goes on with an answer; `left`: how often it may still be used. */
export type KeptUrl = { readonly url: string; readonly since: number; readonly left: number };

export type ResponseUrl = {
  kept(): KeptUrl;
  /** Whether it can still be used. */
  isOpen(): boolean;
  /**
   * `caller`: a new message that only the caller sees. `channel`: a new one for all. `replace`: in place of
   * the message whose button was pressed.
   * @throws Refusal if Slack does not take it
   */
  send(how: 'caller' | 'channel' | 'replace', message: Message): Promise<void>;
};

/** Fetches with a time limit that also ends when the platform stops. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const answerSchema = z.object({ ok: z.boolean(), error: z.string().optional() });

/** One that Slack has just issued. @param since when, in ms since 1970 */
export function createResponseUrl(url: string, since: number, clock: Clock, fetch: Fetch): ResponseUrl {
  return openResponseUrl({ url, since, left: LIMITS.responseUses }, clock, fetch);
}

export function openResponseUrl(
  { url, since, left: uses }: KeptUrl,
  clock: Clock,
  fetch: Fetch,
): ResponseUrl {
  let left = uses;
  const isOpen = () => left > 0 && clock.now() - since < LIMITS.responseMs;
  return {
    kept: () => ({ url, since, left }),
    isOpen,
    async send(how, message) {
      if (!isOpen()) throw new Refusal({ kind: 'refused', code: 'used_url', needed: undefined });
      left -= 1;
      const how_ =
        how === 'replace'
          ? { replace_original: true }
          : { replace_original: false, response_type: how === 'caller' ? 'ephemeral' : 'in_channel' };
      await deliver(url, fetch, { ...how_, ...message });
    },
  };
}

async function deliver(url: string, fetch: Fetch, body: object): Promise<void> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    text = await response.text();
  } catch (error) {
    throw new Refusal({ kind: 'unreachable', reason: reasonOf(error) });
  }
  const code = refusedWith(response, text);
  if (code !== undefined) throw new Refusal({ kind: 'refused', code, needed: undefined });
}

/** Slack says `ok` or `{"ok":true}`; a refusal comes as a status, as a word, or as `{"ok":false}`. */
function refusedWith(response: Response, text: string): string | undefined {
  const json = text.startsWith('{') ? answerSchema.safeParse(parsed(text)) : undefined;
  if (json?.success === true) return json.data.ok ? undefined : (json.data.error ?? 'refused');
  if (response.ok) return undefined;
  return /^[a-z_]{1,60}$/.test(text) ? text : `http_${response.status}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
