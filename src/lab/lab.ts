/** The laboratory: questions about networks, answered by jobs. */
import { UserError } from '../chat/error.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import { multiplications, trainingCost } from '../rnn/cost.ts';
import { restarting } from '../training/restarting.ts';
import { NO_WISHES, type Owner, type Wishes } from '../training/trainer.ts';
import { type LabAnswers, type LabTask, LOOK, type LookProgress } from './lab-task.ts';

export interface Lab {
  /** How many tasks are done side by side. */
  readonly atOnce: number;
  /**
   * Does one task.
   * @param owner whom it is done for: shares of the laboratory go by it
   * @throws UserError if too many wait, the program ends, or `cancel` ends it; Error if the signal does, but for a
   * training, which is answered as far as it has come
   */
  look<K extends LabTask['kind']>(
    task: Extract<LabTask, { kind: K }>,
    owner: Owner,
    more?: LookOptions,
  ): Promise<LabAnswers[K]>;
  /** Ends a task that was given an id; only its owner may. */
  cancel(id: string, owner: Owner): Promise<'cancelling' | 'not-yours' | 'gone'>;
}

type LookOptions = {
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Names it, so that it can be cancelled; unique among all. */
  readonly id?: string;
  /** Hears now and then which share of it is done, 0…1. */
  told?(share: number): void;
};

type Settings = {
  readonly jobs: Jobs;
  readonly wishes?: Wishes;
  readonly atOnce: number;
  newId(): string;
};

export function createLab({ jobs, wishes = NO_WISHES, atOnce, newId }: Settings): Lab {
  /** Tasks that can be cancelled, whose they are, and how. */
  const underway = new Map<string, { readonly owner: Owner; readonly cancel: AbortController }>();

  return {
    atOnce,
    async cancel(id, { workspace, userId }) {
      const found = underway.get(id);
      if (found === undefined) return 'gone';
      const { owner, cancel } = found;
      if (owner.workspace !== workspace || owner.userId !== userId) return 'not-yours';
      cancel.abort();
      return 'cancelling';
    },
    async look<K extends LabTask['kind']>(
      task: Extract<LabTask, { kind: K }>,
      owner: Owner,
      { signal, id, told }: LookOptions = {},
    ) {
      const order = {
        id: id ?? newId(),
        input: task,
        owner: { workspace: owner.workspace, person: owner.userId },
        size: sizeOf(task),
      };
      const cancel = new AbortController();
      const ask = async () => {
        if (id !== undefined && (await wishes.isCancelled(id))) throw cancelled();
        if (cancel.signal.aborted) throw cancelled();
        return perform(jobs, LOOK, order, {
          signal: signal === undefined ? cancel.signal : AbortSignal.any([signal, cancel.signal]),
          told: told && (({ share }: LookProgress) => told(share)),
        });
      };
      if (id !== undefined) underway.set(id, { owner, cancel });
      const end = await ask().finally(() => underway.delete(order.id));
      switch (end.kind) {
        case 'done':
        case 'stopped':
          // `work.ts` answers with what the kind of the task asks for.
          return end.result as LabAnswers[K];
        case 'refused':
        case 'dropped':
          if (end.why === 'closing') throw restarting();
          if (end.why === 'cancelled' && signal?.aborted !== true) throw cancelled();
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

function cancelled(): UserError {
  return new UserError({ en: 'Cancelled, as you asked.', ja: '中止しました。' });
}

function busy(): UserError {
  return new UserError({
    en: 'The laboratory is busy. Please try again in a minute.',
    ja: 'いま実験が混み合っています。1 分ほどしてからもう一度お試しください。',
  });
}
