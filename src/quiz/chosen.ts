/** An answer as it is kept for statistics, in words: letters stand for other options whenever a question is asked. */
import type { Words } from '../chat/locale.ts';
import type { Posed } from './pose.ts';

/**
 * What was chosen or typed, to be read apart from its question.
 * @param answer letters, a line, a number or a formula, as `mark` gives it
 * @returns undefined for an order (letters of steps) and for own words, which are nobody else's
 */
export function chosenWords({ question, options }: Posed, answer: string): Words | undefined {
  switch (question.kind) {
    case 'choice':
    case 'picture':
    case 'several': {
      const letters = answer.split(' ');
      const chosen = options.filter(({ letter }) => letters.includes(letter)).map(({ text }) => text);
      if (chosen.length === 0) return undefined;
      return { en: chosen.map(({ en }) => en).join(' / '), ja: chosen.map(({ ja }) => ja).join(' / ') };
    }
    case 'code':
      return { en: `line ${answer}`, ja: `${answer} 行目` };
    case 'number':
    case 'formula':
      return { en: answer, ja: answer };
    case 'order':
    case 'own-words':
      return undefined;
  }
}
