/**
 * What the playground allows one session, one address, one request and itself: the one home of these numbers. What an
 * address may is enough for a class of 60 behind one; what all may is so much more that one address cannot use it up.
 */
import type { Rate } from '../../allowance/allowance.ts';

/** Largest body of a JSON request, in bytes. */
export const JSON_BYTES = 64 * 1024;
/** Largest file that a form may carry, and the room for the form around it, in bytes. */
export const UPLOAD_BYTES = 1024 * 1024;
export const FORM_BYTES = 64 * 1024;

/** Longest line that can be typed, and longest name of a user, in characters. */
export const LINE_LENGTH = 2_000;
export const NAME_LENGTH = 32;

/** Users that one browser can be, each in windows of its own. */
export const SEATS = 9;

/** Open live connections, in all, from one address and of one session. */
export const STREAMS = { inAll: 1_000, perAddress: 240, perSession: 12 } as const;
/**
 * Bytes that a live connection may lag behind before it is cut (it reconnects and catches up). More than the first event
 * has, which is a whole page: a connection that this cut would be cut each time.
 */
export const STREAM_LAG_BYTES = 2.5 * 1024 * 1024;
/** Between signs of life on a live connection, in ms. A page that has heard none for twice as long connects anew. */
export const HEARTBEAT_MS = 20_000;

/**
 * Answers under way at once. One that waits costs some kilobytes, and the work behind it has a line of its own with its
 * own bounds; so there may be many. Who has none under way is let in beyond `inAll`, up to `least`: dear work of others
 * never costs anybody a cheap command.
 */
export const ANSWERS = { inAll: 2_000, least: 4_000, perAddress: 480, perSession: 8 } as const;
/** Commands, presses and forms of one session, and from one address. */
export const ACTS: Readonly<Record<'session' | 'address', Rate>> = {
  session: { points: 2, seconds: 1, burst: { points: 118, seconds: 60 } },
  address: { points: 40, seconds: 1, burst: { points: 2_360, seconds: 60 } },
};
/** Sessions that are given out to one address. */
export const SESSIONS: Rate = { points: 1, seconds: 10, burst: { points: 199, seconds: 2_000 } };
/**
 * Wrong tokens: from one address, and beyond that from each session that was given out before. A guesser behind one
 * address has 0.4 a second, and 1 more for all the sessions that it can come by: 120,000 a day, of which a token of 8
 * random letters and digits needs some 10¹².
 */
export const WRONG_TOKENS: Readonly<Record<'session' | 'address', Rate>> = {
  address: { points: 1, seconds: 5, burst: { points: 29, seconds: 150 } },
  session: { points: 5, seconds: 86_400 },
};
/** Links that let one browser in: open at once, how long each is good, and uses that are tried from one address. */
export const INVITES = { most: 200, lastMs: 7 * 24 * 3_600_000 } as const;
export const JOINS: Rate = { points: 1, seconds: 1, burst: { points: 119, seconds: 120 } };

/** One page of the history, and what a reconnection may catch up one by one: so many, and so many bytes of JSON. */
export const PAGE = { messages: 40, bytes: 1024 * 1024 } as const;
export const CATCH_UP = { messages: 200, bytes: 1024 * 1024 } as const;
/** Messages that are read from the history at a time. */
export const READ = 8;
/** Figures of a reply are sent along up to this many characters of JSON; the pictures carry the rest. */
export const DATA_CHARACTERS = 256 * 1024;
/** Requests of which a repetition is recognised. */
export const REPEATS = 2_000;

/** The history in memory: messages, in all and of each person, and bytes of their files. */
export const MEMORY = { messages: 1_000, each: 250, bytes: 64 * 1024 * 1024 } as const;

/** Pauses before each new attempt to keep an answer that could not be kept, in ms. */
export const KEEP_AGAIN_MS = [1_000, 10_000, 60_000] as const;

/** Answers under way get this long when the playground stops, and what is left of them this long to say so, in ms. */
export const GRACE_MS = 2_000;
export const LAST_WORDS_MS = 500;
