/**
 * Every table, and what it holds of people: how that is told, given out, and deleted, at a person's wish, by its age, and
 * with the workspace. The compiler asks for a row here of each table that is added.
 *
 * In this order: what refers to rows of another table stands before it.
 */
import { sql } from 'kysely';
import { editorNames } from './deck-names.ts';
import { errandsForgotten, promisesOf } from './errand-names.ts';
import { expireLines, forgetLines, linesOf } from './playground-names.ts';
import {
  columns,
  DAY_MS,
  deleted,
  IMPERSONAL,
  nameless,
  ofWorkspace,
  type Rule,
  rowsOf,
  STEP_ROWS,
  someOf,
} from './rules.ts';
import type { Tables } from './tables.ts';

/** Of these days. */
const REMOVED_DAYS = 1;
const DRAFT_DAYS = 1;
const CHECKPOINT_DAYS = 7;
const VOTE_DAYS = 30;
const LETTER_DAYS = 30;
/** An hour is what is promised of the ids of what was told (`errands.ts`). */
const TOLD_MS = 3_600_000;
/** Rows with weights or pictures. */
const LARGE_ROWS = 10;

const goesWith =
  (table: keyof Tables, key: 'errand' | 'message' | 'id', of: keyof Tables): Rule['leave'] =>
  (trx, workspace) =>
    someOf(
      table,
      sql`${sql.ref(key)} in (select id from ${sql.table(of)} where workspace = ${workspace})`,
    )(trx);

/** Questions that stand no more, or were never to be ended by themselves. */
const settled = sql`not (origin = 'schedule' and (closed_at is null or told = 0))`;

export const PERSONAL: Readonly<Record<keyof Tables, Rule>> = {
  /** Goes with the errand. */
  effects: {
    ...IMPERSONAL,
    forgotten: 'deleted',
    forget: async (trx, { workspace, userId }) =>
      void (await sql`delete from effects where errand in
        (select id from errands where workspace = ${workspace} and user_id = ${userId})`.execute(trx)),
    leave: goesWith('effects', 'errand', 'errands'),
  },
  /** Weights, by the id of the errand. */
  checkpoints: {
    ...IMPERSONAL,
    forgotten: 'deleted',
    kept: CHECKPOINT_DAYS,
    forget: async (trx, { workspace, userId }) =>
      void (await sql`delete from checkpoints where id in
        (select id from errands where workspace = ${workspace} and user_id = ${userId})`.execute(trx)),
    tidy: (db, now) =>
      someOf('checkpoints', sql`kept_at < ${now - CHECKPOINT_DAYS * DAY_MS}`, LARGE_ROWS)(db),
    leave: goesWith('checkpoints', 'id', 'errands'),
  },
  /** What was asked, in the person's own words, and answers that wait. Of one under way its bare id stays for a while. */
  errands: {
    kind: 'promises',
    forgotten: 'deleted',
    kept: LETTER_DAYS,
    forget: errandsForgotten,
    export: promisesOf,
    expire: async () => 0,
    tidy: (db, now) =>
      someOf(
        'errands',
        sql`asked_at < ${now - LETTER_DAYS * DAY_MS} or (state = 'told' and asked_at < ${now - TOLD_MS})`,
      )(db),
    leave: ofWorkspace('errands'),
  },
  answers: {
    kind: 'answers',
    forgotten: 'deleted',
    kept: 'keep',
    forget: async (trx, { workspace, userId }) =>
      void (await sql`delete from answers where user_id = ${userId}
        and asked_id in (select id from asked where workspace = ${workspace})`.execute(trx)),
    export: (db, { workspace, userId }, most) =>
      rowsOf(
        db,
        sql`select asked.question_id as question, asked.topic, asked.seed, asked.channel, asked.asked_at,
          answers.answer, answers.verdict, answers.answered_at, answers.changes, answers.user_name as name
          from answers join asked on asked.id = answers.asked_id
          where answers.user_id = ${userId} and asked.workspace = ${workspace}
          order by answers.answered_at desc limit ${most}`,
      ),
    expire: (db, workspace, before) =>
      someOf(
        'answers',
        sql`asked_id in (select id from asked where workspace = ${workspace} and asked_at < ${before} and ${settled}
          order by asked_at limit ${STEP_ROWS})`,
      )(db),
    tidy: async () => 0,
    leave: goesWithAsked(),
  },
  /** What was asked of everyone stays; of one alone it is of use to nobody else. */
  asked: {
    kind: 'questions',
    forgotten: 'nameless',
    kept: 'keep',
    forget: async (trx, { workspace, userId }) => {
      await sql`delete from asked where workspace = ${workspace} and user_id = ${userId}
        and origin in ('review', 'practice') and not exists (select 1 from answers where asked_id = asked.id)`.execute(
        trx,
      );
      await sql`update asked set user_id = '' where workspace = ${workspace} and user_id = ${userId}`.execute(
        trx,
      );
    },
    export: columns(
      'asked',
      sql`question_id as question, topic, seed, origin, channel, asked_at, closed_at`,
      sql`asked_at`,
    ),
    expire: (db, workspace, before) =>
      someOf(
        'asked',
        sql`workspace = ${workspace} and asked_at < ${before} and ${settled}
          and not exists (select 1 from answers where asked_id = asked.id)`,
      )(db),
    tidy: async () => 0,
    leave: ofWorkspace('asked'),
  },
  votes: {
    kind: 'votes',
    forgotten: 'deleted',
    kept: VOTE_DAYS,
    forget: deleted('votes'),
    export: columns('votes', sql`ballot, choice`, sql`rowid`),
    expire: async () => 0,
    tidy: async () => 0,
    leave: ofWorkspace('votes'),
  },
  /** Its votes go with it. */
  ballots: {
    ...IMPERSONAL,
    kept: VOTE_DAYS,
    tidy: (db, now) => someOf('ballots', sql`opened_at < ${now - VOTE_DAYS * DAY_MS}`, LARGE_ROWS)(db),
    leave: ofWorkspace('ballots', LARGE_ROWS),
  },
  /** One that has been due for so long is not waited for. */
  cards: {
    kind: 'cards',
    forgotten: 'deleted',
    kept: 'keep',
    forget: deleted('cards'),
    export: columns('cards', sql`question_id as question, due_at, state as state_json`, sql`due_at`),
    expire: (db, workspace, before) =>
      someOf('cards', sql`workspace = ${workspace} and due_at < ${before}`)(db),
    tidy: async () => 0,
    leave: ofWorkspace('cards'),
  },
  people: {
    ...IMPERSONAL,
    kind: 'choices',
    forgotten: 'deleted',
    forget: deleted('people'),
    export: columns('people', sql`user_name as name, leaderboard, reminder, locale as language`, sql`rowid`),
    leave: ofWorkspace('people'),
  },
  /** A place in a ranking stays until it is lost or taken back. */
  league: {
    ...IMPERSONAL,
    kind: 'league',
    forgotten: 'deleted',
    forget: deleted('league'),
    export: columns('league', sql`user_name as name, hidden, pairs, recipe, entered_at`, sql`entered_at`),
    leave: ofWorkspace('league'),
  },
  /** Numbers and weights stay for others: a run may be the model that all add with. */
  runs: {
    kind: 'runs',
    forgotten: 'nameless',
    kept: 'keep',
    forget: nameless('runs'),
    export: columns(
      'runs',
      sql`number, user_name as name, created_at, config as config_json,
        json_extract(summary, '$.outcome') as outcome_json, json_extract(summary, '$.evaluation') as evaluation_json`,
      sql`number`,
    ),
    expire: (db, workspace, before) =>
      someOf(
        'runs',
        sql`workspace = ${workspace} and created_at < ${before}
          and number not in (select run from models where models.workspace = runs.workspace)`,
        LARGE_ROWS,
      )(db),
    tidy: async () => 0,
    leave: ofWorkspace('runs', LARGE_ROWS),
  },
  models: { ...IMPERSONAL, leave: ofWorkspace('models') },
  /** What was removed nobody else can see. */
  schedules: {
    ...IMPERSONAL,
    kind: 'schedules',
    forgotten: 'nameless',
    forget: async (trx, who, spare) => {
      await sql`delete from schedules where workspace = ${who.workspace} and user_id = ${who.userId}
        and removed_at is not null`.execute(trx);
      await nameless('schedules')(trx, who, spare);
    },
    export: columns(
      'schedules',
      sql`number, user_name as name, platform, channel, cron, zone, kind, topic, detail as detail_json, state, removed_at`,
      sql`number`,
    ),
    tidy: (db, now) => someOf('schedules', sql`removed_at < ${now - REMOVED_DAYS * DAY_MS}`)(db),
    leave: ofWorkspace('schedules'),
  },
  /** What a teacher made the class learns by; in its text their name is taken out. */
  decks: {
    ...IMPERSONAL,
    kind: 'decks',
    forgotten: 'nameless',
    forget: editorNames('decks'),
    export: columns('decks', sql`name, user_name as by, imported_at, yaml`, sql`imported_at`),
    leave: ofWorkspace('decks', LARGE_ROWS),
  },
  /** What was replaced so long ago is not brought back. */
  deck_earlier: {
    ...IMPERSONAL,
    kind: 'decks',
    forgotten: 'nameless',
    kept: 'keep',
    forget: editorNames('deck_earlier'),
    export: columns(
      'deck_earlier',
      sql`name, user_name as by, imported_at, yaml, 1 as earlier`,
      sql`imported_at`,
    ),
    expire: (db, workspace, before) =>
      someOf(
        'deck_earlier',
        sql`workspace = ${workspace} and exists (select 1 from decks where decks.workspace = deck_earlier.workspace
          and decks.name = deck_earlier.name and decks.imported_at < ${before})`,
        LARGE_ROWS,
      )(db),
    leave: ofWorkspace('deck_earlier', LARGE_ROWS),
  },
  deck_drafts: {
    ...IMPERSONAL,
    kind: 'drafts',
    forgotten: 'deleted',
    kept: DRAFT_DAYS,
    forget: deleted('deck_drafts'),
    export: columns('deck_drafts', sql`name, user_name as by, imported_at, yaml`, sql`imported_at`),
    tidy: (db, now) => someOf('deck_drafts', sql`imported_at < ${now - DRAFT_DAYS * DAY_MS}`, LARGE_ROWS)(db),
    leave: ofWorkspace('deck_drafts', LARGE_ROWS),
  },
  /** A hunt that is over stays over; who has ended it is no longer told. */
  hunts: {
    kind: 'finds',
    forgotten: 'nameless',
    kept: 'keep',
    forget: nameless('hunts'),
    export: columns('hunts', sql`id, recipe, iteration, user_name as name, a, b, found_at`, sql`found_at`),
    async expire(db, workspace, before) {
      const done =
        await sql`update hunts set user_id = '', user_name = '' where rowid in (select rowid from hunts
        where workspace = ${workspace} and user_id != '' and found_at < ${before} limit ${STEP_ROWS})`.execute(
          db,
        );
      return Number(done.numAffectedRows ?? 0n);
    },
    tidy: async () => 0,
    leave: ofWorkspace('hunts'),
  },
  /** Who is named as an organiser, by their id. */
  settings: {
    ...IMPERSONAL,
    kind: 'organisers',
    forgotten: 'deleted',
    async forget(trx, { workspace, userId }) {
      const own = sql`workspace = ${workspace} and name = 'organisers'`;
      await sql`update settings set value = trim(replace(',' || value || ',', ${`,${userId},`}, ','), ',')
        where ${own} and instr(',' || value || ',', ${`,${userId},`}) > 0`.execute(trx);
      await sql`delete from settings where ${own} and value = ''`.execute(trx);
    },
    export: (db, { workspace, userId }, most) =>
      rowsOf(
        db,
        sql`select name as setting from settings where workspace = ${workspace} and name = 'organisers'
          and instr(',' || value || ',', ${`,${userId},`}) > 0 limit ${most}`,
      ),
    leave: ofWorkspace('settings'),
  },
  /** Goes with the message. */
  message_files: { ...IMPERSONAL, forgotten: 'deleted', leave: async () => 0 },
  /** The playground's, which is the local workspace, and that is never left. */
  messages: {
    ...IMPERSONAL,
    kind: 'lines',
    forgotten: 'nameless',
    kept: 'keep',
    forget: forgetLines,
    export: linesOf,
    expire: expireLines,
    leave: async () => 0,
  },
  /** Links by the hash of their secret: nobody knows whose. */
  invites: {
    ...IMPERSONAL,
    tidy: (db, now) => someOf('invites', sql`used_at is not null or until <= ${now}`)(db),
    leave: ofWorkspace('invites'),
  },
  counters: { ...IMPERSONAL, leave: ofWorkspace('counters') },
  facts: { ...IMPERSONAL, leave: async () => 0 },
  /** Last of all, by `keeping.ts`. */
  departures: { ...IMPERSONAL, leave: async () => 0 },
};

function goesWithAsked(): Rule['leave'] {
  return (trx, workspace) =>
    someOf('answers', sql`asked_id in (select id from asked where workspace = ${workspace})`)(trx);
}
