/** All that the loopback Discord knows: its bot, people, servers, channels, messages, commands and interactions. */
import { EventEmitter } from 'node:events';
import { snowflake } from './ids.ts';

export const PERMISSION = {
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
} as const;
export type PermissionName = keyof typeof PERMISSION;

/** A role of the server that gives no permissions. */
export const TEACHERS = '77000000000000001';

/** A server's member or somebody in a direct message. */
export type Person = {
  readonly id: string;
  readonly username: string;
  readonly display: string;
  /** All if left out. */
  readonly permissions?: bigint;
  readonly roles?: readonly string[];
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  /** Undefined for a direct message. */
  readonly guild: string | undefined;
  /** What the bot may not do here. */
  readonly denied: Set<PermissionName>;
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Alt text. */
  readonly alt: string;
  readonly bytes: Uint8Array;
};

export type StoredButton = {
  readonly id: string;
  readonly label: string;
  readonly style: number;
  /** Counted from 0. */
  readonly row: number;
};

export type StoredMessage = {
  readonly id: string;
  readonly channel: string;
  readonly private: boolean;
  text: string;
  files: StoredFile[];
  buttons: StoredButton[];
  /** The JSON of its rows, as the bot sent it. */
  components: unknown;
  /** "Thinking…": deferred, not filled in. */
  isLoading: boolean;
  isDeleted: boolean;
  /** When it was created and each time it was edited, in ms of the wall clock. */
  readonly writtenAt: number[];
  /** Every text it ever showed, the present one last. */
  readonly texts: string[];
  readonly nonce: string | undefined;
};

export type StoredInteraction = {
  readonly id: string;
  readonly token: string;
  readonly kind: 'command' | 'press' | 'submit';
  readonly channel: string;
  readonly person: Person;
  /** The message whose button was pressed, or whose button opened the form. */
  readonly source: StoredMessage | undefined;
  readonly createdAt: number;
  state: 'waiting' | 'acknowledged' | 'failed';
  /** Type of the callback that acknowledged it. */
  callback: number | undefined;
  /** The message that `@original` names. */
  original: StoredMessage | undefined;
  modal: Modal | undefined;
  /** Messages that it made or changed, in order. */
  readonly touched: Set<StoredMessage>;
};

export type ModalField = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'file';
  readonly isRequired: boolean;
  readonly maxLength: number;
};
export type Modal = { readonly id: string; readonly title: string; readonly fields: readonly ModalField[] };

/** A request that the bot made. */
export type Recorded = {
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
};

export type World = ReturnType<typeof createWorld>;

/** Whether the bot has been added to the server; `away`: it has, and the server is not available. */
export type Membership = 'member' | 'away' | 'stranger';

/** @param now ms; decides when interaction tokens run out */
export function createWorld(token: string, now: () => number, membership: Membership) {
  const application = snowflake();
  const guild = snowflake();
  const channels = new Map<string, Channel>();
  const changes = new EventEmitter().setMaxListeners(0);

  function addChannel(name: string, home: string | undefined): Channel {
    const channel: Channel = { id: snowflake(), name, guild: home, denied: new Set() };
    channels.set(channel.id, channel);
    return channel;
  }

  return {
    token,
    now,
    membership,
    application,
    bot: { id: application, username: 'carrybot' },
    /** Who owns the server; owners may do everything. */
    owner: snowflake(),
    guild,
    general: addChannel('general', guild),
    channels,
    addChannel,
    messages: new Map<string, StoredMessage>(),
    interactions: new Map<string, StoredInteraction>(),
    /** Registered commands, as Discord would return them. */
    commands: [] as Record<string, unknown>[],
    /** Files that people uploaded, by path. */
    uploads: new Map<string, StoredFile>(),
    requests: [] as Recorded[],
    changes,
    changed: () => changes.emit('change'),
  };
}

export function memberOf(person: Person): unknown {
  return {
    user: userOf(person),
    nick: null,
    avatar: null,
    roles: person.roles ?? [],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: String(person.permissions ?? (1n << 50n) - 1n),
  };
}

export function userOf(person: Person): unknown {
  return {
    id: person.id,
    username: person.username,
    global_name: person.display,
    discriminator: '0',
    avatar: null,
  };
}

/** The bot's permissions in a channel, as a decimal bit set. */
export function permissionsIn(channel: Channel): string {
  const bits = Object.entries(PERMISSION).filter(
    ([name]) => ![...channel.denied].some((denied) => denied === name),
  );
  return String(bits.reduce((sum, [, bit]) => sum | bit, 0n));
}

export function channelOf(channel: Channel): unknown {
  if (channel.guild === undefined) return { id: channel.id, type: 1, recipients: [], flags: 0 };
  const deny = [...channel.denied].reduce((sum, name) => sum | PERMISSION[name], 0n);
  return {
    id: channel.id,
    type: 0,
    guild_id: channel.guild,
    name: channel.name,
    position: 0,
    flags: 0,
    nsfw: false,
    parent_id: null,
    permission_overwrites: [{ id: channel.guild, type: 0, allow: '0', deny: String(deny) }],
  };
}

export function messageOf(world: World, message: StoredMessage): unknown {
  return {
    id: message.id,
    channel_id: message.channel,
    type: 0,
    author: { ...world.bot, discriminator: '0000', avatar: null, bot: true, global_name: null },
    application_id: world.application,
    content: message.text,
    components: message.components,
    attachments: message.files.map((file) => ({
      id: file.id,
      filename: file.name,
      size: file.bytes.byteLength,
      content_type: file.type,
      description: file.alt,
      url: `attachment://${file.name}`,
      proxy_url: `attachment://${file.name}`,
    })),
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: new Date(message.writtenAt[0] ?? 0).toISOString(),
    edited_timestamp: null,
    flags: (message.private ? 64 : 0) | (message.isLoading ? 128 : 0),
  };
}
