/** `/score`: what I know, and who leads. Viewing changes nothing. */
import { practiceButton } from '../src/answers/quiz.ts';
import { boardText, scoreText, topicName } from '../src/answers/score.ts';
import { button, runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import type { Words } from '../src/chat/locale.ts';
import { reply } from '../src/chat/reply.ts';
import { type Answer, type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { choice } from '../src/command/option.ts';
import type { PictureSpec } from '../src/plot/spec.ts';

/** What is promised to whom hides, and it is kept by the store: no name of theirs comes out of it. */
const NAMING: Readonly<Record<'shown' | 'hidden', Words>> = {
  hidden: {
    en: 'I no longer name you to anyone, organisers included: not in rankings, results, lists of runs or reminders. Your answers still count in totals. What you send here yourself stands under your name as before.',
    ja: '今後、あなたの名前を出しません。ランキング、結果発表、学習の一覧、復習のお知らせにも、運営者向けの名簿にも載りません。回答は合計には数えます。自分で送信した内容には、これまでどおり名前が付きます。',
  },
  shown: {
    en: 'I may name you again: in rankings, results, lists of runs and reminders.',
    ja: 'ランキング、結果発表、学習の一覧、復習のお知らせに、あなたの名前を出します。',
  },
};

export default defineCommand({
  name: 'score',
  words: { en: 'My progress, or the leaderboard', ja: '自分の成績、またはランキング' },
  examples: ['/score', '/score week', '/score listed=hidden'],
  section: 'learn',
  audience: 'caller',
  options: {
    show: choice(
      { en: 'Mine, or a leaderboard', ja: '自分の成績か、ランキングか' },
      ['mine', 'week', 'all'],
      'mine',
      {
        mine: { en: 'mine', ja: '自分' },
        week: { en: 'leaderboard of the week', ja: '今週のランキング' },
        all: { en: 'leaderboard of all time', ja: '通算ランキング' },
      },
    ),
    listed: choice(
      { en: 'Whether others are told my name', ja: '自分の名前をほかの人に出すか' },
      ['shown', 'hidden'],
      undefined,
      {
        shown: { en: 'name me', ja: '出す' },
        hidden: { en: 'do not name me', ja: '出さない' },
      },
    ),
    mydata: choice(
      { en: 'Delete all that is kept about me here', ja: '自分に関する記録をすべて削除' },
      ['delete'],
      undefined,
      {
        delete: { en: 'delete', ja: '削除' },
      },
    ),
  },
  async *run({ show, listed, mydata }, context) {
    const { caller, services, say } = context;
    if (mydata === 'delete') {
      yield askToForget(context);
      return;
    }
    if (listed !== undefined) {
      await services.store.people.prefer(caller.workspace, caller.userId, caller.userName, {
        leaderboard: listed,
      });
      yield reply(say(NAMING[listed]), { audience: 'caller', data: { listed } });
      return;
    }
    if (show === 'mine') yield* mine(context);
    else yield await board(show, context);
  },
  actions: {
    forget: {
      kind: 'press',
      audience: 'caller',
      async *run([userId], { caller, services, say }) {
        if (userId !== caller.userId) throw notYours();
        await services.store.people.forget(caller.workspace, caller.userId);
        yield reply(
          say({
            en: 'Deleted: your answers, reviews and choices. Your runs stay without your name.',
            ja: '回答、復習、設定の記録を削除しました。学習の結果は、名前を消して残しています。',
          }),
          { audience: 'caller', target: 'pressed', data: { deleted: true } },
        );
      },
    },
    keep: {
      kind: 'press',
      audience: 'caller',
      async *run(_, { say }) {
        yield reply(say({ en: 'Nothing was deleted.', ja: '何も削除していません。' }), {
          audience: 'caller',
          target: 'pressed',
          data: { deleted: false },
        });
      },
    },
  },
});

/** What is deleted is gone for good, so a line alone does not do it: somebody else may have put it on a button. */
function askToForget({ caller, say }: Context) {
  return reply(
    say({
      en: '**Delete all that is kept about you here?** Your answers, reviews, streak, place in the league and choices would go, and cannot be brought back. Your runs would stay without your name. Nothing has been deleted yet.',
      ja: '**ここに保存されている自分の記録をすべて削除しますか?** 回答、復習、連続日数、リーグの順位、設定が消え、元に戻せません。学習の結果は、名前を消して残します。まだ何も削除していません。',
    }),
    {
      audience: 'caller',
      buttons: [
        button(
          ['score', 'forget', caller.userId],
          say({ en: 'Delete my data', ja: '自分の記録を削除する' }),
          'danger',
        ),
        button(['score', 'keep'], say({ en: 'Cancel', ja: 'やめる' })),
      ],
      data: { deleted: false },
    },
  );
}

function notYours(): UserError {
  return new UserError({
    en: 'That button is for someone else. `/score mydata=delete` gives you your own.',
    ja: 'このボタンはほかの人のものです。自分の記録を削除するには `/score mydata=delete` を使ってください。',
  });
}

async function* mine(context: Context): Answer {
  const { caller, services, say } = context;
  const [score, bank] = await Promise.all([
    services.scores.of(caller.workspace, caller.userId),
    services.classroom.bank(caller.workspace),
  ]);
  const topics = [...score.topics].map(([topic, { right, wrong }]) => ({
    topic,
    right,
    answered: right + wrong,
  }));
  const spec: PictureSpec = {
    kind: 'progress',
    locale: caller.locale,
    topics: topics
      .slice(0, 24)
      .map(({ topic, ...share }) => ({ name: topicName(topic, bank, caller.locale), ...share })),
    streak: score.streak.current,
    due: score.due,
  };
  const told = reply(scoreText(score, caller.locale), {
    audience: 'caller',
    buttons: [
      score.due > 0
        ? runButton('/review', say({ en: `Review (${score.due})`, ja: `復習する(${score.due})` }), 'primary')
        : practiceButton({ en: 'Ask me something', ja: '問題を出す' }, caller.locale, 'primary'),
      runButton('/score week', say({ en: 'Leaderboard', ja: 'ランキング' })),
    ],
    data: {
      answered: score.answered,
      right: score.right,
      streak: score.streak.current,
      longest: score.streak.longest,
      due: score.due,
      topics,
    },
  });
  if (score.answered === 0) yield told;
  else yield* illustrated(told, [spec], context);
}

async function board(span: 'week' | 'all', { caller, services }: Context) {
  const places = await services.scores.board(caller.workspace, span);
  return reply(boardText(places, span, caller.locale), {
    audience: 'caller',
    data: { span, places: places.map(({ rank, userName, right }) => ({ rank, name: userName, right })) },
  });
}
