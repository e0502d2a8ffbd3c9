/** The way in where a token is asked for: a form, a cookie, and no hint about the token in the time it takes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAllowance } from '../../allowance/allowance.ts';
import type { Clock } from '../../clock.ts';
import { formOf, readBody } from './body.ts';
import { cookieOf, setCookie } from './cookie.ts';
import { isFromHere, schemeOf } from './gate.ts';
import { WRONG_TOKENS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { same, sign } from './signature.ts';
import type { Origin, Role } from './visitor.ts';

/** What has to be given to be let in as whom. */
export type Tokens = { readonly member: string | undefined; readonly organiser: string | undefined };

export type Login = {
  /**
   * As whom a request may pass: by the cookie, or by `Authorization: Bearer …`, or since nobody is asked. Undefined: not
   * at all. Where no token is set, who sits at the machine itself is an organiser, and whom a proxy lets through a member.
   * @throws Refusal (429) for who has given too many wrong tokens, and may not pass otherwise
   */
  roleOf(request: IncomingMessage, from: Origin, key: string): Promise<Role | undefined>;
  /** Takes the form's `token`; sets the cookie and leads to the page, or back to the form. */
  enter(request: IncomingMessage, response: ServerResponse, from: Origin, key: string): Promise<void>;
  /** The cookie of who is let in by a link. It holds until the token changes. */
  passOf(request: IncomingMessage, key: string): string;
};

const COOKIE = 'carrybot_pass';

export function createLogin(tokens: Tokens, clock: Clock): Login {
  const judge = createJudge(tokens, clock);
  // A pass is made from the token: it holds over a restart and ends when the token changes. It is made with the key, too:
  // who has a pass cannot try out tokens at home.
  const pass = (role: Role, key: string) => sign(key, `pass ${role}`, tokens[role] ?? '');
  const cookie = (role: Role, request: IncomingMessage, key: string) =>
    setCookie(COOKIE, pass(role, key), schemeOf(request));

  function roleByPass(request: IncomingMessage, key: string): Role | undefined {
    const shown = cookieOf(request, COOKIE) ?? '';
    const roles = (['organiser', 'member'] as const).filter((role) => tokens[role] !== undefined);
    return roles.find((role) => same(shown, pass(role, key)));
  }

  function roleWithout(request: IncomingMessage): Role | undefined {
    if (tokens.member !== undefined) return undefined;
    return tokens.organiser === undefined && isFromHere(request) ? 'organiser' : 'member';
  }

  return {
    async roleOf(request, from, key) {
      const role = roleByPass(request, key) ?? roleWithout(request);
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (role === 'organiser' || bearer === undefined) return role;
      const judged = await judge(bearer, from);
      if (judged.is === 'right') return judged.role;
      // Who may pass is never refused for what others behind the same address have guessed.
      if (judged.is === 'unheard' && role === undefined) throw tooMany(judged.wait);
      return role;
    },
    async enter(request, response, from, key) {
      const given = (await formOf(request, await readBody(request, 4 * 1024))).get('token');
      const judged = await judge(typeof given === 'string' ? given.trim() : '', from);
      if (judged.is === 'unheard') throw tooMany(judged.wait);
      const isRight = judged.is === 'right';
      response.writeHead(303, {
        location: isRight ? '/' : '/login#again',
        'cache-control': 'no-store',
        ...(isRight ? { 'set-cookie': cookie(judged.role, request, key) } : {}),
      });
      response.end();
    },
    passOf: (request, key) => cookie('member', request, key),
  };
}

/** `unheard`: nobody looked whether it is right; `wait`: whole seconds until somebody does. */
type Judged =
  | { readonly is: 'right'; readonly role: Role }
  | { readonly is: 'wrong' }
  | { readonly is: 'unheard'; readonly wait: number };

/**
 * The one place where tokens are compared, so that all doors have one limit. Only wrong ones count, and a right one does
 * not make up for them. Beyond the limit an answer would be what a guesser wants, so nobody looks at the token, right or
 * wrong.
 *
 * That must not lock out a class behind one address, one of whom is guessing. So who has a session still has some tries
 * of their own: the form gives one out with itself, and what an address is given of them is bounded. What is left to the
 * guesser is to use up the new sessions of that address: then who comes anew from there, with no session yet, has to
 * wait, while all who have one or a pass go on.
 */
function createJudge(tokens: Tokens, clock: Clock): (token: string, from: Origin) => Promise<Judged> {
  const byAddress = createAllowance(WRONG_TOKENS.address, clock.now);
  const bySession = createAllowance(WRONG_TOKENS.session, clock.now);
  return async (token, { address, session }) => {
    const first = await byAddress.take(address);
    const taken = first.giveBack || session === undefined ? first : await bySession.take(session);
    if (taken.giveBack === undefined) return { is: 'unheard', wait: first.wait };
    // Both are compared, whichever it is.
    const roles = (['organiser', 'member'] as const).filter((role) => same(token, tokens[role] ?? ''));
    const role = roles.find((each) => tokens[each] !== undefined);
    if (role === undefined) return { is: 'wrong' };
    // It was taken before, so that none of many that come at once is judged for nothing.
    await taken.giveBack();
    return { is: 'right', role };
  };
}

function tooMany(seconds: number): Refusal {
  return new Refusal(
    429,
    {
      en: `Too many wrong tokens came from your address: try again in ${seconds} seconds, or open /login anew.`,
      ja: `同じアドレスから誤ったトークンが何度も送られました。${seconds} 秒後にもう一度お試しいただくか、/login を開き直してください。`,
    },
    { 'retry-after': String(seconds) },
  );
}
