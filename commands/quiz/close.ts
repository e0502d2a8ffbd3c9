/** Closing the question that stands in a channel: by who asked it, or who looks after the channel. */
import { resultText } from '../../src/answers/daily.ts';
import { button } from '../../src/chat/buttons.ts';
import { UserError } from '../../src/chat/error.ts';
import { wordsOf } from '../../src/chat/markdown.ts';
import { plain, type Reply, reply } from '../../src/chat/reply.ts';
import { isCounting } from '../../src/classroom/counting.ts';
import type { Action, Context } from '../../src/command/define.ts';

/** Shows what would be closed: the answer cannot be taken back. @throws UserError if nothing is open here */
export async function askToClose({ caller, services, say }: Context): Promise<Reply> {
  const { platform, workspace, channel, locale } = caller;
  const asked = await services.store.quiz.newestOpen({ platform, workspace, channel });
  if (asked === undefined) throw nothingOpen();
  const { posed } = await services.classroom.standing(workspace, asked.id);
  const [first = ''] = wordsOf(posed.question.text[locale]).trim().split('\n');
  const question = plain(first);
  return reply(
    say({
      en: `> ${question}\nClose this question? Then everyone is told its answer, and nobody can answer it any more.`,
      ja: `> ${question}\nこの問題を締め切りますか? 全員に正解を発表し、以後は回答できなくなります。`,
    }),
    {
      audience: 'caller',
      buttons: [
        button(['quiz', 'close', asked.id], say({ en: 'Close and tell', ja: '締め切って発表' }), 'danger'),
      ],
      data: { question: asked.id },
    },
  );
}

export const close: Action = {
  kind: 'press',
  audience: 'channel',
  async needs([id = ''], { caller, services }) {
    const asked = await services.store.quiz.asked(caller.workspace, id);
    if (asked === undefined || asked.userId === caller.userId) return undefined;
    const isHere = asked.place.platform === caller.platform && asked.place.channel === caller.channel;
    return isHere ? 'closing' : 'closing-elsewhere';
  },
  async *run([id = ''], { caller, services, say }) {
    const { workspace } = caller;
    const standing = await services.classroom.standing(workspace, id);
    const { asked } = standing;
    await services.closeQuestion(asked);
    if (asked.origin === 'schedule') {
      // Its end is told in its own channel, where its message stands.
      yield reply(
        say({
          en: 'It is closed; its answer is told in its channel.',
          ja: '締め切りました。正解はそのチャンネルで発表します。',
        }),
        { audience: 'caller', data: { closed: id } },
      );
      return;
    }
    const given = await services.store.quiz.answers(id);
    const people = given.filter(isCounting).map(({ userId }) => userId);
    const streaks = await services.scores.streaks(workspace, people);
    yield reply(resultText(standing, given, streaks, caller.locale), { data: { closed: id } });
  },
};

function nothingOpen(): UserError {
  return new UserError({
    en: 'No question is open in this channel. `/quiz` asks one.',
    ja: 'このチャンネルで受付中の問題はありません。`/quiz` で出題できます。',
  });
}
