import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// What Node has stripped of its types and compiled is kept for the threads and processes of all tests: a bot in a test
// starts dozens of threads, and each would do it again (`src/entry.js` does the same for the program).
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // A busy machine may take many times as long as an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // As in `src/entry.js`.
    execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
    maxWorkers: 2,
  },
});
