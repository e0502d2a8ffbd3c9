/** What every measured program does: take sizes from its command line, repeat, and print a number a line. */

export type Sizes = {
  readonly hidden: number;
  readonly bits: number;
  readonly iterations: number;
  readonly repeats: number;
};

/** HIDDEN BITS ITERATIONS REPEATS */
export function sizesFromCommandLine(): Sizes {
  const [hidden = 16, bits = 8, iterations = 1000, repeats = 5] = process.argv.slice(2, 6).map(Number);
  return { hidden, bits, iterations, repeats };
}

/**
 * Microseconds that this thread has computed: on an idle machine the time that goes by, on a busy one less.
 * The system counts in steps of some milliseconds, so what is measured should take a tenth of a second.
 */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Prints the microseconds per iteration of `work`, which does `iterations`; the first time is not counted. */
export function printRepeats(iterations: number, repeats: number, work: () => void): void {
  work();
  for (let r = 0; r < repeats; r++) {
    const start = cpuTime();
    work();
    process.stdout.write(`${(cpuTime() - start) / iterations}\n`);
  }
}
