/** An answer that could not be told where it was asked for, given to its owner. */
import { UserError } from '../../src/chat/error.ts';
import type { Action } from '../../src/command/define.ts';

export const letter: Action = {
  kind: 'press',
  audience: 'caller',
  async *run([id = ''], { caller, services }) {
    const { errands } = services.store;
    const found = (await errands.letters(caller)).find((each) => each.id === id);
    if (found === undefined) throw noLetter();
    try {
      yield { ...found.reply, audience: 'caller', target: 'new' };
    } finally {
      // The press itself is promised: what it has answered is not lost with this.
      await errands.told(id);
    }
  },
};

function noLetter(): UserError {
  return new UserError({
    en: 'Nothing waits here for you: it was for someone else, or you have read it.',
    ja: 'あなた宛ての未読の回答はありません。ほかの人宛てか、すでにお読みになったものです。',
  });
}
