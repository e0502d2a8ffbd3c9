/** The way in where a token is asked for: a form, a cookie, and no hint about the token in the time it takes. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import { formOf, readBody } from './body.ts';
import { schemeOf } from './gate.ts';
import { LOGINS } from './limits.ts';
import { createRate } from './rate.ts';
import { Refusal } from './refusal.ts';
import { cookieOf, setCookie } from './visitor.ts';

export type Login = {
  /** Whether a request may pass: no token is asked for, or it carries the cookie, or `Authorization: Bearer …`. */
  passes(request: IncomingMessage): boolean;
  /** Takes the form's `token`; sets the cookie and leads to the page, or back to the form. */
  enter(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const COOKIE = 'carrybot_pass';

/** `token` undefined: everybody passes. Attempts are limited by address. */
export function createLogin(token: string | undefined, clock: Clock): Login {
  const attempts = createRate(clock, LOGINS);
  // The cookie is made from the token, so it holds over a restart, ends when the token changes, and does not tell it.
  const pass = token === undefined ? '' : seal(token, 'pass').toString('base64url');

  return {
    passes(request) {
      if (token === undefined) return true;
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      return same(cookieOf(request, COOKIE) ?? '', pass) || (bearer !== undefined && same(bearer, token));
    },
    async enter(request, response) {
      const wait = attempts.take(request.socket.remoteAddress ?? '');
      if (wait > 0) throw tooMany(wait);
      const form = await formOf(request, await readBody(request, 4 * 1024));
      const given = form.get('token');
      const right = token !== undefined && typeof given === 'string' && same(given.trim(), token);
      response.writeHead(303, {
        location: right ? '/' : '/login#again',
        'cache-control': 'no-store',
        ...(right ? { 'set-cookie': setCookie(COOKIE, pass, schemeOf(request)) } : {}),
      });
      response.end();
    },
  };
}

function tooMany(seconds: number): Refusal {
  return new Refusal(
    429,
    {
      en: `Too many attempts: try again in ${seconds} seconds.`,
      ja: `試行回数が多すぎます。${seconds} 秒後にもう一度お試しください。`,
    },
    { 'retry-after': String(seconds) },
  );
}

/** Equality in a time that depends on neither text: HMACs of one length are compared. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(seal(a, 'compare'), seal(b, 'compare'));
}

function seal(key: string, purpose: string): Buffer {
  return createHmac('sha256', key).update(`carrybot playground ${purpose}`).digest();
}
