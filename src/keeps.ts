/** Where jobs keep how far they are: in the store, which may still be opening when the first are handed in. */
import type { Clock } from './clock.ts';
import type { Keeps } from './jobs/port.ts';
import type { Log } from './log.ts';
import type { Store } from './store/port.ts';

/** What the store cannot do is logged: then a job begins anew. */
export function createKeeps(opening: Promise<Store>, clock: Clock, log: Log): Keeps {
  async function carefully<T>(work: (store: Store) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(await opening);
    } catch (error) {
      log.error({ err: error }, 'how far a job is could not be kept');
      return undefined;
    }
  }
  return {
    async put(id, kept) {
      await carefully(({ checkpoints }) => checkpoints.put(id, kept, clock.now()));
    },
    get: (id) => carefully(({ checkpoints }) => checkpoints.get(id)),
    async drop(id) {
      await carefully(({ checkpoints }) => checkpoints.drop(id));
    },
  };
}
