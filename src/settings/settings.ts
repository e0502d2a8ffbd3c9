/** What organisers have chosen for a channel and its workspace, as one typed whole. */
import { PLATFORMS, type Place } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import type { Chosen, SettingsStore } from '../store/settings.ts';
import { SETTINGS, type SettingName } from './table.ts';

/** What can be opened to everyone. */
export type Widened = 'schedules' | 'decks' | 'class';

export type Settings = {
  /** Of what everyone in the channel reads; null: whoever acts is answered in their own. */
  readonly language: Locale | null;
  /** IANA zone of the channel; null if none was chosen. */
  readonly zone: string | null;
  /** In which channel scheduled questions are asked; null: in that in which they are scheduled. */
  readonly questions: Pick<Place, 'platform' | 'channel'> | null;
  /** Who is called by a scheduled question: `here`, `everyone`, or the platform's id of a group; null: nobody. */
  readonly mention: string | null;
  /** The platform's ids of people and groups who are organisers beside those of whom the platform says so. */
  readonly organisers: readonly string[];
  readonly may: Readonly<Record<Widened, 'organisers' | 'everyone'>>;
  /** How many days what people did is kept; null: until it is deleted. */
  readonly keepDays: number | null;
};

export type SettingsService = {
  of(place: Place): Promise<Settings>;
  /**
   * Chooses what is given, as it was written, and leaves the rest.
   * @throws UserError that says what each setting takes
   */
  choose(place: Place, given: Partial<Readonly<Record<SettingName, string>>>): Promise<Settings>;
};

export function createSettings(store: SettingsStore): SettingsService {
  const of = async (place: Place) => read(await store.of(place));
  return {
    of,
    async choose(place, given) {
      const choices = Object.entries(SETTINGS).flatMap(([name, { scope, check }]) => {
        const written = given[name as SettingName];
        return written === undefined ? [] : [{ scope, name, value: check(written, place) }];
      });
      await store.choose(place, choices);
      return of(place);
    },
  };
}

/** What is kept, with what was not chosen; a value that this version does not know counts as not chosen. */
function read(chosen: Chosen): Settings {
  const value = (name: SettingName) => chosen[SETTINGS[name].scope].get(name) ?? null;
  const one = <T extends string>(name: SettingName, of: readonly T[]): T | null =>
    of.find((each) => each === value(name)) ?? null;
  const who = (name: Widened) => one(name, ['everyone'] as const) ?? 'organisers';
  const days = Number(value('keep') ?? Number.NaN);
  return {
    language: one('language', ['en', 'ja'] as const),
    zone: value('zone'),
    questions: questionsOf(value('questions')),
    mention: value('mention'),
    organisers: value('organisers')?.split(',') ?? [],
    may: { schedules: who('schedules'), decks: who('decks'), class: who('class') },
    keepDays: Number.isInteger(days) && days > 0 ? days : null,
  };
}

/** A channel as `table.ts` writes it: the platform, a slash, the channel. */
function questionsOf(value: string | null): Settings['questions'] {
  const [, name, channel] = /^([a-z]+)\/(.+)$/s.exec(value ?? '') ?? [];
  const platform = PLATFORMS.find((each) => each === name);
  return platform === undefined || channel === undefined ? null : { platform, channel };
}
