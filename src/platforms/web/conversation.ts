/** From an invocation to messages: asks the bot, shows the first reply, and edits the later ones into it. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Errand, Errands } from '../../chat/errand.ts';
import type { Cause, Content, Draft, History, Message } from '../../chat/history.ts';
import type { Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Attachment, type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Canvas, Outcome, Rules } from '../pacing/deliver.ts';
import type { Left } from '../pacing/left.ts';
import { deliverPromised, repliesLeft } from '../pacing/promised.ts';
import { systemTimer } from '../pacing/timer.ts';
import { unanswered } from '../pacing/words.ts';
import { type Address, addressText } from './address.ts';
import type { Feed } from './feed.ts';
import { KEEP_AGAIN_MS } from './limits.ts';

export type Conversation = {
  /**
   * Shows the bot's answer, to its end; what `stop` cuts off goes on after the next start. `pressed`: the message whose
   * button was pressed.
   */
  answer(invocation: Invocation, cause: Cause, pressed: Message | null, stop: AbortSignal): Promise<void>;
  /** Goes on with an answer that an earlier process has promised. */
  goOn(left: Left<Address>, stop: AbortSignal): Promise<void>;
  /** Says something to one user alone, in answer to what was sent. */
  tell(cause: Cause, words: Words): Promise<void>;
  /** Posts without being asked. */
  /** @param key names it: what was posted under the same stands where it stood */
  post(reply: Reply, key?: string): Promise<Message>;
  /** Writes to one person alone without being asked. */
  write(userId: string, reply: Reply): Promise<void>;
  /** Replaces what a message says. */
  edit(message: Message, reply: Reply): Promise<void>;
  /** Tells those who waited that a restart ended what they waited for, where none of these answers goes on. */
  endUnfinished(left: readonly Left<Address>[]): Promise<void>;
};

/** Nobody counts what is written here, and the page knows by itself that an answer is to come. */
const AT_ONCE: Rules = { holdMs: 'never', everyMs: 0, insistMs: 0, retryMs: 0, longestMs: 0 };

const INTERRUPTED: Words = {
  en: 'A restart ended this before it was done. Please run it again.',
  ja: '再起動により、途中で終わりました。もう一度実行してください。',
};

const UNKEPT: Words = {
  en: 'This answer could not be saved, so it may be gone when you reload. Please tell whoever runs me: the disk may be full, or another program is holding the database.',
  ja: 'この返信を保存できませんでした。ページを読み込み直すと消えるかもしれません。管理者に、ディスクの空きやデータベースを使っているほかのプログラムを確かめるよう伝えてください。',
};

export function createConversation(parts: {
  readonly bot: Bot;
  readonly errands: Errands;
  readonly feed: Feed;
  readonly history: History;
  readonly channel: string;
  readonly clock: Clock;
  readonly log: Log;
}): Conversation {
  const { bot, errands, feed, history, channel, clock, log } = parts;

  const draft = (to: string | null, cause: Cause | null, said: Reply, by = cause?.userId): Draft => ({
    id: randomBytes(12).toString('base64url'),
    channel,
    at: clock.now(),
    to,
    cause,
    by,
    content: contentOf(said),
  });

  /** What becomes of the messages by one reply; the last of them is the one to go on with. */
  function changes(
    said: Reply,
    { to, cause, by }: Pick<Draft, 'to' | 'cause' | 'by'>,
    pressed: Message | null,
    current: Message | undefined,
  ): Draft[] {
    const content = contentOf(said);
    if (current === undefined) {
      // A private message stays private; one that all see never becomes one's own.
      const fits = said.target === 'pressed' && pressed !== null && (to === null || pressed.to === to);
      return [fits ? { ...pressed, content } : draft(to, cause, said, by)];
    }
    if (to === null || current.to === to) {
      return [{ ...current, to: current.id === pressed?.id ? current.to : to, content }];
    }
    // What all saw goes on for one alone: all lose it, unless it was there before.
    const gone: Draft = { ...current, cause: null, content: { kind: 'removed' } };
    return [...(current.id === pressed?.id ? [] : [gone]), draft(to, cause, said, by)];
  }

  async function keep(drafts: readonly Draft[], said: Reply, errand: string): Promise<Message | undefined> {
    let last: Message | undefined;
    for (const each of drafts) {
      last = await feed.put(each, each.content.kind === 'removed' ? [] : said.files, errand);
    }
    return last;
  }

  /** Shows an answer that could not be kept, without what only a kept one has, and tries to keep it later. */
  async function rescue(
    drafts: readonly Draft[],
    said: Reply,
    { locale }: Cause,
    errand: string,
  ): Promise<void> {
    const text = `${said.text}\n\n${UNKEPT[locale]}`;
    const bare = contentOf({ ...said, kind: 'error', text, files: [], buttons: [] });
    for (const each of drafts) {
      await feed.showUnkept(each.content.kind === 'removed' ? each : { ...each, content: bare });
    }
    for (const [index, wait] of KEEP_AGAIN_MS.entries()) {
      await pause(wait, undefined, { ref: false });
      try {
        await keep(drafts, said, errand);
        return;
      } catch (error) {
        if (index === KEEP_AGAIN_MS.length - 1) throw error;
        log.warn({ err: error }, 'An answer could still not be kept');
      }
    }
  }

  /** Shows an answer of which an earlier process may have shown `shown`. */
  async function perform(
    errand: Pick<Errand, 'id' | 'invocation' | 'at'>,
    { cause, pressed }: { readonly cause: Cause; readonly pressed: Message | null },
    shown: Message | undefined,
    replies: AsyncIterable<Reply>,
    { stop, keep: kept }: { readonly stop: AbortSignal; readonly keep: 'at-once' | 'kept' },
  ): Promise<void> {
    const { invocation } = errand;
    let current = shown;
    // What one does in private is not shown as theirs where the answer goes to all: it says itself who did what.
    const isPrivate = invocation.kind !== 'command' && bot.audience(invocation) === 'caller';
    const open = isPrivate ? null : cause;
    const reference = randomBytes(4).toString('hex');

    async function show(said: Reply): Promise<Outcome> {
      const to = said.audience === 'caller' ? cause.userId : null;
      const drafts = changes(
        said,
        { to, cause: to === null ? open : cause, by: cause.userId },
        pressed,
        current,
      );
      try {
        current = await keep(drafts, said, errand.id);
      } catch (error) {
        log.error({ err: error }, 'A message could not be kept');
        // A later one comes in the place of progress: the work itself goes on.
        if (said.kind !== 'progress') await rescue(drafts, said, cause, errand.id);
      }
      return 'shown';
    }

    const canvas: Canvas = {
      hold: async () => 'shown',
      show,
      close(why) {
        if (why !== 'interrupted') log.error({ reference }, 'An answer ended without its end');
        const words = why === 'interrupted' ? INTERRUPTED : unanswered(reference);
        // For those who have seen it begin, and for the caller alone where nothing was seen.
        const audience = current?.to === null ? 'channel' : 'caller';
        return show(reply(words[cause.locale], { kind: 'error', audience }));
      },
    };
    const address = () => addressText({ cause, pressed: pressed?.id ?? null, shown: current?.id ?? null });
    try {
      const course = { rules: AT_ONCE, timer: systemTimer, stop };
      await deliverPromised(replies, canvas, course, {
        errands,
        errand,
        keep: kept,
        address,
        unkept: (error) => log.error({ err: error, reference }, 'An answer cannot survive a restart'),
      });
    } catch (error) {
      log.error({ err: error, reference }, 'An answer failed');
    }
  }

  return {
    async answer(invocation, cause, pressed, stop) {
      const errand = { id: errandOf(cause), invocation, at: clock.now() };
      const replies = bot.handle(invocation, errand.id);
      await perform(errand, { cause, pressed }, undefined, replies, { stop, keep: 'at-once' });
    },
    async goOn({ errand, address: { cause, pressed, shown } }, stop) {
      const message = async (id: string | null) => (id === null ? undefined : history.get(id));
      const origin = { cause, pressed: (await message(pressed)) ?? null };
      const again = () => bot.handle(errand.invocation, errand.id);
      const replies = repliesLeft(errand, bot.audience(errand.invocation), again);
      await perform(errand, origin, await message(shown), replies, { stop, keep: 'kept' });
    },
    async tell(cause, words) {
      const said = reply(words[cause.locale], { kind: 'error', audience: 'caller' });
      await feed.put(draft(cause.userId, cause, said), []);
    },
    post: (said, key) =>
      feed.put(
        { ...draft(null, null, said), ...(key === undefined ? {} : { id: `post-${key}` }) },
        said.files,
      ),
    async write(userId, said) {
      await feed.put(draft(userId, null, said), said.files);
    },
    async edit(message, said) {
      await feed.put({ ...message, content: contentOf(said) }, said.files);
    },
    async endUnfinished(left) {
      const goingOn = new Set(left.map(({ address }) => address.shown));
      for (const message of await history.unfinished(channel)) {
        if (goingOn.has(message.id)) continue;
        const said = reply(INTERRUPTED[message.cause?.locale ?? 'en'], { kind: 'error' });
        await feed.put({ ...message, content: contentOf(said) }, []);
      }
    },
  };
}

/** Follows from what was sent: a page that did not hear of it sends the same again, perhaps to the next process. */
function errandOf({ userId, key }: Cause): string {
  return `web-${createHash('sha256').update(`${userId} ${key}`).digest('hex').slice(0, 24)}`;
}

function contentOf({ files, ...rest }: Reply): Content {
  return { kind: 'reply', reply: rest, files: files.map(infoOf) };
}

function infoOf({ bytes, ...info }: Attachment) {
  return { ...info, size: bytes.byteLength };
}
