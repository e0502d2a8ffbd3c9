/** What the form of a deck cannot say: that each question can be answered in one way only. */
import type { Words } from '../chat/locale.ts';
import { plain } from '../chat/reply.ts';
import { fieldOf, type PathFault } from './deck-fault.ts';
import { compareFormula } from './formula/check.ts';
import { FormulaFault } from './formula/fault.ts';
import { showName, symbolsOf } from './formula/node.ts';
import { isKnown, readTask, type Task } from './formula/task.ts';
import { numberMatches } from './number.ts';
import { pictureFault } from './picture-check.ts';
import type { Deck, FormulaQuestion, Question } from './question.ts';
import { MOST_OPTIONS } from './question.ts';
import { TOPICS } from './topic.ts';
import { looksOf } from './typed.ts';

/** Most topics of a deck's own. */
const MOST_TOPICS = 50;

/** Everything that makes a well-formed deck unfit to be asked. */
export function checkDeck(deck: Deck): PathFault[] {
  const faults: PathFault[] = [];
  const seen = new Set<string>();
  if (Object.keys(deck.topics).length > MOST_TOPICS) {
    const words = { ja: `${MOST_TOPICS} 個までです。`, en: `At most ${MOST_TOPICS} allowed.` };
    return [{ path: ['topics'], field: 'topics', words }];
  }
  deck.questions.forEach((question, i) => {
    const say = (path: readonly PropertyKey[], ja: string, en: string): void => {
      const whole = ['questions', i, ...path];
      faults.push({ path: whole, field: fieldOf(whole), words: { ja, en } });
    };
    if (seen.has(question.id)) {
      say(['id'], 'この id はもう使われています。', 'This id is used already.');
    }
    seen.add(question.id);
    if (!Object.hasOwn(TOPICS, question.topic) && !Object.hasOwn(deck.topics, question.topic)) {
      const known = [...Object.keys(TOPICS), ...Object.keys(deck.topics)].join(', ');
      say(
        ['topic'],
        `この分野はありません。${known} のどれかにするか、問題集の topics に書き足してください。`,
        `Unknown topic. Use one of ${known}, or add it to the deck's topics.`,
      );
    }
    const picture = 'picture' in question && question.picture && pictureFault(question.picture);
    if (picture) say(['picture', ...picture.path], picture.words.ja, picture.words.en);
    checkQuestion(question, say);
  });
  return faults;
}

type Say = (path: readonly PropertyKey[], ja: string, en: string) => void;

function checkQuestion(question: Question, say: Say): void {
  switch (question.kind) {
    case 'choice':
    case 'picture':
      checkDistinct([question.right, ...question.wrong.map((option) => option.text)], 'wrong', say);
      return;
    case 'several': {
      const options = [...question.right, ...question.wrong].map((option) => option.text);
      checkDistinct(options, 'wrong', say);
      if (options.length > MOST_OPTIONS) {
        say(
          ['wrong'],
          `選択肢は合わせて ${MOST_OPTIONS} 個までです。`,
          `At most ${MOST_OPTIONS} options in all.`,
        );
      }
      return;
    }
    case 'order':
      checkDistinct(
        question.steps.map((step) => step.text),
        'steps',
        say,
      );
      return;
    case 'code':
      if (question.lines.filter((line) => line.kind === 'wrong').length !== 1) {
        say(
          ['lines'],
          '間違いの行(kind: wrong)はちょうど 1 つにしてください。',
          'Exactly one line must be wrong.',
        );
      }
      return;
    case 'number':
      question.slips.forEach((slip, i) => {
        if (numberMatches(question, slip.value)) {
          say(['slips', i, 'value'], '正解と区別できません。', 'This cannot be told from the right answer.');
        }
      });
      return;
    case 'formula':
      checkFormula(question, say);
      return;
    case 'own-words':
      return;
  }
}

/** Options that look the same in one language leave the learner no way to tell them apart. */
function checkDistinct(options: readonly Words[], field: string, say: Say): void {
  for (const locale of ['ja', 'en'] as const) {
    const seen = new Map<string, string>();
    for (const text of options.map((option) => option[locale].trim())) {
      const other = seen.get(looksOf(text));
      if (other !== undefined) {
        const [one, two] = [plain(other), plain(text)];
        say(
          [field],
          `「${one}」と「${two}」は表示すると同じに見えます(${locale})。どちらかを書き換えてください。`,
          `“${one}” and “${two}” look the same when shown (${locale}). Change one of them.`,
        );
        return;
      }
      seen.set(looksOf(text), text);
    }
  }
}

function checkFormula({ target, answers, steps }: FormulaQuestion, say: Say): void {
  try {
    answers.forEach((answer, i) => {
      const { verdict } = compareFormula(target, answers, answer, steps);
      if (verdict === 'unfinished')
        say(
          ['answers', i],
          'この式は steps にある量で止まっています。',
          'This formula stops at a quantity that is one of steps.',
        );
      else if (verdict !== 'right')
        say(['answers', i], 'この式は形が合いません。', 'The shapes of this formula do not fit.');
    });
    for (const [name, stray] of straySymbols(readTask(target, answers, steps))) {
      say(
        ['steps'],
        `${name} の式の ${stray} は、最初の answers の式にも、それより上の steps にもありません。`,
        `${stray} in the formula for ${name} is neither in the first of answers nor one of the steps above it.`,
      );
    }
  } catch (error) {
    if (!(error instanceof FormulaFault)) throw error;
    say(['answers'], `式が読めません: ${error.words.ja}`, `A formula cannot be read: ${error.words.en}`);
  }
}

/** Quantities on the way that lead to others than those of the question, and one of these. */
function straySymbols({ steps, given }: Task): [name: string, stray: string][] {
  return [...steps].flatMap(([name, forms]): [string, string][] => {
    const symbols = forms.flatMap((form) => [...symbolsOf(form)]);
    const stray = symbols.find((symbol) => isKnown(symbol) && !given.has(symbol));
    return stray === undefined ? [] : [[showName(name), showName(stray)]];
  });
}
