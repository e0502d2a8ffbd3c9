/** The committed kernel.wasm is what its source says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('building the assembly source again gives the committed bytes', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const built = join(folder, 'kernel.wasm');
    execFileSync(
      process.execPath,
      [
        'node_modules/assemblyscript/bin/asc.js',
        '--config',
        'src/rnn/kernel/assembly/asconfig.json',
        '--outFile',
        built,
      ],
      { cwd: root },
    );
    expect(readFileSync(built).equals(readFileSync(join(root, 'src/rnn/kernel/kernel.wasm')))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
