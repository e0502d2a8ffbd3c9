/** Which question comes next in a channel. */
import { UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import { closest, code } from '../command/wording.ts';
import type { Bank } from '../quiz/bank.ts';
import type { QuizStore } from '../store/port.ts';

/**
 * The id of the question to ask next: the one that `about` names, or of its topic (of all, if undefined) one
 * of those that this channel has been asked least often.
 * @throws UserError if `about` is neither a topic nor a question.
 */
export type Chooser = (bank: Bank, place: Place, about: string | undefined) => Promise<string>;

export function createChooser(quiz: QuizStore, integer: (below: number) => number): Chooser {
  return async (bank, place, about) => {
    if (about !== undefined && bank.topicOf(about) !== undefined) return about;
    const ids = bank.ids(about);
    if (ids.length === 0) throw unknownTopic(about ?? '', bank);
    const counts = new Map((await quiz.history(place)).map(({ questionId, count }) => [questionId, count]));
    const least = Math.min(...ids.map((id) => counts.get(id) ?? 0));
    const turn = ids.filter((id) => (counts.get(id) ?? 0) === least);
    const chosen = turn[integer(turn.length)];
    if (chosen === undefined) throw new RangeError('the random number was out of range');
    return chosen;
  };
}

function unknownTopic(about: string, bank: Bank): UserError {
  const names = bank.topics.map(({ topic }) => topic);
  const near = closest(about, [...names, ...bank.ids()]);
  const list = names.map(code).join(', ');
  return new UserError({
    en: `There is no topic or question ${code(about)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`} The topics are ${list}.`,
    ja: `${code(about)} という分野や問題はありません。${near === undefined ? '' : `${code(near)} のことですか?`}分野は ${list} です。`,
  });
}
