/** What is measured with planted bugs: rooms, each by its own tests alone. */

export type Measured = {
  /** Where bugs are planted. */
  readonly mutate: readonly string[];
  /** The tests that have to notice them. */
  readonly tests: readonly string[];
};

export const MEASURED = {
  schedule: { mutate: ['src/schedule/**/*.ts'], tests: ['test/schedule/**/*.test.ts'] },
  command: { mutate: ['src/command/**/*.ts'], tests: ['test/command/**/*.test.ts'] },
  classroom: { mutate: ['src/classroom/**/*.ts'], tests: ['test/classroom/**/*.test.ts'] },
  marking: {
    mutate: ['src/quiz/mark.ts', 'src/quiz/review.ts', 'src/quiz/streak.ts'],
    tests: ['test/quiz/{mark,review,streak}.test.ts'],
  },
} as const satisfies Readonly<Record<string, Measured>>;

/** The share of planted bugs that has to be noticed, in per cent. */
export const LEAST = 85;

/** The room that this process measures. @throws Error if the environment names none */
export function measured(): Measured & { readonly name: string } {
  const name = process.env['MEASURED'] ?? '';
  const found: Measured | undefined = Object.entries(MEASURED).find(([each]) => each === name)?.[1];
  if (found === undefined) throw new Error(`MEASURED names one of ${Object.keys(MEASURED).join(', ')}`);
  return { name, ...found };
}
