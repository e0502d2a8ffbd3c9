/** Marks an answer: right or wrong, why, and what would have been right. Never throws on what a user types. */
import type { Locale, Words } from '../chat/locale.ts';
import { correctAnswer } from './correct.ts';
import { compareFormula } from './formula/check.ts';
import { readLabel, readLetters } from './letters.ts';
import { numberMatches, readNumber, slipMatches } from './number.ts';
import type { Option, Posed } from './pose.ts';
import type { FormulaQuestion, NumberQuestion } from './question.ts';

/** A code for programs and the sentence for people. */
export type Reason = { readonly code: string; readonly words: Words };

export type Mark = {
  /** `unreadable` and `unfinished` use up no answer: `reasons` says how to write it, or to go on. */
  readonly verdict: 'right' | 'wrong' | 'self-rated' | 'unreadable' | 'unfinished';
  /** Why it is wrong (at least one), cannot be read or stops early; empty when right. */
  readonly reasons: readonly Reason[];
  /** Remarks on a right answer. */
  readonly notes: readonly Reason[];
  /** Why the right answer is right. */
  readonly explanation: string;
  /** The right answer in Markdown, e.g. `B. …`; for own words the model answer and the points to check it by. */
  readonly correct: string;
  /** A command line that shows it, if there is one: the chosen option's, or else the question's. */
  readonly experiment?: string;
  /** What was chosen in one form for statistics: letters, a number, a formula; '' if it does not count. */
  readonly answer: string;
};

type Counted = Exclude<Mark['verdict'], 'unreadable' | 'unfinished'>;

/** Whether it uses up the answer: one that cannot be read, or stops early, may be given again. */
export function isCounted(verdict: Mark['verdict']): verdict is Counted {
  return verdict !== 'unreadable' && verdict !== 'unfinished';
}

type Outcome = Pick<Mark, 'verdict' | 'reasons' | 'answer'> & {
  readonly notes?: readonly Reason[];
  readonly experiment?: string | undefined;
};

/** Longest answer in own words, in characters. */
const LONGEST_WORDS = 3_000;

/**
 * @param posed the question with the option order that was shown
 * @param answer what was typed, or the letter of the button pressed
 */
export function mark(posed: Posed, answer: string, locale: Locale): Mark {
  const outcome = outcomeOf(posed, answer);
  const experiment = outcome.experiment ?? posed.question.experiment;
  return {
    verdict: outcome.verdict,
    reasons: outcome.reasons,
    notes: outcome.notes ?? [],
    answer: outcome.answer,
    explanation: posed.question.explanation[locale],
    correct: correctAnswer(posed, locale),
    ...(experiment === undefined ? {} : { experiment }),
  };
}

function outcomeOf(posed: Posed, answer: string): Outcome {
  const { question, options } = posed;
  switch (question.kind) {
    case 'choice':
    case 'picture':
    case 'code':
      return markChoice(options, answer);
    case 'several':
      return markSeveral(options, answer);
    case 'order':
      return markOrder(options, answer);
    case 'number':
      return markNumber(question, answer);
    case 'formula':
      return markFormula(question, answer);
    case 'own-words':
      return markWords(answer);
  }
}

function markChoice(options: readonly Option[], answer: string): Outcome {
  // A button sends its letter, which another option may have for its text.
  const pressed = options.find(({ letter }) => letter === answer);
  const letters = readLetters(answer, options);
  const chosen = pressed ?? readLabel(answer, options) ?? (letters?.length === 1 ? letters[0] : undefined);
  if (chosen === undefined) {
    const list = options.map((option) => option.letter);
    return unreadable('letter', {
      ja: `${list.join('・')} のどれか 1 つで答えてください。`,
      en: `Please answer with one of ${list.join(', ')}.`,
    });
  }
  if (chosen.verdict === 'right') return { verdict: 'right', reasons: [], answer: chosen.letter };
  return {
    verdict: 'wrong',
    reasons: [{ code: 'wrong-option', words: chosen.why }],
    answer: chosen.letter,
    experiment: chosen.experiment,
  };
}

function markSeveral(options: readonly Option[], answer: string): Outcome {
  const chosen = readLetters(answer, options);
  if (chosen === undefined) {
    return unreadable('letters', {
      ja: '当てはまるものすべての記号を「A C」のように書いてください。',
      en: 'Please write the letters of all that apply, like "A C".',
    });
  }
  const reasons = options.flatMap((option): Reason[] => {
    const taken = chosen.includes(option);
    if (taken === (option.verdict === 'right')) return [];
    return [taken ? wronglyChosen(option) : leftOut(option)];
  });
  const letters = chosen.map((option) => option.letter).sort();
  return { verdict: reasons.length === 0 ? 'right' : 'wrong', reasons, answer: letters.join(' ') };
}

function wronglyChosen({ letter, why }: Option): Reason {
  return {
    code: 'wrongly-chosen',
    words: { ja: `${letter} は当てはまりません。${why.ja}`, en: `${letter} does not belong: ${why.en}` },
  };
}

function leftOut({ letter, why }: Option): Reason {
  return {
    code: 'left-out',
    words: { ja: `${letter} も当てはまります。${why.ja}`, en: `${letter} belongs, too: ${why.en}` },
  };
}

function markOrder(options: readonly Option[], answer: string): Outcome {
  const chosen = readLetters(answer, options);
  if (chosen === undefined || chosen.length !== options.length) {
    const example = options.map((option) => option.letter).reverse();
    return unreadable('order', {
      ja: `${options.length} つの記号をすべて、正しい順に「${example.join(' ')}」のように書いてください。`,
      en: `Please write all ${options.length} letters in order, like "${example.join(' ')}".`,
    });
  }
  const given = chosen.map((option) => option.letter).join(' ');
  const first = chosen.findIndex((option, place) => option.place !== place);
  if (first < 0) return { verdict: 'right', reasons: [], answer: given };
  const reasons = options.filter((option) => option.place === first).map(belongsThere);
  return { verdict: 'wrong', reasons, answer: given };
}

function belongsThere({ letter, place, why }: Option): Reason {
  return {
    code: 'order',
    words: {
      ja: `${place + 1} 番目は ${letter} です。${why.ja}`,
      en: `Number ${place + 1} is ${letter}. ${why.en}`,
    },
  };
}

function markNumber(question: NumberQuestion, answer: string): Outcome {
  const values = readNumber(answer, question.unit);
  const [first] = values;
  if (first === undefined) {
    return unreadable('number', {
      ja: '数で答えてください(例: `0.25`、`1/4`、`1.5e-5`)。',
      en: 'Please answer with a number, such as `0.25`, `1/4` or `1.5e-5`.',
    });
  }
  const hit = values.find((value) => numberMatches(question, value));
  if (hit !== undefined) return { verdict: 'right', reasons: [], answer: String(hit) };
  const slip = question.slips.find(({ value }) =>
    values.some((given) => slipMatches(question, value, given)),
  );
  const reason = slip === undefined ? numberReason(question, first) : { code: slip.code, words: slip.why };
  return { verdict: 'wrong', reasons: [reason], answer: String(first) };
}

function numberReason(question: NumberQuestion, value: number): Reason {
  if (numberMatches(question, -value)) {
    return {
      code: 'sign',
      words: {
        ja: '大きさは合っています。符号が逆です。',
        en: 'The size is right, the sign is the wrong way round.',
      },
    };
  }
  return value < question.answer
    ? { code: 'too-small', words: { ja: '小さすぎます。', en: 'That is too small.' } }
    : { code: 'too-large', words: { ja: '大きすぎます。', en: 'That is too large.' } };
}

function markFormula(question: FormulaQuestion, answer: string): Outcome {
  const { target, answers, steps } = question;
  const { verdict, reasons, notes } = compareFormula(target, answers, answer, steps);
  return {
    verdict,
    reasons,
    notes,
    answer: isCounted(verdict) ? answer.trim() : '',
  };
}

function markWords(answer: string): Outcome {
  const text = answer.trim();
  if (text === '') {
    return unreadable('empty', {
      ja: '一言でもよいので書いてみてください。',
      en: 'Please write at least a few words.',
    });
  }
  return { verdict: 'self-rated', reasons: [], answer: text.slice(0, LONGEST_WORDS) };
}

function unreadable(code: string, words: Words): Outcome {
  return { verdict: 'unreadable', reasons: [{ code, words }], answer: '' };
}
