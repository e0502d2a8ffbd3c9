/** `/schedule`: what is posted in this channel again and again: questions, trainings, summaries. */
import { reply } from '../src/chat/reply.ts';
import { defineGroup } from '../src/command/define.ts';
import { edit } from './schedule/edit.ts';
import { quiz, summary, train } from './schedule/make.ts';
import { list, pause, remove, resume, run, undo } from './schedule/manage.ts';
import { zone } from './schedule/zone.ts';

export default defineGroup({
  name: 'schedule',
  words: {
    en: 'Questions, trainings and summaries that come by themselves',
    ja: '出題、学習、まとめを決まった時刻に行う設定',
  },
  examples: [
    '/schedule quiz at=8:30 days=weekdays',
    '/schedule train at=2:00 hidden=4',
    '/schedule summary',
    '/schedule list',
    '/schedule edit 1 at=9:00',
  ],
  section: 'class',
  subcommands: { quiz, train, summary, list, edit, pause, resume, run, remove, zone },
  bare: 'list',
  actions: {
    undo,
    vote: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', index = ''], { caller, services, key, say }) {
        const { workspace, userId } = caller;
        const vote = await services.store.ballots.vote(workspace, id, userId, Number(index), key);
        const counted = vote === 'counted';
        const words = counted
          ? {
              en: 'Your vote is in. You may change it until the training begins.',
              ja: '投票しました。学習が始まるまでは変更できます。',
            }
          : { en: 'The vote is over.', ja: '投票は締め切られました。' };
        yield reply(say(words), { audience: 'caller', data: { counted } });
      },
    },
  },
});
