/** From an invocation to messages: asks the bot, shows the first reply, and edits the later ones into it. */
import { randomBytes } from 'node:crypto';
import type { Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Attachment, type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Feed } from './feed.ts';
import type { Cause, Content, Draft, History, Message } from './history.ts';

export type Conversation = {
  /** Shows the bot's answer. `pressed`: the message whose button was pressed, or null. */
  answer(invocation: Invocation, cause: Cause, pressed: Message | null): Promise<void>;
  /** Says something to one user alone, in answer to what was sent. */
  tell(cause: Cause, words: Words): Promise<void>;
  /** Posts without being asked. */
  post(reply: Reply): Promise<Message>;
  /** Replaces what a message says. */
  edit(message: Message, reply: Reply): Promise<void>;
  /** Tells those who waited that a restart ended what they waited for. */
  endUnfinished(): Promise<void>;
};

const INTERRUPTED: Words = {
  en: 'A restart ended this before it was done. Please run it again.',
  ja: '再起動により、途中で終わりました。もう一度実行してください。',
};

export function createConversation(parts: {
  readonly bot: Bot;
  readonly feed: Feed;
  readonly history: History;
  readonly channel: string;
  readonly clock: Clock;
}): Conversation {
  const { bot, feed, history, channel, clock } = parts;

  const draft = (to: string | null, cause: Cause | null, said: Reply): Draft => ({
    id: randomBytes(12).toString('base64url'),
    channel,
    at: clock.now(),
    to,
    cause,
    content: contentOf(said),
  });

  async function begin(said: Reply, cause: Cause, pressed: Message | null): Promise<Message> {
    const to = said.audience === 'caller' ? cause.userId : null;
    if (said.target === 'pressed' && pressed !== null && pressed.to === to) {
      return feed.put({ ...pressed, content: contentOf(said) }, said.files);
    }
    return feed.put(draft(to, cause, said), said.files);
  }

  async function go(current: Message, said: Reply, cause: Cause, pressed: Message | null): Promise<Message> {
    const to = said.audience === 'caller' ? cause.userId : null;
    if (to === null || current.to === to)
      return feed.put({ ...current, to, content: contentOf(said) }, said.files);
    // What all saw goes on for one alone: all lose it, unless it was there before.
    if (current.id !== pressed?.id) {
      await feed.put({ ...current, cause: null, content: { kind: 'removed' } }, []);
    }
    return feed.put(draft(to, cause, said), said.files);
  }

  return {
    async answer(invocation, cause, pressed) {
      let current: Message | undefined;
      for await (const said of bot.handle(invocation)) {
        current = current ? await go(current, said, cause, pressed) : await begin(said, cause, pressed);
      }
    },
    async tell(cause, words) {
      const said = reply(words[cause.locale], { kind: 'error', audience: 'caller' });
      await feed.put(draft(cause.userId, cause, said), []);
    },
    post: (said) => feed.put(draft(null, null, said), said.files),
    async edit(message, said) {
      await feed.put({ ...message, content: contentOf(said) }, said.files);
    },
    async endUnfinished() {
      for (const message of await history.unfinished(channel)) {
        const said = reply(INTERRUPTED[message.cause?.locale ?? 'en'], { kind: 'error' });
        await feed.put({ ...message, content: contentOf(said) }, []);
      }
    },
  };
}

function contentOf({ files, ...rest }: Reply): Content {
  return { kind: 'reply', reply: rest, files: files.map(infoOf) };
}

function infoOf({ bytes, ...info }: Attachment) {
  return { ...info, size: bytes.byteLength };
}
