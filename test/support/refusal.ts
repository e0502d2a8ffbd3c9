/** What a user is told when something is refused. Whatever else is thrown is thrown on; what is accepted fails the test. */
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';

export function refusalOf(run: () => unknown): Words {
  try {
    run();
  } catch (error) {
    return wordsOf(error);
  }
  throw new Error('it was not refused');
}

/** The same of work that takes its time. */
export async function refusal(work: Promise<unknown>): Promise<Words> {
  try {
    await work;
  } catch (error) {
    return wordsOf(error);
  }
  throw new Error('it was not refused');
}

function wordsOf(error: unknown): Words {
  if (error instanceof UserError) return error.words;
  throw error;
}
