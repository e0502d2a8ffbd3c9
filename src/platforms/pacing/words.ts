/** The few sentences that platforms say themselves, because the bot behind them cannot. */
import type { Words } from '../../chat/locale.ts';

export const busy: Words = {
  en: 'I have too much to do right now. Please try again in a minute.',
  ja: 'ただいま混み合っています。少し待ってから、もう一度お試しください。',
};

export const restarting: Words = {
  en: 'I am just restarting. Please try again in a moment.',
  ja: 'ただいま再起動しています。少し待ってから、もう一度お試しください。',
};

export const interrupted: Words = {
  en: 'I was restarted before this was finished. Please run it again.',
  ja: '処理の途中で再起動しました。お手数ですが、もう一度実行してください。',
};

/** `reference`: what the log names too. */
export function unanswered(reference: string): Words {
  return {
    en: `This ended without an answer, which is my fault, not yours. Please try again; if it happens again, tell whoever runs me the reference \`${reference}\`.`,
    ja: `こちらの不具合で、回答がないまま終わりました。もう一度お試しください。続くようでしたら、管理者に参照番号 \`${reference}\` をお伝えください。`,
  };
}

export const givenUp: Words = {
  en: 'I was restarted several times while I worked on this, and have given it up. Please run it again; if it happens again, tell whoever runs me.',
  ja: '処理中に何度も再起動したため、中断しました。もう一度実行してください。続くようでしたら、管理者にお知らせください。',
};
