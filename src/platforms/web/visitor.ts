/**
 * Who asks. A browser is known by a secret that only its cookie holds; nothing is kept here, so it is the same
 * visitor after a restart. One browser can be several users, each in windows of its own: its seats.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SEATS } from './limits.ts';

export type Visitor = {
  /** The browser, for limits. Not the secret, and not to be turned back into it. */
  readonly browser: string;
  /** The user: the browser and the seat. */
  readonly userId: string;
};

const COOKIE = 'carrybot';
/** 32 bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The visitor who sent a request, or undefined for a browser that has not been here. `seat` is 1…9. */
export function visitorOf(request: IncomingMessage, seat: number): Visitor | undefined {
  const secret = cookieOf(request, COOKIE);
  return secret !== undefined && SECRET.test(secret) ? visitor(secret, seat) : undefined;
}

/** A new browser: who it is, and the cookie that it is to keep. */
export function newVisitor(seat: number, scheme: 'http' | 'https'): { visitor: Visitor; cookie: string } {
  const secret = randomBytes(32).toString('base64url');
  return { visitor: visitor(secret, seat), cookie: setCookie(COOKIE, secret, scheme) };
}

/** The seat in a query: a whole number 1…9, else 1. */
export function seatOf(query: URLSearchParams): number {
  const seat = Number(query.get('as') ?? '1');
  return Number.isInteger(seat) && seat >= 1 && seat <= SEATS ? seat : 1;
}

/** The value of a cookie of a request. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** A cookie for a year that no script reads and no other site's request carries. */
export function setCookie(name: string, value: string, scheme: 'http' | 'https'): string {
  const secure = scheme === 'https' ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict${secure}`;
}

function visitor(secret: string, seat: number): Visitor {
  return { browser: digest(`browser\n${secret}`), userId: digest(`user\n${seat}\n${secret}`) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
