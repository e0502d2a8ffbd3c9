/** `/explain`: a page of the course, with ways to turn it, to try it out and to be asked about it. */

import { button, runButton } from '../src/chat/buttons.ts';
import type { Words } from '../src/chat/locale.ts';
import { type Button, type Reply, reply } from '../src/chat/reply.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { choice } from '../src/command/option.ts';
import { COURSE } from '../src/lessons/course.ts';
import type { Lesson } from '../src/lessons/lessons.ts';

const IDS = COURSE.map(({ id }) => id);
const FIRST = IDS[0] ?? '';
const TITLES: Readonly<Record<string, Words>> = Object.fromEntries(
  COURSE.map(({ id, title }) => [id, title]),
);

export default defineCommand({
  name: 'explain',
  words: {
    en: 'How an RNN works, page by page: formulas, code, experiments',
    ja: 'RNN の仕組みを 1 ページずつ。数式、コード、実験つき',
  },
  examples: ['/explain', '/explain weights', '/explain bptt'],
  experiment: 'offered',
  section: 'learn',
  options: {
    topic: choice({ en: 'Which page', ja: '開くページ' }, IDS, FIRST, TITLES),
  },
  async *run({ topic }, context) {
    yield await shown(topic, 'new', context);
  },
  actions: {
    page: {
      kind: 'press',
      audience: 'channel',
      async *run([id = ''], context) {
        yield await shown(id, 'pressed', context);
      },
    },
  },
});

async function shown(id: string, target: Reply['target'], context: Context): Promise<Reply> {
  const lesson = await context.services.lessons.page(id, context.caller.locale);
  const { index, count, title, experiment, topic } = lesson;
  return reply(lesson.text, {
    target,
    files: [lesson.picture],
    buttons: buttonsOf(lesson, context),
    data: { page: id, title, index, count, experiment, topic },
  });
}

/** Back and next as far as there are pages; then what the page is about, done and asked. */
function buttonsOf({ previous, next, experiment, topic }: Lesson, { say }: Context): readonly Button[] {
  const turn = (id: string | null, words: Words): readonly Button[] =>
    id === null ? [] : [button(['explain', 'page', id], say(words))];
  return [
    ...turn(previous, { en: '◀ Back', ja: '◀ 前へ' }),
    ...turn(next, { en: 'Next ▶', ja: '次へ ▶' }),
    runButton(experiment, say({ en: 'Run it', ja: '試す' }), 'primary'),
    runButton(`/quiz ${topic}`, say({ en: 'Ask me', ja: '確認テスト' })),
  ];
}
