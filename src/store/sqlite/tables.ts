/**
 * The tables and the steps that made them. A step that has been released is never changed; add one, after a database of
 * the last was recorded (`test/fixtures/databases`).
 */
import { type Generated, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
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
  };
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
    asked_at: number;
    closed_at: number | null;
    message: string | null;
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
  cards: { workspace: string; user_id: string; question_id: string; due_at: number; state: string };
  people: {
    workspace: string;
    user_id: string;
    user_name: NameColumn;
    leaderboard: string;
    reminder: string;
  };
  /** The playground's conversation; `draft` is the JSON of a message without its place in order. */
  messages: {
    id: string;
    channel: string;
    order: number;
    version: number;
    recipient: string | null;
    state: string;
    draft: string;
  };
  message_files: { message: string; name: string; bytes: Uint8Array };
  facts: { name: string; value: string };
  decks: DeckTable;
  /** What stood under a name before it was replaced or removed: the last one of each name. */
  deck_earlier: DeckTable;
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
  /** Answers that were promised; `invocation`, `address` and `reply` are JSON. `letter`: the reply waits for its owner. */
  errands: {
    id: string;
    platform: string;
    workspace: string;
    user_id: string;
    asked_at: number;
    invocation: string;
    address: string;
    reply: string | null;
    state: 'open' | 'letter';
    tries: number;
  };
};

/** The names of all tables. */
export const TABLES = {
  runs: true,
  models: true,
  counters: true,
  schedules: true,
  asked: true,
  answers: true,
  cards: true,
  people: true,
  messages: true,
  message_files: true,
  facts: true,
  decks: true,
  deck_earlier: true,
  deck_drafts: true,
  hunts: true,
  league: true,
  errands: true,
} as const satisfies Readonly<Record<keyof Tables, true>>;

async function first(db: Kysely<unknown>): Promise<void> {
  const tables = [
    sql`create table runs (workspace text not null, number integer not null, user_id text not null,
      user_name text not null, created_at integer not null, config text not null, summary text not null,
      detail text not null, initial blob not null, final blob not null, primary key (workspace, number)) strict`,
    sql`create table models (workspace text primary key, run integer not null) strict`,
    sql`create table counters (workspace text not null, kind text not null, last integer not null,
      primary key (workspace, kind)) strict`,
    sql`create table schedules (workspace text not null, number integer not null, platform text not null,
      channel text not null, cron text not null, zone text not null, topic text, locale text not null,
      user_id text not null, user_name text not null, next_at integer not null,
      primary key (workspace, number)) strict`,
    sql`create index schedules_due on schedules (next_at)`,
    sql`create table asked (id text primary key, workspace text not null, platform text not null,
      channel text not null, question_id text not null, topic text not null, seed integer not null,
      locale text not null, origin text not null, asked_at integer not null, closed_at integer, message text) strict`,
    sql`create index asked_place on asked (workspace, platform, channel, asked_at)`,
    sql`create index asked_open on asked (asked_at) where closed_at is null and origin = 'schedule'`,
    sql`create table answers (asked_id text not null references asked (id), user_id text not null,
      user_name text not null, answer text not null, verdict text not null, answered_at integer not null,
      changes integer not null default 0, primary key (asked_id, user_id)) strict`,
    sql`create table cards (workspace text not null, user_id text not null, question_id text not null,
      due_at integer not null, state text not null, primary key (workspace, user_id, question_id)) strict`,
    sql`create table people (workspace text not null, user_id text not null, user_name text not null,
      leaderboard text not null, reminder text not null, primary key (workspace, user_id)) strict`,
    sql`create table messages (id text primary key, channel text not null, "order" integer not null,
      version integer not null, recipient text, state text not null, draft text not null) strict`,
    sql`create index messages_order on messages (channel, "order")`,
    sql`create index messages_version on messages (channel, version)`,
    sql`create table message_files (message text not null references messages (id) on delete cascade,
      name text not null, bytes blob not null, primary key (message, name)) strict`,
    sql`create table facts (name text primary key, value text not null) strict`,
    sql`create table decks (workspace text not null, name text not null, yaml text not null,
      user_name text not null, imported_at integer not null, primary key (workspace, name)) strict`,
    sql`create table hunts (id text primary key, workspace text not null, platform text not null,
      channel text not null, recipe text not null, iteration integer not null, opened_at integer not null,
      user_id text, user_name text, a integer, b integer, found_at integer) strict`,
    sql`create index hunts_place on hunts (workspace, platform, channel, opened_at)`,
    sql`create table league (workspace text not null, user_id text not null, user_name text not null,
      hidden integer not null, pairs integer not null, recipe text not null, training text not null,
      entered_at integer not null, primary key (workspace, user_id), unique (workspace, training)) strict`,
  ];
  for (const table of tables) await table.execute(db);
}

async function scheduleTrouble(db: Kysely<unknown>): Promise<void> {
  await sql`alter table schedules add column trouble_en text`.execute(db);
  await sql`alter table schedules add column trouble_ja text`.execute(db);
}

async function leaguePrint(db: Kysely<unknown>): Promise<void> {
  await sql`alter table league add column print text`.execute(db);
}

async function deckVersions(db: Kysely<unknown>): Promise<void> {
  await sql`alter table decks add column user_id text not null default ''`.execute(db);
  await sql`create table deck_earlier (workspace text not null, name text not null, yaml text not null,
    user_id text not null, user_name text not null, imported_at integer not null,
    primary key (workspace, name)) strict`.execute(db);
  await sql`create table deck_drafts (id text primary key, workspace text not null, name text not null,
    yaml text not null, user_id text not null, user_name text not null, imported_at integer not null) strict`.execute(
    db,
  );
}

async function askedPrint(db: Kysely<unknown>): Promise<void> {
  await sql`alter table asked add column print text`.execute(db);
}

async function promises(db: Kysely<unknown>): Promise<void> {
  await sql`create table errands (id text primary key, platform text not null, workspace text not null,
    user_id text not null, asked_at integer not null, invocation text not null, address text not null, reply text,
    state text not null, tries integer not null) strict`.execute(db);
  await sql`create index errands_state on errands (platform, state)`.execute(db);
  await sql`alter table runs add column key text`.execute(db);
  await sql`create unique index runs_key on runs (workspace, key)`.execute(db);
}

/** Steps by name; Kysely runs those that a database has not seen, in this order. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-first': { up: first },
  '002-schedule-trouble': { up: scheduleTrouble },
  '003-league-print': { up: leaguePrint },
  '004-deck-versions': { up: deckVersions },
  '005-asked-print': { up: askedPrint },
  '006-promises': { up: promises },
};
