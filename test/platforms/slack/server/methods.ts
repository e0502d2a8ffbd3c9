/** The Web API methods that the bot uses, with Slack's rules and Slack's words for breaking them. */
import { z } from 'zod';
import { faultsOf, viewSchema } from './blocks.ts';
import { type Answer, contentOf, decoded, Refused } from './content.ts';
import {
  APP,
  BOT_ID,
  BOT_USER,
  CREATOR,
  isAdmin,
  profileOf,
  type Stored,
  TEAM,
  type World,
} from './world.ts';

export type Access = {
  readonly botToken: string;
  readonly appToken: string;
  /** Scopes of the bot token. */
  readonly scopes: Set<string>;
  /** Where this server listens, without a slash at the end. */
  base(): string;
  /** A ticket for a socket. */
  ticket(): string;
};

const postSchema = z.looseObject({
  channel: z.string(),
  text: z.string().optional(),
  thread_ts: z.string().optional(),
});

export type Entry = {
  readonly token: 'bot' | 'app';
  readonly scope: string | undefined;
  readonly run: (world: World, args: Readonly<Record<string, unknown>>, access: Access) => Answer;
};

export const METHODS: Readonly<Record<string, Entry>> = {
  'auth.test': {
    token: 'bot',
    scope: undefined,
    run: () => ({
      ok: true,
      url: 'https://carrybot-class.slack.com/',
      team: 'Carrybot class',
      user: 'carrybot',
      team_id: TEAM,
      user_id: BOT_USER,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    scope: undefined,
    run: (_world, _args, access) => ({
      ok: true,
      url: `${access.base().replace('http', 'ws')}/link?ticket=${access.ticket()}`,
    }),
  },
  'chat.postMessage': {
    token: 'bot',
    scope: 'chat:write',
    run(world, args, { scopes }) {
      const { channel, thread_ts } = postSchema.parse(args);
      mayWrite(world, channel, scopes);
      const { text, blocks } = contentOf(world, args);
      const stored = world.add({
        channel,
        onlyFor: undefined,
        thread: thread_ts,
        file: undefined,
        metadata: decoded(args['metadata']),
        text,
        blocks,
      });
      return { ok: true, channel, ts: stored.ts, message: messageOf(stored) };
    },
  },
  'chat.update': {
    token: 'bot',
    scope: 'chat:write',
    run(world, args, { scopes }) {
      const { channel, ts } = z.looseObject({ channel: z.string(), ts: z.string() }).parse(args);
      mayWrite(world, channel, scopes);
      const stored = world.find(channel, ts);
      // Ephemeral messages have no place in the channel's history.
      if (stored === undefined || stored.onlyFor !== undefined) throw new Refused('message_not_found');
      if (stored.file !== undefined) throw new Refused('cant_update_message');
      const { text, blocks } = contentOf(world, args);
      world.edit(stored, text, blocks);
      const { ts: _, ...message } = messageOf(stored);
      return { ok: true, channel, ts, text, message };
    },
  },
  'chat.delete': {
    token: 'bot',
    scope: 'chat:write',
    run(world, args) {
      const { channel, ts } = z.looseObject({ channel: z.string(), ts: z.string() }).parse(args);
      const stored = world.find(channel, ts);
      if (stored === undefined || stored.onlyFor !== undefined) throw new Refused('message_not_found');
      world.remove(stored);
      return { ok: true, channel, ts };
    },
  },
  'chat.postEphemeral': {
    token: 'bot',
    scope: 'chat:write',
    run(world, args) {
      const { channel, thread_ts } = postSchema.parse(args);
      const { user } = z.looseObject({ user: z.string() }).parse(args);
      const place = world.channels.get(channel);
      if (place === undefined || (place.kind !== 'public' && !place.hasBot))
        throw new Refused('channel_not_found');
      if (!place.hasBot) throw new Refused('not_in_channel');
      const { text, blocks } = contentOf(world, args);
      const stored = world.add({ channel, onlyFor: user, thread: thread_ts, file: undefined, text, blocks });
      return { ok: true, message_ts: stored.ts };
    },
  },
  'conversations.history': {
    token: 'bot',
    scope: 'channels:history',
    run: (world, args) => history(world, args, undefined),
  },
  'conversations.replies': {
    token: 'bot',
    scope: 'channels:history',
    run: (world, args) => history(world, args, z.looseObject({ ts: z.string() }).parse(args).ts),
  },
  'conversations.open': {
    token: 'bot',
    scope: 'im:write',
    run(world, args) {
      const { users } = z.looseObject({ users: z.string() }).parse(args);
      if (profileOf(users) === undefined) throw new Refused('user_not_found');
      return { ok: true, no_op: true, already_open: true, channel: { id: world.direct(users) } };
    },
  },
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    run(_world, args) {
      const { user, include_locale } = z
        .looseObject({ user: z.string(), include_locale: z.unknown().optional() })
        .parse(args);
      const profile = profileOf(user);
      if (profile === undefined) throw new Refused('user_not_found');
      const { name, display, locale, tz } = profile;
      return {
        ok: true,
        user: {
          id: user,
          team_id: TEAM,
          name,
          real_name: display,
          tz,
          is_admin: isAdmin(user),
          profile: { display_name: display, real_name: display },
          ...(String(include_locale) === 'true' ? { locale } : {}),
        },
      };
    },
  },
  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    run(world, args) {
      const { channel } = z.looseObject({ channel: z.string() }).parse(args);
      const place = world.channels.get(channel);
      if (place === undefined || (place.kind !== 'public' && !place.hasBot))
        throw new Refused('channel_not_found');
      return {
        ok: true,
        channel: { id: channel, is_channel: true, is_member: place.hasBot, creator: CREATOR },
      };
    },
  },
  'views.open': {
    token: 'bot',
    scope: undefined,
    run(world, args) {
      const { trigger_id, view } = z.looseObject({ trigger_id: z.string(), view: z.unknown() }).parse(args);
      const [user = ''] = trigger_id.split('.');
      const since = world.triggers.get(trigger_id);
      if (since === undefined) throw new Refused('exchanged_trigger_id');
      world.triggers.delete(trigger_id);
      if (Date.now() - since > world.ackMs) throw new Refused('expired_trigger_id');
      const parsed = viewSchema.safeParse(decoded(view));
      if (!parsed.success) {
        throw new Refused('invalid_arguments', { response_metadata: { messages: faultsOf(parsed.error) } });
      }
      const id = world.id('V');
      world.modals.set(user, { id, user, view: parsed.data, errors: {} });
      world.changed();
      return { ok: true, view: { ...parsed.data, id, team_id: TEAM } };
    },
  },
  'files.getUploadURLExternal': {
    token: 'bot',
    scope: 'files:write',
    run(world, args, access) {
      const { filename, length, alt_txt } = z
        .looseObject({
          filename: z.string().min(1),
          length: z.coerce.number().int().min(1),
          alt_txt: z.string().optional(),
        })
        .parse(args);
      if ('alt_text' in args)
        world.complain('files.getUploadURLExternal: alt_text is not an argument; it is alt_txt');
      if (alt_txt === undefined || alt_txt === '') world.complain(`${filename} has no alternative text`);
      if ((alt_txt ?? '').length > 1_000) throw new Refused('alt_txt_too_large');
      const id = world.id('F');
      world.files.set(id, { id, name: filename, length, alt: alt_txt ?? '', bytes: undefined, readyAt: 0 });
      return { ok: true, upload_url: `${access.base()}/upload/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    token: 'bot',
    scope: 'files:write',
    run(world, args) {
      const { files, channel_id, thread_ts } = z
        .looseObject({
          files: z.unknown(),
          channel_id: z.string().optional(),
          thread_ts: z.string().optional(),
        })
        .parse(args);
      const list = z
        .array(z.object({ id: z.string(), title: z.string().optional() }))
        .min(1)
        .parse(decoded(files));
      const done = list.map(({ id, title }) => {
        const file = world.files.get(id);
        if (file?.bytes === undefined) throw new Refused('file_not_found');
        if (channel_id !== undefined) {
          if (world.channels.get(channel_id)?.hasBot !== true) throw new Refused('channel_not_found');
          world.add({
            channel: channel_id,
            onlyFor: undefined,
            thread: thread_ts,
            file: id,
            text: '',
            blocks: [],
          });
        }
        file.readyAt = Date.now() + world.processingMs;
        return { id, title: title ?? file.name, name: file.name, alt_txt: file.alt, size: file.length };
      });
      return { ok: true, files: done };
    },
  },
};

function mayWrite(world: World, channel: string, scopes: ReadonlySet<string>): void {
  const place = world.channels.get(channel);
  if (place === undefined || (place.kind !== 'public' && !place.hasBot))
    throw new Refused('channel_not_found');
  if (!place.hasBot && !scopes.has('chat:write.public')) throw new Refused('not_in_channel');
}

function messageOf(stored: Stored): Record<string, unknown> {
  return {
    type: 'message',
    ts: stored.ts,
    text: stored.text,
    user: BOT_USER,
    bot_id: BOT_ID,
    app_id: APP,
    team: TEAM,
    blocks: stored.blocks,
    ...(stored.thread === undefined ? {} : { thread_ts: stored.thread }),
  };
}

/** What was said in a channel, newest first; to bots that are members. */
function history(world: World, args: Readonly<Record<string, unknown>>, thread: string | undefined): Answer {
  const { channel, oldest, limit, include_all_metadata } = z
    .looseObject({
      channel: z.string(),
      oldest: z.coerce.number().default(0),
      limit: z.coerce.number().int().max(999).default(100),
      include_all_metadata: z.unknown().optional(),
    })
    .parse(args);
  const place = world.channels.get(channel);
  if (place === undefined) throw new Refused('channel_not_found');
  if (!place.hasBot) throw new Refused('not_in_channel');
  const found = world.messages
    .filter((each) => each.channel === channel && each.onlyFor === undefined && each.thread === thread)
    .filter(({ ts }) => Number(ts) > oldest)
    .toReversed()
    .slice(0, limit);
  const withMetadata = String(include_all_metadata) === 'true';
  return {
    ok: true,
    messages: found.map((each) => ({
      ...messageOf(each),
      ...(withMetadata && each.metadata !== undefined && { metadata: each.metadata }),
    })),
    has_more: false,
  };
}
