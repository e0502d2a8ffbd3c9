/** What is said where there is nothing to be done: by a bug, of an old button, of a name that is none. */
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { closest, code } from '../chat/wording.ts';

export function apology(id: string): Words {
  return {
    en: `Something went wrong on my side, not yours. Please try again; if it happens again, tell whoever runs me the reference \`${id}\`.`,
    ja: `こちらの不具合で処理できませんでした。もう一度お試しください。続くようでしたら、管理者に参照番号 \`${id}\` をお伝えください。`,
  };
}

export function gone(): UserError {
  return new UserError({
    en: 'That button no longer does anything. Type the command again; `/help` lists them all.',
    ja: 'このボタンはもう使えません。コマンドをもう一度入力してください(一覧は `/help`)。',
  });
}

export function unknownCommand(name: string, names: readonly string[]): UserError {
  const near = closest(name.toLowerCase(), names);
  return new UserError({
    en: `There is no command ${code(`/${name}`)}.${near === undefined ? '' : ` Did you mean \`/${near}\`?`} \`/help\` lists them all.`,
    ja: `${code(`/${name}`)} というコマンドはありません。${near === undefined ? '' : `\`/${near}\` のことですか? `}一覧は \`/help\` で見られます。`,
  });
}

export function unknownSubcommand(command: string, name: string, names: readonly string[]): UserError {
  const lines = names.map((each) => `\`/${command} ${each}\``);
  const list = { en: lines.join(', '), ja: lines.join('、') };
  const near = closest(name, names);
  return new UserError({
    en:
      name === ''
        ? `\`/${command}\` needs one more word: ${list.en}.`
        : `${code(`/${command} ${name}`)} is not something I know.${near === undefined ? '' : ` Did you mean \`/${command} ${near}\`?`} Try ${list.en}.`,
    ja:
      name === ''
        ? `\`/${command}\` のあとに、することを書いてください: ${list.ja}`
        : `${code(`/${command} ${name}`)} はありません。${near === undefined ? '' : `\`/${command} ${near}\` のことですか? `}使えるのは ${list.ja} です。`,
  });
}
