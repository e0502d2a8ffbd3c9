/** A schedule as data, for programs. */
import type { Locale } from '../../src/chat/locale.ts';
import type { Json } from '../../src/chat/reply.ts';
import type { Schedule } from '../../src/store/schedules.ts';

export function scheduleData(schedule: Schedule, locale: Locale): { readonly [key: string]: Json } {
  const { number, task, cron, zone, place, nextAt, state, missed, trouble } = schedule;
  return {
    number,
    kind: task.kind === 'deck' ? 'quiz' : task.kind,
    cron,
    zone,
    topic: task.kind === 'quiz' ? task.topic : null,
    ...(task.kind === 'deck' && { deck: task.deck }),
    ...(task.kind === 'train' && { recipe: task.recipe, seed: task.seed, challenge: task.voteMinutes }),
    channel: place.channel,
    state,
    next: state === 'active' ? new Date(nextAt).toISOString() : null,
    missed,
    trouble: trouble?.[locale] ?? null,
  };
}
