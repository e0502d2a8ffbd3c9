/** What was chosen for channels and workspaces, as a port: texts by name. What they mean is known to `settings/`. */
import type { Place } from '../chat/invocation.ts';

/** For how much something is chosen. */
export type Scope = 'channel' | 'workspace';

/** Values by name; what was not chosen is left out. */
export type Chosen = Readonly<Record<Scope, ReadonlyMap<string, string>>>;

/** A value for a name; null takes back what was chosen. */
export type Choice = { readonly scope: Scope; readonly name: string; readonly value: string | null };

export interface SettingsStore {
  /** What was chosen for the channel of a place, and for its workspace. */
  of(place: Place): Promise<Chosen>;
  choose(place: Place, choices: readonly Choice[]): Promise<void>;
  /** What each workspace has chosen under a name of its own. */
  ofAll(name: string): Promise<readonly { readonly workspace: string; readonly value: string }[]>;
}
