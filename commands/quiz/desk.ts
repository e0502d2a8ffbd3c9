/** What teachers do at `/quiz`: decks are imported, exported, replaced and removed, and questions closed. */
import {
  decidedReply,
  deckList,
  importReply,
  type Reader,
  removedReply,
  takenReply,
  undoneReply,
  versionIn,
} from '../../src/answers/decks.ts';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { plain, type Reply, reply } from '../../src/chat/reply.ts';
import type { Action, Context } from '../../src/command/define.ts';
import { LARGEST_DECK } from '../../src/quiz/deck.ts';
import { deckName } from '../../src/quiz/deck-name.ts';
import { askToClose } from './close.ts';

/** They stand among the topics, so that `/quiz import` is one word. */
export const DESK = {
  import: { en: 'Import a deck of questions', ja: '問題集を取り込む' },
  export: { en: 'Export a deck as YAML', ja: '問題集を YAML で書き出す' },
  decks: { en: 'Imported decks', ja: '取り込んだ問題集の一覧' },
  close: { en: 'Close the question here and tell its answer', ja: 'ここの問題を締め切って正解を発表する' },
} as const satisfies Readonly<Record<string, Words>>;
type DeskWord = keyof typeof DESK;

export function isDesk(word: string): word is DeskWord {
  return Object.hasOwn(DESK, word);
}

/** A deck's file holds the answers, also of what is open. */
export const NEEDS_DECKS: ReadonlySet<string> = new Set<DeskWord>(['import', 'export']);

/** The deck that `/quiz export` shows if none is named: the article's confirmation tests. */
const SAMPLE_DECK = 'confirmation';

export async function atDesk(what: DeskWord, name: string | undefined, context: Context): Promise<Reply> {
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
  if (what === 'close') return askToClose(context);
  return deckList(await decks.imported(caller.workspace), readerOf(context));
}

function readerOf({ caller: { locale }, services }: Context): Reader {
  return { locale, zone: services.defaultZone };
}

export const deckActions = {
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
} as const satisfies Readonly<Record<string, Action>>;
