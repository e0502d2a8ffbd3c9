/** Events that end the bot's place in a workspace: it was uninstalled, or its token was taken back. */
import type { App } from '@slack/bolt';
import { z } from 'zod';

/** The events that the manifest subscribes to. */
export const REMOVALS = ['app_uninstalled', 'tokens_revoked'] as const;

const removalSchema = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event: z.union([
    z.object({ type: z.literal('app_uninstalled') }),
    // Tokens of users may go, and the bot stays.
    z.object({
      type: z.literal('tokens_revoked'),
      tokens: z.object({ bot: z.array(z.unknown()).min(1) }),
    }),
  ]),
});

/** Whether a delivery is such an event. */
export function isRemoval(body: unknown): boolean {
  return removalSchema.safeParse(body).success;
}

/** @param removed is told the team; Slack may tell it twice, once by each event */
export function hearRemovals(app: App, removed: (team: string) => Promise<void>): void {
  for (const name of REMOVALS) {
    app.event(name, async ({ body }) => {
      const read = removalSchema.safeParse(body);
      if (read.success) await removed(read.data.team_id);
    });
  }
}
