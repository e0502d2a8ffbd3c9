/** Who may do what: one row a permission. Checked in dispatch, the same on every platform. */
import type { Caller } from '../chat/invocation.ts';
import type { Words } from '../chat/locale.ts';
import { isAtLeast, type Role } from '../chat/role.ts';
import type { Settings, Widened } from './settings.ts';

type Row = {
  /** The least role that may. */
  readonly least: Role;
  /** The setting that can open it to everyone; null: none can. */
  readonly widened: Widened | null;
  /** What it is that one may: completes "… is for organisers". */
  readonly words: Words;
};

export const PERMISSIONS = {
  schedules: {
    least: 'host',
    widened: 'schedules',
    words: { en: 'Making and changing schedules in this channel', ja: 'このチャンネルの予定の作成と変更' },
  },
  'schedules-elsewhere': {
    least: 'organiser',
    widened: 'schedules',
    words: {
      en: 'Changing other people’s schedules in other channels',
      ja: 'ほかのチャンネルにある、ほかの人の予定の変更',
    },
  },
  decks: {
    least: 'organiser',
    widened: 'decks',
    words: { en: 'Importing, exporting and removing decks', ja: '問題集の取り込み、書き出し、削除' },
  },
  class: {
    least: 'organiser',
    widened: 'class',
    words: { en: 'The list of the class', ja: 'クラスの成績一覧の表示' },
  },
  closing: {
    least: 'host',
    widened: null,
    words: { en: 'Closing a question that somebody else asked', ja: 'ほかの人が出した問題の締め切り' },
  },
  'closing-elsewhere': {
    least: 'organiser',
    widened: null,
    words: {
      en: 'Closing a question that somebody else asked in another channel',
      ja: 'ほかのチャンネルの、ほかの人が出した問題の締め切り',
    },
  },
  'channel-settings': {
    least: 'host',
    widened: null,
    words: { en: 'Changing the settings of this channel', ja: 'このチャンネルの設定の変更' },
  },
  settings: {
    least: 'organiser',
    widened: null,
    words: { en: 'Changing settings that hold for everyone', ja: '全体の設定の変更' },
  },
} as const satisfies Readonly<Record<string, Row>>;

export type Permission = keyof typeof PERMISSIONS;

/** What somebody is where they act: what the platform says, or what an organiser has chosen. */
export function roleOf(
  { role, userId, groups = [] }: Pick<Caller, 'role' | 'userId' | 'groups'>,
  { organisers }: Pick<Settings, 'organisers'>,
): Role {
  return [userId, ...groups].some((id) => organisers.includes(id)) ? 'organiser' : role;
}

export function isAllowed(
  permission: Permission,
  caller: Pick<Caller, 'role' | 'userId' | 'groups'>,
  settings: Settings,
): boolean {
  const { least, widened }: Row = PERMISSIONS[permission];
  if (widened !== null && settings.may[widened] === 'everyone') return true;
  return isAtLeast(roleOf(caller, settings), least);
}
