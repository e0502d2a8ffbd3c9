/** What a class does in Slack, through the real Bolt app in both modes: the real bot answers, in both languages. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Seen } from '../platforms/slack/server/seen.ts';
import { ANA, KENJI } from '../platforms/slack/server/world.ts';
import { isPng, PATIENCE } from './live.ts';
import { labelOf, letterOf, openSlack, type SlackStand } from './slack-stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const labels = ({ buttons }: Seen) => buttons.map(({ label }) => label);
const ids = ({ buttons }: Seen) => buttons.map(({ id }) => id);

describe.each(['socket', 'http'] as const)('in Slack by %s', (mode) => {
  const prefix = mode === 'http' ? 'rnn-' : '';
  let slack: SlackStand;
  beforeAll(async () => {
    slack = await openSlack(mode);
  });
  afterAll(() => slack.close());

  it('/add works out 45 + 77 for all to see, its picture told in words, before anybody has trained', async () => {
    const sum = await slack.type('/add 45 77', /45 \+ 77/);
    expect(sum.text).toMatch(/^\*45 \+ 77 = 122\* ✓ right/);
    expect(sum).toMatchObject({ private: false, notes: [`Ana: /${prefix}add 45 77`] });
    expect(sum.pictures).toMatchObject([{ alt: expect.stringContaining('45 + 77 = 122') }]);
    expect(isPng(sum.pictures[0]?.bytes)).toBe(true);
  });

  it('/add answers in Japanese who has Slack in Japanese, and reads full-width digits', async () => {
    const sum = await slack.type('/add ４５ ７７', /45 \+ 77/, KENJI);
    expect(sum.text).toMatch(/^\*45 \+ 77 = 122\* ✓ 正解/);
    expect(sum.pictures[0]?.alt).toMatch(/45 \+ 77 = 122.*すべて正解/);
    expect(labels(sum).join()).toMatch(/[ぁ-ん]/);
  });

  it('/train edits its progress into one message, and at last the picture of the falling loss', async () => {
    const before = slack.publicMessages().length;
    // By HTTP the bot edits at Slack's real pace, so that so short a training shows no bar.
    const news = await slack.type(
      '/train seed=0 hidden=64 iterations=200000',
      mode === 'socket' ? /[█░]{20}` \d+ %\npair [\d,]+ of 200,000 · loss \d/ : /Training…/,
    );
    expect(ids(news)).toMatchObject([expect.stringMatching(/^train:cancel:/)]);
    const run = await slack.server.message(/Solved/, PATIENCE);
    expect(run.ts).toBe(news.ts);
    expect(run.text).toMatch(/all 16,384 sums are right.*Loss 1\.98 → \d+/s);
    expect(run.text).toContain(`/${prefix}train hidden=64 iterations=200000 seed=0`);
    expect(run.pictures).toMatchObject([{ alt: expect.stringMatching(/Loss falls from 1\.98/) }]);
    expect(isPng(run.pictures[0]?.bytes)).toBe(true);
    expect(slack.publicMessages()).toHaveLength(before + 1);
    const sum = await slack.press(labelOf(run, /^run:\/add/), /45 \+ 77/);
    expect(sum.text).toMatch(/45 \+ 77 = 122.*Run 2 by Ana/s);
  });

  it('/quiz takes one answer of each person, and tells each alone why', async () => {
    const question = await slack.type('/quiz confirmation-1', /Confirmation test 1/);
    expect(labels(question)).toEqual(['A', 'B', 'C', 'D']);
    const seen = slack.publicMessages().length;
    const right = letterOf(question, /previous hidden layer/);
    const ofKenji = await slack.press(letterOf(question, /previous output/), /不正解/, KENJI);
    expect(ofKenji.text).toMatch(/ジョーダン.*答え: /s);
    expect(ids(ofKenji)).toEqual(['try:/ablate memory', 'quiz:another']);
    const ofAna = await slack.press(right, /✓ Right/, ANA);
    const again = await slack.press(right, /回答済み/, KENJI);
    for (const verdict of [ofKenji, ofAna, again]) expect(verdict.private).toBe(true);
    expect(slack.publicMessages()).toHaveLength(seen);
  });

  it('/quiz takes a formula through a form, and says what is missing from a wrong one', async () => {
    const question = await slack.type('/quiz confirmation-2', /確認テスト 2/, KENJI);
    expect(question.pictures).toHaveLength(1);
    const open = labelOf(question, /^quiz:form:/);
    await slack.server.press(open, { user: KENJI });
    expect(slack.server.modal(KENJI)?.view.title.text).toMatch(/回答/);
    const right = await slack.submit('y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)', /正解です/, KENJI);
    await slack.server.press(open, { user: ANA });
    const wrong = await slack.submit('y1 = g(W_out*(W_in*x1 + b) + c)', /Not quite/, ANA);
    expect(wrong.text).toMatch(/s0|s₀/);
    for (const verdict of [right, wrong]) expect(verdict.private).toBe(true);
  });

  it.each([
    ['/train colour=red', 'no option `colour`'],
    ['/train hidden=300', 'from 1 to 256'],
    ['/train iterations=2000000', 'from 1 to 1,000,000'],
    ['/add 45', '`b` is missing'],
    ['/add one two', 'whole number'],
    ['/schedule quiz at=25:00', "can't read `25:00`"],
    ['/schedule quiz zone=Mars/Olympus', 'no time zone `Mars/Olympus`'],
    ['/trian', `Did you mean \`/PREFIXtrain\``],
  ])('%s gets one private sentence, and changes nothing', async (line, sentence) => {
    const before = slack.server.messages().length;
    const mistake = await slack.type(line, /./);
    expect(mistake).toMatchObject({ private: true, buttons: [], pictures: [] });
    expect(mistake.text).toContain(sentence.replace('PREFIX', prefix));
    expect(slack.server.messages()).toHaveLength(before + 1);
  });

  it('/help is for the caller alone and names every command as it is typed here', async () => {
    const help = await slack.type('/help', /Carrybot/);
    expect(help.private).toBe(true);
    for (const { name } of slack.carrybot().bot.commands)
      expect(help.text).toContain(`\`/${prefix}${name}\``);
  });

  it('writes no token to the log', () => {
    const log = slack.log.join('');
    expect(log).not.toBe('');
    for (const secret of [slack.server.botToken, slack.server.appToken, slack.server.signingSecret])
      expect(log.includes(secret)).toBe(false);
  });

  if (mode === 'http') {
    it('shares one port with the playground, and lets nobody pass who does not sign', async () => {
      const page = await fetch(slack.address());
      expect(await page.text()).toContain('Carrybot');
      expect((await fetch(`${slack.address()}/healthz`)).status).toBe(200);
      expect((await fetch(`${slack.address()}/slack/events`)).status).toBe(404);
      expect(await slack.server.forge({ secret: 'of-somebody-else' })).toBe(401);
      expect(await slack.server.forge({ ageSeconds: 600 })).toBe(401);
    });
  }
});
