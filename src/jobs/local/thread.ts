/** Entry of a thread: loads what it is to have ready, then does the jobs that it is given, by turns. */
import os from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { doJob } from '../do.ts';
import type { Message, Task, ThreadData } from './message.ts';
import { createTurns } from './turns.ts';

/** Niceness of a thread that lets others go first: with 10 the main thread answers twice as soon beside busy ones. */
const NICE = 10;

const say = (message: Message) => parentPort?.postMessage(message);

/** Computing time of this thread, ms. */
function clock(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const turns = createTurns({ clock, breathe });

async function run({ id, file, input, owner, length, stopAfterMs, kept, stop, turn }: Task): Promise<void> {
  const seat = turns.enter({
    owner,
    length,
    turn: (has) => Atomics.store(turn, 0, has ? 1 : 0),
    sunk: () => say({ kind: 'sunk', id }),
  });
  await seat.begun;
  await doJob({
    file,
    input,
    stopAfterMs,
    kept,
    asked: () => Atomics.load(stop, 0) !== 0,
    say: (said) => say({ kind: 'said', id, said }),
    computed: seat.computed,
    rest: seat.rest,
  });
  seat.leave();
}

// What `threads.ts` has handed in. A module that cannot be loaded is told to whoever wants it.
const { ready, priority } = workerData as ThreadData;
// Elsewhere pid 0 is the whole process, not this thread. What is lower already could not be raised.
if (priority === 'low' && process.platform === 'linux' && os.getPriority(0) < NICE) os.setPriority(0, NICE);
await Promise.allSettled(ready.map((file) => import(file)));
parentPort?.on('message', (task: Task) => void run(task));
say({ kind: 'loaded' });
