/** The permissions that the bot needs, by the names that Discord shows, and the error that names a missing one. */
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { PlaceError } from '../../chat/error.ts';
import type { Words } from '../../chat/locale.ts';
import type { Lack } from '../../chat/platform.ts';
import type { Fault } from './fault.ts';

/** Names as in Discord's settings in either language. */
const NAMES = {
  ViewChannel: { en: 'View Channel', ja: 'チャンネルを見る' },
  SendMessages: { en: 'Send Messages', ja: 'メッセージを送信' },
  SendMessagesInThreads: { en: 'Send Messages in Threads', ja: 'スレッドでメッセージを送信' },
  AttachFiles: { en: 'Attach Files', ja: 'ファイルを添付' },
  MentionEveryone: {
    en: 'Mention @everyone, @here, and All Roles',
    ja: '@everyone、@here、全てのロールにメンション',
  },
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

/** What does not work without a permission. Answers to commands come through Discord's own door, and need none. */
const BREAKS: Readonly<Record<Permission, Words>> = {
  ViewChannel: {
    en: 'scheduled questions, trainings and summaries cannot be posted here',
    ja: '予定した問題、学習、まとめをここに投稿できません',
  },
  SendMessages: {
    en: 'scheduled questions, trainings and summaries cannot be posted here',
    ja: '予定した問題、学習、まとめをここに投稿できません',
  },
  SendMessagesInThreads: {
    en: 'scheduled questions, trainings and summaries cannot be posted in this thread',
    ja: '予定した問題、学習、まとめをこのスレッドに投稿できません',
  },
  AttachFiles: {
    en: 'scheduled posts with a picture cannot be posted here',
    ja: '画像の付いた予定の投稿ができません',
  },
  MentionEveryone: {
    en: 'scheduled questions call nobody',
    ja: '定期出題のときにだれにも通知が届きません',
  },
};

/**
 * What the bot lacks in a channel.
 * @param held what it may do there; undefined if it does not see the channel
 */
export function lacksOf(
  held: Readonly<PermissionsBitField> | undefined,
  channel: Need['channel'],
  calls: 'somebody' | 'nobody',
): readonly Lack[] {
  const needed: readonly Permission[] = [
    'ViewChannel',
    channel === 'thread' ? 'SendMessagesInThreads' : 'SendMessages',
    'AttachFiles',
    ...(calls === 'somebody' ? (['MentionEveryone'] as const) : []),
  ];
  const lacking =
    held === undefined
      ? (['ViewChannel'] as const)
      : needed.filter((name) => !held.has(PermissionFlagsBits[name]));
  return lacking.map((name) => ({ name: NAMES[name], breaks: BREAKS[name] }));
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
