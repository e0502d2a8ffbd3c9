/** What teachers are told of their decks: taken, waiting, replaced, removed, listed. Pure. */

import { button } from '../chat/buttons.ts';
import type { Locale, Words } from '../chat/locale.ts';
import { type Button, plain, type Reply, reply } from '../chat/reply.ts';
import type { Decided } from '../classroom/decided.ts';
import type { Taken } from '../classroom/intake.ts';
import type { Shelved } from '../classroom/shelf.ts';
import type { DeckVersion, StoredDeck } from '../store/decks.ts';
import { isNamed } from './names.ts';

/** For whom: the language, and the zone that times are told in. */
export type Reader = { readonly locale: Locale; readonly zone: string };

/** The way to a file. @param called the name that its deck is to have */
export function importReply(called: string | undefined, { locale }: Reader): Reply {
  const text: Words = {
    en: 'A deck is a YAML or CSV file of questions (`/quiz export` shows one). It is taken in whole or, if anything is wrong, not at all. It is named by its file, or as you say: `/quiz import week-3`.',
    ja: '問題集は YAML か CSV のファイルです(見本は `/quiz export`)。誤りが 1 つでもあれば、何も取り込みません。名前はファイル名から付けます。`/quiz import 第3回` のように指定することもできます。',
  };
  const label = { en: 'Choose a file', ja: 'ファイルを選ぶ' }[locale];
  const path = called === undefined ? [] : [called];
  return toCaller(text[locale], [button(['quiz', 'import', ...path], label, 'primary')]);
}

/** What became of a file. */
export function takenReply(taken: Taken, reader: Reader): Reply {
  const { locale } = reader;
  const { name, questions: number } = taken.deck;
  const data = { deck: name, questions: number, outcome: taken.kind };
  switch (taken.kind) {
    case 'imported': {
      const text: Words = {
        en: `Imported \`${name}\`: ${questions(number).en}.`,
        ja: `\`${name}\` を取り込みました(${number} 問)。`,
      };
      return toCaller(text[locale], [], data);
    }
    case 'same': {
      const text: Words = {
        en: `\`${name}\` is here already, with the very same ${questions(number).en}. Nothing was changed.`,
        ja: `\`${name}\` は、まったく同じ内容(${number} 問)ですでに取り込まれています。何も変更していません。`,
      };
      return toCaller(text[locale], [], data);
    }
    case 'name-taken': {
      const { standing, draft, beside } = taken;
      const { importedAt } = standing.stored;
      const by = byWhom(standing.stored);
      const when = timeOf(importedAt, reader);
      const size = sizeOf(standing.kind === 'readable' ? standing.deck.questions.length : null);
      const text: Words = {
        en: `There is another deck \`${name}\` already: ${size.en}, imported ${by.en}on ${when}. Yours has ${questions(number).en}. Nothing has been changed yet; your file is kept for a day.`,
        ja: `\`${name}\` という別の問題集がすでにあります(${size.ja}、${by.ja}${when} に取り込み)。今回のファイルは ${number} 問です。まだ何も変更していません。ファイルは 1 日だけ預かります。`,
      };
      const replace: Words = {
        en: `Replace (${size.en} → ${number})`,
        ja: `置き換える(${size.ja} → ${number} 問)`,
      };
      const both: Words = { en: `Keep both (as ${beside})`, ja: `両方残す(${beside})` };
      return toCaller(
        text[locale],
        [
          button(['quiz', 'replace', draft, stampOf(importedAt)], replace[locale], 'danger'),
          button(['quiz', 'both', draft], both[locale]),
        ],
        data,
      );
    }
  }
}

/** A draft stands where another deck stood, or beside it. */
export function decidedReply({ deck, over, renamed }: Decided, { locale }: Reader): Reply {
  const { name, questions: number } = deck;
  const data = { deck: name, questions: number };
  if (over !== null) {
    const size = sizeOf(over.questions);
    const text: Words = {
      en: `Replaced \`${name}\`: ${size.en} → ${number}. The earlier one is kept until \`${name}\` is replaced or removed again.`,
      ja: `\`${name}\` を置き換えました(${size.ja} → ${number} 問)。前のものは、\`${name}\` を次に置き換えるか削除するまで残しておきます。`,
    };
    return decided(text[locale], [undoButton(over, locale)], data);
  }
  const other: Words = {
    en: ` ${questions(renamed).en} had a name that was taken and got a number behind it.`,
    ja: `名前が重なった ${renamed} 問には、後ろに番号を付けました。`,
  };
  const text: Words = {
    en: `Imported \`${name}\`: ${questions(number).en}.${renamed > 0 ? other.en : ''}`,
    ja: `\`${name}\` として取り込みました(${number} 問)。${renamed > 0 ? other.ja : ''}`,
  };
  return decided(text[locale], [], { ...data, renamed });
}

/** A deck was brought back; what stood there may come back in the same way. */
export function undoneReply({ deck, over }: Decided, { locale }: Reader): Reply {
  const { name, questions: number } = deck;
  const text: Words = {
    en: `\`${name}\` is back as it was: ${questions(number).en}.`,
    ja: `\`${name}\` を元に戻しました(${number} 問)。`,
  };
  const buttons = over === null ? [] : [undoButton(over, locale)];
  return decided(text[locale], buttons, { deck: name, questions: number });
}

export function removedReply(removed: DeckVersion | undefined, { locale }: Reader): Reply {
  if (removed === undefined) {
    return toCaller({ en: 'That deck is already gone.', ja: 'その問題集はもうありません。' }[locale]);
  }
  const { name } = removed;
  const text: Words = { en: `Removed \`${name}\`.`, ja: `\`${name}\` を削除しました。` };
  return toCaller(text[locale], [undoButton(removed, locale)]);
}

/** Every imported deck with its button; those that cannot be read say why. */
export function deckList(imported: readonly Shelved[], { locale }: Reader): Reply {
  const none: Words = {
    en: 'No decks have been imported. `/quiz import` takes one.',
    ja: '取り込んだ問題集はありません。`/quiz import` で追加できます。',
  };
  // What is broken first: there may be more decks than a message has room for.
  const sorted = imported.toSorted((a, b) => Number(a.kind === 'readable') - Number(b.kind === 'readable'));
  return toCaller(
    sorted.length === 0 ? none[locale] : sorted.map((each) => lineOf(each, locale)).join('\n'),
    sorted.map(({ stored: { name } }) =>
      button(['quiz', 'drop', name], { en: `Remove ${name}`, ja: `${name} を削除` }[locale], 'danger'),
    ),
    {
      decks: imported.map((each) => ({
        name: each.stored.name,
        questions: each.kind === 'readable' ? each.deck.questions.length : null,
      })),
    },
  );
}

/** For organisers: which decks are left out, and what to do. Empty if none is. */
export function unreadableText(imported: readonly Shelved[], locale: Locale): string {
  const names = imported
    .filter(({ kind }) => kind === 'unreadable')
    .map(({ stored }) => `\`${stored.name}\``);
  if (names.length === 0) return '';
  return {
    en: `\n⚠ Left out, because it cannot be read: ${names.join(', ')}. \`/quiz decks\` says why.`,
    ja: `\n⚠ 読み取れないため使っていない問題集: ${names.join('、')}。理由は \`/quiz decks\` で確かめられます。`,
  }[locale];
}

/** Longest reason in the list, in characters: 20 of them fit into one message. */
const LONGEST_WHY = 120;

function lineOf(shelved: Shelved, locale: Locale): string {
  const { name } = shelved.stored;
  switch (shelved.kind) {
    case 'readable':
      return `- \`${name}\` ${plain(shelved.deck.title[locale])} (${shelved.deck.questions.length})`;
    case 'unreadable': {
      const why = shelved.why[locale];
      const short = why.length > LONGEST_WHY ? `${why.slice(0, LONGEST_WHY).replace(/`[^`]*$/, '')}…` : why;
      return {
        en: `- ⚠ \`${name}\` cannot be read and is left out. ${short}`,
        ja: `- ⚠ \`${name}\` は読み取れないため使っていません。${short}`,
      }[locale];
    }
  }
}

function undoButton({ name, importedAt }: DeckVersion, locale: Locale): Button {
  return button(['quiz', 'undo', name, stampOf(importedAt)], { en: 'Undo', ja: '元に戻す' }[locale]);
}

/** A version's time as it stands in the id of a button. */
function stampOf(importedAt: number): string {
  return importedAt.toString(36);
}

/** The time in the id of a button; NaN for what is none. */
export function versionIn(stamp: string): number {
  return Number.parseInt(stamp, 36);
}

function questions(number: number): Words {
  return { en: `${number} question${number === 1 ? '' : 's'}`, ja: `${number} 問` };
}

/** @param number of its questions; null if it cannot be read */
function sizeOf(number: number | null): Words {
  return number === null ? { en: 'unreadable', ja: '読み取れません' } : questions(number);
}

function timeOf(at: number, { locale, zone }: Reader): string {
  const parts = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'ja-JP', parts).format(at);
}

function toCaller(text: string, buttons: readonly Button[] = [], data: Reply['data'] = {}): Reply {
  return reply(text, { audience: 'caller', buttons, data });
}

/** In the place of the question that was decided. */
function decided(text: string, buttons: readonly Button[], data: Reply['data']): Reply {
  return { ...toCaller(text, buttons, data), target: 'pressed' };
}

/** Who imported a deck, if others may be told. */
function byWhom(stored: StoredDeck): Words {
  if (!isNamed(stored)) return { en: '', ja: '' };
  const name = plain(stored.userName);
  return { en: `by ${name} `, ja: `${name} さんが ` };
}
