/** The few sentences that only this platform says, because the bot behind it cannot. */
import type { Words } from '../../chat/locale.ts';

/** `reference` is the interaction's id, which the log names too. */
export function failed(reference: string): Words {
  return {
    en: `Discord did not take my answer. If it happens again, tell the person who runs this bot: \`${reference}\``,
    ja: `Discord に回答を表示できませんでした。続くようなら、ボットの管理者に次の番号を伝えてください: \`${reference}\``,
  };
}

export function withoutFiles(text: string, permissions: Words): Words {
  return {
    en: `${text}\n\nI may not send pictures here. Someone who manages the server can allow it: **${permissions.en}**.`,
    ja: `${text}\n\nこのチャンネルでは画像を送れません。サーバーの管理者に「**${permissions.ja}**」を許可してもらってください。`,
  };
}

export function filesTooLarge(text: string): Words {
  return {
    en: `${text}\n\nThe file is too large for this server, so I left it out.`,
    ja: `${text}\n\nファイルがこのサーバーの上限より大きいため、添付できませんでした。`,
  };
}

export function uploadTooLarge(name: string, bytes: number, maxBytes: number): Words {
  const [size, limit] = [bytes, maxBytes].map(
    (count) => `${Math.ceil(count / 1024).toLocaleString('en-US')} KB`,
  );
  return {
    en: `\`${name}\` is too large (${size}). Please send a file of at most ${limit}.`,
    ja: `\`${name}\` は大きすぎます(${size})。${limit} 以下のファイルを送ってください。`,
  };
}

export function uploadUnreadable(name: string): Words {
  return {
    en: `I could not fetch \`${name}\` from Discord. Please send it again.`,
    ja: `Discord から \`${name}\` を読み込めませんでした。もう一度送ってください。`,
  };
}
