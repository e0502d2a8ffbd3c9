/** The few sentences that only this platform says, because the bot behind it cannot. */
import type { Words } from '../../chat/locale.ts';
import { shownFile } from '../../chat/name.ts';

/** `bot`: a mention of the bot, e.g. `<@U1>`. Said once to a user in a channel that the bot is not in. */
export function invite(bot: string): Words {
  return {
    en: `I'm not in this channel, so live progress and pictures can't be shown here. Type \`/invite\` ${bot} and I'll join.`,
    ja: `このチャンネルにまだ参加していないため、途中経過や画像を表示できません。\`/invite\` ${bot} で招待してください。`,
  };
}

/** `channel`: Slack's id of it. */
export function noPosting(channel: string): Words {
  return {
    en: `The bot may not post in channel ${channel}: it is not a member, or the channel is archived. Invite it there with \`/invite\`.`,
    ja: `チャンネル ${channel} に投稿できません。ボットが参加していないか、チャンネルがアーカイブされています。そのチャンネルで \`/invite\` を使って招待してください。`,
  };
}

/** `channel`: Slack's id of it. */
export function postGone(channel: string): Words {
  return {
    en: `The post in channel ${channel} is no longer there.`,
    ja: `チャンネル ${channel} の投稿が見つかりません。`,
  };
}

/** `link`: the address of the message, or undefined if it is not known. */
export function seeDirect(link: string | undefined): Words {
  return link === undefined
    ? {
        en: "I've sent you the answer as a direct message: only there can a private answer have files.",
        ja: '回答をダイレクトメッセージで送りました(自分だけに見える回答に画像やファイルを付けられるのは、そちらだけです)。',
      }
    : {
        en: `I've sent you the answer <${link}|as a direct message>: only there can a private answer have files.`,
        ja: `回答を<${link}|ダイレクトメッセージ>で送りました(自分だけに見える回答に画像やファイルを付けられるのは、そちらだけです)。`,
      };
}

export const formTooLate: Words = {
  en: 'Slack did not let me open the form, perhaps because it took too long. Please press the button again.',
  ja: '時間がかかり、フォームを開けませんでした。もう一度ボタンを押してください。',
};

/** Nobody knows: Slack may have opened it, and its receipt was lost. */
export const formPerhaps: Words = {
  en: 'Slack did not answer when I opened the form. If you do not see one, please press the button again.',
  ja: 'フォームを開こうとしましたが、Slack から応答がありませんでした。表示されていなければ、もう一度ボタンを押してください。',
};

/** `name`: the picture's or file's; `alt`: what it shows. */
export function unseenPicture(alt: string): Words {
  return { en: `Picture (can't be shown here): ${alt}`, ja: `画像(ここでは表示できません): ${alt}` };
}

export function unseenFile(name: string): Words {
  return { en: `The file ${name} can't be sent here.`, ja: `ファイル ${name} はここでは送れません。` };
}

export function uploadTooLarge(name: string, bytes: number, maxBytes: number): Words {
  const [size, limit] = [bytes, maxBytes].map(
    (count) => `${Math.ceil(count / 1024).toLocaleString('en-US')} KB`,
  );
  const shown = shownFile(name);
  return {
    en: `${shown} is too large (${size}). Please send a file of at most ${limit}.`,
    ja: `${shown} は大きすぎます(${size})。${limit} 以下のファイルを送ってください。`,
  };
}

export function uploadUnreadable(name: string): Words {
  const shown = shownFile(name);
  return {
    en: `I could not fetch ${shown} from Slack. Please send it again.`,
    ja: `Slack から ${shown} を読み込めませんでした。もう一度送ってください。`,
  };
}

export const cancel: Words = { en: 'Cancel', ja: 'キャンセル' };

/** Said to whoever uses the app from a team that it is not installed in. */
export const otherTeam: Words = {
  en: 'I am installed in another workspace, so I can do nothing for yours. Whoever manages your workspace can install an app of its own.',
  ja: 'このアプリは別のワークスペースに追加されているため、こちらでは使えません。ワークスペースの管理者に、専用のアプリを追加してもらってください。',
};

/** `team`: Slack's id of the workspace of a post. */
export function notInstalled(team: string): Words {
  return {
    en: `The bot is not installed in the Slack workspace ${team} any more.`,
    ja: `ボットは Slack のワークスペース ${team} に追加されていません。`,
  };
}
