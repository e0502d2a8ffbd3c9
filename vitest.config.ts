import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// What Node has stripped of its types and compiled is kept for the threads and processes of all tests: a bot in a test
// starts dozens of threads, and each would do it again (`src/entry.js` does the same for the program).
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/** What every file may leave behind is a cache, so that they share a process: to load the program takes a second. */
const SHARED = [
  'answers',
  'chat',
  'classroom',
  'command',
  'commands',
  'lab',
  'lessons',
  'plot',
  'posts',
  'quiz',
  'rnn',
  'schedule',
  'training',
].map((room) => `test/${room}/**/*.test.ts`);
/** Those that put a module of their own in the place of another. */
const ALTERING = ['test/rnn/cells/gated.test.ts', 'test/rnn/cells/broken.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    // A busy machine may take many times as long as an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // As in `src/entry.js`.
    execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
    maxWorkers: 2,
    projects: [
      // One group after the other: a process that is shared ends where the next file is to have one of its own.
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts'],
          exclude: SHARED,
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: SHARED,
          exclude: ALTERING,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'altering', include: ALTERING } },
    ],
  },
});
