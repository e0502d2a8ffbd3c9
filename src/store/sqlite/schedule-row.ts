/** One schedule as a row: each is read by itself, so that one that cannot be read spoils no other. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Listed, Maker, Pending, Schedule, ScheduleState, Task, Unreadable } from '../schedules.ts';
import { localeColumn, platformColumn } from './columns.ts';
import type { Shown } from './names.ts';
import type { Tables } from './tables.ts';

export type ScheduleRow = Shown<Selectable<Tables['schedules']>>;
type Columns = Omit<Selectable<Tables['schedules']>, 'workspace' | 'number' | 'user_name' | 'revision'>;

const whole = z.number().int().nonnegative();
const trainDetail = z.strictObject({
  recipe: z.string(),
  seed: z.enum(['fresh', 'fixed']),
  voteMinutes: whole,
});
const deckDetail = z.strictObject({ deck: z.string() });
const noDetail = z.null();
const vote = z.strictObject({ id: z.string(), seed: whole });
const voteColumn = vote.nullable();
const about = { dueAt: z.number(), lateness: z.enum(['timely', 'late']), missed: whole };
const occasion = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('post') }),
  z.strictObject({ ...about, kind: z.literal('vote'), vote, until: z.number() }),
  z.strictObject({ ...about, kind: z.literal('outcome'), vote }),
]);
const pendingColumn = z.strictObject({ key: z.string(), occasion, tries: whole }).nullable();
const kindColumn = z.enum(['quiz', 'deck', 'train', 'summary']);
const ruleColumn = z.enum(['either', 'both']);
const stateColumn = z.enum(['active', 'paused', 'ended']);

/** The schedules among rows, in their order, and the rows that are none. */
export function readRows(rows: readonly ScheduleRow[]): Listed {
  const schedules: Schedule[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    const schedule = readRow(row);
    if (schedule === undefined) unreadable.push(unreadableOf(row));
    else schedules.push(schedule);
  }
  return { schedules, unreadable };
}

function readRow(row: ScheduleRow): Schedule | undefined {
  const platform = platformColumn.safeParse(row.platform);
  const locale = localeColumn.safeParse(row.locale);
  const state = stateColumn.safeParse(row.state);
  const dayRule = ruleColumn.safeParse(row.day_rule);
  const vote = voteColumn.safeParse(parsed(row.vote));
  const pending = pendingColumn.safeParse(parsed(row.pending));
  const task = taskOf(row);
  if (!(platform.success && locale.success && state.success && dayRule.success && task)) return undefined;
  if (!(vote.success && pending.success)) return undefined;
  const { trouble_en: en, trouble_ja: ja } = row;
  return {
    number: row.number,
    place: { platform: platform.data, workspace: row.workspace, channel: row.channel },
    cron: row.cron,
    zone: row.zone,
    dayRule: agrees(row.cron) ? 'either' : dayRule.data,
    task,
    locale: locale.data,
    userId: row.user_id,
    userName: row.shown_name,
    nextAt: row.next_at,
    settledAt: row.settled_at,
    state: state.data,
    trouble: en === null || ja === null ? null : { en, ja },
    missed: row.missed,
    vote: vote.data,
    pending: pending.data === null ? null : { ...pending.data, at: row.pending_at ?? 0 },
    lastRun: row.last_run,
    revision: row.revision,
  };
}

/** Whether an expression comes on the same days by either rule: its field of days or of weekdays is free. */
function agrees(cron: string): boolean {
  const [, , day = '*', , weekday = '*'] = cron.split(' ');
  return day.startsWith('*') || weekday.startsWith('*');
}

function taskOf(row: ScheduleRow): Task | undefined {
  const kind = kindColumn.safeParse(row.kind);
  if (!kind.success) return undefined;
  const detail = parsed(row.detail);
  switch (kind.data) {
    case 'quiz':
      return noDetail.safeParse(detail).success ? { kind: 'quiz', topic: row.topic } : undefined;
    case 'deck': {
      const read = deckDetail.safeParse(detail);
      return read.success ? { kind: 'deck', ...read.data } : undefined;
    }
    case 'train': {
      const read = trainDetail.safeParse(detail);
      return read.success ? { kind: 'train', ...read.data } : undefined;
    }
    case 'summary':
      return noDetail.safeParse(detail).success ? { kind: 'summary' } : undefined;
  }
}

/** What a task is as columns; equal tasks are equal columns. */
export function taskColumns(task: Task): Pick<Columns, 'kind' | 'topic' | 'detail'> {
  switch (task.kind) {
    case 'quiz':
      return { kind: 'quiz', topic: task.topic, detail: null };
    case 'deck':
      return { kind: 'deck', topic: null, detail: JSON.stringify({ deck: task.deck }) };
    case 'train': {
      const { recipe, seed, voteMinutes } = task;
      return { kind: 'train', topic: null, detail: JSON.stringify({ recipe, seed, voteMinutes }) };
    }
    case 'summary':
      return { kind: 'summary', topic: null, detail: null };
  }
}

/** What of a state is given, as columns. */
export function stateColumns(state: Partial<ScheduleState>): Partial<Columns> {
  const { cron, zone, dayRule, task, place, nextAt, settledAt, state: stage, trouble, missed, vote } = state;
  const pending = stage === 'paused' ? null : state.pending;
  return {
    ...(cron !== undefined && { cron }),
    ...(zone !== undefined && { zone }),
    ...(dayRule !== undefined && { day_rule: dayRule }),
    ...(task !== undefined && taskColumns(task)),
    ...(place !== undefined && { platform: place.platform, channel: place.channel }),
    ...(nextAt !== undefined && { next_at: nextAt }),
    ...(settledAt !== undefined && { settled_at: settledAt }),
    ...(stage !== undefined && { state: stage }),
    ...(trouble !== undefined && { trouble_en: trouble?.en ?? null, trouble_ja: trouble?.ja ?? null }),
    ...(missed !== undefined && { missed }),
    ...(vote !== undefined && { vote: vote === null ? null : JSON.stringify(vote) }),
    ...(pending !== undefined && pendingColumns(pending)),
  };
}

function pendingColumns(pending: Pending | null): Pick<Columns, 'pending' | 'pending_at'> {
  if (pending === null) return { pending: null, pending_at: null };
  const { at, ...begun } = pending;
  return { pending: JSON.stringify(begun), pending_at: at };
}

function unreadableOf(row: ScheduleRow): Unreadable {
  const { workspace, number } = row;
  return { workspace, number, state: row.state === 'active' ? 'active' : 'paused', maker: makerOf(row) };
}

function makerOf(row: ScheduleRow): Maker | undefined {
  const platform = platformColumn.safeParse(row.platform);
  const locale = localeColumn.safeParse(row.locale);
  if (!(platform.success && locale.success) || row.user_id === '') return undefined;
  const place = { platform: platform.data, workspace: row.workspace, channel: row.channel };
  return { place, userId: row.user_id, locale: locale.data };
}

/** JSON, or what no schema takes for it. */
function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
