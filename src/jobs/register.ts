/** The jobs that are known, by id: all that are under way, and the last that have ended. */
import { createFeed, type Feed } from './feed.ts';
import type { Plain } from './plain.ts';
import type { JobEvent } from './port.ts';
import type { Program } from './program.ts';

export type Register = {
  /** A feed for a job of an id that `get` does not know, or of whose job nothing came. */
  open(id: string, program: string): Feed;
  get(id: string): Feed | undefined;
  follow<I extends Plain, P extends Plain, R extends Plain>(
    program: Program<I, P, R>,
    id: string,
  ): AsyncGenerator<JobEvent<P, R>, void, undefined>;
};

/** @param remembered ended jobs that are kept with their results; the oldest are forgotten first */
export function createRegister(remembered: number): Register {
  const feeds = new Map<string, Feed>();
  const ended: string[] = [];
  return {
    open(id, program) {
      const feed = createFeed(program);
      const before = ended.indexOf(id);
      if (before >= 0) ended.splice(before, 1);
      feeds.set(id, feed);
      void feed.over.then(() => {
        ended.push(id);
        const oldest = ended.length > remembered ? ended.shift() : undefined;
        if (oldest !== undefined) feeds.delete(oldest);
      });
      return feed;
    },
    get: (id) => feeds.get(id),
    follow<I extends Plain, P extends Plain, R extends Plain>(program: Program<I, P, R>, id: string) {
      // At once, not when it is first read: by then it may be forgotten.
      const feed = feeds.get(id);
      const events = feed?.program === program.name ? feed.events() : gone();
      // The job was submitted with a program of this name, whose work has these types.
      return events as AsyncGenerator<JobEvent<P, R>, void, undefined>;
    },
  };
}

async function* gone(): AsyncGenerator<JobEvent<never, never>, void, undefined> {
  yield { kind: 'gone' };
}
