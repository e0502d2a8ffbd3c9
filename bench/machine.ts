/** What was measured on. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';

export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Versions of what the peers ran on, where there. */
  readonly python: string | null;
  readonly compiler: string | null;
  /** Load of the last minute before the first measurement. */
  readonly load: number;
};

function firstLine(command: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? (stdout.split('\n')[0] ?? null) : null;
}

export function describeMachine(): Machine {
  const versions = 'import sys, numpy; print(f"Python {sys.version.split()[0]}, NumPy {numpy.__version__}")';
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    python: firstLine('python3', ['-c', versions]),
    compiler: firstLine('cc', ['--version']),
    load: loadavg()[0] ?? Number.NaN,
  };
}
