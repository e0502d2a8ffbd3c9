/** What goes on in Slack by itself, is stopped, or is still known after a restart of the bot. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANA, KENJI } from '../platforms/slack/server/world.ts';
import { PATIENCE } from './live.ts';
import { labelOf, letterOf, openSlack, type SlackStand } from './slack-stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let slack: SlackStand;
beforeAll(async () => {
  slack = await openSlack('socket');
});
afterAll(() => slack.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('Cancel', () => {
  it('stops a training while it runs, for the one who started it and no one else', async () => {
    const news = await slack.type('/train seed=1 hidden=64 iterations=1000000', /[█░]{20}/, KENJI);
    const cancel = labelOf(news, /^train:cancel:/);
    expect(await slack.press(cancel, /Only the person who/, ANA)).toMatchObject({ private: true });
    expect(await slack.press(cancel, /^中止します/, KENJI)).toMatchObject({ private: true });
    const run = await slack.server.message(/^\*中止しました/, PATIENCE);
    expect(run.ts).toBe(news.ts);
    expect(run.pictures).toMatchObject([{ alt: expect.stringMatching(/損失は 3\.\d+ から/) }]);
    expect(run.buttons.map(({ id }) => id)).toEqual(['run:/train hidden=64 iterations=1000000']);
  });
});

describe('/explain', () => {
  it('turns its pages within one message, one picture each, and runs its experiment in another', async () => {
    const page = await slack.type('/explain', /\(1\/16\)/);
    const next = await slack.press('Next ▶', /\(2\/16\)/);
    expect(next.ts).toBe(page.ts);
    expect(next.pictures).toHaveLength(1);
    expect(next.pictures[0]?.alt).not.toBe(page.pictures[0]?.alt);
    expect(next.buttons.map(({ label }) => label)).toContain('◀ Back');
    const before = slack.publicMessages();
    await slack.server.press('Run it', { until: ({ pictures }) => pictures.length > 0, within: PATIENCE });
    const run = slack.publicMessages().at(-1);
    expect(slack.publicMessages()).toHaveLength(before.length + 1);
    expect(run?.notes.join()).toMatch(/^Ana: /);
  });
});

describe('/schedule quiz', () => {
  it('posts once at its time, also across a restart, and the next day with the answer to the last', async () => {
    await slack.type('/schedule quiz at=9:30 zone=Asia/Tokyo topic=init', /9:30.*Asia\/Tokyo/);
    const before = slack.publicMessages().length;
    slack.time.now += 29 * MINUTE;
    await slack.tick();
    expect(slack.publicMessages()).toHaveLength(before);
    slack.time.now += MINUTE;
    await slack.tick();
    await slack.tick();
    expect(slack.publicMessages()).toHaveLength(before + 1);
    const question = slack.publicMessages().at(-1);
    expect(question?.text).toMatch(/Everyone may answer once and change it once/);

    await slack.restart();
    slack.time.now += MINUTE;
    await slack.tick();
    expect(slack.publicMessages()).toHaveLength(before + 1);
    // Questions on initial weights have buttons or take a number.
    const [first] = question?.buttons ?? [];
    await slack.server.press(first?.label ?? '', { user: KENJI, within: PATIENCE });
    if (slack.server.modal(KENJI) !== undefined) await slack.submit('1', /正解/, KENJI);
    expect(await slack.server.message(/正解/)).toMatchObject({ private: true });

    slack.time.now += DAY;
    await slack.tick();
    const [closed, result, next] = slack.publicMessages().slice(before);
    expect(closed).toMatchObject({ ts: question?.ts, buttons: [], text: expect.stringContaining('Closed.') });
    expect(result?.text).toMatch(/The answer to the last question.* of 1 had it right/s);
    expect(result?.pictures).toHaveLength(1);
    expect(next?.buttons.length).toBeGreaterThan(0);
    await slack.tick();
    expect(slack.publicMessages()).toHaveLength(before + 3);
  });
});

describe('a restart', () => {
  it('lets a training go on in its message, with a Cancel that works, and leaves buttons and answers as they were', async () => {
    const question = await slack.type('/quiz confirmation-1', /Confirmation test 1/);
    const right = letterOf(question, /previous hidden layer/);
    await slack.press(right, /✓ Right/, ANA);
    const page = await slack.type('/explain', /\(1\/16\)/);
    const news = await slack.type('/train hidden=64 iterations=1000000', /[█░]{20}/);
    await slack.restart();
    const { edits } = slack.server.messages().find(({ ts }) => ts === news.ts) ?? news;
    await slack.server.message(
      (seen) => seen.ts === news.ts && seen.edits > edits && /[█░]{20}/.test(seen.text),
      PATIENCE,
    );
    await slack.press('Cancel', /Stopping it/, ANA);
    const run = await slack.server.message(/^\*Cancelled/, PATIENCE);
    expect(run).toMatchObject({ ts: news.ts, pictures: [{ alt: expect.stringMatching(/Loss/) }] });
    expect((await slack.press('Next ▶', /\(2\/16\)/)).ts).toBe(page.ts);
    expect(await slack.press(right, /answered already/, ANA)).toMatchObject({ private: true });
    expect(await slack.press(right, /正解です/, KENJI)).toMatchObject({ private: true });
  });
});
