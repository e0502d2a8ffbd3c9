/** `/quiz`: a question for everyone in the channel; each answers once and is told in private. */
import {
  questionButtons,
  questionData,
  questionText,
  verdictButtons,
  verdictData,
  verdictText,
} from '../src/answers/quiz.ts';
import type { Locale, Words } from '../src/chat/locale.ts';
import { type Form, reply } from '../src/chat/reply.ts';
import type { Taken } from '../src/classroom/classroom.ts';
import { runButton } from '../src/command/buttons.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { choice, text } from '../src/command/option.ts';
import { present } from '../src/quiz/present.ts';
import { TOPICS } from '../src/quiz/topic.ts';

/** The article's own confirmation tests, which have a name of their own beside the topics. */
const TESTS: Readonly<Record<string, Words>> = {
  'confirmation-1': { en: 'Confirmation test 1: the third weight', ja: '確認テスト 1: 三つ目の重み' },
  'confirmation-2': { en: 'Confirmation test 2: write y₁', ja: '確認テスト 2: y₁ を式で書く' },
};
const ABOUT: Readonly<Record<string, Words>> = { ...TOPICS, ...TESTS };

export default defineCommand({
  name: 'quiz',
  words: {
    en: 'A question for everyone here, with the reason why',
    ja: 'みんなで答える確認テスト(理由つき)',
  },
  examples: ['/quiz', '/quiz bptt', '/quiz confirmation-2'],
  options: {
    topic: choice({ en: 'What about', ja: '分野' }, Object.keys(ABOUT), undefined, ABOUT),
    question: text(
      {
        en: 'One question by its name, e.g. confirmation-1-words',
        ja: '問題の名前(例 confirmation-1-words)',
      },
      { maxLength: 80, take: 'word' },
      undefined,
    ),
  },
  async *run({ topic, question }, { caller, services }) {
    const { locale } = caller;
    const { platform, workspace, channel } = caller;
    const standing = await services.classroom.ask({
      place: { platform, workspace, channel },
      locale,
      about: question ?? topic,
      origin: 'command',
    });
    const { picture } = present(standing.posed, locale);
    yield reply(questionText(standing, locale), {
      files: picture === undefined ? [] : [await services.questionPicture(picture, locale)],
      buttons: questionButtons(standing, locale),
      data: questionData(standing, locale),
    });
  },
  actions: {
    answer: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', letter = ''], context) {
        yield told(await context.services.classroom.answer(id, letter, context.caller), context);
      },
    },
    form: {
      kind: 'form',
      audience: 'caller',
      form: ([, kind = ''], locale) => answerForm(kind, locale),
      async *run([id = ''], { answer }, context) {
        const typed = answer?.kind === 'text' ? answer.text : '';
        yield told(await context.services.classroom.answer(id, typed, context.caller), context);
      },
    },
    rate: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', rating = ''], { caller, services, say }) {
        await services.classroom.rate(id, rating === 'right' ? 'self-right' : 'self-wrong', caller);
        const noted: Words =
          rating === 'right'
            ? { en: 'Well done. Noted.', ja: 'よくできました。記録しました。' }
            : { en: 'Noted. It will come back for review.', ja: '記録しました。復習でもう一度出します。' };
        yield reply(say(noted), {
          audience: 'caller',
          buttons: [runButton('/quiz', say({ en: 'Another question', ja: '次の問題' }))],
          data: { right: rating === 'right' },
        });
      },
    },
  },
});

function told(taken: Taken, { caller: { locale } }: Context) {
  return reply(verdictText(taken, locale), {
    audience: 'caller',
    buttons: verdictButtons(taken, locale),
    data: verdictData(taken, locale),
  });
}

/** The form of a typed answer; the question itself stands above it in the chat. */
function answerForm(kind: string, locale: Locale): Form {
  const hints: Readonly<Record<string, Words>> = {
    several: { en: 'Letters of all that apply, e.g. A C', ja: '当てはまる記号すべて(例 A C)' },
    order: { en: 'Letters in the right order, e.g. B D A C', ja: '正しい順の記号(例 B D A C)' },
    number: { en: 'A number, e.g. 0.25 or 1/4', ja: '数(例 0.25、1/4)' },
    formula: { en: 'Formula, e.g. a = f(B*c + d)', ja: '式(例 a = f(B*c + d))' },
    'own-words': { en: 'In your own words', ja: '自分のことばで' },
  };
  const label = (hints[kind] ?? { en: 'Your answer', ja: '答え' })[locale];
  return {
    title: { en: 'Your answer', ja: '回答' }[locale],
    submit: { en: 'Send', ja: '送信' }[locale],
    fields: [
      {
        kind: 'text',
        id: 'answer',
        label,
        lines: kind === 'own-words' || kind === 'formula' ? 'many' : 'one',
        placeholder: '',
        maxLength: 1_000,
      },
    ],
  };
}
