/** What can go wrong between the bot and Slack, told apart without reading message texts. */
import { webApi } from '@slack/bolt';

export type Fault =
  /** Slack understood and refused; `code` is its own word, e.g. `not_in_channel`. */
  | { readonly kind: 'refused'; readonly code: string; readonly needed: string | undefined }
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** No answer, or one that is not Slack's. `reason` holds no secrets. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** A refusal by a response_url or an upload address, which the client library does not call. */
export class Refusal extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(wordOf(fault));
    this.name = 'Refusal';
    this.fault = fault;
  }
}

/** The fault behind an error, or undefined if it is a bug of ours. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof Refusal) return error.fault;
  if (error instanceof webApi.WebAPIPlatformError) {
    // The client takes any text for Slack's word: a proxy's page, for instance.
    if (!/^[a-z][a-z0-9_.:-]{0,79}$/i.test(error.data.error)) {
      return { kind: 'unreachable', reason: 'what answers there is not Slack' };
    }
    const needed = 'needed' in error.data ? error.data['needed'] : undefined;
    return {
      kind: 'refused',
      code: error.data.error,
      needed: typeof needed === 'string' && needed !== '' ? needed : undefined,
    };
  }
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'limited', retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof webApi.WebAPIHTTPError)
    return { kind: 'unreachable', reason: `HTTP ${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError)
    return { kind: 'unreachable', reason: reasonOf(error.original) };
  return undefined;
}

/** Slack's word for a refusal, or undefined. */
export function refusalOf(error: unknown): string | undefined {
  const fault = faultOf(error);
  return fault?.kind === 'refused' ? fault.code : undefined;
}

/** One word or two about a fault, for logs. */
export function wordOf(fault: Fault): string {
  switch (fault.kind) {
    case 'refused':
      return fault.needed === undefined ? fault.code : `${fault.code} (needs ${fault.needed})`;
    case 'limited':
      return `rate limited for ${Math.ceil(fault.retryAfterMs / 1_000)} s`;
    case 'unreachable':
      return fault.reason;
  }
}

/** The system's code of a failed connection (`ECONNREFUSED`), else a few plain words; never an address. */
export function reasonOf(error: unknown): string {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code;
    if (each.name === 'TimeoutError' || each.name === 'AbortError') return 'no answer in time';
    // The fetch of Node refuses some ports itself, with two words and no code.
    if (!(each.cause instanceof Error))
      return /^[a-z ]{3,40}$/i.test(each.message) ? each.message : each.name;
  }
  return 'no answer';
}

/** Slack's words for: the bot cannot write at this place. */
const OUTSIDE = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'user_not_in_channel',
  'cannot_dm_bot',
]);

/** Slack's words for: this message can no longer be edited. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);

export function isOutside(error: unknown): boolean {
  const code = refusalOf(error);
  return code !== undefined && OUTSIDE.has(code);
}

export function isGone(error: unknown): boolean {
  const code = refusalOf(error);
  return code !== undefined && GONE.has(code);
}

/** A message whose blocks were refused, for instance because its picture is not processed yet. */
export function isInvalidBlocks(error: unknown): boolean {
  const code = refusalOf(error);
  return code === 'invalid_blocks' || code === 'invalid_blocks_format';
}
