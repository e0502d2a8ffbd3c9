/** What people make for others, and what is nobody's, as rows of the table of all tables (`personal.ts`). */
import { sql } from 'kysely';
import { forgetEditor } from './deck-names.ts';
import { expireLines, forgetLines, linesOf } from './playground-names.ts';
import {
  columns,
  DAY_MS,
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
/** Rows with weights or decks. */
const LARGE_ROWS = 10;

export const WORKS = {
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
      return nameless('schedules')(trx, who, spare, 0);
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
    forget: forgetEditor,
    export: columns('decks', sql`name, user_name as by, imported_at, yaml`, sql`imported_at`),
    leave: ofWorkspace('decks', LARGE_ROWS),
  },
  /** What was replaced so long ago is not brought back, and what was removed only for a day. */
  deck_earlier: {
    ...IMPERSONAL,
    kind: 'decks',
    forgotten: 'nameless',
    kept: 'keep',
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
    tidy: (db, now) =>
      someOf('deck_earlier', sql`removed_at < ${now - REMOVED_DAYS * DAY_MS}`, LARGE_ROWS)(db),
    leave: ofWorkspace('deck_earlier', LARGE_ROWS),
  },
  deck_drafts: {
    ...IMPERSONAL,
    kind: 'drafts',
    forgotten: 'deleted',
    kept: DRAFT_DAYS,
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
      return null;
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
  /** Taken out by `forgetting.ts`, when all else is done. */
  forgettings: { ...IMPERSONAL, leave: ofWorkspace('forgettings') },
  /** Last of all, by `keeping.ts`. */
  departures: { ...IMPERSONAL, leave: async () => 0 },
} as const satisfies Partial<Record<keyof Tables, Rule>>;
