/** What Discord's refusals mean for us. Its error objects carry tokens in their URLs, so only this is ever logged. */
import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

export type Fault = {
  readonly kind:
    | /** The interaction is unknown: acknowledged after its 3 s. */ 'late'
    | /** Somebody acknowledged the interaction before us. */ 'taken'
    | /** The message, channel or server is no longer there. */ 'gone'
    | /** The interaction's token has run out. */ 'expired'
    | /** The bot cannot see the channel. */ 'hidden'
    | /** The bot lacks a permission. */ 'forbidden'
    | /** The files are larger than the place takes. */ 'tooLarge'
    | /** The bot's token is not, or no longer, valid. */ 'unauthorized'
    | /** Discord says that the request is wrong. */ 'refused'
    | /** No answer, or none that means anything: network, overload, rate limit. */ 'unreachable';
  /** Discord's reason, without addresses and tokens. */
  readonly detail: string;
};

const KINDS: ReadonlyMap<string, Fault['kind']> = new Map(
  Object.entries({
    [Code.UnknownInteraction]: 'late',
    [Code.InteractionHasAlreadyBeenAcknowledged]: 'taken',
    [Code.UnknownMessage]: 'gone',
    [Code.UnknownChannel]: 'gone',
    [Code.UnknownGuild]: 'gone',
    [Code.UnknownWebhook]: 'expired',
    [Code.InvalidWebhookToken]: 'expired',
    [Code.MissingAccess]: 'hidden',
    [Code.MissingPermissions]: 'forbidden',
    [Code.CannotSendMessagesToThisUser]: 'forbidden',
    [Code.RequestEntityTooLarge]: 'tooLarge',
  }),
);

const HTTP_UNAUTHORIZED = 401;
const HTTP_TOO_LARGE = 413;

/** Why a request to Discord failed; undefined for an error that is not Discord's or the network's, so a bug. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof DiscordAPIError) {
    // A proxy's refusal has no code of Discord's.
    const detail = error.code ? `${error.code}: ${error.message}` : `HTTP ${error.status}`;
    const kind = KINDS.get(String(error.code));
    if (kind !== undefined) return { kind, detail };
    if (error.status === HTTP_TOO_LARGE) return { kind: 'tooLarge', detail };
    return { kind: error.status === HTTP_UNAUTHORIZED ? 'unauthorized' : 'refused', detail };
  }
  if (error instanceof HTTPError) return { kind: 'unreachable', detail: `HTTP ${error.status}` };
  if (error instanceof RateLimitError) {
    return { kind: 'unreachable', detail: `rate limited for ${Math.ceil(error.retryAfter / 1_000)} s` };
  }
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error) ?? codeOf(error.cause);
  if (error.name === 'AbortError' || code !== undefined) {
    return { kind: 'unreachable', detail: code ?? 'no answer in time' };
  }
  return undefined;
}

/** System errors (`ECONNREFUSED`, `ENOTFOUND`) and the HTTP client's (`UND_ERR_SOCKET`). */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^(?:E[A-Z]+(?:_[A-Z]+)*|UND_ERR_[A-Z_]+)$/.test(error.code) ? error.code : undefined;
}
