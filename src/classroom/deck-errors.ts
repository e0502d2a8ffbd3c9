/** What teachers are told when a deck cannot be taken, found or brought back. */
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { closest, code } from '../chat/wording.ts';

export function tooMany(most: number): UserError {
  return new UserError({
    en: `There are ${most} decks already, the most there may be. Remove one with \`/quiz decks\`.`,
    ja: `問題集は ${most} 個までです。\`/quiz decks\` で不要なものを削除してください。`,
  });
}

/** @param names of the decks that there are */
export function unknownDeck(written: string, names: readonly string[]): UserError {
  const near = closest(written, names);
  const list = names.map(code);
  return new UserError({
    en: `There is no deck ${code(written)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`} There are ${list.join(', ')}.`,
    ja: `${code(written)} という問題集はありません。${near === undefined ? '' : `${code(near)} のことですか? `}あるのは ${list.join('、')} です。`,
  });
}

export function changedMeanwhile(): UserError {
  return new UserError({
    en: 'Somebody has changed that deck meanwhile, so nothing was done. Look at `/quiz decks` and import the file again.',
    ja: 'その間に問題集が変更されたため、何もしませんでした。`/quiz decks` で確かめてから、もう一度取り込んでください。',
  });
}

export function draftGone(): UserError {
  return new UserError({
    en: 'That file is no longer kept: it has been decided on, is over a day old, or five newer ones wait. Import it again.',
    ja: 'そのファイルはもうありません(すでに処理済みか、1 日以上たったか、新しいファイルが 5 つ待っています)。もう一度取り込んでください。',
  });
}

export function earlierGone(): UserError {
  return new UserError({
    en: 'That version is no longer kept: only what was last replaced or removed can be brought back.',
    ja: 'その版はもう残っていません。元に戻せるのは、最後に置き換えたか削除したものだけです。',
  });
}

export function namesTaken(question: string, deck: string): UserError {
  return new UserError({
    en: `It has a question \`${question}\`, and so has the deck \`${deck}\` by now. Remove that one with \`/quiz decks\` first.`,
    ja: `同じ名前の問題 \`${question}\` が問題集 \`${deck}\` にあります。先に \`/quiz decks\` でそちらを削除してください。`,
  });
}

/** @param why of the reader */
export function unreadable(why: Words): UserError {
  return new UserError({
    en: `That deck cannot be read any more. ${why.en}`,
    ja: `その問題集は読み取れなくなっています。${why.ja}`,
  });
}
