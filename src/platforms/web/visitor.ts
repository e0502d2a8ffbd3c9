/**
 * Who asks. A browser is known by a session: a secret that only its cookie holds, signed when it was given out. Nothing
 * of it is kept but the key, so it is the same visitor after a restart, and one that was made up is nobody. On one's own
 * machine one browser can be several users, each in windows of its own: its seats.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createAllowance } from '../../allowance/allowance.ts';
import type { Role as AnyRole } from '../../chat/role.ts';
import type { Clock } from '../../clock.ts';
import { cookieOf, setCookie } from './cookie.ts';
import { SEATS, SESSIONS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { same, secretText, sign } from './signature.ts';

/** In the playground there is one channel, and nobody has made it. */
export type Role = Exclude<AnyRole, 'host'>;

/** From where a request comes, and from which session (or form) if it has one. What is counted is counted by these. */
export type Origin = {
  /** The client's address; of IPv6 its /64. */
  readonly address: string;
  /** Not the secret, and not to be turned back into it. */
  readonly session: string | undefined;
};

export type Visitor = Origin & {
  readonly session: string;
  /** The user: the session and the seat. */
  readonly userId: string;
  readonly role: Role;
};

/**
 * What is given out, by the name of its cookie. `tries`: with the form at the door, by which tries of tokens are counted.
 * That is no session yet: a browser that follows a link from elsewhere keeps its session back, and must not lose it.
 */
const COOKIES = { session: 'carrybot', tries: 'carrybot_tries' } as const;
type Kind = keyof typeof COOKIES;
/** 32 bytes in base64url, and their signature. */
const SIGNED = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

/** The secret that a request carries; undefined for none, and for one that was not given out here. */
export function secretOf(request: IncomingMessage, key: string, kind: Kind = 'session'): string | undefined {
  const [, secret, signature] = SIGNED.exec(cookieOf(request, COOKIES[kind]) ?? '') ?? [];
  if (secret === undefined || signature === undefined) return undefined;
  return same(signature, sign(key, kind, secret)) ? secret : undefined;
}

/** A session, for limits. */
export function sessionOf(secret: string): string {
  return digest(`browser\n${secret}`);
}

export function userOf(secret: string, seat: number): string {
  return digest(`user\n${seat}\n${secret}`);
}

export type Sessions = {
  /**
   * A new one, and the cookie that holds it.
   * @throws Refusal (429) if that address has been given too many
   */
  issue(
    to: { readonly address: string; readonly scheme: 'http' | 'https'; readonly kind: Kind },
    key: string,
  ): Promise<{ readonly secret: string; readonly cookie: string }>;
};

export function createSessions(clock: Clock): Sessions {
  const given = createAllowance(SESSIONS, clock.now);
  return {
    async issue({ address, scheme, kind }, key) {
      const { wait } = await given.take(address);
      if (wait > 0) throw tooManyNew(wait);
      const secret = secretText();
      return { secret, cookie: setCookie(COOKIES[kind], `${secret}.${sign(key, kind, secret)}`, scheme) };
    },
  };
}

/** The seat in a query: a whole number 1…9, else 1. */
export function seatOf(query: URLSearchParams): number {
  const seat = Number(query.get('as') ?? '1');
  return Number.isInteger(seat) && seat >= 1 && seat <= SEATS ? seat : 1;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function tooManyNew(seconds: number): Refusal {
  return new Refusal(
    429,
    {
      en: `Too many new browsers came from your address: wait ${seconds} seconds. Whoever is here already can go on.`,
      ja: `同じアドレスから新しいブラウザーが多すぎます。${seconds} 秒お待ちください。すでに参加している人はそのまま使えます。`,
    },
    { 'retry-after': String(seconds) },
  );
}
