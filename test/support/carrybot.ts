/** The real bot, built as the program builds it, with a set clock and repeatable chance, on a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Carrybot, createCarrybot, type Outbox } from '../../src/carrybot.ts';
import type { Caller, FieldValue, Invocation, Place } from '../../src/chat/invocation.ts';
import type { Addressee, Checkup } from '../../src/chat/platform.ts';
import type { Audience, Reply } from '../../src/chat/reply.ts';

/** What the bot posted unasked. */
export type Sent = { readonly kind: 'post' | 'edit'; readonly place: Place; readonly reply: Reply };

/** What it wrote to a person unasked. */
export type Told = { readonly person: Addressee; readonly reply: Reply };

export type TestBot = Carrybot & {
  readonly folder: string;
  readonly sent: readonly Sent[];
  readonly told: readonly Told[];
  /** While it has an error, nothing that is sent comes through. */
  readonly outage: { error: Error | undefined };
  /** The clock, to be set. */
  readonly time: { now: number };
  /** The clock that limits go by, ms, to be set on for those that are hurried. */
  readonly hurry: { now: number };
  /** Answers a typed line and gives every reply. */
  type(line: string, caller?: Partial<Caller>): Promise<readonly Reply[]>;
  press(id: string, caller?: Partial<Caller>): Promise<readonly Reply[]>;
  submit(
    id: string,
    fields: Readonly<Record<string, string>>,
    caller?: Partial<Caller>,
  ): Promise<readonly Reply[]>;
  /** Imports a deck as a teacher does: the command's button, its form, the file. Gives the last reply. */
  importDeck(
    file: { readonly name: string; readonly text: string },
    called?: string,
    caller?: Partial<Caller>,
  ): Promise<Reply>;
  /** What its platforms say of every place. */
  readonly checkup: { now: Checkup };
  /** Stops the bot; `keep` leaves its folder for the next one. */
  end(after?: 'keep' | 'remove'): Promise<void>;
};

export const LEARNER: Caller = {
  platform: 'web',
  workspace: 'local',
  channel: 'playground',
  userId: 'u-aki',
  userName: 'Aki',
  locale: 'en',
  role: 'organiser',
};

/**
 * Starts the bot in a new folder, or in one that an earlier one has left.
 * @param pace how fast people are: `hurried` do everything at one moment, so that limits are reached; between any two
 * things that others do a minute goes by
 */
export async function startBot(
  existing?: string,
  pace: 'hurried' | 'calm' = 'calm',
  settings: { readonly trainMaxSeconds?: number } = {},
): Promise<TestBot> {
  const folder = existing ?? (await mkdtemp(join(tmpdir(), 'carrybot-')));
  const time = { now: Date.parse('2026-11-24T00:00:00Z') };
  const hurry = { now: 0 };
  const goOn = () => {
    if (pace === 'calm') hurry.now += 60_000;
    return hurry.now;
  };
  const sent: Sent[] = [];
  const told: Told[] = [];
  const checkup: TestBot['checkup'] = { now: { lacks: [], latencyMs: 12 } };
  const outage: TestBot['outage'] = { error: undefined };
  const through = () => {
    if (outage.error !== undefined) throw outage.error;
  };
  let count = 0;
  const next = () => {
    count += 7;
    return count;
  };
  const outbox: Outbox = {
    async post(place, reply) {
      through();
      sent.push({ kind: 'post', place, reply });
      return { ...place, message: `m${sent.length}` };
    },
    async edit(posted, reply) {
      through();
      sent.push({ kind: 'edit', place: posted, reply });
    },
    examine: async () => checkup.now,
    async tell(person, reply) {
      told.push({ person, reply });
    },
  };
  const carrybot = await createCarrybot({
    config: { dataDir: folder, trainThreads: 2, trainMaxSeconds: 600, zone: 'Asia/Tokyo', ...settings },
    clock: { now: () => time.now },
    now: goOn,
    chance: { integer: (below) => next() % below, id: () => `${process.pid}-${time.now}-${next()}` },
    log: pino({ level: 'silent' }),
    outbox,
    // Other suites run beside this one.
    priority: 'usual',
    // Most tests need none of them.
    start: 'when-asked',
  });
  const { bot } = carrybot;
  const all = async (invocation: Invocation) => {
    const list: Reply[] = [];
    for await (const each of bot.handle(invocation)) list.push(each);
    refuseBetrayal(invocation, bot.audience(invocation), list);
    return list;
  };
  const submit = (id: string, fields: Readonly<Record<string, FieldValue>>, part?: Partial<Caller>) =>
    all({ kind: 'submit', id, fields, caller: { ...LEARNER, ...part } });
  const type = (line: string, part?: Partial<Caller>) => {
    const [, command = '', text = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
    const input = { kind: 'text', text } as const;
    return all({ kind: 'command', command, subcommand: undefined, input, caller: { ...LEARNER, ...part } });
  };
  return {
    ...carrybot,
    folder,
    sent,
    told,
    outage,
    checkup,
    time,
    hurry,
    type,
    press: (id, part) => all({ kind: 'press', id, caller: { ...LEARNER, ...part } }),
    submit(id, fields, part) {
      const typed = Object.fromEntries(
        Object.entries(fields).map(([name, text]) => [name, { kind: 'text', text } as const]),
      );
      return submit(id, typed, part);
    },
    async importDeck({ name, text }, called = '', part) {
      const offer = (await type(`/quiz import ${called}`, part)).at(-1);
      const bytes = new TextEncoder().encode(text);
      const said = await submit(offer?.buttons[0]?.id ?? '', { deck: { kind: 'file', name, bytes } }, part);
      const last = said.at(-1);
      if (last === undefined) throw new Error('an import without an answer');
      return last;
    },
    async end(after = 'remove') {
      await carrybot.windDown();
      await carrybot.close();
      if (after === 'remove') await rm(folder, { recursive: true });
    },
  };
}

/** @throws Error if everyone was told that someone pressed a button whose answer is for that person alone. */
function refuseBetrayal(invocation: Invocation, announced: Audience, replies: readonly Reply[]): void {
  if (invocation.kind === 'command' || /^(run|try):/.test(invocation.id) || announced === 'caller') return;
  const own = replies.find(({ kind, audience }) => kind !== 'error' && audience === 'caller');
  if (own !== undefined) throw new Error(`${invocation.id} is announced to all and answered in private`);
}
