/** What the playground gives out and takes back: signed, so that what was made up or altered is nobody's. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Door } from '../../chat/door.ts';

/** The key, asked for once; what fails is asked again with the next request. */
export function createKey(door: Pick<Door, 'key'>): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= door.key(secretText()).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** 32 random bytes in base64url: 43 signs. */
export function secretText(): string {
  return randomBytes(32).toString('base64url');
}

/** The signature of a text for one purpose, in base64url: 43 signs. */
export function sign(key: string, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`carrybot playground ${purpose}\n${text}`).digest('base64url');
}

/** Equality in a time that depends on neither text: HMACs of one length are compared. */
export function same(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

/** Drawn with the process: nobody can choose two texts whose digests are alike. */
const COMPARE = randomBytes(32);

function digest(text: string): Buffer {
  return createHmac('sha256', COMPARE).update(text).digest();
}
