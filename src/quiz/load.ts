/** Reads the folder of decks: the one file of this room that touches the disk. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
