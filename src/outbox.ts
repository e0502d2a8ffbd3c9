/** What the bot says unasked, and what it asks of a place, handed to the platform where that is. */
import type { Outbox } from './carrybot.ts';
import type { Place } from './chat/invocation.ts';
import type { Platform } from './chat/platform.ts';

/** What was scheduled at the terminal stands in the playground: both are the local workspace. */
export function outboxOf(platforms: readonly Platform[]): Outbox {
  const local = { platform: 'web', workspace: 'local', channel: 'playground' } as const;
  const there = <P extends Place>(place: P): P =>
    place.platform === 'terminal' ? { ...place, ...local } : place;
  const find = (name: Platform['name']) => {
    const platform = platforms.find((each) => each.name === name);
    if (platform === undefined) throw new Error(`${name} is not connected`);
    return platform;
  };
  return {
    async post(place, reply, as) {
      const to = there(place);
      return find(to.platform).post(to, reply, as);
    },
    async edit(posted, reply) {
      const to = there(posted);
      await find(to.platform).edit(to, reply);
    },
    async tell(person, reply) {
      const { platform, workspace } = there({ ...person, channel: '' });
      await find(platform).tell({ platform, workspace, userId: person.userId }, reply);
    },
    async examine(place, calls) {
      const at = there(place);
      return find(at.platform).examine(at, calls);
    },
  };
}

/** Of the terminal alone, where nothing is posted and nobody is written to. */
export const nowhere: Outbox = {
  post: () => Promise.reject(new Error('the terminal takes no posts')),
  edit: () => Promise.reject(new Error('the terminal takes no posts')),
  tell: () => Promise.reject(new Error('the terminal takes no posts')),
  examine: async () => ({ lacks: [], latencyMs: null }),
};
