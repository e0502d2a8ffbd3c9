/** What a class does in Discord, through the real client: the real bot answers, in both languages. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Seen } from '../platforms/discord/server/server.ts';
import {
  AKI,
  BEN,
  type DiscordStand,
  heard,
  labelOf,
  letterOf,
  openDiscord,
  RIGHT_FORMULA,
} from './discord-stand.ts';
import { isPng } from './live.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let discord: DiscordStand;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

const labels = ({ buttons }: Seen) => buttons.map(({ label }) => label);
const ids = ({ buttons }: Seen) => buttons.map(({ id }) => id);

describe('/add', () => {
  it('works out 45 + 77 for all to see, its picture told in words, before anybody has trained', async () => {
    const sum = await discord.type('add', { a: '45', b: '77' }, /45 \+ 77/);
    expect(sum.text).toMatch(/^\*\*45 \+ 77 = 122\*\* ✓ right/);
    expect(sum.text).toMatch(/network +01111010 +122/);
    expect(sum.private).toBe(false);
    expect(sum.files).toMatchObject([{ type: 'image/png', alt: expect.stringContaining('45 + 77 = 122') }]);
    expect(isPng(sum.files[0]?.bytes)).toBe(true);
  });
  it('answers in Japanese who has Discord in Japanese', async () => {
    const sum = await discord.type('add', { a: '45', b: '77' }, /45 \+ 77/, AKI);
    expect(sum.text).toMatch(/^\*\*45 \+ 77 = 122\*\* ✓ 正解/);
    expect(sum.files[0]?.alt).toMatch(/45 \+ 77 = 122.*すべて正解/);
    expect(labels(sum).join()).toMatch(/[ぁ-ん]/);
  });
});

describe('/train', () => {
  it('edits its progress into one message, and at last the picture of the falling loss', async () => {
    const before = discord.publicMessages().length;
    const run = await discord.type('train', { seed: 0, hidden: 64, iterations: 200_000 }, /Solved/);
    const [first, ...later] = run.texts;
    expect(first).toMatch(/^\*\*Training…\*\* `\/train hidden=64 iterations=200000 seed=0`$/);
    expect(
      later.filter((text) => /[█░]{20}` \d+ %\npair [\d,]+ of 200,000 · loss \d/.test(text)),
    ).not.toEqual([]);
    expect(run.text).toMatch(/all 16,384 sums are right.*Loss 1\.98 → \d+.*`\/train hidden=64/s);
    expect(run.files).toMatchObject([
      { type: 'image/png', alt: expect.stringMatching(/Loss falls from 1\.98/) },
    ]);
    expect(isPng(run.files[0]?.bytes)).toBe(true);
    expect(labels(run).slice(0, 2)).toEqual(['Ask it 45 + 77', 'Again, other seed']);
    expect(discord.publicMessages()).toHaveLength(before + 1);
  });
  it('goes on by the button under it', async () => {
    const sum = await discord.press('Ask it 45 + 77', /45 \+ 77/);
    expect(sum.text).toMatch(/45 \+ 77 = 122.*Run 2 by Learner: `\/train hidden=64/s);
  });
  it('is stopped by Cancel while it runs, by the one who started it and no one else', async () => {
    const running = await discord.server.command(
      'train',
      { seed: 1, hidden: 64, iterations: 1_000_000 },
      AKI,
    );
    const cancel = labelOf(await heard(running, /[█░]{20}/), /^train:cancel:/);
    const refused = await discord.press(cancel, /./, BEN);
    expect(refused).toMatchObject({ private: true, text: expect.stringContaining('Only the person who') });
    const stopping = await discord.press(cancel, /./, AKI);
    expect(stopping).toMatchObject({ private: true, text: expect.stringContaining('中止') });
    const run = await heard(running, /^\*\*中止しました/);
    expect(run.files).toMatchObject([
      { type: 'image/png', alt: expect.stringMatching(/損失は 3\.\d+ から/) },
    ]);
    expect(ids(run)).toEqual(['run:/train hidden=64 iterations=1000000']);
    // What was cut short does not become the model.
    expect((await discord.type('add', { a: '1', b: '2' }, /1 \+ 2/)).text).toContain('Run 2 by');
  });
});

describe('/quiz', () => {
  it('takes one answer of each person, and tells each alone why', async () => {
    const question = await discord.type('quiz', { topic: 'confirmation-1' }, /Confirmation test 1/);
    expect(question.private).toBe(false);
    expect(labels(question)).toEqual(['A', 'B', 'C', 'D']);
    const seen = discord.publicMessages().length;
    const right = letterOf(question, /previous hidden layer/);
    const wrong = letterOf(question, /previous output/);
    const ofAki = await discord.press(wrong, /./, AKI);
    expect(ofAki.text).toMatch(/^\*\*✗ 不正解です。\*\*.*ジョーダン.*答え: /s);
    expect(ids(ofAki)).toEqual(['try:/ablate memory', 'quiz:another']);
    const ofBen = await discord.press(right, /./, BEN);
    expect(ofBen.text).toMatch(/^\*\*✓ Right\.\*\*/);
    const again = await discord.press(right, /./, AKI);
    expect(again.text).toMatch(/回答済み/);
    for (const verdict of [ofAki, ofBen, again]) expect(verdict.private).toBe(true);
    expect(discord.publicMessages()).toHaveLength(seen);
    // The verdict offers the experiment that refutes the wrong answer.
    const memory = await discord.press(labelOf(ofAki, /^try:\/ablate/), /./, AKI);
    expect(memory.files.length).toBeGreaterThan(0);
    expect(memory.text).toMatch(/[ぁ-ん]/);
  });
  it('takes a formula through a form, and says what is missing from a wrong one', async () => {
    const question = await discord.type('quiz', { topic: 'confirmation-2' }, /確認テスト 2/, AKI);
    expect(question.files).toMatchObject([{ type: 'image/png' }]);
    const open = labelOf(question, /^quiz:form:/);
    const form = (await discord.server.press(open, AKI)).modal();
    expect(form).toMatchObject({
      title: expect.stringMatching(/回答/),
      fields: [{ id: 'answer', kind: 'text' }],
    });
    const right = await heard(await discord.server.submit({ answer: RIGHT_FORMULA }, AKI), /./);
    expect(right).toMatchObject({ private: true, text: expect.stringMatching(/^\*\*✓ 正解です。\*\*/) });
    await discord.server.press(open, BEN);
    const forgotten = 'y1 = g(W_out*(W_in*x1 + b) + c)';
    const wrong = await heard(await discord.server.submit({ answer: forgotten }, BEN), /./);
    expect(wrong).toMatchObject({ private: true, text: expect.stringMatching(/^\*\*✗ Not quite.*s0|s₀/s) });
  });
});

describe('/explain', () => {
  it('turns its pages within one message, one picture each', async () => {
    const page = await discord.type('explain', {}, /\(1\/16\)/);
    expect(labels(page)).toEqual(['Next ▶', 'Run it', 'Ask me']);
    const next = await discord.press('Next ▶', /\(2\/16\)/);
    expect(next.id).toBe(page.id);
    expect(next.files).toHaveLength(1);
    expect(next.files[0]?.alt).not.toBe(page.files[0]?.alt);
    expect(labels(next)).toContain('◀ Back');
  });
  it('runs its experiment in a message of its own', async () => {
    await discord.type('explain', { topic: 'carry' }, /\(\d+\/16\)/);
    const before = discord.publicMessages().length;
    const run = await discord.press('Run it', /./);
    expect(run.private).toBe(false);
    expect(run.files).toHaveLength(1);
    expect(discord.publicMessages()).toHaveLength(before + 1);
  });
});
