/** The file `.env` as a newcomer leaves it, read by the program. `slack-manifest` reads every setting and ends. */
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { useProgram } from './support/program.ts';

const program = useProgram();

// Every test here starts processes: on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 120_000 });

/** Runs the program beside such a `.env`. */
async function readWith(file: string | Uint8Array, environment?: Readonly<Record<string, string>>) {
  await writeFile(join(program.folder, '.env'), file);
  return program.run(['slack-manifest'], environment);
}

/** The first command of the manifest shows the prefix that was read. */
function prefixIn(manifest: string): string {
  const shape = z.object({
    features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
  });
  const [first] = shape.parse(JSON.parse(manifest)).features.slash_commands;
  return /^\/(.*-)?/.exec(first?.command ?? '')?.[1] ?? '';
}

it('cannot be a folder, which one sentence says', async () => {
  await mkdir(join(program.folder, '.env'));
  const folder = await program.run(['slack-manifest']);
  expect(folder).toEqual({
    code: 1,
    out: '',
    err: '.env cannot be read: it is a folder. Rename it, or start in another folder.\n',
  });
});
// The superuser may read everything.
it.skipIf(process.getuid?.() === 0)('cannot be locked, which one sentence says', async () => {
  const file = join(program.folder, '.env');
  await writeFile(file, '');
  await chmod(file, 0);
  expect(await program.run(['slack-manifest'])).toEqual({
    code: 1,
    out: '',
    err: '.env cannot be read: you may not read it. Change its permissions.\n',
  });
});
it('cannot be what the system does not read, which one sentence says', async () => {
  await symlink('.env', join(program.folder, '.env'));
  expect(await program.run(['slack-manifest'])).toEqual({
    code: 1,
    out: '',
    err: '.env cannot be read (ELOOP). Rename or remove it.\n',
  });
});
it.each([
  ['with a byte-order mark', '\ufeffSLACK_COMMAND_PREFIX=carry-\n'],
  ['with the line ends of Windows', 'PORT=1\r\nSLACK_COMMAND_PREFIX=carry-\r\n'],
  ['with the line ends of old Macs', 'PORT=1\rSLACK_COMMAND_PREFIX=carry-\r'],
  ['without an end of the line', 'SLACK_COMMAND_PREFIX=carry-'],
  ['with blanks', ' SLACK_COMMAND_PREFIX = carry- \n'],
  ['with blanks of Japanese width', 'SLACK_COMMAND_PREFIX\u3000=\u3000carry-\u3000\n'],
  ['with quotes', 'SLACK_COMMAND_PREFIX="carry-"\n'],
  ['with quotes and blanks', "SLACK_COMMAND_PREFIX = ' carry- ' # where names collide\n"],
  ['with empty values', 'DISCORD_TOKEN=\nDISCORD_TOKN=\nSLACK_COMMAND_PREFIX=carry-\nSLACK_BOT_TOKEN=""\n'],
  ['as a shell reads it', 'export SLACK_COMMAND_PREFIX=carry-\n'],
  [
    'with names of other programs',
    'NODE_ENV=x\nhttp_proxy=x\nHOME=x\nTZ=UTC\nDISCORD_CLIENT_ID=1\nSLACK_CLIENT_SECRET=1\nMY_DATA_DIR=x\nSLACK_COMMAND_PREFIX=carry-\n',
  ],
  [
    "with another program's name for what is set",
    'DISCORD_BOT_TOKEN=x\nDISCORD_TOKEN=x\nSLACK_COMMAND_PREFIX=carry-\n',
  ],
])('is read %s', async (_, file) => {
  const { code, out, err } = await readWith(file);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(prefixIn(out)).toBe('carry-');
});
it('adds to the environment, which goes before it', async () => {
  const { out } = await readWith('SLACK_COMMAND_PREFIX=file-\n', { SLACK_COMMAND_PREFIX: 'shell-' });
  expect(prefixIn(out)).toBe('shell-');
});
it.each(['utf16le', 'utf16be', 'utf16le without a mark'])(
  'says that it is not UTF-8: %s',
  async (encoding) => {
    const text = `${encoding.includes('without') ? '' : '\ufeff'}PORT=1\n`;
    const bytes = Buffer.from(text, 'utf16le');
    expect(await readWith(encoding === 'utf16be' ? bytes.swap16() : bytes)).toEqual({
      code: 1,
      out: '',
      err: '.env cannot be read: it is not saved as UTF-8. Save it anew; Notepad asks for the encoding under "Save as".\n',
    });
  },
);
it('says of every misspelt name which was meant, with all other faults, and shows no value', async () => {
  const slips = {
    DISCORD_TOKN: 'DISCORD_TOKEN',
    'SLACK-BOT-TOKEN': 'SLACK_BOT_TOKEN',
    slack_app_token: 'SLACK_APP_TOKEN',
    PLAYGROUND_HOST: 'PLAYGROUND_HOSTS',
    PROT: 'PORT',
    ＨＯＳＴ: 'HOST',
    TRAIN_SECONDS_MAX: 'TRAIN_MAX_SECONDS',
    SLACK_SECRET: 'SLACK_SIGNING_SECRET',
    DATADIR: 'DATA_DIR',
  };
  const lines = Object.keys(slips).map((name) => `${name}=hush`);
  const { code, out, err } = await readWith(`${lines.join('\n')}\nLOG_LEVEL=loud\nDISCORD_API_URL: hush\n`);
  expect([code, out]).toEqual([1, '']);
  expect(err.trim().split('\n').sort()).toEqual(
    [
      'DISCORD_API_URL in .env needs an = right behind it.',
      ...Object.entries(slips).map(
        ([name, meant]) => `${name} in .env is no setting: ${meant} is meant. Rename or remove it.`,
      ),
      'LOG_LEVEL must be one of silent, error, warn, info, debug.',
    ].sort(),
  );
});
it.each([
  ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
  ['SLACK_TOKEN', 'SLACK_BOT_TOKEN or SLACK_APP_TOKEN'],
])('takes %s for %s where that is missing', async (name, meant) => {
  const { code, err } = await readWith(`${name}=hush\n`);
  expect({ code, err }).toEqual({
    code: 1,
    err: `${name} in .env is no setting: ${meant} is meant. Rename or remove it.\n`,
  });
});
