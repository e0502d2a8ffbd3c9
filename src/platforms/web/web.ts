/** The playground: a chat in the browser, and the reference that the other platforms are measured against. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../../chat/door.ts';
import type { Errands } from '../../chat/errand.ts';
import { PlaceError } from '../../chat/error.ts';
import type { History, Message } from '../../chat/history.ts';
import type { Place } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot, Platform, Posted } from '../../chat/platform.ts';
import type { Wall } from '../../chat/wall.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { createClientAddresses } from '../http/client-address.ts';
import { errandsLeft } from '../pacing/left.ts';
import { createActs } from './acts.ts';
import { addressSchema } from './address.ts';
import { createAdmission } from './admission.ts';
import { createAssets } from './assets.ts';
import { createConversation } from './conversation.ts';
import { createEntrance } from './entrance.ts';
import { createFeed } from './feed.ts';
import { GRACE_MS, HEARTBEAT_MS, LAST_WORDS_MS } from './limits.ts';
import { createListener } from './listener.ts';
import type { Tokens } from './login.ts';
import type { Preview } from './preview.ts';
import { createKey } from './signature.ts';

/** The one channel, which everybody who opens the page is in. */
export const PLAYGROUND: Place = { platform: 'web', workspace: 'local', channel: 'playground' };

const POST_GONE: Words = {
  en: 'The message is no longer in the playground: it was among the oldest, which are forgotten.',
  ja: 'そのメッセージはもうプレイグラウンドにありません(古いものから順に消えます)。',
};

function noChannel(channel: string): Words {
  return {
    en: `There is no channel ${channel} in the playground.`,
    ja: `プレイグラウンドにチャンネル ${channel} はありません。`,
  };
}

export type Web = Platform & {
  /** Answers every request that no other route takes. Rejects only for a bug. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

export function createWeb(parts: {
  readonly bot: Bot;
  /** Answers that an earlier process has promised. */
  readonly errands: Errands;
  readonly history: History;
  /** Keeps what the door needs to know again whom it has let in. */
  readonly door: Door;
  /** Asked for at the door; `member` undefined where only this machine can come. */
  readonly tokens: Tokens;
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[];
  /** Names in lower case, besides `localhost`, under which the page is opened, e.g. `class.example.org`. */
  readonly hosts: readonly string[];
  readonly previews: readonly Preview[];
  /** What the teacher's view shows; undefined: there is none. */
  readonly wall: Wall | undefined;
  /** Between signs of life on a live connection, in ms. */
  readonly heartbeatMs?: number;
  /** For answers under way when the playground stops, and for the last words of those that are left then, in ms. */
  readonly graceMs?: number;
  readonly lastWordsMs?: number;
  readonly clock: Clock;
  readonly log: Log;
}): Web {
  const { bot, errands, history, clock, log } = parts;
  const { channel } = PLAYGROUND;
  const feed = createFeed(history, channel, log);
  const conversation = createConversation({ bot, errands, feed, history, channel, clock, log });
  const acts = createActs({
    bot,
    conversation,
    history,
    place: PLAYGROUND,
    admission: createAdmission(clock),
    log,
  });
  const assets = createAssets();
  const phase: { now: 'serving' | 'stopped' } = { now: 'serving' };
  const listener = createListener({
    bot,
    acts,
    assets,
    feed,
    history,
    key: createKey(parts.door),
    entrance: createEntrance({ ...parts, assets, workspace: PLAYGROUND.workspace }),
    addresses: createClientAddresses(parts.proxies),
    hosts: parts.hosts,
    previews: parts.previews,
    hasWall: parts.wall !== undefined,
    heartbeatMs: parts.heartbeatMs ?? HEARTBEAT_MS,
    serving: () => phase.now === 'serving',
  });

  async function posted(place: Posted): Promise<Message> {
    const message = await history.get(place.message);
    if (!message || message.channel !== place.channel) throw new PlaceError('gone', [], POST_GONE);
    return message;
  }

  return {
    name: 'web',
    listener,
    async start() {
      const left = await errandsLeft(errands, 'web', addressSchema, (errand) =>
        log.error({ errand }, 'An answer cannot be told: its address is unreadable'),
      );
      await conversation.endUnfinished(left);
      acts.goOn(left);
      // The port opens while the files are still being made ready; who comes first waits for what is missing.
      void assets
        .warm()
        .catch((error: unknown) => log.error({ err: error }, 'The page could not be made ready'));
    },
    async stop() {
      phase.now = 'stopped';
      await acts.end(parts.graceMs ?? GRACE_MS, parts.lastWordsMs ?? LAST_WORDS_MS);
      feed.end();
    },
    async post(place, said, as) {
      if (place.channel !== channel) throw new PlaceError('gone', [], noChannel(place.channel));
      const { id } = await conversation.post(said, as?.key);
      return { ...place, message: id };
    },
    async edit(place, said) {
      await conversation.edit(await posted(place), said);
    },
    async examine() {
      return { lacks: [], latencyMs: null };
    },
    async tell({ userId }, said) {
      await conversation.write(userId, said);
    },
  };
}
