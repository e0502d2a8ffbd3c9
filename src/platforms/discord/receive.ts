/** Discord's interaction → Invocation: pure, but for files, which are named here and fetched by `upload.ts`. */
import {
  type Attachment,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  ComponentType,
  GuildMember,
  type Interaction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Caller, FieldValue, Invocation } from '../../chat/invocation.ts';
import { localeOf } from '../../chat/locale.ts';
import { firstShown } from '../../chat/name.ts';
import type { Role } from '../../chat/role.ts';

/** The interactions that are answered. */
export type Answerable = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

/** A file that a user sent, still at Discord. */
export type Upload = {
  /** Id of the form's field. */
  readonly field: string;
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
};

export type Received = {
  /** Complete but for the uploaded files among a form's fields. */
  readonly invocation: Invocation;
  readonly uploads: readonly Upload[];
};

export function isAnswerable(interaction: Interaction): interaction is Answerable {
  return interaction.isChatInputCommand() || interaction.isButton() || interaction.isModalSubmit();
}

function nameOf(interaction: Answerable): string {
  const { member, user } = interaction;
  const own = member instanceof GuildMember ? member.displayName : member?.nick;
  return firstShown(own, user.displayName, user.username, user.id);
}

/** Whoever may manage a server looks after it, and everybody after their own direct messages. */
function roleOf({ guildId, memberPermissions }: Answerable): Role {
  const isOrganiser = guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
  return isOrganiser ? 'organiser' : 'member';
}

/** Ids of the member's roles. */
function groupsOf({ member, guildId }: Answerable): readonly string[] {
  if (member === null) return [];
  const roles = member instanceof GuildMember ? [...member.roles.cache.keys()] : member.roles;
  // The role that everybody has bears the server's own id.
  return roles.filter((id) => id !== guildId);
}

/** Who acts where. Outside servers everyone has a workspace of their own. */
export function callerOf(interaction: Answerable): Caller {
  return {
    platform: 'discord',
    workspace:
      interaction.guildId === null ? `discord:dm-${interaction.user.id}` : `discord:${interaction.guildId}`,
    channel: interaction.channelId ?? '',
    userId: interaction.user.id,
    userName: nameOf(interaction),
    locale: localeOf(interaction.locale),
    role: roleOf(interaction),
    groups: groupsOf(interaction),
  };
}

function valuesOf(options: readonly CommandInteractionOption[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function command(interaction: ChatInputCommandInteraction): Invocation {
  const subcommand = interaction.options.getSubcommand(false) ?? undefined;
  const options =
    subcommand === undefined ? interaction.options.data : (interaction.options.data[0]?.options ?? []);
  return {
    kind: 'command',
    command: interaction.commandName,
    subcommand,
    input: { kind: 'typed', values: valuesOf(options) },
    caller: callerOf(interaction),
  };
}

/**
 * The name that the file had. Discord takes what is not ASCII out of `name` (`第3回.csv` → `3.csv`) and keeps the whole,
 * mostly without its ending, as `title`.
 */
function fileName({ name, title }: Pick<Attachment, 'name' | 'title'>): string {
  if (title === null || title === '') return name;
  const ending = /\.[A-Za-z0-9]+$/.exec(name)?.[0] ?? '';
  return title.toLowerCase().endsWith(ending.toLowerCase()) ? title : `${title}${ending}`;
}

function submit(interaction: ModalSubmitInteraction): Received {
  const fields: Record<string, FieldValue> = {};
  const uploads: Upload[] = [];
  for (const [id, field] of interaction.fields.fields) {
    if (field.type === ComponentType.TextInput) fields[id] = { kind: 'text', text: field.value };
    if (field.type !== ComponentType.FileUpload) continue;
    for (const attachment of field.attachments?.values() ?? []) {
      const { url, size } = attachment;
      uploads.push({ field: id, name: fileName(attachment), url, bytes: size });
    }
  }
  return {
    invocation: { kind: 'submit', id: interaction.customId, fields, caller: callerOf(interaction) },
    uploads,
  };
}

/** What a user did, in the words that all platforms share. */
export function receive(interaction: Answerable): Received {
  if (interaction.isModalSubmit()) return submit(interaction);
  const invocation: Invocation = interaction.isButton()
    ? { kind: 'press', id: interaction.customId, caller: callerOf(interaction) }
    : command(interaction);
  return { invocation, uploads: [] };
}
