/** What this window knows of the conversation: messages in order, and what was sent and is not answered yet. */
import type { WireExpired, WireMessage, WirePage } from '../wire.ts';

/** What was sent from here and has no answer yet. */
export type Pending = {
  readonly key: string;
  readonly line: string;
  /** Why it did not get through; undefined while it is under way. */
  readonly problem: string | undefined;
};

export type Shown = Exclude<WireMessage, { kind: 'removed' }>;

/** What changed, for whoever shows it. */
export type Change =
  | { readonly kind: 'all' }
  | { readonly kind: 'message'; readonly message: Shown }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'pending' };

export type Talk = {
  messages(): readonly Shown[];
  pending(): readonly Pending[];
  /** Whether there are messages before the first that is known; `unknown` until the server has answered. */
  before(): 'unknown' | 'more' | 'none';
  replaceAll(page: WirePage): void;
  prepend(page: WirePage): void;
  receive(message: WireMessage): void;
  /** Drops what was deleted. */
  expire(expired: WireExpired): void;
  /** Notes something sent, or how it fared; `undefined` takes it away. */
  note(key: string, pending: Pending | undefined): void;
  /** Who shows the conversation now. */
  watch(watcher: (change: Change) => void): void;
};

export function createTalk(): Talk {
  const messages = new Map<string, Shown>();
  const pending = new Map<string, Pending>();
  let before: 'unknown' | 'more' | 'none' = 'unknown';
  let watcher: (change: Change) => void = () => {};

  const ordered = () => [...messages.values()].sort((a, b) => a.order - b.order);

  function add(page: WirePage): void {
    for (const each of page.messages) {
      if (each.kind !== 'removed') messages.set(each.id, each);
      if (each.cause) pending.delete(each.cause.key);
    }
    before = page.more ? 'more' : 'none';
  }

  return {
    messages: ordered,
    pending: () => [...pending.values()],
    before: () => before,
    replaceAll(page) {
      messages.clear();
      add(page);
      watcher({ kind: 'all' });
    },
    prepend(page) {
      add(page);
      watcher({ kind: 'all' });
    },
    receive(message) {
      if (message.kind === 'removed') {
        if (messages.delete(message.id)) watcher({ kind: 'removed', id: message.id });
        return;
      }
      // A change of something older than what is shown comes with its page, when that is asked for.
      const first = ordered()[0];
      if (before === 'more' && first && message.order < first.order) return;
      messages.set(message.id, message);
      if (message.cause && pending.delete(message.cause.key)) watcher({ kind: 'pending' });
      watcher({ kind: 'message', message });
    },
    expire({ before: time }) {
      const gone = ordered().filter(({ at }) => at < time);
      // What would come before these is older still.
      if (gone.length > 0) before = 'none';
      for (const { id } of gone) {
        messages.delete(id);
        watcher({ kind: 'removed', id });
      }
    },
    note(key, next) {
      if (next) pending.set(key, next);
      else pending.delete(key);
      watcher({ kind: 'pending' });
    },
    watch(next) {
      watcher = next;
    },
  };
}
