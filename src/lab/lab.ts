/** The laboratory: questions about networks, answered in the workers. */
import { UserError } from '../chat/error.ts';
import { restarting, type WorkerPool } from '../training/pool.ts';
import type { LabAnswers, LabTask } from './lab-task.ts';

export interface Lab {
  /** How many tasks run side by side. */
  readonly threads: number;
  /** Does one task. @throws UserError if too many wait, or the threads have ended. */
  look<K extends LabTask['kind']>(task: Extract<LabTask, { kind: K }>): Promise<LabAnswers[K]>;
}

const FILE = new URL('./lab-worker.ts', import.meta.url).href;

export function createLab({ pool, threads, ended }: WorkerPool): Lab {
  return {
    threads,
    async look(task) {
      if (pool.queueSize >= pool.options.maxQueue) {
        throw new UserError({
          en: 'The laboratory is busy. Please try again in a minute.',
          ja: 'いま実験が混み合っています。1 分ほどしてからもう一度お試しください。',
        });
      }
      // A pool that has ended would start new threads.
      if (ended.aborted) throw restarting();
      try {
        return await pool.run(task, { filename: FILE });
      } catch (error) {
        throw ended.aborted ? restarting() : error;
      }
    },
  };
}
