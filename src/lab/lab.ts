/** The laboratory: questions about networks, answered by jobs. */
import { UserError } from '../chat/error.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import { multiplications, trainingCost } from '../rnn/cost.ts';
import { restarting } from '../training/restarting.ts';
import type { Owner } from '../training/trainer.ts';
import { type LabAnswers, type LabTask, LOOK } from './lab-task.ts';

export interface Lab {
  /** How many tasks are done side by side. */
  readonly atOnce: number;
  /**
   * Does one task.
   * @param owner whom it is done for: shares of the laboratory go by it
   * @param signal ends it: a training soon, which is answered as far as it has come; whatever else if it has not begun
   * @throws UserError if too many wait, or the program ends; Error if the signal ends it before it begins
   */
  look<K extends LabTask['kind']>(
    task: Extract<LabTask, { kind: K }>,
    owner: Owner,
    signal?: AbortSignal,
  ): Promise<LabAnswers[K]>;
}

type Settings = { readonly jobs: Jobs; readonly atOnce: number; newId(): string };

export function createLab({ jobs, atOnce, newId }: Settings): Lab {
  return {
    atOnce,
    async look<K extends LabTask['kind']>(
      task: Extract<LabTask, { kind: K }>,
      { workspace, userId: person }: Owner,
      signal?: AbortSignal,
    ) {
      const order = { id: newId(), input: task, owner: { workspace, person }, size: sizeOf(task) };
      const end = await perform(jobs, LOOK, order, signal);
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

/**
 * Sequences that the analyses of a whole network go through, some more, some fewer; measured at H = 256: `carry` takes
 * 11 s and `ablation` 3 s, as long as 20,000 and 6,000 would be learned from.
 */
const SEQUENCES = 10_000;

/** Multiplications that a task is likely to take. */
function sizeOf(task: LabTask): number {
  switch (task.kind) {
    case 'training':
    case 'checkpoint':
      return trainingCost(task.config);
    case 'film':
      return trainingCost(task.config) + task.frames * SEQUENCES * multiplications(task.config);
    case 'carry':
    case 'ablation':
    case 'lengths':
    case 'check':
      return SEQUENCES * multiplications(task.config);
    case 'bptt':
      return multiplications(task.config);
  }
}

function busy(): UserError {
  return new UserError({
    en: 'The laboratory is busy. Please try again in a minute.',
    ja: 'いま実験が混み合っています。1 分ほどしてからもう一度お試しください。',
  });
}
