/** A workspace's questions: the built-in decks and those that its teachers have imported. */
import { createHash } from 'node:crypto';
import { UserError } from '../chat/error.ts';
import type { Clock } from '../clock.ts';
import { type Bank, createBank } from '../quiz/bank.ts';
import { readDeck, writeDeck } from '../quiz/deck.ts';
import { readCsvDeck } from '../quiz/deck-csv.ts';
import type { Deck } from '../quiz/question.ts';
import type { DeckStore, StoredDeck } from '../store/port.ts';
import { type ReadDeck, refuseTaken } from './clash.ts';

export type Decks = {
  /** Resolves when the built-in decks are there. @throws UserError naming file, line and field of a malformed one */
  ready(): Promise<void>;
  bank(workspace: string): Promise<Bank>;
  /** Takes a deck in whole or not at all; one of the same name is replaced. @throws UserError naming line and field */
  import(
    workspace: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    userName: string,
  ): Promise<Deck>;
  /** Imported decks, by name. */
  imported(workspace: string): Promise<readonly Deck[]>;
  /** A deck as YAML, imported or built in. @throws UserError if there is none of that name. */
  export(workspace: string, name: string): Promise<string>;
  remove(workspace: string, name: string): Promise<'removed' | 'unknown'>;
};

/** Decks that a workspace may import. */
const MOST = 20;

/** @param load reads the built-in decks; called once, when they are first wanted. */
export function createDecks(load: () => Promise<readonly Deck[]>, store: DeckStore, clock: Clock): Decks {
  let loaded: Promise<{ readonly decks: readonly Deck[]; readonly bank: Bank }> | undefined;
  const builtIn = () => {
    loaded ??= load().then((decks) => ({ decks, bank: createBank(decks) }));
    return loaded;
  };
  /** Banks of the workspaces that have decks of their own, and what they were made from. */
  const banks = new Map<string, { readonly from: string; readonly bank: Bank }>();

  const readAll = (stored: readonly StoredDeck[]) => stored.map(({ name, yaml }) => readDeck(yaml, name));
  const imported = async (workspace: string) => readAll(await store.list(workspace));

  return {
    async ready() {
      await builtIn();
    },
    imported,
    async bank(workspace) {
      const [stored, standard] = await Promise.all([store.list(workspace), builtIn()]);
      if (stored.length === 0) {
        banks.delete(workspace);
        return standard.bank;
      }
      // Another process may have imported one meanwhile, too.
      const from = stored.map(({ yaml }) => yaml).join('\n');
      const kept = banks.get(workspace);
      if (kept?.from === from) return kept.bank;
      const bank = createBank([...standard.decks, ...readAll(stored)]);
      banks.set(workspace, { from, bank });
      return bank;
    },
    async import(workspace, file, userName) {
      const found = read(file);
      const { deck } = found;
      const others = (await imported(workspace)).filter(({ name }) => name !== deck.name);
      if (others.length >= MOST) throw tooMany();
      refuseTaken(found, [...(await builtIn()).decks, ...others]);
      await store.put({
        workspace,
        name: deck.name,
        yaml: writeDeck(deck),
        userName,
        importedAt: clock.now(),
      });
      return deck;
    },
    async export(workspace, name) {
      const decks = [...(await builtIn()).decks, ...(await imported(workspace))];
      const deck = decks.find((each) => each.name === name);
      if (deck === undefined) throw unknownDeck(decks);
      return writeDeck(deck);
    },
    remove: store.remove,
  };
}

function read({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): ReadDeck {
  const text = decode(bytes);
  const [, stem = '', extension = ''] = /^(.*)\.([a-z]+)$/i.exec(name) ?? [];
  switch (extension.toLowerCase()) {
    case 'yaml':
    case 'yml':
      return { deck: readDeck(text, name), kind: 'yaml', file: name, text };
    case 'csv': {
      const deck = readCsvDeck(text, name, nameFrom(stem));
      return { deck, kind: 'csv', file: name, text };
    }
    default:
      throw new UserError({
        en: 'A deck is a `.yaml` or a `.csv` file. `/quiz export` shows what one looks like.',
        ja: '問題集は `.yaml` か `.csv` のファイルです。`/quiz export` で見本を書き出せます。',
      });
  }
}

/** A deck's name made from its file's, always the same: letters that a name cannot have are told apart by a hash. */
function nameFrom(stem: string): string {
  const plain = stem.normalize('NFKC').toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  if (/^[\x20-\x7e]*$/.test(plain) && name !== '') return name;
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 6);
  return `${name === '' ? 'deck' : name.slice(0, 40).replace(/-$/, '')}-${hash}`;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError({
      en: 'That file is not UTF-8 text. Save it as UTF-8 and try again.',
      ja: 'ファイルが UTF-8 ではありません。UTF-8 で保存し直してください。',
    });
  }
}

function tooMany(): UserError {
  return new UserError({
    en: `There are ${MOST} decks already, the most there may be. Remove one with \`/quiz decks\`.`,
    ja: `問題集は ${MOST} 個までです。\`/quiz decks\` で不要なものを削除してください。`,
  });
}

function unknownDeck(decks: readonly Deck[]): UserError {
  const list = decks.map(({ name }) => `\`${name}\``);
  return new UserError({
    en: `There is no deck of that name. There are ${list.join(', ')}.`,
    ja: `その名前の問題集はありません。あるのは ${list.join('、')} です。`,
  });
}
