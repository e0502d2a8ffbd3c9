/** The lines that were sent, to be fetched back with ↑ and ↓. Pure but for the list that it keeps. */

export type Recall = {
  /** The line before (↑) the one shown, or undefined at the oldest. `current`: what is being typed. */
  up(current: string): string | undefined;
  /** The line after it (↓), at last what was being typed; undefined when that is shown already. */
  down(): string | undefined;
  /** Notes a line that was sent. */
  add(line: string): void;
  lines(): readonly string[];
};

/** Lines are kept up to this many. */
const MOST = 100;

export function createRecall(earlier: readonly string[]): Recall {
  const lines = earlier.slice(-MOST);
  let at = lines.length;
  let draft = '';
  return {
    up(current) {
      if (at === 0) return undefined;
      if (at === lines.length) draft = current;
      at -= 1;
      return lines[at];
    },
    down() {
      if (at >= lines.length) return undefined;
      at += 1;
      return at === lines.length ? draft : lines[at];
    },
    add(line) {
      if (lines.at(-1) !== line) lines.push(line);
      if (lines.length > MOST) lines.shift();
      at = lines.length;
      draft = '';
    },
    lines: () => lines,
  };
}
