/** The laboratory: questions about networks, answered by jobs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { asAsked, beyond, full, tookTooLong } from '../chat/limits.ts';
import { type Gate, OPEN } from '../jobs/gate.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { End, Jobs, Refused } from '../jobs/port.ts';
import type { Pass, Terms } from '../jobs/terms.ts';
import { type Cancelled, createUnderway } from '../jobs/underway.ts';
import { restarting } from '../training/restarting.ts';
import { NO_WISHES, type Owner, type Wishes } from '../training/trainer.ts';
import { type LabAnswers, type LabTask, LOOK, type LookProgress } from './lab-task.ts';
import { sizeOf } from './size.ts';

export interface Lab {
  /** How many tasks are done side by side. */
  readonly atOnce: number;
  /**
   * Does one task.
   * @param owner whom it is done for: shares of the laboratory go by it
   * @throws UserError if too much is asked for, the program ends, it takes too long (`SECONDS`), or `cancel` ends it;
   * Error if the signal does, but for a training, which is answered as far as it has come
   */
  look<K extends LabTask['kind']>(
    task: Extract<LabTask, { kind: K }>,
    owner: Owner,
    more: LookOptions,
  ): Promise<LabAnswers[K]>;
  /**
   * Lets in a comparison, whose tasks then are done `within` it.
   * @param size multiplications that all of it is expected to take
   * @throws UserError if too much is asked for
   */
  enter(owner: Owner, size: number): Promise<Pass>;
  /**
   * Lets time pass that belongs to what is done under an id.
   * @param ms how long
   * @throws UserError if `cancel` ends it
   */
  wait(ms: number, owner: Owner, id: string): Promise<void>;
  /** Ends what is done under an id, and its waiting; only its owner may. */
  cancel(id: string, owner: Owner): Promise<Cancelled>;
}

export type LookOptions = {
  /** What it can be cancelled by, with all else that has this id; undefined if nobody is to. */
  readonly id: string | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** What it is a part of: it waits for a place, however long that takes. */
  readonly within?: Pass;
  /** Hears now and then which share of it is done, 0…1. */
  told?(share: number): void;
};

type Settings = {
  readonly jobs: Jobs;
  readonly gate?: Gate;
  readonly wishes?: Wishes;
  readonly atOnce: number;
  /** Time limits other than `SECONDS`. */
  readonly seconds?: Partial<typeof SECONDS>;
  newId(): string;
};

/** Computing time after which a task is ended. Each is bounded besides: at most 256 units and 32 bits, films by `isFilmable`. */
const SECONDS: Readonly<Record<LabTask['kind'], number>> = {
  bptt: 30,
  carry: 120,
  ablation: 120,
  lengths: 120,
  check: 120,
  film: 300,
  training: 300,
  // As long as a training, which it is: `TRAIN_MAX_SECONDS`.
  checkpoint: 600,
};

/** Comparisons at a time. */
const COMPARISONS: Terms['most'] = { person: 1, workspace: 64 };
/** Until what is part of a comparison asks again for a place, unless it is known when there is one; ms. */
const AGAIN_MS = 1_000;

export function createLab({ jobs, gate = OPEN, wishes = NO_WISHES, atOnce, seconds, newId }: Settings): Lab {
  const limits = { ...SECONDS, ...seconds };
  const underway = createUnderway();

  async function ask(
    task: LabTask,
    owner: Owner,
    { id, told, within }: LookOptions,
    signal: AbortSignal,
  ): Promise<End<LabAnswers[LabTask['kind']]> | Refused> {
    for (;;) {
      if (id !== undefined && (await wishes.isCancelled(id))) throw asAsked();
      if (signal.aborted) return { kind: 'dropped', why: 'cancelled' };
      const order = {
        id: newId(),
        input: task,
        owner: ownerOf(owner),
        size: sizeOf(task),
        limits: { stopAfterMs: limits[task.kind] * 1_000 },
        ...(within && { within }),
      };
      const end = await perform(jobs, LOOK, order, {
        signal,
        told: told && (({ share }: LookProgress) => told(share)),
      });
      if (within === undefined || end.kind !== 'refused' || end.why !== 'full') return end;
      await sleep((end.seconds ?? 0) * 1_000 || AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    atOnce,
    cancel: async (id, owner) => underway.cancel(id, ownerOf(owner)),
    async enter(owner, size) {
      const pass = await gate.enter('comparison', COMPARISONS, { owner: ownerOf(owner), size });
      if ('kind' in pass) throw beyond(pass);
      return pass;
    },
    wait: (ms, owner, id) =>
      underway.run(id, ownerOf(owner), async (signal) => {
        if (await wishes.isCancelled(id)) throw asAsked();
        await sleep(ms, undefined, { signal }).catch(() => {
          throw asAsked();
        });
      }),
    look: <K extends LabTask['kind']>(
      task: Extract<LabTask, { kind: K }>,
      owner: Owner,
      more: LookOptions,
    ): Promise<LabAnswers[K]> =>
      underway.run(more.id, ownerOf(owner), async (wish) => {
        const { signal = wish } = more;
        const end = await ask(task, owner, more, AbortSignal.any([signal, wish]));
        if (wish.aborted && 'why' in end && end.why === 'cancelled') throw asAsked();
        switch (end.kind) {
          case 'done':
          case 'stopped':
            if (end.kind === 'stopped' && end.why === 'time-limit') throw tookTooLong(limits[task.kind]);
            // `work.ts` answers with what the kind of the task asks for.
            return end.result as LabAnswers[K];
          case 'refused':
          case 'dropped':
            throw reasonOf(end, limits[task.kind]);
          default:
            throw errorOf('the look', end);
        }
      }),
  };
}

/** Why a look has no answer. @param seconds its time limit */
function reasonOf(
  end: Refused | Extract<End<unknown>, { readonly kind: 'dropped' }>,
  seconds: number,
): Error {
  switch (end.why) {
    case 'closing':
      return restarting();
    case 'limit':
      return beyond(end);
    case 'full':
      return full(end.seconds);
    case 'time-limit':
      return tookTooLong(seconds);
    case 'known':
    case 'cancelled':
      return errorOf('the look', end);
  }
}

const ownerOf = ({ workspace, userId }: Owner) => ({ workspace, person: userId });
