/** A job that is handed in and waited for by the same. */
import type { Plain } from './plain.ts';
import type { End, Jobs, Order, Refused } from './port.ts';
import type { Program } from './program.ts';

/**
 * Does one job.
 * @param signal cancels it
 * @param told hears of its progress
 * @returns its end, or why it was not taken
 */
export async function perform<I extends Plain, P extends Plain, R extends Plain>(
  jobs: Jobs,
  program: Program<I, P, R>,
  order: Order<I>,
  {
    signal,
    told,
  }: { readonly signal?: AbortSignal | undefined; readonly told?: ((progress: P) => void) | undefined } = {},
): Promise<End<R> | Refused> {
  const submission = await jobs.submit(program, order);
  if (submission.kind === 'refused') return submission;
  // If it cannot be cancelled it is done in the end.
  const cancel = () => void jobs.cancel(order.id).catch(() => undefined);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  try {
    return await endOf(jobs, program, order.id, told);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/**
 * Waits for a job that was taken.
 * @param told hears of its progress
 */
export async function endOf<I extends Plain, P extends Plain, R extends Plain>(
  jobs: Jobs,
  program: Program<I, P, R>,
  id: string,
  told?: (progress: P) => void,
): Promise<End<R>> {
  for await (const event of jobs.follow(program, id)) {
    if (event.kind === 'progress') told?.(event.progress);
    if (event.kind === 'ended') return event.end;
  }
  throw new Error(`${program.name} ${id} was forgotten before its end was read`);
}

/** An end without a result as an error, for who cannot say more of it. */
export function errorOf(
  name: string,
  end: Exclude<End<unknown> | Refused, { readonly result: unknown }>,
): Error {
  switch (end.kind) {
    case 'failed': {
      const error = new Error(end.error.message);
      error.name = end.error.name;
      error.stack = end.error.stack;
      return error;
    }
    case 'lost':
      return new Error(`${name}: ${end.message}`);
    case 'dropped':
    case 'refused':
      return new Error(`${name} was ${end.kind}: ${end.why}`);
  }
}
