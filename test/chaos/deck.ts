/** What people do that is the same on every platform: the decks that they import, and what they are told. */

/** Decks that are imported; a workspace may have 20. */
const DECKS = 8;

export type DeckFile = { readonly name: string; readonly file: string; readonly bytes: Uint8Array };

/** The same deck every time that its number comes again. */
export function deckOf(number: number): DeckFile {
  const name = `chaos-${number % DECKS}`;
  const csv = `id,topic,text,right,wrong1,why1,explanation\n${name}-1,rnn,Q?,r,w,y,because\n`;
  return { name, file: `${name}.csv`, bytes: new TextEncoder().encode(csv) };
}

/** It is tried once to fetch a file; who is told to send it again knows what to do. */
export const IMPORTED = /^Imported `|is here already|could not fetch/;
/** Whoever was told so finds the deck in the list. */
export const THERE = /^Imported `|is here already/;
export const VERDICT = /✓ Right|✗ Not quite|Compare with the model answer/;
/** Who has answered once was right once, or not at all. */
export const scoreAfter = (verdict: string) =>
  new RegExp(`${verdict.includes('✓ Right') ? 1 : 0} of 1 right`);

/** Steps that follow another wait for it so long, in ms. */
export const STEP_MS = 60_000;
