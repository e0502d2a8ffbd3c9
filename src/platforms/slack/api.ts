/** The calls of Slack's Web API that the bot makes, with Bolt's client, each in its lane. */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { faultOf } from './fault.ts';
import type { Modal } from './form.ts';
import type { Lane } from './lane.ts';
import type { Message } from './render.ts';

/** Where a message is: its channel and its timestamp, which is its name. */
export type Spot = { readonly channel: string; readonly ts: string };

/** By what a message of our own is found again: a text that no other has, and a time before it, in ms since 1970. */
export type Mark = { readonly key: string; readonly since: number };

/** Who the bot is, from `auth.test`. */
export type Identity = {
  readonly team: string;
  /** The workspace's address, ending in `/`; undefined if Slack did not say. */
  readonly url: string | undefined;
  readonly botUser: string;
  /** Undefined if the token is not a bot's. */
  readonly botId: string | undefined;
  /** Scopes that the token has; undefined if Slack did not say. */
  readonly scopes: readonly string[] | undefined;
};

export type Upload = { readonly file: string; readonly url: string };

export type Api = {
  identity(): Promise<Identity>;
  post(channel: string, thread: string | undefined, message: Message, mark: Mark | undefined): Promise<Spot>;
  /** Our own message with this mark; undefined if it is not there, or the bot may not look. */
  find(share: Share, mark: Mark): Promise<Spot | undefined>;
  update(spot: Spot, message: Message): Promise<void>;
  remove(spot: Spot): Promise<void>;
  /** A message that only `user` sees and that cannot be edited. */
  postEphemeral(channel: string, thread: string | undefined, user: string, message: Message): Promise<void>;
  /** The channel of the direct messages between the bot and `user`. */
  openDirect(user: string): Promise<string>;
  openModal(trigger: string, view: Modal): Promise<void>;
  user(id: string): Promise<{
    readonly name: string | undefined;
    readonly locale: string | undefined;
    readonly zone: string | undefined;
    /** Whether the workspace is theirs to look after: an admin, or an owner. */
    readonly isAdmin: boolean;
  }>;
  /** Who has made a channel, undefined if Slack does not say; and whether the bot is in it. */
  channel(id: string): Promise<{ readonly creator: string | undefined; readonly isMember: boolean }>;
  uploadUrl(name: string, bytes: number, alt: string): Promise<Upload>;
  /** Ends an upload; with a channel it is also shared there. */
  completeUpload(file: string, title: string, share: Share | undefined): Promise<void>;
};
export type Share = { readonly channel: string; readonly thread: string | undefined };

const identitySchema = z.object({
  team_id: z.string(),
  url: z.string().optional(),
  user_id: z.string(),
  bot_id: z.string().optional(),
});
const spotSchema = z.object({ channel: z.string(), ts: z.string() });
const historySchema = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.object({ event_payload: z.object({ key: z.string().optional() }).optional() }).optional(),
    }),
  ),
});
const directSchema = z.object({ channel: z.object({ id: z.string() }) });
const userSchema = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    tz: z.string().nullish(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional() }).optional(),
  }),
});
const channelSchema = z.object({
  channel: z.object({ creator: z.string().optional(), is_member: z.boolean().optional() }),
});
const uploadSchema = z.object({ upload_url: z.string(), file_id: z.string() });

/** Name of the metadata by which messages are found again. */
const MARKED = 'carrybot_message';
/** Newest messages among which one of our own is looked for. */
const LOOKED_AT = 200;

/** `client` must reject rate-limited calls: the lane waits for them. */
export function createApi(client: webApi.WebClient, lane: Lane): Api {
  /** A call in the lane of its method; its answer is decoded by the schema. */
  async function call<T>(method: string, schema: z.ZodType<T>, args: Record<string, unknown>): Promise<T> {
    return schema.parse(await lane.call(method, () => client.apiCall(method, args)));
  }
  const anything = z.unknown();

  return {
    async identity() {
      const answer = await client.apiCall('auth.test');
      const { team_id, url, user_id, bot_id } = identitySchema.parse(answer);
      return {
        team: team_id,
        url,
        botUser: user_id,
        botId: bot_id,
        scopes: answer.response_metadata?.scopes,
      };
    },
    async post(channel, thread, message, mark) {
      const metadata = mark && { event_type: MARKED, event_payload: { key: mark.key } };
      const args = {
        channel,
        ...(metadata === undefined ? {} : { metadata }),
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...message,
        unfurl_links: false,
        unfurl_media: false,
      };
      return spotSchema.parse(await lane.post(channel, () => client.apiCall('chat.postMessage', args)));
    },
    async find({ channel, thread }, { key, since }) {
      // A second before: Slack's clock is not ours.
      const oldest = String(Math.floor(since / 1_000) - 1);
      const args = { channel, oldest, limit: LOOKED_AT, include_all_metadata: true };
      const [method, more] =
        thread === undefined ? ['conversations.history', {}] : ['conversations.replies', { ts: thread }];
      try {
        const { messages } = await call(method, historySchema, { ...args, ...more });
        const found = messages.find(({ metadata }) => metadata?.event_payload?.key === key);
        return found && { channel, ts: found.ts };
      } catch (error) {
        if (faultOf(error)?.kind === 'refused') return undefined;
        throw error;
      }
    },
    async update({ channel, ts }, message) {
      await call('chat.update', anything, { channel, ts, ...message });
    },
    async remove({ channel, ts }) {
      await call('chat.delete', anything, { channel, ts });
    },
    async postEphemeral(channel, thread, user, message) {
      await call('chat.postEphemeral', anything, {
        channel,
        user,
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...message,
      });
    },
    async openDirect(user) {
      return (await call('conversations.open', directSchema, { users: user })).channel.id;
    },
    async openModal(trigger, view) {
      // Not in a lane: a trigger that waited would be too old.
      await client.apiCall('views.open', { trigger_id: trigger, view });
    },
    async user(id) {
      const { user } = await call('users.info', userSchema, { user: id, include_locale: true });
      return {
        name: user.profile?.display_name || user.real_name || user.name,
        locale: user.locale,
        zone: user.tz ?? undefined,
        isAdmin: user.is_admin === true || user.is_owner === true,
      };
    },
    async channel(id) {
      const { channel } = await call('conversations.info', channelSchema, { channel: id });
      return { creator: channel.creator, isMember: channel.is_member === true };
    },
    async uploadUrl(name, bytes, alt) {
      // `alt_txt` is the API's name for it; the client's own upload sends `alt_text`, which Slack ignores.
      const args = { filename: name, length: bytes, alt_txt: alt };
      const { upload_url, file_id } = await call('files.getUploadURLExternal', uploadSchema, args);
      return { file: file_id, url: upload_url };
    },
    async completeUpload(file, title, share) {
      await call('files.completeUploadExternal', anything, {
        files: [{ id: file, title }],
        ...(share === undefined ? {} : { channel_id: share.channel }),
        ...(share?.thread === undefined ? {} : { thread_ts: share.thread }),
      });
    },
  };
}
