/** What a benchmark is, and what it gives. One file each, listed in `run.ts`. */

export type Row = {
  /** What was measured: a program, a size, a setting. */
  readonly what: string;
  /** One value for each column; null where there is none. */
  readonly values: readonly (number | null)[];
};

export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How it was measured, and what was left out and why. */
  readonly notes: readonly string[];
};

export type Bench = {
  readonly name: string;
  readonly title: string;
  /** `rounds`: how often the measured programs take turns. Throws when one of them fails. */
  run(rounds: number): Promise<Table>;
};
