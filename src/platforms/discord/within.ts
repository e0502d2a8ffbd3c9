/** Waiting with an end. */

/** Waits for `work`, but no longer than `ms`; rejects if it rejects in that time. Leaves no timer behind. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
