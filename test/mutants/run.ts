/** `npm run mutants [room…]`: measures room after room; ends with 1 if one of them notices too few of the planted bugs. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MEASURED } from './rooms.ts';

const stryker = fileURLToPath(new URL('../../node_modules/.bin/stryker', import.meta.url));
const wanted = process.argv.slice(2);

for (const name of wanted.length === 0 ? Object.keys(MEASURED) : wanted) {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [stryker, 'run', 'test/mutants/stryker.config.mjs'], {
    stdio: 'inherit',
    env: { ...process.env, MEASURED: name },
  });
  process.stdout.write(`${name}: ${((performance.now() - startedAt) / 60_000).toFixed(1)} min\n`);
  if (status !== 0) process.exitCode = 1;
}
