/** Discord's limits, each written once, and the pace that this bot keeps within them. */
import { PERSIST_MS } from '../pacing/persist.ts';

/** Lengths in UTF-16 units, sizes in bytes. Discord counts code points, so these err on the safe side. */
export const LIMITS = {
  content: 2_000,
  buttonsInRow: 5,
  rows: 5,
  buttonLabel: 80,
  customId: 100,
  files: 10,
  /** Alt text: an attachment's `description`. */
  fileDescription: 1_024,
  /** One file, where the interaction does not name a larger size. */
  fileBytes: 10 * 1024 * 1024,
  modalTitle: 45,
  modalFields: 5,
  fieldLabel: 45,
  fieldPlaceholder: 100,
  fieldText: 4_000,
  commands: 100,
  commandName: 32,
  description: 100,
  options: 25,
  choices: 25,
  choiceName: 100,
  optionText: 6_000,
  /** Names, descriptions and choice values of one command, added up. */
  commandTotal: 8_000,
  /** Typed numbers lie within ±(2^53 − 1). */
  number: Number.MAX_SAFE_INTEGER,
  nonce: 25,
  /** An interaction must be acknowledged this soon, in ms. */
  acknowledgeMs: 3_000,
  /** An interaction's token lives this long, in ms. */
  tokenMs: 15 * 60_000,
} as const;

/** How long the bot waits for what; all in ms. */
export type Pace = {
  /** For a first reply, before the interaction is acknowledged without one. */
  readonly firstReplyMs: number;
  /** Between two progress edits of one message. */
  readonly editEveryMs: number;
  /** Before a final reply that could not be delivered is tried again. */
  readonly retryMs: number;
  /** For answers under way when the bot stops. */
  readonly graceMs: number;
  /** For the last words to those whose answers are cut off then. */
  readonly lastWordsMs: number;
  /** For Discord's API to answer and its gateway to come up at the start. */
  readonly startMs: number;
  /** For the download of a file that a user sent. */
  readonly uploadMs: number;
  /** Before each further try of it. */
  readonly uploadAgainMs: readonly number[];
};

export const PACE: Pace = {
  firstReplyMs: 1_500,
  editEveryMs: 2_000,
  retryMs: 1_500,
  graceMs: 4_000,
  lastWordsMs: 500,
  startMs: 15_000,
  uploadMs: 20_000,
  uploadAgainMs: PERSIST_MS,
};

/** Answers under way at one time; who comes after is asked to wait. */
export const MAX_ANSWERS = 500;

/** A token is given up this long before Discord does, so that no edit arrives too late, in ms. */
export const TOKEN_MARGIN_MS = 15_000;
