/** The real store of the playground's key and links, in memory. */
import type { Door } from '../../src/chat/door.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

let shared: Promise<Door> | undefined;

/** One for all of this process, so that a playground that takes another's place knows its visitors. */
export function openDoor(): Promise<Door> {
  shared ??= openNewDoor();
  return shared;
}

export async function openNewDoor(): Promise<Door> {
  return (await openSqlite(':memory:', () => 'e')).door;
}
