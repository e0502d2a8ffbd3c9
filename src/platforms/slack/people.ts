/** Names and languages of users, asked of Slack and remembered for a while. */
import { type Locale, localeOf } from '../../chat/locale.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { within } from '../pacing/within.ts';
import type { Api } from './api.ts';
import { faultOf, wordOf } from './fault.ts';
import { MAX_PEOPLE, PERSON_MS, STRANGER_MS } from './limits.ts';

export type Person = {
  readonly name: string;
  readonly locale: Locale;
  /** IANA time zone; undefined if Slack has told none. */
  readonly zone: string | undefined;
};

export type People = {
  /**
   * `handle`: the name that came with the event, used if Slack does not tell a better one in time. Never throws.
   */
  person(api: Api, user: string, handle: string): Promise<Person>;
  /** What is remembered of a user, without asking. */
  known(user: string): Person | undefined;
};

/** `patienceMs`: how long an answer waits for Slack to tell who asks. */
export function createPeople(clock: Clock, log: Log, patienceMs: number): People {
  const remembered = new Map<string, { readonly person: Person; readonly until: number }>();
  const asking = new Map<string, Promise<Person>>();

  function remember(user: string, person: Person, forMs: number): Person {
    remembered.delete(user);
    remembered.set(user, { person, until: clock.now() + forMs });
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_PEOPLE) break;
      remembered.delete(oldest);
    }
    return person;
  }

  async function ask(api: Api, user: string, handle: string): Promise<Person> {
    try {
      const { name, locale, zone } = await api.user(user);
      return remember(user, { name: name ?? handle, locale: localeOf(locale), zone }, PERSON_MS);
    } catch (error) {
      const fault = faultOf(error);
      log.warn({ reason: fault === undefined ? String(error) : wordOf(fault) }, 'Slack: users.info failed');
      const before = remembered.get(user)?.person;
      return remember(user, before ?? { name: handle, locale: 'en', zone: undefined }, STRANGER_MS);
    } finally {
      asking.delete(user);
    }
  }

  return {
    known: (user) => remembered.get(user)?.person,
    async person(api, user, handle) {
      const found = remembered.get(user);
      if (found !== undefined && clock.now() < found.until) return found.person;
      const asked = asking.get(user) ?? ask(api, user, handle);
      asking.set(user, asked);
      if (await within(asked, patienceMs)) return asked;
      return found?.person ?? { name: handle, locale: 'en', zone: undefined };
    },
  };
}
