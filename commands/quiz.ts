/** `/quiz`: a question for everyone in the channel; each answers once and is told in private. */
import {
  decidedReply,
  deckList,
  importReply,
  type Reader,
  removedReply,
  takenReply,
  undoneReply,
  versionIn,
} from '../src/answers/decks.ts';
import { nextButton, questionReply, verdictButtons, verdictData, verdictText } from '../src/answers/quiz.ts';
import { UserError } from '../src/chat/error.ts';
import type { Locale, Words } from '../src/chat/locale.ts';
import { type Form, plain, type Reply, reply } from '../src/chat/reply.ts';
import { nameOf } from '../src/classroom/choose.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { openChoice, text } from '../src/command/option.ts';
import { LARGEST_DECK } from '../src/quiz/deck.ts';
import { deckName } from '../src/quiz/deck-name.ts';
import { fieldFor, present } from '../src/quiz/present.ts';
import { TOPICS } from '../src/quiz/topic.ts';

/** The article's own confirmation tests, which have a name of their own beside the topics. */
const TESTS: Readonly<Record<string, Words>> = {
  'confirmation-1': { en: 'Confirmation test 1: the third weight', ja: '確認テスト 1: 3 つ目の重み' },
  'confirmation-1-words': {
    en: 'Confirmation test 1 in your own words',
    ja: '確認テスト 1: 自分の言葉で説明',
  },
  'confirmation-2': { en: 'Confirmation test 2: write y₁', ja: '確認テスト 2: y₁ を式で書く' },
};
/** What teachers do with decks; it stands among the topics so that `/quiz import` is one word. */
const DESK: Readonly<Record<string, Words>> = {
  import: { en: 'Import a deck of questions', ja: '問題集を取り込む' },
  export: { en: 'Export a deck as YAML', ja: '問題集を YAML で書き出す' },
  decks: { en: 'Imported decks', ja: '取り込んだ問題集の一覧' },
};
/** A deck's file holds the answers, also of what is open. */
const NEEDS_DECKS: ReadonlySet<string> = new Set(['import', 'export']);
/** Longest name of a topic or a question that is looked for, in characters. */
const LONGEST_NAME = 80;
const DESK_WORDS = Object.keys(DESK);
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
    if (topic !== undefined && Object.hasOwn(DESK, topic)) {
      yield await atDesk(topic, question, context);
      return;
    }
    const wanted = question ?? topic;
    const about =
      wanted === undefined
        ? undefined
        : nameOf(wanted, await services.classroom.bank(caller.workspace), DESK_WORDS);
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
    import: {
      kind: 'form',
      audience: 'caller',
      needs: () => 'decks',
      form: (_, locale) => ({
        title: { en: 'Import a deck', ja: '問題集の取り込み' }[locale],
        submit: { en: 'Import', ja: '取り込む' }[locale],
        fields: [
          {
            kind: 'file',
            id: 'deck',
            label: { en: 'YAML or CSV file', ja: 'YAML か CSV のファイル' }[locale],
            maxBytes: LARGEST_DECK,
          },
        ],
      }),
      async *run([called], { deck: file }, context) {
        if (file?.kind !== 'file') {
          throw new UserError({ en: 'Choose a file first.', ja: 'ファイルを選んでください。' });
        }
        const { caller, services, key } = context;
        const { name, bytes } = file;
        const act = { draft: services.newId(), key };
        const taken = await services.decks.import(caller.workspace, { name, bytes, called }, caller, act);
        yield takenReply(taken, readerOf(context));
      },
    },
    replace: {
      kind: 'press',
      audience: 'caller',
      needs: () => 'decks',
      async *run([draft = '', over = ''], context) {
        const { caller, services, key } = context;
        const done = await services.decks.replace(caller.workspace, draft, versionIn(over), key);
        yield decidedReply(done, readerOf(context));
      },
    },
    both: {
      kind: 'press',
      audience: 'caller',
      needs: () => 'decks',
      async *run([draft = ''], context) {
        const { caller, services, key } = context;
        yield decidedReply(await services.decks.keepBoth(caller.workspace, draft, key), readerOf(context));
      },
    },
    undo: {
      kind: 'press',
      audience: 'caller',
      needs: () => 'decks',
      async *run([name = '', version = ''], context) {
        const { caller, services, key } = context;
        const done = await services.decks.undo(caller.workspace, name, versionIn(version), key);
        yield undoneReply(done, readerOf(context));
      },
    },
    drop: {
      kind: 'press',
      audience: 'caller',
      needs: () => 'decks',
      async *run([name = ''], context) {
        const { caller, services, key } = context;
        yield removedReply(await services.decks.remove(caller.workspace, name, key), readerOf(context));
      },
    },
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
  { caller, services }: Context,
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
    by: caller.userId,
  });
  const { picture } = present(standing.posed, locale);
  const files = picture === undefined ? [] : [await services.questionPicture(picture, locale, caller)];
  return questionReply(standing, files, locale);
}

/** The deck that `/quiz export` shows if none is named: the article's confirmation tests. */
const SAMPLE_DECK = 'confirmation';

async function atDesk(what: string, name: string | undefined, context: Context) {
  const { caller, services, say } = context;
  const { decks } = services;
  if (what === 'import') {
    return importReply(name === undefined ? undefined : deckName(name).name, readerOf(context));
  }
  if (what === 'export') {
    const { name: deck, yaml } = await decks.export(caller.workspace, name ?? SAMPLE_DECK);
    const file = {
      // Names of files are plain ASCII, which not all names of decks are.
      name: `${/^[a-z0-9-]+$/.test(deck) ? deck : 'deck'}.yaml`,
      type: 'application/yaml',
      alt: say({ en: `Deck ${deck}`, ja: `問題集 ${deck}` }),
      bytes: new TextEncoder().encode(yaml),
    };
    return reply(`${plain(file.alt)}: \`${file.name}\``, {
      audience: 'caller',
      files: [file],
      data: { deck },
    });
  }
  return deckList(await decks.imported(caller.workspace), readerOf(context));
}

function readerOf({ caller: { locale }, services }: Context): Reader {
  return { locale, zone: services.defaultZone };
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
