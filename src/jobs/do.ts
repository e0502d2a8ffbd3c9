/** The doing of one job, wherever that is: its program is loaded and called, and all that comes of it is said. */
import { deserialize, serialize } from 'node:v8';
import type { Plain } from './plain.ts';
import type { End, Kept, Stop, Thrown } from './port.ts';
import type { Steps, Work } from './program.ts';

/** Why it was to stop. */
type By = 'request' | 'time-limit';

/** What a job's work has come to; `dropped`: it was to stop before it began, or did not ask whether to. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: Plain }
  | { readonly kind: 'stopped'; readonly by: By; readonly result: Plain }
  | { readonly kind: 'dropped'; readonly by: By }
  | { readonly kind: 'failed'; readonly error: Thrown };

/** What is said of a job: in this order, `ended` last. */
export type Said =
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly progress: Plain }
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

type Task = {
  /** URL of the program's module. */
  readonly file: string;
  readonly input: Plain;
  /** Computing time after which the job is to stop, ms. */
  readonly stopAfterMs?: number | undefined;
  /** What it has kept when it was done before. */
  readonly kept?: Kept | undefined;
  /** Whether the job has been asked to stop; asked as often as its work asks. */
  asked(): boolean;
  /** May throw for what cannot travel; then the job has failed. */
  say(said: Said): void;
  /** Computing time that the job has taken, ms. */
  computed(): number;
  /** Called wherever the work may rest: resolves when it is to go on, if it is to rest. */
  rest?(): Promise<void> | undefined;
};

/** What has been loaded, by its URL: even a module that is there takes `import` a moment. */
const works = new Map<string, Work<Plain, Plain, Plain>>();

async function load(file: string): Promise<Work<Plain, Plain, Plain>> {
  // `WorkOf` has seen to it that the module takes what its program's jobs are given.
  const { default: work } = (await import(file)) as { readonly default: Work<Plain, Plain, Plain> };
  works.set(file, work);
  return work;
}

/** Does a job. Never throws. */
export async function doJob(task: Task): Promise<void> {
  const outcome = await outcomeOf(task);
  try {
    task.say({ kind: 'ended', outcome });
  } catch (error) {
    task.say({ kind: 'ended', outcome: failed(error) });
  }
}

async function outcomeOf(task: Task): Promise<Outcome> {
  const { file, input, stopAfterMs = Number.POSITIVE_INFINITY, kept, asked, say, rest } = task;
  let beforeMs = 0;
  const computed = () => beforeMs + task.computed();
  let by: By | undefined;
  const stopped = () => {
    if (by === undefined && asked()) by = 'request';
    if (by === undefined && computed() >= stopAfterMs) by = 'time-limit';
    return by !== undefined;
  };
  try {
    const work = works.get(file) ?? (await load(file));
    if (kept === undefined && stopped()) return dropped(by);
    say({ kind: 'begun' });
    const report = (progress: Plain) => say({ kind: 'progress', progress });
    let asks = false;
    const heard = () => {
      asks = true;
      return stopped();
    };
    const keep = (state: Plain) =>
      say({ kind: 'kept', kept: { state: serialize(state), computedMs: computed() } });
    const resume = <State>(read: (state: Plain) => State | undefined) => {
      const found = kept && readKept(kept, read);
      if (found === undefined && stopped()) throw LET_GO;
      if (found !== undefined) beforeMs = kept?.computedMs ?? 0;
      return found;
    };
    const done = work(input, { stopped: heard, report, computed, keep, resume });
    // Work that asks whether to stop gives what it has; other work is let go where it rests.
    const result = isSteps(done) ? await toTheEnd(done, () => !asks && stopped(), rest) : await done;
    if (result === LET_GO) return dropped(by);
    return by === undefined ? { kind: 'done', result } : { kind: 'stopped', by, result };
  } catch (error) {
    return error === LET_GO ? dropped(by) : failed(error);
  }
}

function dropped(by: By = 'request'): Outcome {
  return { kind: 'dropped', by };
}

function readKept<State>({ state }: Kept, read: (state: Plain) => State | undefined): State | undefined {
  let found: Plain;
  try {
    found = deserialize(state);
  } catch {
    // Damaged, or written by a newer Node.
    return undefined;
  }
  return read(found);
}

function isSteps(done: Plain | Promise<Plain> | Steps<Plain>): done is Steps<Plain> {
  return typeof done === 'object' && done !== null && 'next' in done && typeof done.next === 'function';
}

const LET_GO = Symbol('let go');

async function toTheEnd(
  steps: Steps<Plain>,
  letGo: () => boolean,
  rest: Task['rest'],
): Promise<Plain | typeof LET_GO> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (letGo()) return LET_GO;
    const turn = rest?.();
    if (turn !== undefined) await turn;
  }
}

/** How a job ends by an error. */
export function failed(error: unknown): Extract<Outcome, { readonly kind: 'failed' }> {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', error: { name, message, stack } };
}

/** The job's end, if this is why it was asked to stop. */
export function endOf(outcome: Outcome, why: Stop): End<Plain> {
  switch (outcome.kind) {
    case 'done':
    case 'failed':
      return outcome;
    case 'stopped':
      return { kind: 'stopped', why: outcome.by === 'request' ? why : outcome.by, result: outcome.result };
    case 'dropped':
      return { kind: 'dropped', why: outcome.by === 'request' ? why : outcome.by };
  }
}
