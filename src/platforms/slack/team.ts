/** Whose a delivery is: Slack names its team in one place of a command, in others of a press, a form and an event. */
import { z } from 'zod';

const named = z.object({ id: z.string() });
const teamsSchema = z.object({
  team_id: z.string().nullish(),
  team: named.nullish(),
  /** Of a form that somebody of another team has opened here. */
  view: z.object({ app_installed_team_id: z.string().nullish() }).nullish(),
});

/**
 * Whether a delivery comes from a team: it names it, and no other.
 */
export function isOfTeam(team: string, body: unknown): boolean {
  const read = teamsSchema.safeParse(body);
  if (!read.success) return false;
  const { team_id, team: by, view } = read.data;
  const names = [team_id, by?.id, view?.app_installed_team_id].filter((name) => typeof name === 'string');
  return names.length > 0 && names.every((name) => name === team);
}
