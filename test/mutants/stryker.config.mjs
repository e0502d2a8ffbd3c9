/** How Stryker plants bugs in one room, one at a time, and has the room's tests look for them. */
import { LEAST, measured } from './rooms.ts';

const { name, mutate } = measured();

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // `related: false`: a room's tests are named, not guessed from imports.
  vitest: { configFile: 'test/mutants/vitest.config.ts', related: false },
  // As in `src/entry.js`.
  testRunnerNodeArgs: ['--wasm-wrapper-tiering-budget=2147483647'],
  mutate,
  // What runs once, when a module is loaded, cannot be told apart between tests: every test would have to be run.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: `reports/mutants/${name}.json`,
  // Stryker reads it with the compiler's interface, which TypeScript 7 does not have; a name that is no file stops that.
  tsconfigFile: 'none',
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: LEAST, break: LEAST },
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  tempDirName: 'reports/mutants/sandbox',
};
