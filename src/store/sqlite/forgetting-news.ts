/** What the playground's conversation is made to forget, for whoever shows it. */
import type { Forgetting, History } from '../../chat/history.ts';

export type ForgettingNews = Pick<History, 'watch'> & { tell(forgetting: Forgetting): void };

export function createForgettingNews(): ForgettingNews {
  const watchers: ((forgetting: Forgetting) => void)[] = [];
  return {
    watch: (hear) => void watchers.push(hear),
    tell(forgetting) {
      for (const hear of watchers) hear(forgetting);
    },
  };
}
