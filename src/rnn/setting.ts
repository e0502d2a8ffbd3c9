/** What a row of the table of settings says (`settings.ts`). */

type Words = { readonly en: string; readonly ja: string };

type Said<V> = {
  readonly words: Words;
  /** What a run has unless it is told otherwise. */
  readonly default: V;
  /**
   * What everything has that does not name the setting: runs saved before there was one, recipes, pictures of questions.
   * Of a new setting it is the value that changes nothing. It stays for ever: another would make other networks of
   * shared recipes.
   */
  readonly before: V;
};

/**
 * Where a value comes from. `option`: people give it, or it is the default. `drawn`: they give it, or it is a new one for
 * every run. `derived`: it follows from others.
 */
export type Given = 'option' | 'drawn' | 'derived';

type WordInput<C extends readonly string[]> = Said<NoInfer<C[number]>> & {
  readonly choices: C;
  /** How a recipe writes the values that do not say by themselves what they belong to. */
  readonly marks: Readonly<Partial<Record<NoInfer<C[number]>, string>>>;
};

type NumberInput = Said<number> & {
  readonly min: number;
  readonly max: number;
  /** What stands before the number in a recipe: lower-case letters. */
  readonly mark: string;
  /** The values that `/compare` puts side by side; none: it does not vary this. */
  readonly compared: readonly number[];
};

export type WordRow<C extends readonly string[] = readonly string[]> = Said<C[number]> & {
  readonly kind: 'word';
  readonly given: Given;
  readonly choices: C;
  readonly marks: Readonly<Record<string, string | undefined>>;
};
export type NumberRow = NumberInput & { readonly kind: 'whole' | 'fraction'; readonly given: Given };

const option = { given: 'option' } as const;

/** One of a few words, the first of which need not be the default. */
export function word<const C extends readonly string[]>(row: WordInput<C>): WordRow<C> & typeof option {
  return { kind: 'word', ...option, ...row };
}

/** A whole number, min…max. */
export function whole(row: NumberInput): NumberRow & typeof option {
  return { kind: 'whole', ...option, ...row };
}

/** Any number, min…max. */
export function fraction(row: NumberInput): NumberRow & typeof option {
  return { kind: 'fraction', ...option, ...row };
}
