/** What people do and are asked, as rows of the table of all tables (`personal.ts`). */
import { sql } from 'kysely';
import { namedInErrands, promisesOf } from './errand-names.ts';
import {
  again,
  columns,
  DAY_MS,
  deleted,
  IMPERSONAL,
  ofWorkspace,
  type Rule,
  rowsOf,
  STEP_ROWS,
  someIn,
  someOf,
} from './rules.ts';
import type { Tables } from './tables.ts';

/** Of these days. */
const CHECKPOINT_DAYS = 7;
const VOTE_DAYS = 30;
const LETTER_DAYS = 30;
/** An hour is what is promised of the ids of what was told (`errands.ts`). */
const TOLD_MS = 3_600_000;
/** Rows that hold much, or that others go with. */
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

/** Some of a workspace's questions, the same until they are deleted. */
const firstAsked = (workspace: string) =>
  sql`select id from asked where workspace = ${workspace} order by asked_at, id limit ${STEP_ROWS}`;

export const ACTS = {
  /** Goes with the errand. */
  effects: {
    ...IMPERSONAL,
    forgotten: 'deleted',
    leave: goesWith('effects', 'errand', 'errands'),
  },
  /** Weights, by the id of the errand, with which they go. */
  checkpoints: {
    ...IMPERSONAL,
    forgotten: 'deleted',
    kept: CHECKPOINT_DAYS,
    tidy: (db, now) =>
      someOf('checkpoints', sql`kept_at < ${now - CHECKPOINT_DAYS * DAY_MS}`, LARGE_ROWS)(db),
    leave: goesWith('checkpoints', 'id', 'errands'),
  },
  /**
   * What was asked, in the person's own words, and answers that wait. Of one under way its bare id stays for a while:
   * the person's own are forgotten before all else (`forgetting.ts`).
   */
  errands: {
    kind: 'promises',
    forgotten: 'deleted',
    kept: LETTER_DAYS,
    forget: namedInErrands,
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
      again(
        await someOf(
          'answers',
          sql`user_id = ${userId}
            and exists (select 1 from asked where id = answers.asked_id and workspace = ${workspace})`,
        )(trx),
      ),
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
    leave: (trx, workspace) => someOf('answers', sql`asked_id in (${firstAsked(workspace)})`)(trx),
  },
  /** What was asked of everyone stays; of one alone it is of use to nobody else. */
  asked: {
    kind: 'questions',
    forgotten: 'nameless',
    kept: 'keep',
    forget: async (trx, { workspace, userId }) => {
      const own = sql`workspace = ${workspace} and user_id = ${userId}`;
      const alone = sql`${own} and origin in ('review', 'practice')
        and not exists (select 1 from answers where asked_id = asked.id)`;
      const deletedNow = await someOf('asked', alone)(trx);
      return again(deletedNow > 0 ? deletedNow : await someIn('asked', sql`user_id = ''`, own)(trx));
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
    // Those whose answers are gone by now.
    leave: (trx, workspace) => someOf('asked', sql`id in (${firstAsked(workspace)})`)(trx),
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
} as const satisfies Partial<Record<keyof Tables, Rule>>;
