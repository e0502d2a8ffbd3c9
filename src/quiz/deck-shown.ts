/**
 * Whether what a deck shows can be read: options that are not seen, or that turn a line around, and options so long
 * that nothing is left of their question. Asked of new decks alone: those that are kept already stay readable.
 */
import { LOCALES, type Words } from '../chat/locale.ts';
import { shownName } from '../chat/name.ts';
import { fieldOf, type PathFault } from './deck-fault.ts';
import { pose } from './pose.ts';
import { LONGEST_TEXT, lengthShown } from './present.ts';
import type { Deck, Question } from './question.ts';

/** Signs without a look of their own. Joiners are left: emoji and some scripts need them, and `looksOf` sees through them. */
const UNSEEN = /(?!\u200c|\u200d|\n|\t)[\p{Cc}\p{Cf}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u;

type Shown = { readonly path: readonly PropertyKey[]; readonly text: Words };

/** What is wrong with how a deck looks, by path. */
export function checkShown({ title, topics, questions }: Deck): PathFault[] {
  const labels: readonly Shown[] = [
    { path: ['title'], text: title },
    ...Object.entries(topics).map(([name, text]) => ({ path: ['topics', name], text })),
    ...questions.flatMap((question, i) =>
      labelsOf(question).map(({ path, text }) => ({ path: ['questions', i, ...path], text })),
    ),
  ];
  return [
    ...labels.flatMap(({ path, text }) => {
      const words = unseen(text);
      return words === undefined ? [] : [{ path, field: fieldOf(path), words }];
    }),
    ...questions.flatMap((question, i) => {
      const length = Math.max(...LOCALES.map((locale) => lengthShown(pose(question, 0), locale)));
      const path = ['questions', i];
      return length <= LONGEST_TEXT ? [] : [{ path, field: fieldOf(path), words: tooLong(length) }];
    }),
  ];
}

/** What is chosen from, and what stands beside it. */
function labelsOf(question: Question): Shown[] {
  const listed = (field: string, texts: readonly Words[]): Shown[] =>
    texts.map((text, i) => ({ path: [field, i], text }));
  const wrong =
    'wrong' in question
      ? listed(
          'wrong',
          question.wrong.map(({ text }) => text),
        )
      : [];
  switch (question.kind) {
    case 'choice':
    case 'picture':
      return [{ path: ['right'], text: question.right }, ...wrong];
    case 'several':
      return [
        ...listed(
          'right',
          question.right.map(({ text }) => text),
        ),
        ...wrong,
      ];
    case 'order':
      return listed(
        'steps',
        question.steps.map(({ text }) => text),
      );
    case 'code':
      return listed(
        'lines',
        question.lines.map(({ code }) => ({ ja: code, en: code })),
      );
    case 'number':
      return question.unit === undefined ? [] : [{ path: ['unit'], text: question.unit }];
    case 'own-words':
      return listed('points', question.points);
    case 'formula':
      return [];
  }
}

function unseen(text: Words): Words | undefined {
  for (const locale of LOCALES) {
    const sign = UNSEEN.exec(text[locale])?.[0];
    if (sign !== undefined) return unseenSign(sign);
    if (shownName(text[locale], text[locale].length) === '') return blank;
  }
  return undefined;
}

function unseenSign(sign: string): Words {
  const name = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    en: `There is a sign in it that cannot be seen (${name}). Delete it, or type the text anew.`,
    ja: `目に見えない文字(${name})が入っています。削除するか、入力し直してください。`,
  };
}

const blank: Words = {
  en: 'Nothing of this text can be seen. Write something that can.',
  ja: '表示すると何も見えません。見える文字で書いてください。',
};

function tooLong(length: number): Words {
  const [count, most] = [length, LONGEST_TEXT].map((each) => each.toLocaleString('en-US'));
  return {
    en: `The question and its options have ${count} characters together, as they are shown; at most ${most} fit into a message. Shorten the text or the options.`,
    ja: `問題文と選択肢を合わせた長さが、表示すると ${count} 文字になります。1 つのメッセージに入るのは ${most} 文字までです。どちらかを短くしてください。`,
  };
}
