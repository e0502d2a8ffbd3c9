/**
 * A real Chromium for tests, on any Linux: unpacked once from the registry's package, with the libraries and the
 * fonts that a bare machine lacks. Root needs no sandbox for it, and none is there.
 */
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../../..');
const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin');

/** Opens a browser without a window. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...process.env,
      HOME: home,
      LD_LIBRARY_PATH: join(home, 'al2023/lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}

/** The folder of the unpacked browser. Several test files may come at once: each unpacks aside, the first wins. */
async function unpacked(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  const home = join(cache, 'carrybot-chromium');
  if (await exists(join(home, 'chromium'))) return home;
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, 'unpacking-'));
  // `inflate` unpacks into the folder for temporary files, and knows no other.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = aside;
  try {
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((name) => inflate(join(packed, name))),
    );
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  await writeFile(join(aside, 'fonts.conf'), fontsIn(home));
  try {
    await rename(aside, home);
  } catch (error) {
    await rm(aside, { recursive: true });
    if (!(await exists(join(home, 'chromium')))) throw error;
  }
  return home;
}

/** Only the package's own font, so that pages look the same on every machine. */
function fontsIn(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>
`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
