/**
 * The one way by which messages change: into the history, then to every open page that may see them. Changes and
 * connections take turns, so a page that reconnects with the number of the last change it saw misses none.
 */

import {
  type Draft,
  type Forgetting,
  type History,
  type Message,
  type View,
  visible,
} from '../../chat/history.ts';
import type { Attachment } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { CATCH_UP, DATA_CHARACTERS, PAGE, READ } from './limits.ts';
import type { Stream } from './stream.ts';
import type { WireExpired, WireMessage, WirePage } from './wire.ts';

/** A reader: the user, and the seat by which files are asked for. */
export type Reader = { readonly userId: string; readonly seat: number };

export type Feed = {
  /** Adds or replaces a message, of an answer or of none, and shows it. */
  put(draft: Draft, files: readonly Attachment[], errand?: string): Promise<Message>;
  /** Shows a message that could not be kept, to the pages that are open now; its place is after all others. */
  showUnkept(draft: Draft): Promise<void>;
  /** Connects a page: what changed after `seen` (an event id), or the newest page; then all that comes. */
  open(reader: Reader, seen: string | undefined, stream: Stream): Promise<void>;
  close(stream: Stream): void;
  /** Messages older than `before`. */
  older(reader: Reader, before: number): Promise<WirePage>;
  /** Ends all connections. */
  end(): void;
};

export function createFeed(history: History, channel: string, log: Log): Feed {
  const readers = new Map<Stream, Reader>();
  let turn: Promise<unknown> = Promise.resolve();
  let last = { order: 0, version: 0 };

  function note(messages: readonly Message[]): void {
    for (const { order, version } of messages) {
      last = { order: Math.max(last.order, order), version: Math.max(last.version, version) };
    }
  }

  function spread(message: Message, epoch: string): void {
    for (const [stream, reader] of readers) {
      if (visible(message, reader.userId)) {
        stream.send('message', `${epoch}.${message.version}`, wire(message, reader));
      }
    }
  }

  /** Runs one piece of work after all before it, whether those worked or not. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  }

  const viewOf = ({ userId }: Reader): View => ({ channel, viewer: userId });

  /** The newest messages before `before`, as many as a page holds; `last`: the newest change among them. */
  async function page(reader: Reader, before: number): Promise<WirePage & { last: number }> {
    const shown = createBasket(PAGE);
    for (let end = before; ; ) {
      const messages = await history.page(viewOf(reader), end, READ);
      for (const message of messages.toReversed()) {
        if (shown.add(message, reader) === 'full') return pageOf(shown, 'more');
        end = message.order;
      }
      if (messages.length < READ) return pageOf(shown, 'all');
    }
  }

  function pageOf({ items }: Basket, extent: 'more' | 'all'): WirePage & { last: number } {
    note(items.map(({ message }) => message));
    return {
      messages: items.map(({ wired }) => wired).reverse(),
      more: extent === 'more',
      last: Math.max(0, ...items.map(({ message }) => message.version)),
    };
  }

  /** What has changed after a version, by rising version; undefined if that is too much to be caught up. */
  async function missed(reader: Reader, after: number): Promise<Basket['items'] | undefined> {
    const found = createBasket(CATCH_UP);
    for (let begin = after; ; ) {
      const messages = await history.since(viewOf(reader), begin, READ);
      for (const message of messages) {
        if (found.add(message, reader) === 'full') return undefined;
        begin = message.version;
      }
      if (messages.length < READ) return found.items;
    }
  }

  /** Shows what others than `put` have done to messages. */
  async function show(forgetting: Forgetting): Promise<void> {
    if (forgetting.kind === 'expired') {
      const expired: WireExpired = { before: forgetting.before };
      for (const stream of readers.keys()) stream.send('expired', null, expired);
      return;
    }
    const epoch = await history.epoch();
    for (let after = forgetting.after; ; ) {
      const messages = await history.changes(channel, after, READ);
      note(messages);
      for (const message of messages) spread(message, epoch);
      after = messages.at(-1)?.version ?? after;
      if (messages.length < READ) return;
    }
  }

  history.watch((forgetting) => {
    inTurn(() => show(forgetting)).catch((error: unknown) =>
      log.error({ err: error }, 'What was forgotten is still shown by pages that are open'),
    );
  });

  return {
    put: (draft, files, errand) =>
      inTurn(async () => {
        const message = await history.put(draft, files, errand);
        note([message]);
        spread(message, await history.epoch());
        return message;
      }),

    showUnkept: (draft) =>
      inTurn(async () => {
        const known = await history.get(draft.id);
        const order = known?.order ?? last.order + 1;
        // No new version: a page that reconnects must not miss what is kept under the next one.
        spread({ ...draft, order, version: last.version }, await history.epoch());
      }),

    open: (reader, seen, stream) =>
      inTurn(async () => {
        const epoch = await history.epoch();
        const after = versionOf(seen, epoch);
        const changes = after === undefined ? undefined : await missed(reader, after);
        if (changes === undefined) {
          const { messages, more, last } = await page(reader, Number.MAX_SAFE_INTEGER);
          stream.send('page', `${epoch}.${last}`, { messages, more } satisfies WirePage);
        } else {
          for (const { message, wired } of changes)
            stream.send('message', `${epoch}.${message.version}`, wired);
        }
        // The page may have left while it waited for its turn.
        if (stream.alive()) readers.set(stream, reader);
      }),

    close: (stream) => void readers.delete(stream),
    older: async (reader, before) => {
      const { messages, more } = await page(reader, before);
      return { messages, more };
    },
    end() {
      for (const stream of readers.keys()) stream.end();
      readers.clear();
    },
  };
}

/** Messages that are sent together, bounded in number and in bytes of their JSON. */
type Basket = {
  readonly items: readonly { readonly message: Message; readonly wired: WireMessage }[];
  /** `full`: it does not fit. A first one always does: a message is bounded by itself. */
  add(message: Message, reader: Reader): 'added' | 'full';
};

function createBasket(most: { readonly messages: number; readonly bytes: number }): Basket {
  const items: { message: Message; wired: WireMessage }[] = [];
  let bytes = 0;
  return {
    items,
    add(message, reader) {
      const wired = wire(message, reader);
      const size = Buffer.byteLength(JSON.stringify(wired));
      if (items.length === most.messages || (items.length > 0 && bytes + size > most.bytes)) return 'full';
      items.push({ message, wired });
      bytes += size;
      return 'added';
    },
  };
}

/** The change that an event id of this epoch names. */
function versionOf(seen: string | undefined, epoch: string): number | undefined {
  const [own, version] = (seen ?? '').split('.', 2);
  return own === epoch && version !== undefined && /^\d{1,15}$/.test(version) ? Number(version) : undefined;
}

/** A message as a reader sees it. */
function wire(message: Message, reader: Reader): WireMessage {
  const { id, order, at, cause, content } = message;
  const base = {
    id,
    order,
    at,
    audience: message.to === null ? 'channel' : 'caller',
    cause: cause && {
      kind: cause.kind,
      name: cause.userName,
      mine: cause.userId === reader.userId,
      text: cause.text,
      key: cause.key,
    },
  } as const;
  if (content.kind === 'removed') return { ...base, kind: 'removed' };
  const { kind, text, buttons, data } = content.reply;
  const files = content.files.map((file) => ({
    ...file,
    url: `/files/${id}/${file.name}?as=${reader.seat}&v=${message.version}`,
  }));
  const fits = JSON.stringify(data).length <= DATA_CHARACTERS;
  return { ...base, kind, text, files, buttons, data: fits ? data : {} };
}
