/** The permissions that the bot needs, by the names that Discord shows, and the error that names a missing one. */
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { PlaceError } from '../../chat/error.ts';
import type { Words } from '../../chat/locale.ts';
import type { Fault } from './fault.ts';

/** Names as in Discord's settings in either language. */
const NAMES = {
  ViewChannel: { en: 'View Channel', ja: 'チャンネルを見る' },
  SendMessages: { en: 'Send Messages', ja: 'メッセージを送信' },
  SendMessagesInThreads: { en: 'Send Messages in Threads', ja: 'スレッドでメッセージを送信' },
  AttachFiles: { en: 'Attach Files', ja: 'ファイルを添付' },
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, Words>>;

export type Permission = keyof typeof NAMES;

/** All that the bot asks for when it is invited: nothing that reads or moderates. */
export const PERMISSIONS: bigint = new PermissionsBitField([
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.AttachFiles,
]).bitfield;

/** Where somebody who manages a server adds the bot to it. @param application the bot's application id */
export function inviteUrl(application: string): string {
  const scope = 'bot+applications.commands';
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=${scope}&permissions=${PERMISSIONS}`;
}

/** The names in both languages. */
export function permissionNames(permissions: readonly Permission[]): Words {
  return {
    en: permissions.map((name) => NAMES[name].en).join(', '),
    ja: permissions.map((name) => NAMES[name].ja).join('、'),
  };
}

/** What a message needs besides access to its channel. */
export type Need = { readonly files: 'none' | 'some'; readonly channel: 'thread' | 'other' };

/**
 * Which permissions are missing, after Discord refused.
 * @param held what the bot may do there, undefined where it is not known
 * @returns at least one permission: the likeliest if `held` explains nothing
 */
export function missing(
  held: Readonly<PermissionsBitField> | undefined,
  need: Need,
  fault: Fault,
): readonly Permission[] {
  const send: Permission = need.channel === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
  const needed: readonly Permission[] = [
    'ViewChannel',
    send,
    ...(need.files === 'some' ? (['AttachFiles'] as const) : []),
  ];
  const lacking = held === undefined ? [] : needed.filter((name) => !held.has(PermissionFlagsBits[name]));
  if (lacking.length > 0) return lacking;
  if (fault.kind === 'hidden') return ['ViewChannel'];
  return [need.files === 'some' ? 'AttachFiles' : send];
}

export function placeGone(channel: string): PlaceError {
  return new PlaceError('gone', [], {
    en: `The Discord channel or message is no longer there (channel ${channel}).`,
    ja: `Discord のチャンネルまたはメッセージが見つかりません(チャンネル ${channel})。`,
  });
}

export function placeForbidden(channel: string, lacking: readonly Permission[]): PlaceError {
  const names = permissionNames(lacking);
  return new PlaceError('forbidden', lacking, {
    en: `The bot lacks the permission "${names.en}" in Discord channel ${channel}. Give it there, in the channel's settings.`,
    ja: `Discord のチャンネル ${channel} で、ボットに「${names.ja}」の権限がありません。チャンネルの設定で許可してください。`,
  });
}
