/** A schedule that is due at half past eight in Tokyo, and when that is. */
import type { Schedule } from '../../src/store/port.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DUE = Date.parse('2026-11-24T23:30:00Z');

export const daily: Omit<Schedule, 'number' | 'trouble'> = {
  place: { platform: 'web', workspace: 'local', channel: 'c' },
  cron: '30 8 * * *',
  zone: 'Asia/Tokyo',
  topic: null,
  locale: 'ja',
  userId: 'u',
  userName: 'Aki',
  nextAt: DUE,
};
