/** Entry of a process that does one job: it hears of it as JSON text, and says what comes of it likewise. */
import { existsSync } from 'node:fs';
import { doJob } from '../../src/jobs/do.ts';
import type { Plain } from '../../src/jobs/plain.ts';
import { fromText, toText } from '../../src/jobs/text.ts';

export type JsonTask = {
  readonly file: string;
  readonly input: Plain;
  /** A file that is there once the job is to stop. */
  readonly stop: string;
};

process.once('message', async (text: string) => {
  const { file, input, stop } = fromText(text) as JsonTask;
  await doJob({ file, input, asked: () => existsSync(stop), say: (said) => process.send?.(toText(said)) });
  process.disconnect();
});
