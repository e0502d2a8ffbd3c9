/** Decks that teachers hand in by the forms of the playground, of Slack and of Discord: files, and multipart bodies. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { WirePage } from '../../../src/platforms/web/wire.ts';
import { startDiscordServer } from '../../platforms/discord/server/server.ts';
import { TEAM, type UserId } from '../../platforms/slack/server/world.ts';
import { Client } from '../../platforms/web/client.ts';
import { openPlayground } from '../../platforms/web/playground.ts';
import { startBot, type TestBot } from '../../support/carrybot.ts';
import { type DeckFile, deckFiles } from '../deck-files.ts';
import { door, type Opened } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { standDiscord, standSlack } from '../stands.ts';
import { plant, type Watch, watch } from '../watch.ts';

type Encoding = 'utf8' | 'latin1' | 'utf16le';
type Multipart = {
  readonly kind: 'multipart';
  /** The header. */
  readonly type: string;
  readonly body: string;
  readonly encoding: 'utf8' | 'latin1';
};
type Handed = { readonly kind: 'slack' | 'discord'; readonly file: DeckFile; readonly encoding: Encoding };
type Upload = Multipart | Handed;

/** The thread that reads decks ends when nothing waits, and to start it takes longer than to read one. */
const AT_ONCE = 10;
/** Batches after which the forms are asked for anew: of what a person was told only so much is kept. */
const ASK_AFTER = 30;
const LABEL = 'Choose a file';
const BOUNDARY = 'fuzz-4711';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

const part = (name: string, value: string, more = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
/** The parts of a form as a browser sends them; the words in capitals stand for what the page knows. */
const partsOf = ({ name, text }: DeckFile): readonly string[] => [
  part('act.key', 'key-0000-UNIQUE'),
  part('act.name', 'Mallory'),
  part('act.locale', 'en'),
  part('act.message', 'MESSAGE'),
  part('act.button', 'quiz:import'),
  part('field.deck', text, `; filename="${name.replaceAll('"', '%22')}"\r\nContent-Type: text/csv`),
];
const joined = (parts: readonly string[]) => `${parts.join('')}--${BOUNDARY}--\r\n`;

async function uploadsOf(): Promise<fc.Arbitrary<Upload>> {
  const file = await deckFiles();
  const valid = file.map((each) => joined(partsOf(each)));
  const odd = fc
    .tuple(file, fc.array(fc.nat({ max: 5 }), { maxLength: 9 }))
    .map(([each, order]) => joined(order.map((index) => partsOf(each)[index] ?? '')));
  const encoding = fc.constantFrom('utf8' as const, 'utf8' as const, 'latin1' as const);
  const handed = fc.record({
    kind: fc.constantFrom('slack' as const, 'discord' as const),
    file,
    encoding: fc.oneof(encoding, fc.constant('utf16le' as const)),
  });
  const body = (type: fc.Arbitrary<string>, text: fc.Arbitrary<string>) =>
    fc.record({ kind: fc.constant('multipart' as const), type, body: text, encoding });
  const right = fc.constant(TYPE);
  return fc.oneof<fc.Arbitrary<Upload>[]>(
    body(right, valid),
    body(right, mutated(valid)),
    body(right, odd),
    body(mutated(right, 60), valid),
    handed,
    handed,
  );
}

/** A teacher at the playground, with the message whose button opens the form. */
type Desk = { readonly client: Client; message: string };

async function openDesk(url: string): Promise<Desk> {
  const client = new Client(url);
  await client.start();
  return { client, message: '' };
}

async function askAtDesk(desk: Desk, seen: Watch): Promise<void> {
  await desk.client.send('/quiz import');
  await seen.idle();
  const page = (await (await desk.client.ask('/api/messages?before=9999999999')).json()) as WirePage;
  const offer = page.messages.findLast(
    (each) => each.kind !== 'removed' && each.buttons.some(({ id }) => id === 'quiz:import'),
  );
  desk.message = offer?.id ?? '';
}

/** No workspace is full before its time. */
async function clear({ services }: TestBot, workspaces: readonly string[]): Promise<void> {
  const { decks } = services.store;
  for (const workspace of workspaces)
    for (const { name } of await decks.list(workspace)) await decks.remove(workspace, name, 0);
}

/** Each batch starts the thread that reads decks: 60 are 7 s of computing. */
const SHORT = 60;

export const uploads = door<Upload>('uploads', open, SHORT);

async function open(): Promise<Opened<Upload>> {
  const test = await startBot();
  const discordServer = await startDiscordServer({ ackMs: 20_000 });
  const workspaces = ['local', `slack:${TEAM}`, `discord:${discordServer.guild}`] as const;
  await plant(test, [
    { platform: 'web', workspace: workspaces[0] },
    { platform: 'slack', workspace: workspaces[1] },
    { platform: 'discord', workspace: workspaces[2] },
  ]);
  const seen = watch(test.bot);
  const { errands } = test.services.store;
  const time = { now: Date.now() };
  const page = await openPlayground({
    bot: seen.bot,
    errands,
    history: test.playground,
    now: () => time.now,
  });
  const slack = await standSlack(seen, errands, 'socket');
  const discord = await standDiscord(seen, errands, discordServer);
  const desks = await Promise.all(Array.from({ length: AT_ONCE }, () => openDesk(page.url)));
  for (const [platform, workspace] of [
    ['slack', workspaces[1]],
    ['discord', workspaces[2]],
  ] as const)
    await test.type('/settings decks=everyone', { platform, workspace });
  let count = 0;
  let batches = 0;
  let told = 0;

  async function multipart(desk: Desk | undefined, { type, body, encoding }: Multipart): Promise<void> {
    if (desk === undefined) throw new Error('more are sent at once than there are desks');
    count += 1;
    const text = body.replace('UNIQUE', String(count)).replace('MESSAGE', desk.message);
    const response = await desk.client.ask('/api/submit', {
      method: 'POST',
      headers: { 'content-type': headerOf(type) },
      body: Buffer.from(text, encoding),
    });
    const answer = await response.text();

    if (response.status >= 500) seen.fault(`HTTP ${response.status}: ${answer}`);
    seen.see(answer, 'the playground');
  }

  async function ask(): Promise<void> {
    for (const desk of desks) await askAtDesk(desk, seen);
    for (const at of desks.keys())
      await slack.server.command('/quiz', 'import', {
        user: slackUser(at),
        until: ({ buttons }) => buttons.length > 0,
      });
    await discord.server.command('quiz', { topic: 'import' });
    await seen.idle();
  }

  /** Opens the form. @returns what sends it, and resolves when that is answered */
  async function opened({ kind, file, encoding }: Handed, at: number): Promise<() => Promise<unknown>> {
    const deck = { name: file.name, type: 'text/csv', bytes: Buffer.from(file.text, encoding) };
    if (kind === 'slack') {
      const user = slackUser(at);
      await slack.server.press(LABEL, { user, until: 'nothing' });
      // Others' messages may change meanwhile.
      while (slack.server.modal(user) === undefined) await sleep(5);
      return () => slack.server.submit({ deck }, { user, until: () => true, within: 60_000 });
    }
    const actor = {
      person: { id: String(1_500_000_000_000_000_000n + BigInt(at)), username: 'm', display: 'M' },
    };
    await discord.server.press(LABEL, actor);
    return async () => {
      const answer = await discord.server.submit({ deck }, actor);
      await answer.until((messages) => messages.length > 0, 60_000);
    };
  }

  return {
    inputs: await uploadsOf(),
    atOnce: AT_ONCE,
    watch: seen,
    async prepare() {
      // One may do only so much in a while, and what is tried here is not that.
      time.now += 60_000;
      await clear(test, workspaces);
      if (batches % ASK_AFTER === 0) await ask();
      batches += 1;
    },
    async send(all) {
      const sends: (() => Promise<unknown>)[] = [];
      for (const [at, each] of all.entries())
        sends.push(each.kind === 'multipart' ? () => multipart(desks[at], each) : await opened(each, at));
      for (const end of await Promise.allSettled(sends.map((send) => send())))
        if (end.status === 'rejected') seen.fault(inspect(end.reason));
      await seen.idle();
      for (const error of page.errors.slice(told)) seen.fault(`logged: ${inspect(error)}`);
      told = page.errors.length;
    },
    async close() {
      await page.stop();
      await slack.close();
      await discord.close();
      await test.end();
    },
  };
}

/** As bytes that may stand in a header: others are the door's that sends raw ones. */
function headerOf(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function slackUser(at: number): UserId {
  return `U0P${at + 10}`;
}
