/** The tables, as the last of the steps (`steps.ts`) leaves them. */
import type { Generated } from 'kysely';
import type { NameColumn } from './names.ts';

type DeckTable = {
  workspace: string;
  name: string;
  yaml: string;
  user_id: string;
  user_name: NameColumn;
  imported_at: number;
};

export type Tables = {
  runs: {
    workspace: string;
    number: number;
    user_id: string;
    user_name: NameColumn;
    created_at: number;
    /** JSON of TrainConfig. */
    config: string;
    /** JSON of what lists show: outcome, losses, evaluation, solvedAt, seconds. */
    summary: string;
    /** JSON of the rest: iterations, samples, accuracies, snapshots. */
    detail: string;
    initial: Uint8Array;
    final: Uint8Array;
    /** Of what has made it, so that it is kept once; null for those of older versions. */
    key: string | null;
  };
  models: { workspace: string; run: number };
  /** Last number given out per workspace and kind, so that a number is never used twice; held, it is a turn. */
  counters: { workspace: string; kind: string; last: number };
  schedules: {
    workspace: string;
    number: number;
    platform: string;
    channel: string;
    cron: string;
    zone: string;
    topic: string | null;
    locale: string;
    user_id: string;
    user_name: NameColumn;
    next_at: number;
    trouble_en: string | null;
    trouble_ja: string | null;
    kind: Generated<string>;
    /** JSON of what a task says beside its kind and its topic; null if nothing. */
    detail: string | null;
    day_rule: Generated<string>;
    state: Generated<string>;
    settled_at: Generated<number>;
    missed: Generated<number>;
    last_run: number | null;
    /** JSON of the vote that stands. */
    vote: string | null;
    revision: Generated<number>;
    /** JSON of the post that was begun and has not come to its end; null if there is none. */
    pending: string | null;
    /** When that is to be tried, at the earliest. */
    pending_at: number | null;
    /** When it was removed; for a day that can be taken back. Null for all that are there. */
    removed_at: number | null;
  };
  /** What was chosen for a channel or, where platform and channel are empty, for the workspace. */
  settings: { workspace: string; platform: string; channel: string; name: string; value: string };
  asked: {
    id: string;
    workspace: string;
    platform: string;
    channel: string;
    question_id: string;
    topic: string;
    seed: number;
    locale: string;
    origin: string;
    print: string | null;
    /** Who asked it; empty for a schedule, for older ones, and for who was forgotten. */
    user_id: Generated<string>;
    asked_at: number;
    closed_at: number | null;
    message: string | null;
    /** 1 once its answer was told to the channel, or there is nobody to tell. */
    told: Generated<number>;
  };
  answers: {
    asked_id: string;
    user_id: string;
    user_name: NameColumn;
    answer: string;
    verdict: string;
    answered_at: number;
    changes: Generated<number>;
  };
  /** Votes that stand open, and who chose what. */
  ballots: { id: string; workspace: string; opened_at: number; closed: Generated<number> };
  votes: { ballot: string; workspace: string; user_id: string; choice: number };
  cards: { workspace: string; user_id: string; question_id: string; due_at: number; state: string };
  people: {
    workspace: string;
    user_id: string;
    user_name: NameColumn;
    leaderboard: string;
    reminder: string;
    /** The language that was chosen; null to go by the platform's. */
    locale: string | null;
  };
  /** One-time links into the playground, by the hash of their secret. */
  invites: { id: string; workspace: string; made_at: number; until: number; used_at: number | null };
  /** Workspaces that have removed the bot, and when. */
  departures: { workspace: string; left_at: number };
  /** People who are being forgotten, and by which names they were known (JSON), until all is done. */
  forgettings: { workspace: string; user_id: string; names: string };
  /** The playground's conversation; `draft` is the JSON of a message without its place in order. */
  messages: {
    id: string;
    channel: string;
    order: number;
    version: number;
    recipient: string | null;
    state: string;
    draft: string;
    /** By whose doing it is there, and whose share it takes; empty for the bot's own. */
    owner: string;
  };
  message_files: { message: string; name: string; bytes: Uint8Array };
  facts: { name: string; value: string };
  decks: DeckTable;
  /** What stood under a name before it was replaced or removed: the last one of each name. */
  deck_earlier: DeckTable & {
    /** When it was removed; null if it was replaced. */
    removed_at: number | null;
  };
  /** Decks that were sent and wait for their teacher to decide. */
  deck_drafts: DeckTable & { id: string };
  hunts: {
    id: string;
    workspace: string;
    platform: string;
    channel: string;
    recipe: string;
    iteration: number;
    opened_at: number;
    /** All null until it is over; an empty user_id is someone who was forgotten. */
    user_id: string | null;
    user_name: NameColumn<null>;
    a: number | null;
    b: number | null;
    found_at: number | null;
  };
  league: {
    workspace: string;
    user_id: string;
    user_name: NameColumn;
    hidden: number;
    pairs: number;
    recipe: string;
    training: string;
    print: string | null;
    entered_at: number;
  };
  /** Answers that were promised; `invocation`, `address` and `reply` are JSON. `letter`: the reply waits for its owner; `told`: nothing but the id is left; `forgotten`: the same, before it was told, for its owner is forgotten. */
  errands: {
    id: string;
    platform: string;
    workspace: string;
    user_id: string;
    asked_at: number;
    invocation: string;
    address: string;
    reply: string | null;
    state: 'open' | 'letter' | 'read' | 'unreadable' | 'told' | 'forgotten';
    tries: number;
    /** 1 once its owner wants it ended. */
    cancelled: Generated<number>;
  };
  /** What was done for an errand, in the words of who has done it. */
  effects: { errand: string; outcome: string };
  /** How far long work is, by what names it: its errand, or a post; `computed` in ms. */
  checkpoints: { id: string; state: Uint8Array; computed: number; kept_at: number };
};

/** The names of all tables. */
export const TABLES = {
  runs: true,
  models: true,
  counters: true,
  schedules: true,
  settings: true,
  asked: true,
  answers: true,
  ballots: true,
  votes: true,
  cards: true,
  people: true,
  invites: true,
  departures: true,
  forgettings: true,
  messages: true,
  message_files: true,
  facts: true,
  decks: true,
  deck_earlier: true,
  deck_drafts: true,
  hunts: true,
  league: true,
  errands: true,
  checkpoints: true,
  effects: true,
} as const satisfies Readonly<Record<keyof Tables, true>>;
