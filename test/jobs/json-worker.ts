/** Entry of a process that does one job: it hears of it as JSON text, and says what comes of it likewise. */
import { existsSync } from 'node:fs';
import { doJob } from '../../src/jobs/do.ts';
import type { Plain } from '../../src/jobs/plain.ts';
import type { Kept } from '../../src/jobs/port.ts';
import { fromText, toText } from '../../src/jobs/text.ts';

export type JsonTask = {
  readonly file: string;
  readonly input: Plain;
  /** Computing time after which it is to stop, ms. */
  readonly stopAfterMs: number | undefined;
  readonly kept: Kept | undefined;
  /** A file that is there once the job is to stop. */
  readonly stop: string;
};

/** Computing time of this thread, ms. */
function clock(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

process.once('message', async (text: string) => {
  const { file, input, stop, stopAfterMs, kept } = fromText(text) as JsonTask;
  const from = clock();
  await doJob({
    file,
    input,
    stopAfterMs,
    kept,
    asked: () => existsSync(stop),
    say: (said) => process.send?.(toText(said)),
    computed: () => clock() - from,
  });
  process.disconnect();
});
