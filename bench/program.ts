/** Programs measured in processes of their own, so that none profits or suffers from another's heap and code. */
import { spawnSync } from 'node:child_process';
import { median } from './statistics.ts';

export type Program = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Variables to unset for it. */
  readonly unset?: readonly string[];
};

/** Runs it once and returns the numbers that it printed, one a line. Throws an Error if it failed. */
export function runOnce({ name, command, args, unset = [] }: Program): number[] {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !unset.includes(key)));
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
  const numbers = stdout?.trim().split('\n').map(Number) ?? [];
  if (status !== 0 || numbers.length === 0 || !numbers.every(Number.isFinite)) {
    throw new Error(`${name} failed: ${stderr?.slice(-2000)}`);
  }
  return numbers;
}

/** Lets the programs take turns; for each the medians of its numbers, one a round. */
export function takeTurns(programs: readonly Program[], rounds: number): number[][] {
  const results = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, program] of programs.entries()) results[i]?.push(median(runOnce(program)));
  }
  return results;
}
