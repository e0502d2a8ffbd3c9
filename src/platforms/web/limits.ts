/** What the playground allows one visitor, one request and itself: the one home of these numbers. */

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

/** Open live connections, in all and of one browser. */
export const STREAMS = { inAll: 256, perBrowser: 12 } as const;
/** Bytes that a live connection may lag behind before it is cut (it reconnects and catches up). */
export const STREAM_LAG_BYTES = 4 * 1024 * 1024;
/** Between signs of life on a live connection, in ms. A page that has heard none for twice as long connects anew. */
export const HEARTBEAT_MS = 20_000;

/** Answers being made at once, in all and for one browser. */
export const ANSWERS = { inAll: 64, perBrowser: 8 } as const;
/** Commands, presses and forms of one browser: so many at once, then so many a second. */
export const ACTS = { burst: 120, perSecond: 2, keys: 10_000 } as const;
/** Attempts to log in from one address. */
export const LOGINS = { burst: 10, perSecond: 0.2, keys: 1_000 } as const;

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
