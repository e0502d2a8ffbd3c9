/** `/schedule`, by who types it and who reads what is posted. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The bot's clock begins on a Tuesday at 9:00 in Tokyo. */
const START = Date.parse('2026-11-24T00:00:00Z');
const ben = { userId: 'u-ben', userName: 'Ben' };

const last = async (line: string, caller = {}) => {
  const said = (await bot.type(line, caller)).at(-1);
  if (said === undefined) throw new Error(`no answer to ${line}`);
  return said;
};
async function at(time: number): Promise<void> {
  bot.time.now = time;
  await bot.schedules.tick();
}
const texts = () => bot.sent.map(({ reply }) => reply.text);
const listed = async () => (await last('/schedule list')).data['schedules'];
function sql(statement: string): void {
  const db = new DatabaseSync(join(bot.folder, 'carrybot.sqlite'));
  db.exec(statement);
  db.close();
}

describe('a schedule', () => {
  it('is told with what it does, when, in which zone and from where that is, and the next three times', async () => {
    const { text, data } = await last('/schedule quiz 8:30 days=weekdays topic=rnn');
    expect(text).toBe(
      [
        'A question will be posted here:',
        '- **1** question, topic What an RNN is, `8:30` on weekdays (Asia/Tokyo); next: Wed, Nov 25, 8:30 AM · Thu, Nov 26, 8:30 AM · Fri, Nov 27, 8:30 AM',
        "Time zone: Asia/Tokyo (the bot's; `/schedule zone Asia/Tokyo` sets this channel's).",
      ].join('\n'),
    );
    expect(data).toMatchObject({
      schedule: 1,
      added: true,
      kind: 'quiz',
      cron: '30 8 * * 1-5',
      zone: 'Asia/Tokyo',
    });
    expect((await last('/schedule quiz at="0 9 1,15 * 1" zone=UTC', { locale: 'ja' })).text).toContain(
      '- **2** 問題 · 1 日・15 日と、月曜日 `9:00`(UTC) · 次回: 11月30日(月) 9:00、12月1日(火) 9:00、12月7日(月) 9:00',
    );
  });
  it('that is there already is pointed out', async () => {
    await last('/schedule train 2:00 hidden=4');
    const again = await last('/schedule train 2:00 hidden=4 days=daily', ben);
    expect(again.text).toContain(
      'There is such a schedule here already; nothing was added:\n- **1** training',
    );
    expect(again.data).toMatchObject({ schedule: 1, added: false });
    expect(await listed()).toHaveLength(1);
  });
  it.each([
    ['its own', 'zone=UTC', { zone: 'Europe/Berlin' }, 'UTC (as you gave it)'],
    ['the person’s', '', { zone: 'Europe/Berlin' }, 'Europe/Berlin (your own)'],
    ['the channel’s', '', {}, "Europe/Paris (this channel's)"],
    ['the bot’s', '', { channel: 'other' }, "Asia/Tokyo (the bot's"],
    ['the channel’s, when the person’s is none', '', { zone: 'Mars/Base' }, "Europe/Paris (this channel's)"],
  ])('goes by %s zone', async (_, part, caller, told) => {
    await last('/schedule zone Europe/Paris');
    expect((await last(`/schedule quiz 8:30 ${part}`, caller)).text).toContain(`Time zone: ${told}`);
  });
  it('is listed by the reader’s zone, with the year if it is another', async () => {
    await last('/schedule quiz at="0 9 29 2 *"');
    const { text } = await last('/schedule list', { zone: 'America/New_York' });
    expect(text).toContain('next: Mon, Feb 28, 2028, 7:00 PM · Sat, Feb 28, 2032, 7:00 PM');
    expect(text).toContain('Next times are those of America/New_York (your own).');
    expect((await last('/schedule zone')).data).toEqual({ zone: 'Asia/Tokyo', source: 'bot' });
  });
  it('from before, by day and weekday, keeps its times and says so', async () => {
    await last('/schedule quiz at="0 9 13 * 5"');
    sql("update schedules set day_rule = 'both'");
    expect((await last('/schedule list')).text).toContain(
      '`9:00` on the 13th, only if that is a Friday (Asia/Tokyo)',
    );
    expect((await last('/schedule edit 1 at="0 9 13 * 5"')).text).toContain(
      '`9:00` on the 13th, and on Fridays',
    );
  });
  it('of twenty that are all long is listed within what a message holds', async () => {
    for (let n = 0; n < 20; n += 1)
      await last(
        `/schedule train at="${n} 1,2,3,4,5 1,2,3 * 1,2" hidden=128 rate=0.012 optimiser=adam init=xavier`,
      );
    const { text, data } = await last('/schedule list');
    expect(text.length).toBeLessThanOrEqual(1_900);
    expect(text).toMatch(/… and \d+ more\./);
    expect(data['schedules']).toHaveLength(20);
    expect((await last('/schedule quiz')).text).toContain('There are 20 schedules already');
  });
});

describe('a schedule of one deck', () => {
  const choice = (id: string) =>
    `  - { id: ${id}, kind: choice, topic: rnn, text: "${id}?", explanation: e, right: yes, wrong: [{ text: no, why: w }] }`;
  const deck = (name: string, ids: readonly string[]) => ({
    name: `${name}.yaml`,
    text: `deck: ${name}\ntitle: T\nquestions:\n${ids.map(choice).join('\n')}\n`,
  });
  it('asks its questions alone, and is paused when it is gone', async () => {
    await bot.importDeck(deck('week-3', ['w1', 'w2']));
    const made = await last('/schedule quiz 9:30 deck="Week 3"');
    expect(made.text).toContain('- **1** question of the deck `week-3`, `9:30` every day');
    expect(made.data).toMatchObject({ kind: 'quiz', topic: null, deck: 'week-3' });
    for (let day = 0; day < 4; day += 1) await at(START + day * DAY + 30 * MINUTE);
    const asked = texts().flatMap((text) => /(w\d)\?.*Everyone may answer/s.exec(text)?.[1] ?? []);
    expect([...asked].sort()).toEqual(['w1', 'w1', 'w2', 'w2']);
    await bot.services.decks.remove('local', 'week-3');
    await at(START + 4 * DAY + 30 * MINUTE);
    expect((await last('/schedule list')).text).toContain('⚠ I paused it. There is no deck `week-3`.');
    expect((await last('/schedule edit 1 deck=loss')).data).toMatchObject({ state: 'active', deck: 'loss' });
    expect((await last('/schedule edit 1 at=9:00')).data).toMatchObject({ deck: 'loss' });
  });
  it('is no schedule of a topic of the same name', async () => {
    expect((await last('/schedule quiz 9:30 topic=loss')).data).toMatchObject({ schedule: 1 });
    expect((await last('/schedule quiz 9:30 deck=loss')).data).toMatchObject({ schedule: 2, added: true });
    expect((await last('/schedule quiz 9:30 deck=loss')).data).toMatchObject({ schedule: 2, added: false });
  });
  it('or of one topic asks of all again', async () => {
    await last('/schedule quiz 9:30 topic=loss');
    for (const [given, becomes] of [
      ['topic=any', { topic: null }],
      ['deck=rnn', { topic: null, deck: 'rnn' }],
      ['topic=全分野', { topic: null }],
      ['topic=rnn', { topic: 'rnn' }],
      ['deck=any', { topic: null }],
    ] as const) {
      const { data } = await last(`/schedule edit 1 ${given}`);
      expect({ topic: data['topic'], ...('deck' in data && { deck: data['deck'] }) }).toEqual(becomes);
    }
  });
});

describe('what becomes of a schedule', () => {
  it('is changed in what is given, and in nothing else', async () => {
    await last('/schedule quiz 8:30 days=weekdays topic=rnn');
    expect((await last('/schedule edit 1 at=10:15')).data).toMatchObject({
      cron: '15 10 * * 1-5',
      topic: 'rnn',
    });
    expect((await last('/schedule edit 1 days=土日')).data).toMatchObject({ cron: '15 10 * * 0,6' });
    expect((await last('/schedule edit 1 topic=loss zone=UTC')).data).toMatchObject({
      cron: '15 10 * * 0,6',
      zone: 'UTC',
      topic: 'loss',
      next: '2026-11-28T10:15:00.000Z',
    });
    await last('/schedule train 2:00 hidden=4');
    expect((await last('/schedule edit 2 rate=0.5')).data).toMatchObject({
      recipe: 'rnn1-h4,rate0.5',
      seed: 'fresh',
    });
    expect((await last('/schedule edit 2 seed=9 challenge=5')).data).toMatchObject({
      seed: 'fixed',
      challenge: 5,
    });
    expect((await last('/schedule edit 2 seed=abc')).text).toMatch(/whole number.*`seed=fresh`/s);
    expect((await last('/schedule edit 2 seed=fresh challenge=0')).data).toMatchObject({
      seed: 'fresh',
      challenge: 0,
    });
    await last('/schedule train 2:00 hidden=4');
    expect((await last('/schedule edit 3 rate=0.5')).text).toContain(
      '⚠ Schedule 2 does the very same here. `/schedule remove 2` removes it.',
    );
    expect((await last('/schedule edit 3 at=2:30')).text).not.toContain('very same');
    // As if it had been made so.
    expect((await last('/schedule train 2:00 hidden=4 rate=0.5')).data).toMatchObject({ added: false });
  });
  it.each([
    ['edit 1', 'Say what to change'],
    ['edit 1 hidden=4', 'This schedule posts questions'],
    ['edit 1 at=25:00', "can't read `25:00`"],
    ['edit 1 topic=nothing', 'There is no topic'],
    ['edit 1 topic=rnn deck=rnn', 'Give either `topic` or `deck`'],
    ['edit 1 deck=los', 'There is no deck `los`. Did you mean `loss`?'],
    ['quiz topic=rnn deck=rnn', 'Give either `topic` or `deck`'],
    ['edit 2 topic=rnn', 'This schedule trains'],
    ['edit 2 deck=rnn', 'This schedule trains'],
    ['edit 2 seed=often', '`seed` takes a whole number'],
    ['edit 3 challenge=4', 'only its times'],
    ['edit 4 days=mon', 'give `at`, too'],
    ['edit 9 at=8:00', 'no schedule 9'],
    ['pause 9', 'no schedule 9'],
    ['run 9', 'no schedule 9'],
    ['resume 9', 'no schedule 9'],
    ['quiz at="0 8 * * *" days=mon', 'says the days already'],
    ['quiz zone=JST', 'Write `Asia/Tokyo`'],
    ['zone EST', 'Write `America/New_York`'],
  ])('is left as it is by what means nothing: %s', async (line, told) => {
    for (const made of ['quiz', 'train', 'summary', 'quiz at="0 8 1 * *"']) await last(`/schedule ${made}`);
    const before = await listed();
    const said = await last(`/schedule ${line}`);
    expect([said.kind, said.text]).toEqual(['error', expect.stringContaining(told)]);
    expect(await listed()).toEqual(before);
  });
  it('does not come while it is paused, and goes on with what comes after that', async () => {
    await last('/schedule quiz 9:30');
    expect((await last('/schedule pause 1')).text).toContain('; paused');
    expect((await last('/schedule run 1')).text).toContain('is paused');
    await at(START + HOUR);
    expect(bot.sent).toEqual([]);
    await last('/schedule resume 1');
    await at(START + HOUR + MINUTE);
    expect(bot.sent).toEqual([]);
    await at(START + DAY + 30 * MINUTE);
    expect(texts()).toEqual([expect.not.stringContaining('missed')]);
  });
  it('calls whom organisers have chosen, with a question alone, and nobody else', async () => {
    await last('/schedule quiz 9:30');
    await last('/schedule run 1');
    await at(START + MINUTE);
    await last('/settings mention=77000000000000001');
    await last('/schedule summary "30 9 * * *"');
    await at(START + 30 * MINUTE);
    const calls = bot.sent.map(({ reply: { text, mention } }) => [/Everyone may answer/.test(text), mention]);
    expect(calls.filter(([isQuestion]) => isQuestion)).toEqual([
      [true, undefined],
      [true, '77000000000000001'],
    ]);
    expect(calls.filter(([isQuestion]) => !isQuestion).every(([, mention]) => mention === undefined)).toBe(
      true,
    );
  });
  it('comes now when it is asked to, and at its time as well', async () => {
    await last('/schedule quiz 9:30');
    await last('/schedule run 1');
    await at(START + MINUTE);
    expect(bot.sent).toHaveLength(1);
    await at(START + 30 * MINUTE);
    expect(texts().filter((text) => text.includes('Everyone may answer'))).toHaveLength(2);
  });
  it('is kept when it has ended, and begins anew with another time', async () => {
    await last('/schedule quiz 9:30');
    sql("update schedules set state = 'ended'");
    expect((await last('/schedule list')).text).toContain('; ended, it does not come again');
    for (const line of ['run', 'pause', 'resume'])
      expect((await last(`/schedule ${line} 1`)).text).toContain('has ended');
    expect((await last('/schedule edit 1 at=10:00')).data).toMatchObject({ state: 'active' });
  });
  it('is told in private when it is paused for its trouble, which an edit mends', async () => {
    await last('/schedule quiz 9:30 topic=rnn', { locale: 'ja' });
    sql("update schedules set topic = 'gone'");
    await at(START + 30 * MINUTE);
    expect(bot.told).toMatchObject([{ person: { platform: 'web', workspace: 'local', userId: 'u-aki' } }]);
    expect(bot.told[0]?.reply.text).toMatch(
      /^\*\*あなたが作成した予定 1 を一時停止しました。\*\* `gone` という分野や問題はありません/,
    );
    expect((await last('/schedule list')).text).toContain(
      '⚠ I paused it. There is no topic or question `gone`',
    );
    expect((await last('/schedule edit 1 topic=rnn')).data).toMatchObject({ state: 'active', trouble: null });
  });
  it('of a zone that is gone needs another one to go on', async () => {
    await last('/schedule quiz 9:30');
    sql("update schedules set zone = 'Mars/Base'");
    await at(START + 30 * MINUTE);
    for (const line of ['edit 1 topic=rnn', 'resume 1'])
      expect((await last(`/schedule ${line}`)).text).toContain('no time zone `Mars/Base`');
    expect((await last('/schedule list')).text).toContain('I paused it. There is no time zone `Mars/Base`');
    expect((await last('/schedule edit 1 zone=UTC')).data).toMatchObject({ state: 'active', zone: 'UTC' });
  });
  it('that is changed in what it does alone still comes when it was asked for', async () => {
    await last('/schedule quiz 9:30');
    await last('/schedule run 1');
    await last('/schedule edit 1 topic=rnn');
    await at(START + MINUTE);
    expect(bot.sent).toHaveLength(1);
  });
  it('is removed, also when it cannot be read', async () => {
    await last('/schedule quiz 9:30');
    sql("update schedules set kind = 'dance'");
    expect((await last('/schedule list')).text).toContain('- **1** cannot be read, and is paused.');
    expect((await last('/schedule edit 1 at=8:00')).text).toContain('cannot be read');
    expect((await last('/schedule remove 1')).data).toEqual({ removed: 1 });
  });
});

describe('a scheduled training', () => {
  it('is saved as a run of who made it, posted with its curve, and compared with the one before', async () => {
    await last('/schedule train 9:30 hidden=4 iterations=200', ben);
    await at(START + 30 * MINUTE);
    await at(START + DAY + 30 * MINUTE);
    const runs = await bot.services.store.runs.list('local', 10);
    expect(runs).toMatchObject([
      { number: 2, ...ben, config: { hidden: 4, iterations: 200 } },
      { number: 1, ...ben },
    ]);
    expect(runs[0]?.config?.seed).not.toBe(runs[1]?.config?.seed);
    const [first, second] = bot.sent.map(({ reply }) => reply);
    expect(first?.text).toMatch(/^\*\*Scheduled training 1\*\*\n/);
    expect(first?.text).not.toContain('Last time');
    expect(first?.files.map(({ type }) => type)).toEqual(['image/png']);
    expect(second?.text).toMatch(
      /Last time \(run 1\): [\d.]+ % right.*The settings are the same, the seed is another\./,
    );
    expect(second?.buttons[0]).toMatchObject({ id: 'run:/runs use run=2' });
  });
  it('leaves the model that people have chosen', async () => {
    await last('/train hidden=2 iterations=20 seed=1');
    await last('/schedule train 9:30 hidden=4 iterations=100');
    await at(START + 30 * MINUTE);
    expect(await bot.services.store.runs.currentNumber('local')).toBe(1);
  });
  it('repeats a seed that is given', async () => {
    await last('/schedule train 9:30 hidden=2 iterations=50 seed=5');
    await at(START + 30 * MINUTE);
    await at(START + DAY + 30 * MINUTE);
    expect(texts()[1]).toContain('Last time (run 1): the same, since the seed is fixed.');
    await last('/schedule edit 1 hidden=3');
    await at(START + 2 * DAY + 30 * MINUTE);
    expect(texts()[2]).toMatch(/Last time \(run 2\): .*, with other settings\./);
  });
  it('is voted on first, if it is a challenge, and the outcome is told with the votes', async () => {
    await last('/schedule train 9:30 hidden=2 iterations=50 challenge=10');
    await at(START + 30 * MINUTE);
    const [vote] = bot.sent.map(({ reply }) => reply);
    expect(vote?.text).toContain('**What will come of this training?** `/train hidden=2 iterations=50 seed=');
    expect(vote?.text).toContain('9:40 AM (Asia/Tokyo)');
    const buttons = vote?.buttons.map(({ id }) => id) ?? [];
    for (const [index, caller] of [
      [3, {}],
      [0, ben],
      [0, { userId: 'u-cem' }],
    ] as const) {
      const said = (await bot.press(buttons[index] ?? '', caller)).at(-1);
      expect(said).toMatchObject({ audience: 'caller', data: { counted: true } });
    }
    await bot.press(buttons[3] ?? '', ben);
    expect((await last('/schedule edit 1 hidden=3')).text).toContain('A vote on schedule 1 is open');
    await at(START + 40 * MINUTE);
    expect(texts()[1]).toContain('Your votes: Every sum right: 1 · Less than 50 %: 2. 2 of 3 foresaw it.');
    expect((await bot.press(buttons[0] ?? '')).at(-1)?.data).toEqual({ counted: false });
    const run = await bot.services.store.runs.get('local', 1);
    expect(vote?.text).toContain(`seed=${run?.result.config.seed}\``);
  });
  it('that a restart stops is trained when the program runs again', async () => {
    await last('/schedule train 9:30 hidden=64 iterations=200000');
    bot.time.now = START + 30 * MINUTE;
    const ticking = bot.schedules.tick();
    await expect
      .poll(async () => (await listed()) ?? [])
      .toMatchObject([{ next: '2026-11-25T00:30:00.000Z' }]);
    await bot.schedules.stop();
    await ticking;
    expect(bot.sent).toEqual([]);
    expect(await listed()).toMatchObject([{ state: 'active', trouble: null }]);
    sql(`update schedules set detail = replace(detail, 'n200000', 'n200')`);
    const { now } = bot.time;
    await bot.end('keep');
    bot = await startBot(bot.folder);
    bot.time.now = now + MINUTE;
    bot.schedules.start();
    await expect.poll(() => bot.sent.length, { timeout: 20_000 }).toBe(1);
    expect(await bot.services.store.runs.list('local', 9)).toMatchObject([{ number: 1 }]);
  });
  it('is trained and told once, however often its post fails', async () => {
    await last('/schedule train 9:30 hidden=2 iterations=20');
    bot.outage.error = new Error('offline');
    await at(START + 30 * MINUTE);
    expect(await listed()).toMatchObject([
      { state: 'active', trouble: expect.stringContaining('went wrong') },
    ]);
    bot.outage.error = undefined;
    await at(START + 31 * MINUTE);
    await at(START + 32 * MINUTE);
    expect(bot.sent).toMatchObject([{ reply: { data: { run: 1 } } }]);
    expect(await listed()).toMatchObject([{ trouble: null }]);
    expect(await bot.services.store.runs.list('local', 9)).toHaveLength(1);
  });
  it('of settings that cannot be read is paused', async () => {
    await last('/schedule train 9:30');
    sql(`update schedules set detail = replace(detail, 'rnn1', 'rnn9')`);
    await at(START + 30 * MINUTE);
    expect(await listed()).toMatchObject([
      { state: 'paused', trouble: expect.stringContaining('cannot be read') },
    ]);
  });
});

describe('a summary', () => {
  it('tells who took part, what was missed, and what to work on, and names nobody who is hidden', async () => {
    await last('/schedule summary', { locale: 'en' });
    const cem = { userId: 'u-cem', userName: 'Cem' };
    await last('/score listed=hidden', cem);
    const question = await last('/quiz confirmation-1');
    const asked = String(question.data['asked']);
    const { posed } = await bot.services.classroom.standing('local', asked);
    const letter = (verdict: string) =>
      posed.options.find((option) => option.verdict === verdict)?.letter ?? '';
    for (const [caller, verdict] of [
      [{}, 'right'],
      [ben, 'wrong'],
      [cem, 'wrong'],
    ] as const)
      await bot.press(`quiz:answer:${asked}:${letter(verdict)}`, caller);
    await last('/train hidden=2 iterations=20 seed=1');
    await at(Date.parse('2026-11-30T00:00:00Z'));
    expect(texts()).toEqual([
      [
        '**The last 7 days**',
        '3 people answered 3 questions, 33.3 % right; the week before, no one answered.',
        'Took part: Aki, Ben and one more.',
        'Most missed:',
        '- `confirmation-1`: 2 of 3 wrong',
        '1 network was trained; 0 of them got every sum right.',
        'To work on next: **Confirmation tests**, of which 33.3 % was right in the last 30 days.',
      ].join('\n'),
    ]);
    expect(bot.sent[0]?.reply.buttons).toMatchObject([{ id: 'run:/quiz topic=confirmation' }]);
    await at(Date.parse('2026-12-07T00:00:00Z'));
    expect(texts()[1]).toContain('No question was answered. The week before, there were 3.');
  });
  it('comes in the language of who made it, every Monday unless said otherwise', async () => {
    expect((await last('/schedule summary', { locale: 'ja' })).data).toMatchObject({ cron: '0 9 * * 1' });
    expect((await last('/schedule summary at=17:00 days=fri')).data).toMatchObject({ cron: '0 17 * * 5' });
    expect((await last('/schedule summary at="0 8 1 * *"')).data).toMatchObject({ cron: '0 8 1 * *' });
    await at(Date.parse('2026-11-30T00:00:00Z'));
    expect(texts()[0]).toBe(
      '**この 7 日間のまとめ**\n回答はありませんでした。\n次に取り組むなら: **RNN とは**(直近 30 日に回答なし)',
    );
  });
});

describe('a late post', () => {
  it('says so, and what was missed before it, in the language of the schedule', async () => {
    await last('/schedule quiz 9:30', { locale: 'ja' });
    await at(START + 3 * DAY + 30 * MINUTE + HOUR);
    expect(texts()[0]).toMatch(
      /^\*遅れて投稿しています\(予定: 11月27日\(金\) 9:30、Asia\/Tokyo\)。\*\n\*停止していた間に 3 回投稿できませんでした。\*\n/,
    );
  });
});
