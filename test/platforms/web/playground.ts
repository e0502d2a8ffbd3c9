/** A playground on a free port of loopback, with the scripted bot behind it. */

import type { Door } from '../../../src/chat/door.ts';
import type { Errands } from '../../../src/chat/errand.ts';
import type { History } from '../../../src/chat/history.ts';
import type { Bot } from '../../../src/chat/platform.ts';
import type { Wall } from '../../../src/chat/wall.ts';
import type { Log } from '../../../src/log.ts';
import { createHttp } from '../../../src/platforms/http/http.ts';
import { createMemoryHistory } from '../../../src/platforms/web/memory-history.ts';
import type { Preview } from '../../../src/platforms/web/preview.ts';
import { createWeb, type Web } from '../../../src/platforms/web/web.ts';
import { openDoor } from '../../support/door.ts';
import { openErrands } from '../../support/errands.ts';
import { createScriptedBot, type ScriptedBot } from './scripted-bot.ts';

export type Playground = {
  readonly url: string;
  readonly web: Web;
  readonly bot: ScriptedBot;
  readonly errands: Errands;
  readonly history: History;
  /** What was logged as an error. */
  readonly errors: readonly unknown[];
  stop(): Promise<void>;
};

export type Wishes = {
  readonly token?: string;
  readonly teacher?: string;
  readonly proxies?: readonly string[];
  /** Left out: that of all playgrounds of this process, which know each other's visitors. */
  readonly door?: Door;
  readonly hosts?: readonly string[];
  readonly history?: History;
  readonly errands?: Errands;
  readonly port?: number;
  readonly previews?: readonly Preview[];
  readonly wall?: Wall;
  readonly now?: () => number;
  /** Between signs of life on a live connection, in ms. */
  readonly heartbeatMs?: number;
  /** For answers under way when the playground stops, in ms. */
  readonly graceMs?: number;
  /** Instead of the bot with a part for every kind of reply. */
  readonly bot?: Bot;
};

export async function openPlayground(wishes: Wishes = {}): Promise<Playground> {
  const errors: unknown[] = [];
  const log: Log = { debug() {}, info() {}, warn() {}, error: (...all: unknown[]) => void errors.push(all) };
  const bot = createScriptedBot();
  const history = wishes.history ?? createMemoryHistory(crypto.randomUUID().slice(0, 8));
  const errands = wishes.errands ?? (await openErrands());
  const web = createWeb({
    bot: wishes.bot ?? bot,
    errands,
    history,
    door: wishes.door ?? (await openDoor()),
    tokens: { member: wishes.token, organiser: wishes.teacher },
    proxies: wishes.proxies ?? [],
    hosts: wishes.hosts ?? [],
    previews: wishes.previews ?? [],
    wall: wishes.wall,
    ...(wishes.heartbeatMs === undefined ? {} : { heartbeatMs: wishes.heartbeatMs }),
    ...(wishes.graceMs === undefined ? {} : { graceMs: wishes.graceMs, lastWordsMs: 20_000 }),
    clock: { now: wishes.now ?? (() => Date.now()) },
    log,
  });
  const http = createHttp({
    host: '127.0.0.1',
    port: wishes.port ?? 0,
    log,
    routes: [{ path: '/', handle: web.listener }],
  });
  await web.start();
  const url = await http.start();
  return {
    url,
    web,
    bot,
    history,
    errands,
    errors,
    async stop() {
      await web.stop();
      await http.stop();
    },
  };
}
