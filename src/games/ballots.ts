/** Votes before an experiment: in memory, for as long as the experiment's message is open. */

export type Ballots = {
  /** Opens a vote; the oldest is dropped when there are too many. */
  open(id: string): void;
  /** One vote a person; a later one replaces it. */
  vote(id: string, userId: string, choice: number): 'counted' | 'closed';
  /** Closes the vote: how many chose each of the first `choices`. */
  close(id: string, choices: number): readonly number[];
};

const MOST_OPEN = 100;
const MOST_VOTES = 1_000;

export function createBallots(): Ballots {
  const votes = new Map<string, Map<string, number>>();
  return {
    open(id) {
      const [oldest] = votes.keys();
      if (votes.size >= MOST_OPEN && oldest !== undefined) votes.delete(oldest);
      votes.set(id, new Map());
    },
    vote(id, userId, choice) {
      const box = votes.get(id);
      if (box === undefined || (box.size >= MOST_VOTES && !box.has(userId))) return 'closed';
      box.set(userId, choice);
      return 'counted';
    },
    close(id, choices) {
      const chosen = [...(votes.get(id)?.values() ?? [])];
      votes.delete(id);
      return Array.from({ length: choices }, (_, choice) => chosen.filter((each) => each === choice).length);
    },
  };
}
