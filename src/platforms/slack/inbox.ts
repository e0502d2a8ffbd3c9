/** Room for one reply on its way: newer progress takes the place of older, the end of an answer of any. */
import type { Reply } from '../../chat/reply.ts';
import { within } from './within.ts';

export type Inbox = {
  give(reply: Reply): void;
  /** Nothing more will come. */
  close(): void;
  take(): Reply | undefined;
  /** Whether what is there should be shown without waiting. */
  isUrgent(): boolean;
  /** Waits for a reply. @returns false if none will come any more */
  hasMore(): Promise<boolean>;
  /** Waits for any change, at most so long. */
  changed(atMostMs: number): Promise<void>;
};

export function createInbox(): Inbox {
  let held: Reply | undefined;
  let isClosed = false;
  let change = Promise.withResolvers<void>();
  function announce(): void {
    change.resolve();
    change = Promise.withResolvers<void>();
  }
  return {
    give(reply) {
      if (held !== undefined && held.kind !== 'progress') return;
      held = reply;
      announce();
    },
    close() {
      isClosed = true;
      announce();
    },
    take() {
      const reply = held;
      held = undefined;
      return reply;
    },
    isUrgent: () => isClosed || (held !== undefined && held.kind !== 'progress'),
    async hasMore() {
      while (held === undefined && !isClosed) await change.promise;
      return held !== undefined;
    },
    async changed(atMostMs) {
      await within(change.promise, atMostMs);
    },
  };
}
