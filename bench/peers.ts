/** The implementations that the kernel is compared with, as far as this machine has them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './program.ts';

/** How much of the work is measured. */
export type Work = {
  readonly hidden: number;
  readonly bits: number;
  readonly iterations: number;
  readonly repeats: number;
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const sizes = ({ hidden, bits, iterations, repeats }: Work) =>
  [hidden, bits, iterations, repeats].map(String);

/** One of this project's engines, with `settings` other than the defaults. */
export function engineProgram(engine: 'kernel' | 'reference', work: Work, settings: object = {}): Program {
  const args = [here('subjects/learn.ts'), ...sizes(work), engine, JSON.stringify(settings)];
  return { name: engine, command: process.execPath, args };
}

/** OpenBLAS is let choose its own code for this processor. */
const OPENBLAS = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE'];

/** The article's program in NumPy; undefined without python3 or NumPy. */
export function numpyProgram(work: Work): Program | undefined {
  const found = spawnSync('python3', ['-c', 'import numpy']).status === 0;
  const args = [here('peers/article.py'), ...sizes(work)];
  return found ? { name: "the article's NumPy", command: 'python3', args, unset: OPENBLAS } : undefined;
}

/** The C programs: source, flags beyond -O3 -march=native, and name. */
const C_PROGRAMS = {
  plain: { source: 'plain.c', flags: [], name: 'C, plain' },
  'plain-fast': { source: 'plain.c', flags: ['-ffast-math'], name: 'C, plain, -ffast-math' },
  restructured: { source: 'restructured.c', flags: ['-ffast-math'], name: 'C, restructured, -ffast-math' },
} as const;

const built = new Map<string, string | undefined>();

/** A program in C, compiled at the first call; undefined without a compiler. */
export function cProgram(which: keyof typeof C_PROGRAMS, work: Work): Program | undefined {
  const { source, flags, name } = C_PROGRAMS[which];
  if (!built.has(which)) {
    const path = join(mkdtempSync(join(tmpdir(), 'bench-')), which);
    const args = ['-O3', '-march=native', ...flags, here(`peers/${source}`), '-lm', '-o', path];
    built.set(which, spawnSync('cc', args).status === 0 ? path : undefined);
  }
  const command = built.get(which);
  return command === undefined ? undefined : { name, command, args: sizes(work) };
}

/** A library from the registry; undefined unless installed (`--install-peers`). */
export function libraryProgram(library: 'tensorflow' | 'brain', work: Work): Program | undefined {
  const folder = { tensorflow: '@tensorflow/tfjs', brain: 'brain.js' }[library];
  const name = { tensorflow: 'TensorFlow.js (CPU)', brain: 'brain.js' }[library];
  const args = [here(`peers/${library}.ts`), ...sizes(work)];
  const installed = existsSync(here(`peers/node_modules/${folder}`));
  return installed ? { name, command: process.execPath, args } : undefined;
}

/** Installs the libraries that `peers/package-lock.json` names, without running their scripts. */
export function installLibraries(): void {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: here('peers'), stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci in bench/peers failed');
}
