/** Sends inputs through a door, and says what came of it that must not. */
import fc from 'fast-check';
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
  readonly watch: Watch;
  /** Resolves when all is over that they have begun. */
  send(inputs: readonly T[]): Promise<void>;
  close(): Promise<void>;
};

export type Door = {
  readonly name: string;
  /** Opens it, sends so many inputs, and closes it. */
  try(how: How): Promise<Tried>;
};

export type How = {
  readonly runs: number;
  readonly seed: number;
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
  /** What is wrong, with the inputs. */
  readonly faults: readonly string[];
};

export function door<T>(name: string, open: () => Promise<Opened<T>>): Door {
  return {
    name,
    async try({ runs, seed, say = () => undefined }) {
      const opened = await open();
      const faults: string[] = [];
      let slowestMs = 0;
      let slowest = '';
      const stray = (error: unknown) => opened.watch.fault(`thrown outside of any call: ${String(error)}`);
      process.on('uncaughtException', stray);
      process.on('unhandledRejection', stray);

      /** What is wrong, and the time that it took. */
      async function sent(
        inputs: readonly T[],
      ): Promise<{ readonly wrong: readonly string[]; readonly ms: number }> {
        const before = process.threadCpuUsage();
        await opened.send(inputs);
        const { user, system } = process.threadCpuUsage(before);
        // Rejections are told when all else is done.
        await new Promise((resolve) => setImmediate(resolve));
        return { wrong: opened.watch.take(), ms: (user + system) / 1_000 };
      }

      /** One by one, to tell which it is. */
      async function judge(inputs: readonly T[], wrong: readonly string[]): Promise<void> {
        for (const input of inputs) {
          const times: number[] = [];
          let own: readonly string[] = [];
          // What is collected or compiled meanwhile is not the input's doing.
          for (let time = 0; time < 3; time += 1) {
            const { wrong: found, ms } = await sent([input]);
            times.push(ms);
            own = [...own, ...found];
            if (ms <= MOST_MS) break;
          }
          const ms = Math.min(...times);
          if (ms > slowestMs) [slowestMs, slowest] = [ms, shown(input)];
          const slow = ms > MOST_MS ? [`${Math.round(ms)} ms of computing`] : [];
          for (const words of [...own, ...slow]) note(`${words}\n  for ${shown(input)}`);
        }
        for (const words of wrong) note(words);
      }

      function note(words: string): void {
        faults.push(words);
        say(words);
      }

      try {
        for (let done = 0; done < runs; done += SLICE) {
          const slice = fc.sample(opened.inputs, {
            seed: seed + done,
            numRuns: Math.min(SLICE, runs - done),
          });
          for (let at = 0; at < slice.length; at += opened.atOnce) {
            const inputs = slice.slice(at, at + opened.atOnce);
            const { wrong, ms } = await sent(inputs);
            if (wrong.length > 0 || ms > MOST_MS) await judge(inputs, wrong);
            else if (ms / inputs.length > slowestMs) {
              slowestMs = ms / inputs.length;
              slowest = shown(inputs[0]);
            }
          }
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
