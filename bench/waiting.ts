/** What people wait for in their chat: the whole program and the real discord.js, before a Discord on loopback. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DiscordServer, startDiscordServer } from '../test/platforms/discord/server/server.ts';
import type { Bench, Row } from './bench.ts';
import { quantile } from './statistics.ts';

const ENTRY = fileURLToPath(new URL('../src/entry.js', import.meta.url));
const HUGE = { hidden: 256, bits: 32, iterations: 1_000_000 } as const;
const HUGE_ONES = 2;
/** In a round: asked one after another, and at the same moment. */
const SINGLE = 20;
const AT_ONCE = { add: 200, help: 50 } as const;
/** The longest that is waited for, in ms. */
const PATIENCE_MS = 60_000;

/** From the command to the first words, and to all that was asked for, its picture or why there is none; in ms. */
type Wait = { readonly first: number; readonly end: number };
type Values = Readonly<Record<string, string | number>>;
type Stand = { readonly server: DiscordServer; readonly program: ChildProcess };

let people = 0;

async function ask(server: DiscordServer, line: string, values: Values, what: 'words' | 'picture') {
  people += 1;
  const id = String(1_400_000_000_000_000_000n + BigInt(people));
  const since = performance.now();
  const exchange = await server.command(line, values, {
    person: { id, username: `p${people}`, display: `P${people}` },
  });
  const first = performance.now() - since;
  await exchange.until(
    (seen) =>
      seen.some(({ text, files }) =>
        what === 'words' ? text !== '' : files.length > 0 || text.includes('There is no picture'),
      ),
    PATIENCE_MS,
  );
  return { first, end: performance.now() - since };
}

const help = ({ server }: Stand) => ask(server, 'help', {}, 'words');
const add = ({ server }: Stand) => ask(server, 'add', { a: String(people % 128), b: '77' }, 'picture');
const train = ({ server }: Stand) => ask(server, 'train', { seed: people }, 'picture');

async function oneByOne(count: number, one: () => Promise<Wait>): Promise<readonly Wait[]> {
  const waits: Wait[] = [];
  for (let n = 0; n < count; n += 1) waits.push(await one());
  return waits;
}

function row(what: string, waits: readonly Wait[]): Row {
  const values = (['first', 'end'] as const).flatMap((kind) =>
    [0.5, 0.99].map((share) =>
      quantile(
        waits.map((wait) => wait[kind]),
        share,
      ),
    ),
  );
  return { what, values };
}

async function measure(stand: Stand, rounds: number, when: string): Promise<readonly Row[]> {
  const waits = { help: [], add: [], train: [], adds: [], helps: [] } as Record<string, Wait[]>;
  const note = (name: string, more: readonly Wait[]) => waits[name]?.push(...more);
  for (let round = 0; round < rounds; round += 1) {
    note('help', await oneByOne(SINGLE, () => help(stand)));
    note('add', await oneByOne(SINGLE, () => add(stand)));
    note('train', await oneByOne(SINGLE, () => train(stand)));
    note('adds', await Promise.all(Array.from({ length: AT_ONCE.add }, () => add(stand))));
    note('helps', await Promise.all(Array.from({ length: AT_ONCE.help }, () => help(stand))));
  }
  return [
    row(`/help, ${when}`, waits['help'] ?? []),
    row(`/add, ${when}`, waits['add'] ?? []),
    row(`/train, ${when}`, waits['train'] ?? []),
    row(`${AT_ONCE.add} /add at once, ${when}`, waits['adds'] ?? []),
    row(`${AT_ONCE.help} /help at once, ${when}`, waits['helps'] ?? []),
  ];
}

async function start(server: DiscordServer, folder: string): Promise<ChildProcess> {
  const program = spawn(process.execPath, [ENTRY], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      PORT: '0',
      LOG_LEVEL: 'error',
      DISCORD_TOKEN: server.token,
      DISCORD_API_URL: server.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of program.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += String(text);
    if (said.includes('Connected')) break;
  }
  program.stdout.resume();
  return program;
}

async function run(rounds: number) {
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-bench-'));
  const server = await startDiscordServer({ ackMs: PATIENCE_MS });
  const program = await start(server, folder);
  const stand = { server, program };
  try {
    // The first of each loads what it needs.
    for (const one of [train, add, help]) await one(stand);
    const alone = await measure(stand, rounds, 'alone');
    for (let n = 0; n < HUGE_ONES; n += 1) await ask(server, 'train', { ...HUGE, seed: n }, 'words');
    const beside = await measure(stand, rounds, `beside ${HUGE_ONES} huge ones`);
    return {
      columns: ['first, p50 ms', 'first, p99 ms', 'end, p50 ms', 'end, p99 ms'],
      rows: [...alone, ...beside],
      notes: [
        'First: from the command to the first words that are seen. End: to its picture; of those at once, some are told that there is none.',
        `Huge: hidden=256 bits=32 iterations=1000000. Each command by another person of one server, ${SINGLE} of a round one after another.`,
        'The program, its threads and the Discord that it talks to share the machine.',
      ],
    };
  } finally {
    const closed = once(program, 'close');
    program.kill('SIGKILL');
    await closed;
    await server.close();
    await rm(folder, { recursive: true });
  }
}

export const waiting: Bench = { name: 'waiting', title: 'What people wait for', run };
