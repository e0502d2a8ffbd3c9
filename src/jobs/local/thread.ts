/** Entry of a thread: loads what it is to have ready, then does one job after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { doJob } from '../do.ts';
import type { Message, Task } from './message.ts';

export type ThreadData = {
  /** URLs of the modules to be loaded before there is work. */
  readonly ready: readonly string[];
};

// What `threads.ts` has handed in. A module that cannot be loaded is told to whoever wants it.
const { ready } = workerData as ThreadData;
await Promise.allSettled(ready.map((file) => import(file)));

/** Piscina calls this with a task. */
export default function run({ id, file, input, stop }: Task): Promise<void> {
  return doJob({
    file,
    input,
    asked: () => Atomics.load(stop, 0) !== 0,
    say: (said) => parentPort?.postMessage({ id, said } satisfies Message),
  });
}
