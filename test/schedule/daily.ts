/** A schedule that is due at half past eight in Tokyo, and when that is. */
import type { NewSchedule } from '../../src/store/schedules.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const DUE = Date.parse('2026-11-24T23:30:00Z');

export const daily: NewSchedule = {
  place: { platform: 'web', workspace: 'local', channel: 'c' },
  task: { kind: 'quiz', topic: null },
  cron: '30 8 * * *',
  zone: 'Asia/Tokyo',
  dayRule: 'either',
  locale: 'ja',
  userId: 'u',
  userName: 'Aki',
  nextAt: DUE,
  settledAt: DUE - 2 * HOUR,
};
