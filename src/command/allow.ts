/** Whether somebody may do what they want to; who may not is told who may. */
import { UserError } from '../chat/error.ts';
import type { PlatformName } from '../chat/invocation.ts';
import type { Words } from '../chat/locale.ts';
import { isAllowed, PERMISSIONS, type Permission } from '../settings/permissions.ts';
import type { Context } from './define.ts';

/** Who is an organiser, and how one becomes it. */
const ORGANISERS: Readonly<Record<PlatformName, Words>> = {
  discord: {
    en: 'Organisers are those who may manage this server, and whom they name with `/settings organisers=`.',
    ja: '運営者は、サーバー管理権限のある人と、その人が `/settings organisers=` で指名した人です。',
  },
  slack: {
    en: 'Organisers are the admins of this workspace, and whom they name with `/settings organisers=`; who has made a channel may schedule in it.',
    ja: '運営者は、ワークスペースの管理者と、その人が `/settings organisers=` で指名した人です。チャンネルの作成者は、そのチャンネルの予定を作れます。',
  },
  web: {
    en: 'The organiser is whoever logs in with the teacher’s token.',
    ja: '運営者は、先生用のトークンでログインした人です。',
  },
  terminal: { en: '', ja: '' },
};

/** @throws UserError if the caller may not; it says who may */
export function checkAllowed(needed: Permission | undefined, { caller, settings }: Context): void {
  if (needed === undefined || isAllowed(needed, caller, settings)) return;
  const { words } = PERMISSIONS[needed];
  const who = ORGANISERS[caller.platform];
  throw new UserError({
    en: `${words.en} is for organisers. ${who.en}`,
    ja: `${words.ja}は、運営者だけができます。${who.ja}`,
  });
}
