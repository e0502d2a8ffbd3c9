/** `/quiz`: a question for everyone in the channel; each answers once and is told in private. */
import { nextButton, questionReply, verdictButtons, verdictData, verdictText } from '../src/answers/quiz.ts';
import type { Locale, Words } from '../src/chat/locale.ts';
import { type Form, type Reply, reply } from '../src/chat/reply.ts';
import { nameOf } from '../src/classroom/choose.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { openChoice, text } from '../src/command/option.ts';
import { fieldFor, present } from '../src/quiz/present.ts';
import { TOPICS } from '../src/quiz/topic.ts';
import { close } from './quiz/close.ts';
import { atDesk, DESK, deckActions, isDesk, NEEDS_DECKS } from './quiz/desk.ts';

/** The article's own confirmation tests, which have a name of their own beside the topics. */
const TESTS: Readonly<Record<string, Words>> = {
  'confirmation-1': { en: 'Confirmation test 1: the third weight', ja: '確認テスト 1: 3 つ目の重み' },
  'confirmation-1-words': {
    en: 'Confirmation test 1 in your own words',
    ja: '確認テスト 1: 自分の言葉で説明',
  },
  'confirmation-2': { en: 'Confirmation test 2: write y₁', ja: '確認テスト 2: y₁ を式で書く' },
};
/** Longest name of a topic or a question that is looked for, in characters. */
const LONGEST_NAME = 80;
const ABOUT: Readonly<Record<string, Words>> = { ...TOPICS, ...TESTS, ...DESK };

export default defineCommand({
  name: 'quiz',
  words: {
    en: 'A question for everyone here, with the reason why',
    ja: 'みんなで答える確認テスト(理由つき)',
  },
  examples: ['/quiz', '/quiz bptt', '/quiz confirmation-2'],
  section: 'learn',
  options: {
    topic: openChoice(
      {
        en: 'A topic, also of an imported deck, or the name of a question',
        ja: '分野(取り込んだ問題集のものも可)か問題の名前',
      },
      Object.keys(ABOUT),
      ABOUT,
      LONGEST_NAME,
    ),
    question: text(
      {
        en: 'The name of a question or an imported topic; with import or export, the name of a deck',
        ja: '問題や取り込んだ分野の名前(例: confirmation-1-words)。import と export では問題集の名前',
      },
      { maxLength: LONGEST_NAME, take: 'word' },
      undefined,
    ),
  },
  needs: ({ topic }) => (topic !== undefined && NEEDS_DECKS.has(topic) ? 'decks' : undefined),
  async *run({ topic, question }, context) {
    const { caller, services } = context;
    if (topic !== undefined && isDesk(topic)) {
      yield await atDesk(topic, question, context);
      return;
    }
    const wanted = question ?? topic;
    const about =
      wanted === undefined
        ? undefined
        : nameOf(wanted, await services.classroom.bank(caller.workspace), Object.keys(DESK));
    yield await asked(about, 'command', context);
  },
  actions: {
    another: {
      kind: 'press',
      audience: 'caller',
      async *run(_, context) {
        yield await asked(undefined, 'practice', context);
      },
    },
    answer: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', letter = ''], context) {
        yield await answered(id, letter, context);
      },
    },
    form: {
      kind: 'form',
      audience: 'caller',
      form: ([, kind = ''], locale) => answerForm(kind, locale),
      async *run([id = ''], { answer }, context) {
        yield await answered(id, answer?.kind === 'text' ? answer.text : '', context);
      },
    },
    ...deckActions,
    close,
    rate: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', rating = ''], { caller, services, say }) {
        const verdict = rating === 'right' ? 'self-right' : 'self-wrong';
        const { asked } = await services.classroom.rate(id, verdict, caller);
        const noted: Words =
          rating === 'right'
            ? { en: 'Well done. Noted.', ja: 'よくできました。記録しました。' }
            : { en: 'Noted. It will come back for review.', ja: '記録しました。復習でもう一度出します。' };
        yield reply(say(noted), {
          audience: 'caller',
          buttons: [nextButton(asked.origin, caller.locale)],
          data: { right: rating === 'right' },
        });
      },
    },
  },
});

/** A question of everyone here, or for practice of the caller alone. */
async function asked(
  about: string | undefined,
  origin: 'command' | 'practice',
  { caller, services, key }: Context,
): Promise<Reply> {
  const { platform, workspace, channel, locale } = caller;
  const place = { platform, workspace, channel };
  const { newId, newSeed } = services;
  const standing = await services.classroom.ask({
    place,
    locale,
    about,
    origin,
    id: newId(),
    newSeed,
    by: { userId: caller.userId, key },
  });
  const { picture } = present(standing.posed, locale);
  const files = picture === undefined ? [] : [await services.questionPicture(picture, locale, caller)];
  return questionReply(standing, files, locale);
}

async function answered(id: string, text: string, { caller, services, key }: Context): Promise<Reply> {
  const taken = await services.classroom.answer(id, text, caller, key);
  const { locale } = caller;
  return reply(verdictText(taken, locale), {
    audience: 'caller',
    buttons: verdictButtons(taken, locale),
    data: verdictData(taken, locale),
  });
}

/** The form of a typed answer; the question itself stands above it in the chat. */
function answerForm(kind: string, locale: Locale): Form {
  return {
    title: { en: 'Your answer', ja: '回答' }[locale],
    submit: { en: 'Send', ja: '送信' }[locale],
    fields: [{ kind: 'text', id: 'answer', ...fieldFor(kind, locale) }],
  };
}
