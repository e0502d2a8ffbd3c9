/** Who somebody is among those who share a channel or a workspace. */

/**
 * - `member`: takes part.
 * - `host`: looks after this channel: has made it, or it is their own direct messages with the bot.
 * - `organiser`: looks after the whole workspace.
 */
export const ROLES = ['member', 'host', 'organiser'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role may do what another may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
