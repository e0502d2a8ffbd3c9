/** Who users are: names, languages and what is theirs to look after, asked of Slack and remembered for a while. */
import { type Locale, localeOf } from '../../chat/locale.ts';
import { firstShown } from '../../chat/name.ts';
import type { Role } from '../../chat/role.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { within } from '../pacing/within.ts';
import type { Api } from './api.ts';
import { faultOf, wordOf } from './fault.ts';
import { MAX_CREATORS, MAX_PEOPLE, PERSON_MS, STRANGER_MS } from './limits.ts';
import { isDirect } from './origin.ts';
import { createRecall } from './recall.ts';

export type Person = {
  readonly name: string;
  readonly locale: Locale;
  /** IANA time zone; undefined if Slack has told none. */
  readonly zone: string | undefined;
  /** In the channel that was asked about. */
  readonly role: Role;
};

/** `untold`: the token's scopes do not let Slack say who is an admin. */
type Standing = 'admin' | 'member' | 'untold';
type Known = Omit<Person, 'role'> & { readonly standing: Standing };

export type People = {
  /**
   * Who somebody is in a channel.
   * @param handle the name that came with the event, used if Slack does not tell a better one in time. Never throws.
   */
  person(api: Api, user: string, handle: string, channel: string): Promise<Person>;
  /** The language that is remembered of a user, without asking. */
  localeOf(user: string): Locale | undefined;
};

/** `patienceMs`: how long an answer waits for Slack to tell who asks. */
export function createPeople(clock: Clock, log: Log, patienceMs: number): People {
  const known = createRecall<Known>(clock, MAX_PEOPLE);
  /** Null: Slack does not say. */
  const creators = createRecall<string | null>(clock, MAX_CREATORS);

  function failed(method: string, error: unknown): void {
    const fault = faultOf(error);
    log.warn({ reason: fault === undefined ? String(error) : wordOf(fault) }, `Slack: ${method} failed`);
  }

  const stranger = (handle: string, standing: Standing = 'member'): Known => ({
    name: handle,
    locale: 'en',
    zone: undefined,
    standing,
  });

  const ask = (api: Api, user: string, handle: string) =>
    known.get(user, async (before) => {
      try {
        const { name, locale, zone, isAdmin } = await api.user(user);
        const standing = isAdmin ? 'admin' : 'member';
        return {
          value: { name: name ?? handle, locale: localeOf(locale), zone, standing },
          forMs: PERSON_MS,
        };
      } catch (error) {
        failed('users.info', error);
        const fault = faultOf(error);
        const isUntold = fault?.kind === 'refused' && fault.code === 'missing_scope';
        return { value: before ?? stranger(handle, isUntold ? 'untold' : 'member'), forMs: STRANGER_MS };
      }
    });

  const askCreator = (api: Api, channel: string) =>
    creators.get(channel, async (before) => {
      try {
        return { value: (await api.channel(channel)).creator ?? null, forMs: Number.POSITIVE_INFINITY };
      } catch (error) {
        failed('conversations.info', error);
        return { value: before ?? null, forMs: STRANGER_MS };
      }
    });

  return {
    localeOf: (user) => known.peek(user)?.locale,
    async person(api, user, handle, channel) {
      // Both at once: who waits for an answer waits for Slack once.
      const asked = Promise.all([
        ask(api, user, handle),
        isDirect(channel) ? user : askCreator(api, channel),
      ]);
      const isTold = await within(asked, patienceMs);
      const [{ standing, ...person }, creator] = isTold
        ? await asked
        : [known.peek(user) ?? stranger(handle), creators.peek(channel)];
      const name = firstShown(person.name, handle, user);
      return { ...person, name, role: roleOf(standing, creator === user) };
    },
  };
}

/** Where Slack cannot tell admins, whoever has made the channel is the only one who can be known to look after it. */
function roleOf(standing: Standing, isCreator: boolean): Role {
  switch (standing) {
    case 'admin':
      return 'organiser';
    case 'member':
      return isCreator ? 'host' : 'member';
    case 'untold':
      return isCreator ? 'organiser' : 'member';
  }
}
