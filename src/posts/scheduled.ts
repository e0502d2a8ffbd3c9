/** What schedules post, each kind by its own. */
import { occasionNote, pausedText } from '../answers/occasion.ts';
import type { Words } from '../chat/locale.ts';
import type { Addressee } from '../chat/platform.ts';
import { type Reply, reply } from '../chat/reply.ts';
import type { Clock } from '../clock.ts';
import type { Maker, Pending, Schedule } from '../store/schedules.ts';
import type { Daily } from './daily.ts';
import type { Summary } from './summary.ts';
import type { ScheduledTraining } from './training.ts';

type Parts = {
  readonly daily: Pick<Daily, 'post'>;
  readonly training: ScheduledTraining;
  readonly summary: Summary;
  readonly clock: Clock;
  tell(person: Addressee, reply: Reply): Promise<void>;
};

export type Scheduled = {
  /** Makes the post of a schedule, once; gives the number of the run that it trained, if any. */
  post(schedule: Schedule, pending: Pending): Promise<number | null>;
  /** Tells who made a schedule why it is paused. */
  tell(maker: Maker, number: number, trouble: Words): Promise<void>;
};

export function createScheduled({ daily, training, summary, clock, tell }: Parts): Scheduled {
  async function post(schedule: Schedule, pending: Pending): Promise<number | null> {
    const { place, locale, task } = schedule;
    switch (task.kind) {
      case 'quiz':
      case 'deck': {
        const about = task.kind === 'deck' ? { deck: task.deck } : (task.topic ?? undefined);
        const note = occasionNote(schedule, pending.occasion, clock.now(), locale);
        await daily.post({ place, locale, about, note, pending });
        return null;
      }
      case 'train':
        return training(schedule, task, pending);
      case 'summary':
        await summary(schedule, pending);
        return null;
    }
  }

  return {
    post,
    tell: ({ place: { platform, workspace }, userId, locale }, number, trouble) =>
      tell({ platform, workspace, userId }, reply(pausedText(number, trouble, locale))),
  };
}
