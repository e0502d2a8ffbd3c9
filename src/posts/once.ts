/** What follows from a post that was begun: tried again, it draws, saves and posts the same. */
import type { PostKey } from '../chat/platform.ts';
import type { Pending } from '../store/schedules.ts';

/** @param what tells posts of one occasion apart */
export function postKey({ key, occasion, tries }: Pending, what = 'post'): PostKey {
  return { key: `${key}-${what}`, since: occasion.dueAt, past: tries > 1 ? 'unknown' : 'none' };
}
