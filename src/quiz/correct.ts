/** The right answer to a question, as it is shown. */
import type { Locale } from '../chat/locale.ts';
import { showNumber } from './number.ts';
import type { Posed } from './pose.ts';
import { markdownOf } from './typed.ts';

/** In Markdown: `B. text`, `A C`, `0.1966`, a formula, the model answer. */
export function correctAnswer(posed: Posed, locale: Locale): string {
  const { question, options } = posed;
  switch (question.kind) {
    case 'choice':
    case 'picture':
      return options
        .filter((option) => option.verdict === 'right')
        .map((option) => `${option.letter}. ${markdownOf(option.text[locale])}`)
        .join('');
    case 'several':
      return options
        .filter((option) => option.verdict === 'right')
        .map((option) => `${option.letter}. ${markdownOf(option.text[locale])}`)
        .join(' / ');
    case 'order':
      return [...options]
        .sort((a, b) => a.place - b.place)
        .map((option) => option.letter)
        .join(' → ');
    case 'code': {
      const line = question.lines.find((one) => one.kind === 'wrong');
      const place = question.lines.findIndex((one) => one.kind === 'wrong') + 1;
      if (line?.kind !== 'wrong') return String(place);
      const code = `\`${line.fix.trim()}\``;
      return { ja: `${place} 行目。正しくは ${code}`, en: `Line ${place}; it should read ${code}` }[locale];
    }
    case 'number': {
      return `${showNumber(question.answer)} ${markdownOf(question.unit?.[locale] ?? '')}`.trimEnd();
    }
    case 'formula':
      return `\`${question.answers[0] ?? ''}\``;
    case 'own-words':
      return [question.model[locale], ...question.points.map((point) => `- ${point[locale]}`)].join('\n');
  }
}
