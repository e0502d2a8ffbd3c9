/** What the bot remembers of its games: bug hunts, the league and votes, as ports. */
import type { Place } from '../chat/invocation.ts';

/** The network of a bug hunt: a training that is repeated up to a moment at which it still makes mistakes. */
export type Hunt = {
  readonly id: string;
  readonly place: Place;
  /** The training, as `src/rnn/recipe.ts` writes it. */
  readonly recipe: string;
  /** Updates after which it is stopped. */
  readonly iteration: number;
  readonly openedAt: number;
  /** Who was the first to name a wrong sum; null while nobody has. */
  readonly found: Find | null;
};

/** A wrong sum a + b, named first by someone. */
export type Find = {
  readonly userId: string;
  readonly userName: string;
  readonly a: number;
  readonly b: number;
  readonly foundAt: number;
};

export interface HuntStore {
  /** Begins a hunt. `known`: the workspace has, or had, one in this very training; no second is begun. */
  open(hunt: Omit<Hunt, 'found'>): Promise<'opened' | 'known'>;
  get(workspace: string, id: string): Promise<Hunt | undefined>;
  /** The newest hunt of a channel, unless it is over. */
  standing(place: Place): Promise<Hunt | undefined>;
  /** The newest hunt of a workspace in this very training. */
  of(workspace: string, recipe: string): Promise<Hunt | undefined>;
  /** Ends a hunt with its find: of all finders one alone is told `first`. `late` for one that is not there, too. */
  find(id: string, find: Find, key?: string): Promise<'first' | 'late'>;
  /** All finds of a workspace, oldest first, the newest 100,000; without those of people who were forgotten. */
  finds(workspace: string): Promise<readonly Find[]>;
}

/** A verified network in the league of the smallest brains: a person's best. */
export type LeagueEntry = {
  readonly workspace: string;
  readonly userId: string;
  readonly userName: string;
  /** Hidden units H. */
  readonly hidden: number;
  /** Pairs learned from until all sums were right. */
  readonly pairs: number;
  readonly recipe: string;
  /** What two recipes of the very same training have in common: entered once in a workspace. */
  readonly training: string;
  /** What two networks that came out alike have in common, entered once as well; null in old entries. */
  readonly print: string | null;
  readonly enteredAt: number;
};

export interface LeagueStore {
  /**
   * Keeps an entry in place of the person's one before. `kept`: that one is as good or better and stays.
   * `taken`: someone else has entered the same training, or one that came out alike.
   */
  enter(entry: LeagueEntry, key?: string): Promise<'entered' | 'kept' | 'taken'>;
  /** Fewest hidden units first, then fewest pairs, then the earliest. */
  list(workspace: string): Promise<readonly LeagueEntry[]>;
}

/** Votes before an experiment. */
export interface BallotStore {
  /** Opens a vote; one that is there stays as it is. Those that were opened 30 days before it are forgotten. */
  open(workspace: string, id: string, openedAt: number): Promise<void>;
  /** One vote a person, at most 1,000 in all; a later one replaces it. `closed` as well for a vote of which nothing is known. */
  vote(
    workspace: string,
    id: string,
    userId: string,
    choice: number,
    key?: string,
  ): Promise<'counted' | 'closed'>;
  /** Closes the vote, if it is open: how many chose each of the first `choices`. */
  close(workspace: string, id: string, choices: number): Promise<readonly number[]>;
}
