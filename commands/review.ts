/** `/review`: what I answered, again when it is about to be forgotten. */
import { practiceButton, questionReply } from '../src/answers/quiz.ts';
import { UserError } from '../src/chat/error.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { choice } from '../src/command/option.ts';
import { present } from '../src/quiz/present.ts';

export default defineCommand({
  name: 'review',
  words: {
    en: 'Questions I am about to forget, just for me',
    ja: '忘れかけた問題を自分だけに出す(間隔反復)',
  },
  examples: ['/review', '/review remind=on'],
  section: 'learn',
  audience: 'caller',
  options: {
    remind: choice(
      {
        en: 'Name me under the daily question when reviews are due',
        ja: '復習があるとき、毎日の問題に名前を添えて知らせる',
      },
      ['on', 'off'],
      undefined,
    ),
  },
  async *run({ remind }, { caller, services, say, key }) {
    const { locale, workspace, platform, channel } = caller;
    if (remind !== undefined) {
      const { leaderboard } = await services.store.people.preferences(workspace, caller.userId);
      if (remind === 'on' && leaderboard === 'hidden') throw unnamed();
      await services.store.people.prefer(
        workspace,
        caller.userId,
        caller.userName,
        { reminder: remind },
        key,
      );
      yield reply(
        say(
          remind === 'on'
            ? {
                en: 'I will name you (without a ping) under the daily question when reviews are due.',
                ja: '復習があるときは、毎日の問題の下に名前を添えてお知らせします(通知は送りません)。',
              }
            : { en: 'No more reminders.', ja: 'お知らせを止めました。' },
        ),
        { audience: 'caller', data: { remind } },
      );
      return;
    }
    const bank = await services.classroom.bank(workspace);
    const due = (await services.cards.due(caller)).filter((id) => bank.topicOf(id) !== undefined);
    const [first] = due;
    if (first === undefined) {
      const nextAt = await services.cards.nextAt(caller);
      yield reply(nothingDue(nextAt, locale, services.defaultZone), {
        audience: 'caller',
        buttons: [practiceButton({ en: 'A new question', ja: '新しい問題' }, locale)],
        data: { due: 0, next: nextAt === undefined ? null : new Date(nextAt).toISOString() },
      });
      return;
    }
    const standing = await services.classroom.ask({
      place: { platform, workspace, channel },
      locale,
      about: first,
      origin: 'review',
      id: services.newId(),
      newSeed: services.newSeed,
    });
    const { picture } = present(standing.posed, locale);
    const left = say({ en: `*Review: ${due.length} due.*`, ja: `*復習: 残り ${due.length} 問*` });
    const files = picture === undefined ? [] : [await services.questionPicture(picture, locale, caller)];
    const question = questionReply(standing, files, locale);
    yield {
      ...question,
      text: `${left}\n${question.text}`,
      data: { ...question.data, due: due.length },
    };
  },
});

function unnamed(): UserError {
  return new UserError({
    en: 'A reminder names you, and you asked not to be named. `/score listed=shown` allows it again.',
    ja: 'お知らせには名前を添えますが、名前を出さない設定になっています。`/score listed=shown` で変更できます。',
  });
}

function nothingDue(nextAt: number | undefined, locale: 'en' | 'ja', zone: string): string {
  if (nextAt === undefined) {
    return {
      en: 'Nothing to review yet: answer a question or two first.',
      ja: '復習する問題はまだありません。まずは何問か答えてみましょう。',
    }[locale];
  }
  const when = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(nextAt);
  return {
    en: `Nothing is due now. The next review comes ${when}.`,
    ja: `いま復習する問題はありません。次は ${when} です。`,
  }[locale];
}
