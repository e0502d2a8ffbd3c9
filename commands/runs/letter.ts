/** An answer that could not be told where it was asked for, given to its owner. */
import { UserError } from '../../src/chat/error.ts';
import type { Action } from '../../src/command/define.ts';

export const letter: Action = {
  kind: 'press',
  audience: 'caller',
  async *run([id = ''], { caller, services }) {
    const letter = await services.store.errands.read(id, caller);
    if (letter === undefined) throw noLetter();
    yield { ...letter.reply, audience: 'caller', target: 'new' };
  },
};

function noLetter(): UserError {
  return new UserError({
    en: 'Nothing waits here for you: it was for someone else, or is over 30 days old.',
    ja: 'あなた宛ての回答はありません。ほかの人宛てか、30 日以上前のものです。',
  });
}
