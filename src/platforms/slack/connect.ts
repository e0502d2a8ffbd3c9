/** The Slack platform: Bolt's app, by socket or by HTTP, with the bot behind it. */
import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt';
import type { Errands } from '../../chat/errand.ts';
import { PlaceError } from '../../chat/error.ts';
import { type Bot, type Compare, type Platform, type Removed, StartError } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { fewLines } from '../pacing/few-lines.ts';
import { errandsLeft } from '../pacing/left.ts';
import { createActor, refuse } from './act.ts';
import { addressSchema } from './address.ts';
import { createAnswers } from './answer.ts';
import { createApi } from './api.ts';
import { createBoltLog } from './bolt-log.ts';
import { isTakenBack, startError, type TokenFault, tokenFault } from './credentials.ts';
import { answerStrays, listenerOf, sieveFrames } from './door.ts';
import { examine } from './examine.ts';
import { Refusal } from './fault.ts';
import { createLane } from './lane.ts';
import { LIMITS, MAX_ANSWERS, MAX_REMEMBERED, PACE, type Pace, SCOPES } from './limits.ts';
import { createOnce } from './once.ts';
import type { Installation } from './origin.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { receive } from './receive.ts';
import { hearRemovals } from './removal.ts';
import type { Naming } from './render.ts';
import type { Fetch } from './response-url.ts';
import { createSocket } from './socket.ts';
import { notInstalled, otherTeam } from './words.ts';

export type SlackOptions = {
  readonly bot: Bot;
  /** Answers that an earlier process has promised. */
  readonly errands: Errands;
  readonly botToken: string;
  /** For HTTP: proves that requests come from Slack. */
  readonly signingSecret: string | undefined;
  /** With it the bot opens a socket to Slack; without it Slack sends requests to `listener`. */
  readonly appToken: string | undefined;
  /** Where the Web API is, if not at Slack's own address. */
  readonly apiUrl: string | undefined;
  /** Stands before every command's name, e.g. `rnn-`; may be empty. */
  readonly commandPrefix: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly pace?: Pace;
  /** Answers under way at one time. */
  readonly mostAnswers?: number;
  readonly removed?: Removed;
  readonly compare?: Compare;
};

export type Slack = Platform & {
  /** Answers requests to `/slack/events`; undefined in Socket Mode. */
  readonly listener: RequestListener | undefined;
};

/** For what is under way to notice that Slack is not called any more, in ms. */
const LET_GO_MS = 100;

const DEFAULT_API_URL = 'https://slack.com/api/';

/** Builds the platform; nothing is connected before `start`. */
export function createSlack(options: SlackOptions): Slack {
  const { bot, errands, botToken, signingSecret, appToken, log, clock, commandPrefix, pace = PACE } = options;
  const apiUrl = (options.apiUrl ?? DEFAULT_API_URL).replace(/\/*$/, '/');
  const life = new AbortController();
  let installation: Installation | undefined;
  let phase: 'new' | 'running' | 'stopping' = 'new';

  const fetchFor =
    (limitMs: number): Fetch =>
    (url, init) =>
      fetch(url, { ...init, signal: AbortSignal.any([life.signal, AbortSignal.timeout(limitMs)]) });
  const doorLog = fewLines(log, clock);
  const boltLog = createBoltLog(doorLog);
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: apiUrl,
    logger: boltLog,
    // The lane repeats calls: the client would go on for half an hour, and halt all other calls for a 429.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: (url, init) => fetchFor(pace.callMs)(String(url), init ?? {}),
  };

  const naming: Naming = { prefix: commandPrefix, commands: bot.commands.map(({ name }) => name) };
  const gallery = { fetch: fetchFor(pace.fileMs), pace, log, clock, signal: life.signal };
  const answers = createAnswers({
    most: options.mostAnswers ?? MAX_ANSWERS,
    errands,
    pace,
    log,
    signal: life.signal,
  });
  const lane = createLane(pace, life.signal);

  const receiver =
    appToken === undefined
      ? new HTTPReceiver({
          // Without a secret `start` fails; until then nothing must pass the check.
          signingSecret: signingSecret ?? crypto.randomUUID(),
          endpoints: '/slack/events',
          logger: boltLog,
          bodyLimit: LIMITS.body,
        })
      : new SocketModeReceiver({
          appToken,
          logger: boltLog,
          autoReconnectEnabled: false,
          installerOptions: { clientOptions },
          customPropertiesExtractor: ({ envelope_id }: { envelope_id?: unknown }) => ({
            envelope: envelope_id,
          }),
        });
  const socket = receiver instanceof SocketModeReceiver ? socketOf(receiver) : undefined;

  function socketOf({ client }: SocketModeReceiver) {
    sieveFrames(client, doorLog);
    return createSocket(client, pace, log, life.signal);
  }

  /** The token's team is the only one. Where tokens of many workspaces are kept, look them up here. */
  function installationOf(team: string | undefined): Installation {
    if (installation === undefined) throw new Error('Slack is not connected');
    if (team !== installation.identity.team) throw new PlaceError('gone', [], notInstalled(team ?? ''));
    return installation;
  }

  const app = new App({
    receiver,
    authorize: async ({ teamId }) => {
      const { identity, token } = installationOf(teamId);
      const { botId = identity.botUser, botUser, team } = identity;
      return { botToken: token, botId, botUserId: botUser, teamId: team };
    },
    convoStore: false,
    logger: boltLog,
    clientOptions,
  });
  app.error(async (error) => log.error({ err: error }, 'Slack: an event could not be handled'));
  const actor = createActor({
    bot,
    installations: installationOf,
    people: createPeople(clock, log, pace.personMs),
    answers,
    stage: { ...gallery, naming, told: createOnce(MAX_REMEMBERED) },
    clock,
    log,
    apiUrl,
  });
  receive(app, actor, () => phase !== 'stopping');
  hearRemovals(app, async (team) => options.removed?.(`slack:${team}`));
  answerStrays(
    app,
    doorLog,
    () => installation?.identity.team,
    ({ user, responseUrl }) => {
      if (responseUrl !== undefined) answers.track(refuse(actor, user, responseUrl, otherTeam));
    },
  );

  async function identify(): Promise<Installation> {
    const api = createApi(new webApi.WebClient(botToken, { ...clientOptions }), lane);
    const identity = await api.identity();
    // A user's token would be accepted too, and everything be said in that user's name.
    if (identity.botId === undefined && !botToken.startsWith('xoxb-'))
      throw new Refusal({ kind: 'refused', code: 'not_a_bot_token', needed: undefined });
    return { api, token: botToken, identity };
  }

  /** What is wrong with the tokens; both are looked at, so that both can be named. */
  async function checkTokens(): Promise<readonly TokenFault[]> {
    const faults: TokenFault[] = [];
    try {
      installation = await identify();
    } catch (error) {
      faults.push(tokenFault('SLACK_BOT_TOKEN', botToken, error));
    }
    if (appToken === undefined || socket === undefined) return faults;
    // Where nothing answers, a second question only costs time.
    if (faults.some(({ fault }) => fault.kind === 'unreachable')) return faults;
    try {
      if (faults.length === 0) await socket.open();
      else await new webApi.WebClient(appToken, { ...clientOptions }).apps.connections.open({});
    } catch (error) {
      faults.push(tokenFault('SLACK_APP_TOKEN', appToken, error));
    }
    return faults;
  }

  const posts = createPosts({ installations: installationOf, gallery, naming, clock });

  return {
    name: 'slack',
    listener: receiver instanceof HTTPReceiver ? listenerOf(receiver, () => phase !== 'new') : undefined,
    async start() {
      if (appToken === undefined && signingSecret === undefined) {
        throw new StartError(
          "SLACK_SIGNING_SECRET is missing: copy it from your app's page, Basic Information, or set SLACK_APP_TOKEN to use Socket Mode.",
        );
      }
      const faults = await checkTokens();
      const own = installation && `slack:${installation.identity.team}`;
      // A token that was taken back does not say whose it was.
      const other = faults.some(isTakenBack) ? 'has-not' : 'unknown';
      await options.compare?.((workspace) => (workspace === own ? 'has' : other));
      if (faults.length > 0 || installation === undefined) {
        life.abort();
        throw startError(faults, apiUrl);
      }
      phase = 'running';
      tellMissingScopes(installation.identity.scopes, log);
      const unreadable = (errand: string) =>
        log.error({ errand }, 'Slack: an answer cannot be told: its address is unreadable');
      for (const left of await errandsLeft(errands, 'slack', addressSchema, unreadable)) {
        if (left.address.team === installation.identity.team) answers.track(actor.goOn(left));
        // The token was exchanged for another workspace's.
        else await errands.setAside(left.errand.id);
      }
      log.info({ mode: socket === undefined ? 'http' : 'socket' }, 'Slack: connected');
    },
    async stop() {
      phase = 'stopping';
      await Promise.all([socket?.close(), answers.end(pace.graceMs, pace.goodbyeMs)]);
      life.abort();
      await answers.end(LET_GO_MS, 0);
    },
    post: (place, reply, as) => answers.accompany(posts.post(place, reply, as)),
    edit: (posted, reply) => answers.accompany(posts.edit(posted, reply)),
    tell: (person, reply) => answers.accompany(posts.tell(person, reply)),
    examine: async (place) =>
      examine(installationOf(place.workspace.replace(/^slack:/, '')).api, place, clock),
  };
}

/** Missing permissions are named at the start, not when something fails for want of them. */
function tellMissingScopes(scopes: readonly string[] | undefined, log: Log): void {
  if (scopes === undefined) return;
  for (const [scope, purpose] of Object.entries(SCOPES)) {
    if (!scopes.includes(scope))
      log.warn({ scope }, `Slack: without this scope the bot cannot do: ${purpose.en}`);
  }
}
