/** A question as a chat shows it: its text, what to press or which field to fill in, and its picture. */
import type { Locale, Words } from '../chat/locale.ts';
import type { PictureSpec } from './picture.ts';
import type { Option, Posed } from './pose.ts';
import { labelOf, markdownOf } from './typed.ts';

/** Longest text, in characters: platforms allow 1,900 and the caller adds a line. */
export const LONGEST_TEXT = 1_500;
/** Widest text that stands on a button, in columns (a Japanese sign takes two). */
const WIDEST_BUTTON = 40;
/** Longest text that may, in UTF-16 units: a label has 75, the letter before it 3. Rare signs and emoji count twice. */
const LONGEST_BUTTON = 72;

export type Presented = {
  readonly text: string;
  /** What can be chosen: buttons, or the letters that the form takes. Labels are plain, ≤ 75 characters. */
  readonly options: readonly { readonly letter: string; readonly label: string }[];
  /** `buttons`: one press answers. `form`: the answer is typed into `field`. */
  readonly answerBy: 'buttons' | 'form';
  readonly field?: {
    readonly label: string;
    readonly placeholder: string;
    readonly lines: 'one' | 'many';
    readonly maxLength: number;
  };
  readonly picture?: PictureSpec;
};

/** @returns text ≤ 1,500 characters in the small Markdown of `chat/reply.ts` */
export function present(posed: Posed, locale: Locale): Presented {
  return presentWithin(posed, locale, LONGEST_TEXT);
}

/** How long the text would be that shows a question with its options whole, in characters. */
export function lengthShown(posed: Posed, locale: Locale): number {
  return presentWithin(posed, locale, Number.POSITIVE_INFINITY).text.length;
}

/** @param longest text, in characters */
function presentWithin(posed: Posed, locale: Locale, longest: number): Presented {
  const { question } = posed;
  const picture =
    'picture' in question && question.picture !== undefined ? { picture: question.picture } : {};
  const text = question.text[locale].trim();
  switch (question.kind) {
    case 'choice':
    case 'picture':
      return { ...withButtons(text, posed.options, locale, longest), ...picture };
    case 'code':
      return {
        text: fitted(text, codeBlock(posed.options), longest),
        options: posed.options.map(({ letter }) => ({ letter, label: letter })),
        answerBy: 'buttons',
      };
    case 'several':
    case 'order':
    case 'number':
    case 'formula':
    case 'own-words':
      return {
        text: fitted(text, listed(posed.options, locale), longest),
        options: posed.options.map(({ letter }) => ({ letter, label: letter })),
        answerBy: 'form',
        field: fieldOf(posed, locale),
        ...picture,
      };
  }
}

/** Short options stand on their buttons; long ones, and those with code in them, in the text. */
function withButtons(text: string, options: readonly Option[], locale: Locale, longest: number): Presented {
  const short = options.every((option) => {
    const label = labelOf(option.text[locale]);
    return width(label) <= WIDEST_BUTTON && label.length <= LONGEST_BUTTON;
  });
  if (short) {
    const labels = options.map(({ letter, text: words }) => ({
      letter,
      label: `${letter}. ${labelOf(words[locale])}`,
    }));
    return { text: fitted(text, '', longest), options: labels, answerBy: 'buttons' };
  }
  return {
    text: fitted(text, listed(options, locale), longest),
    options: options.map(({ letter }) => ({ letter, label: letter })),
    answerBy: 'buttons',
  };
}

function listed(options: readonly Option[], locale: Locale): string {
  return options.map((option) => `**${option.letter}.** ${markdownOf(option.text[locale])}`).join('\n');
}

function codeBlock(options: readonly Option[]): string {
  return `\`\`\`\n${options.map((option) => `${option.letter}  ${option.text.en}`).join('\n')}\n\`\`\``;
}

/** The question above its options; a question that is too long is cut, never its options. */
function fitted(text: string, below: string, longest: number): string {
  const room = longest - below.length - 2;
  const cut = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
  return below === '' ? cut : `${cut}\n\n${below}`;
}

/** Columns of a text: East Asian signs are two wide. */
function width(text: string): number {
  return [...text].reduce(
    (sum, sign) => sum + (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/.test(sign) ? 2 : 1),
    0,
  );
}

type Field = NonNullable<Presented['field']>;

/** Kinds whose answer is typed. */
const TYPED = ['several', 'order', 'number', 'formula', 'own-words'] as const;
type Typed = (typeof TYPED)[number];

const HINTS: Readonly<
  Record<Typed, { readonly label: Words; readonly placeholder: Words } & Pick<Field, 'lines' | 'maxLength'>>
> = {
  several: {
    label: { ja: '当てはまる記号すべて', en: 'Letters of all that apply' },
    placeholder: { ja: '例: A C', en: 'for example A C' },
    lines: 'one',
    maxLength: 80,
  },
  order: {
    label: { ja: '正しい順の記号', en: 'Letters in the right order' },
    placeholder: { ja: '例: B D A C', en: 'for example B D A C' },
    lines: 'one',
    maxLength: 80,
  },
  number: {
    label: { ja: '答えの数', en: 'The number' },
    placeholder: { ja: '例: 0.25、1/4、1.5e-5', en: 'for example 0.25, 1/4 or 1.5e-5' },
    lines: 'one',
    maxLength: 60,
  },
  formula: {
    label: { ja: '式', en: 'Formula' },
    placeholder: {
      ja: '例: a = f(B*c + d)。添字は x1 や W_in のように',
      en: 'like a = f(B*c + d), with names such as x1 or W_in',
    },
    lines: 'many',
    maxLength: 500,
  },
  'own-words': {
    label: { ja: '自分の言葉で', en: 'In your own words' },
    placeholder: { ja: '一文か二文で大丈夫です', en: 'One or two sentences will do' },
    lines: 'many',
    maxLength: 3_000,
  },
};

/** The field for answers of a kind, when no more is known of the question than its kind; any text if unknown. */
export function fieldFor(kind: string, locale: Locale): Field {
  const { label, placeholder, ...shape } = HINTS[TYPED.find((typed) => typed === kind) ?? 'own-words'];
  return { label: label[locale], placeholder: placeholder[locale], ...shape };
}

/** The field with what the question itself adds: its letters, its unit, the name of what is asked for. */
function fieldOf({ question, options }: Posed, locale: Locale): Field {
  const field = fieldFor(question.kind, locale);
  switch (question.kind) {
    case 'order': {
      const example = options
        .map((option) => option.letter)
        .reverse()
        .join(' ');
      return { ...field, placeholder: { ja: `例: ${example}`, en: `for example ${example}` }[locale] };
    }
    case 'number':
      return question.unit === undefined
        ? field
        : { ...field, label: `${field.label} (${question.unit[locale]})` };
    case 'formula':
      return {
        ...field,
        label: { ja: `${question.target} の式`, en: `Formula for ${question.target}` }[locale],
      };
    default:
      return field;
  }
}
