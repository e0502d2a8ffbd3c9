/** Sends inputs through a door, and says what came of it that must not. */
import type fc from 'fast-check';
import { drawn, smallest } from './smallest.ts';
import type { Watch } from './watch.ts';

/** Most CPU time of the main thread for one input, in ms. */
export const MOST_MS = 200;
/** Inputs that are made at a time: all of 10,000 decks would not fit into memory. */
const SLICE = 100;

/** A door that is open. */
export type Opened<T> = {
  readonly inputs: fc.Arbitrary<T>;
  /** Inputs that are sent at once. */
  readonly atOnce: number;
  readonly watch: Pick<Watch, 'fault' | 'take' | 'counts'>;
  /** What is done before inputs are sent, and is not theirs. */
  prepare?(): Promise<void>;
  /** Resolves when all is over that they have begun. */
  send(inputs: readonly T[]): Promise<void>;
  close(): Promise<void>;
};

export type Door = {
  readonly name: string;
  /** Inputs of the short form. */
  readonly short: number;
  /** Opens it, sends so many inputs, and closes it. */
  try(how: How): Promise<Tried>;
};

export type How = {
  readonly runs: number;
  readonly seed: number;
  /** Of one input that failed: with its seed it is that input, which is sent alone. */
  readonly path?: string | undefined;
  /** Told of faults as they come. */
  say?(line: string): void;
};

export type Tried = {
  readonly runs: number;
  readonly answers: Readonly<Record<'final' | 'error', number>>;
  /** The most CPU time of the main thread that one input took, or the mean of those sent with it; in ms. */
  readonly slowestMs: number;
  /** That input, or the first of those. */
  readonly slowest: string;
  /** What is wrong, each with the smallest input that was found for it and the words that send it again. */
  readonly faults: readonly string[];
};

/** Inputs that are sent together: those of a seed from `at` on. */
type Batch<T> = { readonly seed: number; readonly at: number; readonly inputs: readonly T[] };

type Sent = { readonly wrong: readonly string[]; readonly ms: number };

/** @param short inputs of the short form, fewer where each is dear */
export function door<T>(name: string, open: () => Promise<Opened<T>>, short = 300): Door {
  return {
    name,
    short,
    async try({ runs, seed, path, say = () => undefined }) {
      const opened = await open();
      const faults: string[] = [];
      let slowestMs = 0;
      let slowest = '';
      const stray = (error: unknown) => opened.watch.fault(`thrown outside of any call: ${String(error)}`);
      process.on('uncaughtException', stray);
      process.on('unhandledRejection', stray);

      /** What is wrong, and the time that it took. */
      async function sent(inputs: readonly T[]): Promise<Sent> {
        await opened.prepare?.();
        const before = process.threadCpuUsage();
        await opened.send(inputs);
        const { user, system } = process.threadCpuUsage(before);
        // Rejections are told when all else is done.
        await new Promise((resolve) => setImmediate(resolve));
        return { wrong: opened.watch.take(), ms: (user + system) / 1_000 };
      }

      async function wrongAlone(input: T): Promise<readonly string[]> {
        const times: number[] = [];
        const wrong: string[] = [];
        // What is collected or compiled meanwhile is not the input's doing.
        for (let time = 0; time < 3; time += 1) {
          const found = await sent([input]);
          times.push(found.ms);
          wrong.push(...found.wrong);
          if (found.ms <= MOST_MS) break;
        }
        const ms = Math.min(...times);
        noteTime(ms, input);
        return ms > MOST_MS ? [...wrong, `${Math.round(ms)} ms of computing`] : wrong;
      }

      /** One by one, to tell which it is. */
      async function judge({ seed: from, at, inputs }: Batch<T>, { wrong, ms }: Sent): Promise<void> {
        let alone = 0;
        for (const index of inputs.keys()) {
          const found = await smallest(opened.inputs, { seed: from, at: at + index }, wrongAlone);
          if (found === undefined) continue;
          alone += 1;
          note(found.wrong, found.input, `--seed=${from} --path=${found.path}`);
        }
        // Only together, or only once.
        if (alone === 0 && wrong.length > 0)
          note(
            [...wrong, `${Math.round(ms)} ms of computing for all`],
            inputs,
            `--seed=${from} --runs=${at + inputs.length}`,
          );
      }

      function note(wrong: readonly string[], input: unknown, again: string): void {
        const words = [...wrong, `for ${shown(input)}`, `again: npm run fuzz -- --door=${name} ${again}`];
        faults.push(words.join('\n  '));
        say(words.join('\n  '));
      }

      function noteTime(ms: number, input: T | undefined): void {
        if (ms > slowestMs) [slowestMs, slowest] = [ms, shown(input)];
      }

      async function sendBatch(batch: Batch<T>): Promise<void> {
        const all = await sent(batch.inputs);
        if (all.wrong.length > 0 || all.ms > MOST_MS) await judge(batch, all);
        else noteTime(all.ms / batch.inputs.length, batch.inputs[0]);
      }

      try {
        if (path !== undefined) {
          for (const input of drawn(opened.inputs, { seed, count: 1, path })) {
            const wrong = await wrongAlone(input);
            if (wrong.length > 0) note(wrong, input, `--seed=${seed} --path=${path}`);
          }
          return { runs: 1, answers: { ...opened.watch.counts }, slowestMs, slowest, faults };
        }
        for (let done = 0; done < runs; done += SLICE) {
          const from = seed + done;
          const slice = drawn(opened.inputs, { seed: from, count: Math.min(SLICE, runs - done) });
          for (let at = 0; at < slice.length; at += opened.atOnce)
            await sendBatch({ seed: from, at, inputs: slice.slice(at, at + opened.atOnce) });
          if (done > 0 && done % 1_000 === 0) say(`${name}: ${done}`);
        }
        return { runs, answers: { ...opened.watch.counts }, slowestMs, slowest, faults };
      } finally {
        await opened.close();
        process.off('uncaughtException', stray);
        process.off('unhandledRejection', stray);
      }
    },
  };
}

function shown(input: unknown): string {
  const text =
    JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ??
    'undefined';
  return text.length <= 2_000
    ? text
    : `${text.slice(0, 1_000)}… (${text.length} characters) …${text.slice(-500)}`;
}
