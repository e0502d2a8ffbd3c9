/** `/score`: what I know, and who leads. Viewing changes nothing. */
import { forgetOffer } from '../src/answers/privacy.ts';
import { practiceButton } from '../src/answers/quiz.ts';
import { boardText, scoreText, topicName } from '../src/answers/score.ts';
import { runButton } from '../src/chat/buttons.ts';
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
      {
        en: 'Delete all that is kept about me here, as /privacy delete does',
        ja: '自分に関する記録をすべて削除(/privacy delete と同じ)',
      },
      ['delete'],
      undefined,
      {
        delete: { en: 'delete', ja: '削除' },
      },
    ),
  },
  async *run({ show, listed, mydata }, context) {
    const { caller, services, say, key } = context;
    if (mydata === 'delete') {
      yield forgetOffer(services.store.keeping.held, caller);
      return;
    }
    if (listed !== undefined) {
      await services.store.people.prefer(
        caller.workspace,
        caller.userId,
        caller.userName,
        { leaderboard: listed },
        key,
      );
      yield reply(say(NAMING[listed]), { audience: 'caller', data: { listed } });
      return;
    }
    if (show === 'mine') yield* mine(context);
    else yield await board(show, context);
  },
});

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
