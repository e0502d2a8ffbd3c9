/** The laboratory: questions about networks, answered by jobs. */
import { UserError } from '../chat/error.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import { restarting } from '../training/restarting.ts';
import { type LabAnswers, type LabTask, LOOK } from './lab-task.ts';

export interface Lab {
  /** How many tasks are done side by side. */
  readonly atOnce: number;
  /**
   * Does one task.
   * @param signal ends it: a training soon, which is answered as far as it has come; whatever else if it has not begun
   * @throws UserError if too many wait, or the program ends; Error if the signal ends it before it begins
   */
  look<K extends LabTask['kind']>(
    task: Extract<LabTask, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<LabAnswers[K]>;
}

type Settings = { readonly jobs: Jobs; readonly atOnce: number; newId(): string };

export function createLab({ jobs, atOnce, newId }: Settings): Lab {
  return {
    atOnce,
    async look<K extends LabTask['kind']>(task: Extract<LabTask, { kind: K }>, signal?: AbortSignal) {
      const end = await perform(jobs, LOOK, { id: newId(), input: task }, signal);
      switch (end.kind) {
        case 'done':
        case 'stopped':
          // `work.ts` answers with what the kind of the task asks for.
          return end.result as LabAnswers[K];
        case 'refused':
        case 'dropped':
          if (end.why === 'closing') throw restarting();
          throw end.why === 'full' ? busy() : errorOf('the look', end);
        default:
          throw errorOf('the look', end);
      }
    },
  };
}

function busy(): UserError {
  return new UserError({
    en: 'The laboratory is busy. Please try again in a minute.',
    ja: 'いま実験が混み合っています。1 分ほどしてからもう一度お試しください。',
  });
}
