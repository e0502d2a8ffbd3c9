/** What a deck claims and may not have: names that others of the workspace have, lines that no deck may run. */
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { faultsError, type LineFault } from '../quiz/deck-fault.ts';
import type { ReadFile } from '../quiz/deck-file.ts';
import type { Deck } from '../quiz/question.ts';
import { TOPICS } from '../quiz/topic.ts';

/** The decks' questions by name, each with the name of its deck: names are unique in a workspace. */
export function ownersOf(decks: readonly Deck[]): ReadonlyMap<string, string> {
  return new Map(decks.flatMap(({ name, questions }) => questions.map(({ id }) => [id, name] as const)));
}

/**
 * Names of decks and of questions are unique in a workspace, so that an answer always belongs to one question.
 * @param check throws a UserError for a command line that a deck may not offer
 * @throws UserError naming line and field of up to five claims that cannot be met
 */
export function refuseClaims(
  { file, claims }: ReadFile,
  others: readonly Deck[],
  check: (line: string) => void,
): void {
  const owners = ownersOf(others);
  const faults = claims.flatMap(({ kind, value, line, field }): readonly LineFault[] => {
    const words = wordsOf(kind, value, { owners, others, check });
    return words === undefined ? [] : [{ line, field, words }];
  });
  if (faults.length > 0) throw faultsError(file, faults, ({ line }) => line);
}

type Known = {
  readonly owners: ReadonlyMap<string, string>;
  readonly others: readonly Deck[];
  readonly check: (line: string) => void;
};

function wordsOf(kind: 'deck' | 'question' | 'experiment', value: string, known: Known): Words | undefined {
  switch (kind) {
    case 'deck':
      return known.others.some(({ name }) => name === value) ? taken(value, value) : undefined;
    case 'question': {
      if (isReserved(value)) return reserved(value);
      const owner = known.owners.get(value);
      return owner === undefined ? undefined : taken(value, owner);
    }
    case 'experiment':
      return refusal(() => known.check(value));
  }
}

/** Names that `/quiz` understands otherwise: topics, generated questions, what is done with decks. */
function isReserved(name: string): boolean {
  return name.startsWith('gen-') || Object.hasOwn(TOPICS, name) || DESK.has(name);
}

/** Words of `/quiz` that are neither topics nor questions. */
const DESK: ReadonlySet<string> = new Set(['import', 'export', 'decks']);

function reserved(name: string): Words {
  return {
    en: `\`/quiz ${name}\` means something else already. Give the question another name.`,
    ja: `\`/quiz ${name}\` にはすでに別の意味があります。問題に別の名前を付けてください。`,
  };
}

function refusal(check: () => void): Words | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.words;
  }
}

function taken(name: string, owner: string): Words {
  return {
    en: `The name \`${name}\` is taken by the deck \`${owner}\`. Give it another.`,
    ja: `\`${name}\` という名前は、問題集 \`${owner}\` ですでに使われています。別の名前にしてください。`,
  };
}
