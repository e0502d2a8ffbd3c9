/** What people have chosen, and that they are forgotten: a port of the store. */
import type { Locale } from '../chat/locale.ts';

/** What a person has chosen. */
export type Preferences = {
  /** `hidden`: nothing that others read names the person. */
  readonly leaderboard: 'shown' | 'hidden';
  /** Whether the daily post says how many reviews are due. */
  readonly reminder: 'on' | 'off';
  /** In which language the person is answered; null: in that of the platform. */
  readonly locale: Locale | null;
};

export interface PersonStore {
  preferences(workspace: string, userId: string): Promise<Preferences>;
  /**
   * Changes what is given and leaves the rest.
   * @param key names what is done: nothing is kept if its person was forgotten since
   */
  prefer(
    workspace: string,
    userId: string,
    userName: string,
    change: Partial<Preferences>,
    key?: string,
  ): Promise<void>;
  /** Who of a workspace wants to be reminded, and may be named. */
  reminded(workspace: string): Promise<readonly { readonly userId: string; readonly userName: string }[]>;
  /** Who of a workspace does not want to be named. */
  hidden(workspace: string): Promise<ReadonlySet<string>>;
  /**
   * Deletes all that is kept about a person in a workspace. What others need stays, without name and id (`personal.ts`):
   * runs, schedules, hunts, decks, and what all could see in the playground. What is under way for the person is told,
   * and what it keeps from then on is kept as nobody's.
   */
  forget(workspace: string, userId: string): Promise<void>;
}
