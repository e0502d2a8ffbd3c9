/** Reads the folder of decks into a bank: the one file of this room that touches the disk. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bank, createBank } from './bank.ts';
import { readDeck } from './deck.ts';
import type { Deck } from './question.ts';

/**
 * All `*.yaml` decks of a folder, in the order of their names.
 * @throws UserError naming file, line and field if a deck is malformed
 */
export async function loadDecks(folder: string): Promise<readonly Deck[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => readDeck(await readFile(join(folder, name), 'utf8'), name)));
}

/** A bank of the folder's decks and the built-in generators. */
export async function loadBank(folder: string): Promise<Bank> {
  return createBank(await loadDecks(folder));
}
