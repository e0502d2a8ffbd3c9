/** What is kept of people: told, given out, deleted at their wish or by its age, or with their workspace. Ports. */
import type { Json } from '../chat/reply.ts';

/** What is kept of a person, by what it is for. */
export type Kind =
  | 'answers'
  | 'questions'
  | 'cards'
  | 'choices'
  | 'runs'
  | 'schedules'
  | 'decks'
  | 'drafts'
  | 'finds'
  | 'league'
  | 'votes'
  | 'lines'
  | 'promises'
  | 'organisers';

export type Held = {
  readonly kind: Kind;
  /** What becomes of it when its person is forgotten. `nameless`: others need it, and it stays without name and id. */
  readonly forgotten: 'deleted' | 'nameless';
  /** For how many days; `keep`: for as many as organisers have chosen; `stays`: until somebody deletes it. */
  readonly kept: number | 'keep' | 'stays';
};

/** A person in a workspace. */
export type Who = { readonly workspace: string; readonly userId: string };

/** All that is kept of a person, the newest of each kind first; times as ISO 8601 in UTC. */
export type PersonalData = {
  readonly records: Readonly<Partial<Record<Kind, readonly { readonly [key: string]: Json }[]>>>;
  /** Kinds of which older ones were left out. */
  readonly cut: readonly Kind[];
};

/** Whether there is more to be deleted: each step is short, so that nothing else waits for long. */
export type Step = 'more' | 'done';

export interface KeepingStore {
  /** What is kept of people, and how. The same for every workspace, and always. */
  readonly held: readonly Held[];
  /** @param most records of each kind, at least 1 */
  export(who: Who, most: number): Promise<PersonalData>;
  /** Deletes some of what people did in a workspace before a time, in ms since the epoch. */
  expire(workspace: string, before: number): Promise<Step>;
  /** Deletes some of what is of no use to anybody any more, in all workspaces. */
  tidy(now: number): Promise<Step>;
  /** Workspaces of which anything is kept and whose names begin so, e.g. `slack:`. */
  known(prefix: string): Promise<ReadonlySet<string>>;
  /** Notes that a workspace has removed the bot; the first time counts. `local` never has. */
  left(workspace: string, at: number): Promise<void>;
  /** It has the bot again. */
  returned(workspace: string): Promise<void>;
  /** Workspaces that have removed the bot at `before` or earlier, the first first. */
  gone(before: number): Promise<readonly string[]>;
  /** Deletes some of what is kept of a workspace, unless it has the bot again, or has not left by `before`. */
  deleteWorkspace(workspace: string, before: number): Promise<Step>;
}
