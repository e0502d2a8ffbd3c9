/** `/explain` through the bot: pages, buttons, and what the buttons do. */
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/chat/locale.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();

async function answer(replies: Promise<readonly Reply[]>): Promise<Reply> {
  const last = (await replies).at(-1);
  if (last === undefined) throw new Error('no reply');
  return last;
}

const typed = (line: string, locale: Locale = 'en'): Promise<Reply> => answer(bot.type(line, { locale }));

function idOf(reply: Reply, label: string): string {
  const found = reply.buttons.find((button) => button.label === label);
  if (found === undefined) throw new Error(`no button ${label} in ${reply.buttons.map((b) => b.label)}`);
  return found.id;
}

describe('/explain', () => {
  it('opens the first page for all in the channel', async () => {
    const reply = await typed('/explain');
    expect(reply).toMatchObject({ kind: 'final', audience: 'channel', target: 'new' });
    expect(reply.text).toContain('**Why sequences?** (1/16)');
    expect(reply.files).toHaveLength(1);
    expect(reply.buttons.map(({ label }) => label)).toEqual(['Next ▶', 'Run it', 'Ask me']);
    expect(reply.data).toMatchObject({ page: 'rnn', index: 0, count: 16, topic: 'rnn' });
  });

  it('opens a page by its id or by its title in either language', async () => {
    for (const line of [
      '/explain bptt-3',
      '/explain topic=bptt-3',
      '/explain "BPTT 3: the deltas travel back"',
    ]) {
      expect((await typed(line)).data, line).toMatchObject({ page: 'bptt-3' });
    }
    const ja = await typed('/explain 時間展開', 'ja');
    expect(ja.text).toContain('**時間展開** (3/16)');
    expect(ja.buttons.map(({ label }) => label)).toEqual(['◀ 前へ', '次へ ▶', '試す', '確認テスト']);
  });

  it('turns the page in the message whose button is pressed, in the language of who presses', async () => {
    const first = await typed('/explain weights');
    const next = await answer(bot.press(idOf(first, 'Next ▶'), { locale: 'ja' }));
    expect(next).toMatchObject({ target: 'pressed', data: { page: 'unrolling' } });
    expect(next.text).toContain('時間展開');
    expect(next.files[0]?.name).toBe('lesson-unrolling.png');
    const back = await answer(bot.press(idOf(next, '◀ 前へ')));
    expect(back).toMatchObject({ target: 'pressed', data: { page: 'weights' } });
  });

  it('ends with the last page', async () => {
    const last = await typed('/explain memory');
    expect(last.buttons.map(({ label }) => label)).toEqual(['◀ Back', 'Run it', 'Ask me']);
  });

  it('runs the experiment of the page', async () => {
    const page = await typed('/explain loss');
    const run = await answer(bot.press(idOf(page, 'Run it')));
    expect(run.kind).toBe('final');
    expect(run.data).toMatchObject({ config: { seed: 0, gradient: 'article' } });
  });

  it('asks a question on the topic of the page', async () => {
    const page = await typed('/explain weights');
    const asked = await answer(bot.press(idOf(page, 'Ask me')));
    expect(asked.kind).toBe('final');
    expect(asked.buttons.length).toBeGreaterThan(0);
  });

  it('says in private what pages there are when asked for another, and changes nothing', async () => {
    const reply = await typed('/explain frobnication');
    expect(reply).toMatchObject({ kind: 'error', audience: 'caller', files: [] });
    expect(reply.text).toContain('weights');
    const stale = await answer(bot.press('explain:page:frobnication'));
    expect(stale).toMatchObject({ kind: 'error', audience: 'caller' });
    expect(stale.text).toContain('/explain');
  });
});
