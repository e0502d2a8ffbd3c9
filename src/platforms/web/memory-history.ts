/** The history in memory: bounded, gone with the process. For tests and for trying things out. */

import { type Draft, type History, type Message, ownerOf, type View, visible } from '../../chat/history.ts';
import type { Attachment } from '../../chat/reply.ts';
import { MEMORY } from './limits.ts';

type Kept = { readonly message: Message; readonly files: ReadonlyMap<string, Uint8Array> };

/** Keeps at most `messages` messages, so many of `each` person, and `bytes` bytes of files. */
export function createMemoryHistory(
  epoch: string,
  bounds: { readonly messages: number; readonly each: number; readonly bytes: number } = MEMORY,
): History {
  // In rising order: a Map keeps the order of insertion, and a replaced entry keeps its place.
  const kept = new Map<string, Kept>();
  const last = { order: 0, version: 0, bytes: 0 };

  function put(draft: Draft, attachments: readonly Attachment[]): Message {
    const earlier = kept.get(draft.id);
    last.version += 1;
    if (!earlier) last.order += 1;
    const message = { ...draft, order: earlier?.message.order ?? last.order, version: last.version };
    const files = new Map(attachments.map((each) => [each.name, each.bytes]));
    last.bytes += size(files) - (earlier ? size(earlier.files) : 0);
    kept.set(draft.id, { message, files });
    forget(message);
    return message;
  }

  /** Drops what is too much. The newest stays whatever its size, and so does what would make no room. */
  function forget(newest: Message): void {
    const owner = ownerOf(newest);
    const own = owner === '' ? [] : [...kept.values()].filter(({ message }) => ownerOf(message) === owner);
    for (const { message } of own.slice(0, -bounds.each)) drop(message);
    dropWhile(
      () => kept.size > bounds.messages,
      () => 1,
      newest,
    );
    dropWhile(
      () => last.bytes > bounds.bytes,
      ({ files }) => size(files),
      newest,
    );
  }

  /** Drops the oldest of who has most by this weight, again and again, but never the newest. */
  function dropWhile(isTooMuch: () => boolean, weigh: (each: Kept) => number, newest: Message): void {
    while (isTooMuch()) {
      const shares = new Map<string, { weight: number; oldest: Message | undefined }>();
      for (const each of kept.values()) {
        const { message } = each;
        const weight = weigh(each);
        const share = shares.get(ownerOf(message)) ?? { weight: 0, oldest: undefined };
        share.weight += weight;
        if (weight > 0 && message.id !== newest.id) share.oldest ??= message;
        shares.set(ownerOf(message), share);
      }
      const [most] = [...shares.values()]
        .filter(({ oldest }) => oldest !== undefined)
        .sort((a, b) => b.weight - a.weight || (a.oldest?.order ?? 0) - (b.oldest?.order ?? 0));
      if (most?.oldest === undefined) return;
      drop(most.oldest);
    }
  }

  function drop({ id }: Message): void {
    last.bytes -= size(kept.get(id)?.files ?? new Map());
    kept.delete(id);
  }

  function select(view: View, matches: (message: Message) => boolean): Message[] {
    return [...kept.values()]
      .map((each) => each.message)
      .filter((each) => each.channel === view.channel && visible(each, view.viewer) && matches(each));
  }

  return {
    epoch: async () => epoch,
    put: async (draft, files) => put(draft, files),
    get: async (id) => kept.get(id)?.message,
    file: async (id, name) => kept.get(id)?.files.get(name),
    page: async (view, before, limit) =>
      select(view, (each) => each.order < before && each.content.kind !== 'removed').slice(-limit),
    since: async (view, after, limit) =>
      select(view, (each) => each.version > after)
        .sort((a, b) => a.version - b.version)
        .slice(0, limit),
    changes: async (channel, after, limit) =>
      [...kept.values()]
        .map((each) => each.message)
        .filter((each) => each.channel === channel && each.version > after)
        .sort((a, b) => a.version - b.version)
        .slice(0, limit),
    // Nobody makes it forget.
    watch() {},
    unfinished: async (channel) =>
      [...kept.values()]
        .map((each) => each.message)
        .filter(
          ({ channel: own, content }) =>
            own === channel && content.kind === 'reply' && content.reply.kind === 'progress',
        ),
  };
}

function size(files: ReadonlyMap<string, Uint8Array>): number {
  return [...files.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
}
