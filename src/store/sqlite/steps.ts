/**
 * The steps that made the tables. A step that has been released is never changed; add one, after a database of the last
 * was recorded (`test/fixtures/databases`).
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

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

/** Until then every schedule asked questions, and a day of the month and a weekday had to agree. */
async function scheduleKinds(db: Kysely<unknown>): Promise<void> {
  const columns = [
    sql`kind text not null default 'quiz'`,
    sql`detail text`,
    sql`day_rule text not null default 'both'`,
    sql`state text not null default 'active'`,
    sql`settled_at integer not null default 0`,
    sql`missed integer not null default 0`,
    sql`last_run integer`,
    sql`vote text`,
    sql`revision integer not null default 0`,
  ];
  for (const column of columns) await sql`alter table schedules add column ${column}`.execute(db);
  await sql`drop index schedules_due`.execute(db);
  await sql`create index schedules_due on schedules (next_at) where state = 'active'`.execute(db);
  await sql`create table channel_zones (workspace text not null, platform text not null, channel text not null,
    zone text not null, primary key (workspace, platform, channel)) strict`.execute(db);
}

async function promises(db: Kysely<unknown>): Promise<void> {
  await sql`create table errands (id text primary key, platform text not null, workspace text not null,
    user_id text not null, asked_at integer not null, invocation text not null, address text not null, reply text,
    state text not null, tries integer not null) strict`.execute(db);
  await sql`create index errands_state on errands (platform, state)`.execute(db);
  await sql`alter table runs add column key text`.execute(db);
  await sql`create unique index runs_key on runs (workspace, key)`.execute(db);
}

/** Until then a post that was begun, an answer that was to be told, and votes were in memory. */
async function posts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table schedules add column pending text`.execute(db);
  await sql`alter table schedules add column pending_at integer`.execute(db);
  await sql`create index schedules_pending on schedules (pending_at) where pending is not null`.execute(db);
  await sql`alter table asked add column told integer not null default 0`.execute(db);
  await sql`update asked set told = 1 where closed_at is not null`.execute(db);
  await sql`create index asked_untold on asked (closed_at) where closed_at is not null and told = 0
    and origin = 'schedule'`.execute(db);
  await sql`create table ballots (id text primary key, workspace text not null, opened_at integer not null,
    closed integer not null default 0) strict`.execute(db);
  await sql`create table votes (ballot text not null references ballots (id) on delete cascade,
    workspace text not null, user_id text not null, choice integer not null, primary key (ballot, user_id)) strict`.execute(
    db,
  );
}

/** Until then a cancel was forgotten when the process ended, and so was what a training had learned. */
async function underWay(db: Kysely<unknown>): Promise<void> {
  await sql`alter table errands add column cancelled integer not null default 0`.execute(db);
  await sql`create table checkpoints (id text primary key, state blob not null, computed real not null,
    kept_at integer not null) strict`.execute(db);
  await sql`create index errands_told on errands (asked_at) where state = 'told'`.execute(db);
  await sql`create table effects (errand text primary key references errands (id) on delete cascade,
    outcome text not null) strict`.execute(db);
}

async function postsAndWorkUnderWay(db: Kysely<unknown>): Promise<void> {
  await posts(db);
  await underWay(db);
}

/** Until then nobody looked after a workspace, and a channel had a zone and nothing else that could be chosen. */
async function rolesAndSettings(db: Kysely<unknown>): Promise<void> {
  await sql`create table settings (workspace text not null, platform text not null, channel text not null,
    name text not null, value text not null, primary key (workspace, platform, channel, name)) strict`.execute(
    db,
  );
  await sql`insert into settings (workspace, platform, channel, name, value)
    select workspace, platform, channel, 'zone', zone from channel_zones`.execute(db);
  await sql`drop table channel_zones`.execute(db);
  await sql`alter table people add column locale text`.execute(db);
  await sql`alter table asked add column user_id text not null default ''`.execute(db);
  await sql`create index asked_age on asked (workspace, asked_at)`.execute(db);
  await sql`alter table schedules add column removed_at integer`.execute(db);
  await sql`create table invites (id text primary key, workspace text not null, made_at integer not null,
    until integer not null, used_at integer) strict`.execute(db);
  await sql`create table departures (workspace text primary key, left_at integer not null) strict`.execute(
    db,
  );
  await messageOwners(db);
}

/** Until then the oldest message was forgotten whoever's it was, so that one person could push out all others'. */
async function messageOwners(db: Kysely<unknown>): Promise<void> {
  await sql`alter table messages add column owner text not null default ''`.execute(db);
  await sql`update messages set owner = coalesce(json_extract(draft, '$.cause.userId'), recipient, '')`.execute(
    db,
  );
  await sql`create index messages_owner on messages (owner, "order")`.execute(db);
}

/** Until then all of a person was looked for in whole tables, and a deck that was removed was kept for ever. */
async function people(db: Kysely<unknown>): Promise<void> {
  await sql`create table forgettings (workspace text not null, user_id text not null, names text not null,
    primary key (workspace, user_id)) strict`.execute(db);
  const indexes = [
    sql`create index answers_person on answers (user_id, asked_id)`,
    sql`create index asked_person on asked (workspace, user_id)`,
    sql`create index runs_person on runs (workspace, user_id)`,
    sql`create index errands_person on errands (workspace, user_id)`,
  ];
  for (const index of indexes) await index.execute(db);
  await sql`alter table deck_earlier add column removed_at integer`.execute(db);
  await sql`update deck_earlier set removed_at = unixepoch() * 1000 where not exists (select 1 from decks
    where decks.workspace = deck_earlier.workspace and decks.name = deck_earlier.name)`.execute(db);
}

/** Steps by name; Kysely runs those that a database has not seen, in this order. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-first': { up: first },
  '002-schedule-trouble': { up: scheduleTrouble },
  '003-league-print': { up: leaguePrint },
  '004-deck-versions': { up: deckVersions },
  '005-asked-print': { up: askedPrint },
  '006-schedule-kinds': { up: scheduleKinds },
  '007-promises': { up: promises },
  '008-posts': { up: postsAndWorkUnderWay },
  '009-roles': { up: rolesAndSettings },
  '010-people': { up: people },
};
