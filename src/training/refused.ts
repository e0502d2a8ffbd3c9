/** Why a training is not taken. */
import { UserError } from '../chat/error.ts';
import { beyond, full } from '../chat/limits.ts';
import type { Refused } from '../jobs/port.ts';
import { restarting } from './restarting.ts';

export function alreadyRunning(): UserError {
  return new UserError({
    en: 'You already have a training running. Wait for it to end, or press Cancel on it.',
    ja: '前の学習がまだ終わっていません。終わるのを待つか、「中止」を押してください。',
  });
}

export function tooMany(): UserError {
  return new UserError({
    en: 'Too many trainings are waiting. Please try again in a minute.',
    ja: '順番待ちの学習がいっぱいです。1 分ほどしてからもう一度お試しください。',
  });
}

/** @param refused by whoever does the jobs */
export function notTaken(refused: Refused): UserError {
  switch (refused.why) {
    case 'closing':
      return restarting();
    case 'limit':
      return beyond(refused);
    case 'full':
      return full(refused.seconds);
    case 'known':
      return tooMany();
  }
}
