/** The history in memory: bounded, gone with the process. For tests and for trying things out. */

import { type Draft, type History, type Message, type View, visible } from '../../chat/history.ts';
import type { Attachment } from '../../chat/reply.ts';
import { MEMORY } from './limits.ts';

type Kept = { readonly message: Message; readonly files: ReadonlyMap<string, Uint8Array> };

/** Keeps at most `bounds.messages` messages and `bounds.bytes` bytes of files; the oldest go first. */
export function createMemoryHistory(
  epoch: string,
  bounds: { messages: number; bytes: number } = MEMORY,
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
    forget();
    return message;
  }

  /** Drops the oldest; the newest stays whatever its size. */
  function forget(): void {
    for (const [id, { files }] of kept) {
      if (kept.size === 1 || (kept.size <= bounds.messages && last.bytes <= bounds.bytes)) return;
      kept.delete(id);
      last.bytes -= size(files);
    }
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
