/**
 * A Slack on loopback that keeps Slack's rules, with people in it who type commands, press buttons and send forms.
 * Whatever the bot does against the rules is answered in Slack's words, or noted in `complaints`.
 */
import type { Weather } from '../../weather.ts';
import { createPoster, createSockets, type Delivery, form, postSigned, type Transport } from './deliver.ts';
import { openDoors } from './http.ts';
import { createPayloads, type FieldInput, withButton } from './payloads.ts';
import { createResponseUrls } from './response-urls.ts';
import { type Seen, see } from './seen.ts';
import { ANA, type Call, GENERAL, type OpenModal, TEAM, type UserId, World } from './world.ts';

/** What to wait for after an action: words in a message, a test of one, or nothing. Without it: any change. */
export type Until = RegExp | ((seen: Seen) => boolean) | 'nothing';

export type Act = {
  readonly user?: UserId;
  readonly until?: Until;
  /** How long to wait, in ms. */
  readonly within?: number;
};

export type SlackServer = {
  /** Settings for the bot. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Scopes of the bot token; take some away to see what happens. */
  readonly scopes: Set<string>;
  readonly complaints: readonly string[];
  readonly calls: readonly Call[];

  /** Types a slash command. @returns the messages posted or edited since, once one of them is as awaited */
  command(name: string, text: string, act?: Act & { readonly channel?: string }): Promise<readonly Seen[]>;
  /** Presses the button with this label in the newest message that has it. */
  press(label: string, act?: Act & { readonly ts?: string }): Promise<readonly Seen[]>;
  /** Fills in and sends the user's open modal; keys are labels or ids of fields. */
  submit(fields: Readonly<Record<string, FieldInput>>, act?: Act): Promise<readonly Seen[]>;
  /** Delivers what nobody here does. @returns what it was acknowledged with */
  deliver(delivery: Delivery): Promise<unknown>;
  /** Delivers the last event once more. */
  repeat(): Promise<void>;

  /** All messages there are, oldest first; of a channel if one is named. */
  messages(channel?: string): readonly Seen[];
  /** Waits for a message, also an old one. */
  message(until: Exclude<Until, 'nothing'>, within?: number): Promise<Seen>;
  modal(user?: UserId): OpenModal | undefined;
  /** What the last event was acknowledged with. */
  acknowledged(): unknown;
  /** How often the response_url issued last was used. */
  responseUses(): number;
  /** Makes all response_urls issued so far too old. */
  expireResponses(): void;
  /** A fresh response_url. */
  responseUrl(): string;
  /** A fresh trigger_id, good for three seconds. */
  trigger(user: UserId): string;
  /** The id of the direct messages between the bot and a user. */
  direct(user: UserId): string;

  limit(method: string, seconds: number, times: number): void;
  refuse(method: string, error: string, times: number): void;
  /** Does the next `times` calls of a method, and loses the answers. */
  lose(method: string, times: number): void;
  /** From now on, what becomes of every request; who opens a socket is cut off while others are. */
  setWeather(weather: Weather): void;
  /** How long uploaded pictures are processed before a block may show them, in ms. */
  processing(ms: number): void;

  /** Socket Mode: connections, and what Slack does to them. */
  readonly sockets: {
    count(): number;
    /** Sends a frame that Slack would not send. */
    say(text: string): void;
    refresh(): void;
    drop(): void;
    endedProperly(): boolean;
    /** Waits for a number of connections. */
    become(count: number): Promise<void>;
  };
  /** From now on events are posted to this address, signed, instead of sent through a socket. */
  deliverTo(url: string): void;
  /** Posts an event to the address with a signature of one's own. @returns the status */
  forge(how: {
    readonly secret?: string;
    readonly ageSeconds?: number;
    /** Instead of a command. */
    readonly body?: string;
    /** The body's type, if it is not a form. */
    readonly type?: string;
  }): Promise<number>;
  close(): Promise<void>;
};

const SCOPES = [
  'commands',
  'chat:write',
  'chat:write.public',
  'files:write',
  'files:read',
  'im:write',
  'users:read',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
] as const;

export type SlackServerParts = {
  /** Time for the acknowledgement of a delivery and for the use of a trigger, in ms; Slack's is 3,000. */
  readonly ackMs?: number;
};

/** Starts a Slack on a free port of loopback. */
export async function startSlackServer({ ackMs = 3_000 }: SlackServerParts = {}): Promise<SlackServer> {
  const world = new World(ackMs);
  const urls = createResponseUrls(world);
  const sockets = createSockets(world);
  const scopes = new Set<string>(SCOPES);
  const botToken = 'xoxb-0000-test-bot-token';
  const appToken = 'xapp-1-test-app-token';
  const signingSecret = 'test-signing-secret';
  const doors = await openDoors({
    world,
    urls,
    tokens: { botToken, appToken },
    scopes,
    adopt: (socket) => sockets.adopt(socket),
  });
  let transport: Transport = sockets;
  let address = '';
  let acknowledged: unknown;

  const payloads = createPayloads(world, urls, doors.base);

  const all = () => world.messages.map((each) => see(world, each));

  async function act(
    delivery: Parameters<Transport['send']>[0],
    { user = ANA, until, within = 10_000 }: Act,
    goesOn: (answer: unknown) => boolean = () => true,
  ): Promise<readonly Seen[]> {
    const before = new Map(world.messages.map((each) => [each, each.edits]));
    const modal = world.modals.get(user);
    acknowledged = await transport.send(delivery);
    if (!goesOn(acknowledged) || until === 'nothing') return [];
    const since = () =>
      world.messages.filter((each) => before.get(each) !== each.edits).map((each) => see(world, each));
    return world.until(
      () => {
        if (until === undefined && world.modals.get(user) !== modal) return since();
        const found = since();
        return found.some((each) => matches(each, until)) ? found : undefined;
      },
      within,
      () => `since then there ${describe(since())}`,
    );
  }

  return {
    apiUrl: `${doors.base}/api/`,
    botToken,
    appToken,
    signingSecret,
    scopes,
    complaints: world.complaints,
    calls: world.calls,

    async command(name, text, { channel = GENERAL, ...rest } = {}) {
      return act(payloads.command(rest.user ?? ANA, channel, name, text), rest);
    },

    async press(label, rest = {}) {
      const user = rest.user ?? ANA;
      const stored = withButton(world, user, label, rest.ts);
      if (stored === undefined) throw new Error(`no button ${label}; there ${describe(all())}`);
      return act(payloads.press(user, stored, label), rest);
    },

    async submit(fields, { until = 'nothing', ...rest } = {}) {
      const user = rest.user ?? ANA;
      const modal = world.modals.get(user);
      if (modal === undefined) throw new Error('no modal is open');
      // The form closes before what was sent in it is answered.
      const close = (answer: unknown) => {
        const errors = errorsIn(answer);
        if (errors === undefined) world.modals.delete(user);
        else modal.errors = errors;
        return errors === undefined;
      };
      return act(payloads.submit(user, modal, fields), { ...rest, user, until }, close);
    },

    deliver: (delivery) => transport.send(delivery),

    async repeat() {
      acknowledged = await transport.repeat();
    },

    messages: (channel) => all().filter((each) => channel === undefined || each.channel === channel),
    message: (until, within = 10_000) =>
      world.until(
        () => all().findLast((each) => matches(each, until)),
        within,
        () => `there ${describe(all())}`,
      ),
    modal: (user = ANA) => world.modals.get(user),
    acknowledged: () => acknowledged,
    responseUses: () => urls.lastUses(),
    expireResponses: () => urls.expire(),
    responseUrl: () => doors.base + urls.issue(GENERAL, ANA, undefined),
    trigger: payloads.trigger,
    direct: (user) => world.direct(user),
    limit: doors.limit,
    refuse: doors.refuse,
    lose: doors.lose,
    setWeather: doors.setWeather,
    processing(ms) {
      world.processingMs = ms;
      for (const file of world.files.values()) file.readyAt = Math.min(file.readyAt, Date.now() + ms);
    },
    sockets: {
      count: () => sockets.count(),
      say: (text) => sockets.say(text),
      refresh: () => sockets.refresh(),
      drop: () => sockets.drop(),
      endedProperly: () => sockets.endedProperly(),
      async become(count) {
        await world.until(
          () => (sockets.count() === count ? true : undefined),
          10_000,
          () => `there are ${sockets.count()} sockets`,
        );
      },
    },
    deliverTo(url) {
      address = url;
      transport = createPoster(world, () => address, signingSecret);
    },
    async forge({ secret = signingSecret, ageSeconds = 0, body: given, type }) {
      const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
      const command = form({
        command: '/add',
        text: '1 1',
        channel_id: GENERAL,
        user_id: ANA,
        team_id: TEAM,
        trigger_id: payloads.trigger(ANA),
      });
      const headers = type === undefined ? {} : { 'content-type': type };
      return (await postSigned(address, { secret, timestamp, body: given ?? command, headers })).status;
    },
    close: () => doors.close(),
  };
}

function matches(seen: Seen, until: Exclude<Until, 'nothing'> | undefined): boolean {
  if (until === undefined) return true;
  return until instanceof RegExp ? until.test(seen.text) : until(seen);
}

function errorsIn(answer: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof answer !== 'object' || answer === null || !('errors' in answer)) return undefined;
  const { errors } = answer;
  return typeof errors === 'object' && errors !== null
    ? Object.fromEntries(Object.entries(errors).map(([key, value]) => [key, String(value)]))
    : undefined;
}

function describe(all: readonly Seen[]): string {
  if (all.length === 0) return 'was nothing';
  return `was ${all.map((each) => JSON.stringify(each.text.slice(0, 80))).join(', ')}`;
}
