import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEARNER, startBot, type TestBot } from '../support/carrybot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.end());

const ben = { userId: 'u-ben', userName: 'Ben' };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function ask(line: string) {
  const question = (await bot.type(line)).at(-1);
  if (question === undefined) throw new Error('no question');
  return question;
}

describe('/quiz', () => {
  it('asks everyone; each answers once and is told in private why', async () => {
    const question = await ask('/quiz confirmation-1');
    expect(question).toMatchObject({
      audience: 'channel',
      data: { question: 'confirmation-1', kind: 'choice' },
    });
    const verdicts = [];
    for (const [index, { id }] of question.buttons.entries()) {
      verdicts.push((await bot.press(id, { userId: `u${index}` })).at(-1));
    }
    expect(verdicts.filter((verdict) => verdict?.data['right'] === true)).toHaveLength(1);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ audience: 'caller', kind: 'final' });
      if (verdict?.data['right'] === false) expect(verdict.data['reasons']).toHaveLength(1);
    }
    const again = (await bot.press(question.buttons[0]?.id ?? '', { userId: 'u1' })).at(-1);
    expect(again?.text).toContain('the first answer counts');
  });
  it('marks a formula by its meaning, and says what is wrong with another', async () => {
    const question = await ask('/quiz confirmation-2');
    const form = question.buttons[0]?.id ?? '';
    expect(bot.bot.form(form, 'ja')?.fields).toHaveLength(1);
    const right = await bot.submit(form, { answer: 'y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)' });
    expect(right.at(-1)?.data).toMatchObject({ right: true, reasons: [] });
    const wrong = (await bot.submit(form, { answer: 'y1 = W_out*(W_in*x1 + b) + c' }, ben)).at(-1);
    expect(wrong?.data['right']).toBe(false);
    expect(wrong?.data['reasons']).not.toEqual([]);
    const unreadable = (await bot.submit(form, { answer: '???' }, { userId: 'u3' })).at(-1);
    expect(unreadable?.data).toMatchObject({ outcome: 'unreadable' });
    expect(unreadable?.buttons.map(({ id }) => id)).toEqual([form]);
  });
  it('still takes answers after a restart', async () => {
    const question = await ask('/quiz confirmation-1');
    await bot.end('keep');
    bot = await startBot(bot.folder);
    const ids = question.buttons.map(({ id }) => id);
    expect((await bot.press(ids[0] ?? '')).at(-1)?.kind).toBe('final');
    expect((await bot.press(ids[1] ?? '')).at(-1)?.text).toContain('the first answer counts');
  });
  it('asks nothing twice before the others of the topic had their turn', async () => {
    const count = (await bot.services.classroom.bank('local')).ids('confirmation').length;
    const asked = [];
    for (let n = 0; n < count; n += 1) asked.push((await ask('/quiz confirmation')).data['question']);
    expect(new Set(asked).size).toBe(count);
  });
});

const LSTM_DECK = `deck: gates
title: { ja: "LSTM", en: "LSTM" }
topics: { lstm: { ja: "長短期記憶", en: "Long short-term memory" } }
questions:
  - id: forget-gate
    kind: choice
    topic: lstm
    text: "What does the forget gate scale?"
    right: "The cell state"
    wrong: [{ text: "The input", why: "That is the input gate." }]
    explanation: "c = f ⊙ c + i ⊙ g"
`;

describe('what is asked for', () => {
  const take = (text: string) => bot.importDeck({ name: 'gates.yaml', text });

  it("may be a topic of the workspace's own decks, by name or title, and is scheduled alike", async () => {
    await take(LSTM_DECK);
    for (const line of ['/quiz lstm', '/quiz LSTM', '/quiz topic=長短期記憶', '/quiz question=lstm']) {
      expect((await ask(line)).data).toMatchObject({ question: 'forget-gate', topic: 'lstm' });
    }
    for (const line of ['/schedule quiz topic=lstm', '/schedule quiz imported=長短期記憶']) {
      await bot.type(`${line} at=9:30`);
    }
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    const posts = bot.sent.filter(({ reply }) => reply.text.includes('forget gate'));
    expect(posts.length).toBeGreaterThan(0);
    const elsewhere = (await bot.type('/quiz lstm', { workspace: 'other' })).at(-1);
    expect(elsewhere).toMatchObject({ kind: 'error' });
  });
  it("is told by its title, also of a teacher's own, wherever topics are named", async () => {
    await take(LSTM_DECK);
    const asked = await ask('/quiz lstm');
    await bot.press(asked.buttons.find(({ id }) => id.includes(':answer:'))?.id ?? '');
    await bot.type('/schedule quiz topic=lstm at=9:30');
    for (const line of ['/score', '/class', '/schedule list']) {
      const told = (await bot.type(line)).at(-1);
      const said = [told?.text, ...(told?.files.map(({ alt }) => alt) ?? [])].join('\n');
      expect([line, said]).toEqual([line, expect.stringContaining('Long short-term memory')]);
    }
    const { topics } = await bot.wall.view('local', 'ja');
    expect(topics).toMatchObject([{ name: '長短期記憶' }]);
  });
  it('is taken by the letter of its button, whatever letters its options have for text', async () => {
    const letters = LSTM_DECK.replace('"The cell state"', '"C"').replace(
      '[{ text: "The input", why: "That is the input gate." }]',
      '[{ text: "A", why: "not a" }, { text: "B", why: "not b" }]',
    );
    await take(letters);
    for (let n = 0; n < 6; n += 1) {
      const question = await ask('/quiz forget-gate');
      for (const [index, { id, label }] of question.buttons.entries()) {
        const verdict = (await bot.press(id, { userId: `u${n}-${index}` })).at(-1);
        expect([label, verdict?.data['right']]).toEqual([label, label.endsWith('C')]);
        expect(label.startsWith(String(verdict?.data['answer']))).toBe(true);
      }
    }
  });
  it('is one deck alone: a name that is taken is refused with its line and field', async () => {
    const refused = async (text: string, name = 'gates.yaml') => {
      const said = await bot.importDeck({ name, text });
      expect(said.kind).toBe('error');
      return said.text;
    };
    expect(await refused(LSTM_DECK.replace('id: forget-gate', 'id: confirmation-1'))).toContain(
      'gates.yaml, line 5, `questions[1].id`: The name `confirmation-1` is taken by the deck `confirmation`.',
    );
    expect(await refused(LSTM_DECK.replace('deck: gates', 'deck: bptt'))).toContain(
      'gates.yaml, line 1, `deck`: The name `bptt` is taken by the deck `bptt`.',
    );
    const csv = `id,topic,text,right,wrong1,why1,explanation\nfree,rnn,"a\nb",r,w,y,e\nbptt-code,rnn,a,r,w,y,e\n`;
    expect(await refused(csv, 'mine.csv')).toContain(
      'mine.csv, line 4, `id`: The name `bptt-code` is taken by the deck `bptt`.',
    );
  });
  it('may be one question by its name, written or generated', async () => {
    for (const id of ['bptt-code', 'gen-carries', 'confirmation-1-words'])
      expect((await ask(`/quiz ${id}`)).data['question']).toBe(id);
  });
  it.each([
    ['/quiz bptt-cod', 'Did you mean `bptt-code`?'],
    ['/quiz exprot', 'Did you mean `export`?'],
    ['/quiz gru', 'The topics are `rnn`, `weights`,'],
    ['/schedule quiz topic=gru', 'The topics are `rnn`, `weights`,'],
  ])('is refused where nothing is so named: %s', async (line, sentence) => {
    const refused = (await bot.type(line)).at(-1);
    expect(refused).toMatchObject({ kind: 'error' });
    expect(refused?.text).toContain(sentence);
  });
});

describe('an answer that stops early', () => {
  const HALF = 'y1 = g(W_out s1 + c)';
  const FULL = 'y1 = g(W_out s1 + c), s1 = W s0 + W_in x1 + b';
  const give = async (form: string, answer: string, locale: 'en' | 'ja' = 'en') =>
    (await bot.submit(form, { answer }, { locale })).at(-1);

  it.each([
    ['confirmation-2', 'y1 = W_out s0 / 0', false],
    ['confirmation-2', 'y1 = g(W_out s0) * 1e999', false],
    ['bptt-delta-formula', 'δ_t = δ_{t+1} / 0', false],
    ['forward-output-formula', 'y_t = g(v_t), v_t = c + W_out z_t = W_out z_t + c', true],
    ['confirmation-2', 'y1 = g(W_out s1 + c)、s1 = b + W_in x1 + W s0 = W s0 + W_in x1 + b', true],
    ['confirmation-2', 'y1 = g(W_out s1 + c) s1 = W s0 + W_in x1 + b', true],
  ])('is told from a whole one: %s, %s', async (question, answer, right) => {
    const form = (await ask(`/quiz ${question}`)).buttons[0]?.id ?? '';
    expect((await give(form, answer))?.data).toMatchObject({ outcome: 'counted', right });
  });
  it('is told what is left to do, and does not count', async () => {
    const form = (await ask('/quiz confirmation-2')).buttons[0]?.id ?? '';
    const told = await give(form, HALF);
    expect(told).toMatchObject({
      audience: 'caller',
      text: [
        'This is right as far as it goes, but it is not finished. It does not count yet: please go on and answer again.',
        '`s₁` still has to be written with `W`, `s₀`, `W_in`, `x₁` and a bias.',
      ].join('\n'),
      buttons: [{ id: form }],
      data: { outcome: 'unfinished', right: null, correct: null, answer: '' },
    });
    expect((await give(form, HALF, 'ja'))?.text).toBe(
      [
        'ここまでは合っていますが、まだ途中です。まだ回答には数えていないので、続きを書いてもう一度答えてください。',
        '`s₁` を `W`、`s₀`、`W_in`、`x₁` とバイアスで書き表しましょう。',
      ].join('\n'),
    );
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 0, streak: 0 });
    expect((await give(form, FULL))?.data).toMatchObject({ outcome: 'counted', right: true });
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 1, streak: 1 });
  });
  it('leaves a review due', async () => {
    const form = (await ask('/quiz confirmation-2')).buttons[0]?.id ?? '';
    await give(form, 'y1 = W_out s1 + c');
    bot.time.now += 3 * DAY;
    const review = (await bot.type('/review')).at(-1);
    expect(review?.data).toMatchObject({ due: 1, question: 'confirmation-2' });
    const again = review?.buttons[0]?.id ?? '';
    expect((await give(again, HALF))?.data).toMatchObject({ outcome: 'unfinished', right: null });
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 1, due: 1 });
    expect((await give(again, FULL))?.data).toMatchObject({ outcome: 'counted', right: true });
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 2, due: 0 });
  });
  it('uses up no change of a daily question, and is not in its result nor on the wall', async () => {
    await bot.type('/schedule quiz at=9:30 topic=confirmation-2', { channel: 'class' });
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    const form = bot.sent[0]?.reply.buttons[0]?.id ?? '';
    expect((await give(form, HALF))?.data).toMatchObject({ outcome: 'unfinished' });
    expect(JSON.stringify(await bot.wall.view('local', 'en'))).not.toContain('W_out s1');
    expect((await give(form, 'y1 = W_out s1 + c'))?.data).toMatchObject({ outcome: 'counted', right: false });
    expect((await give(form, HALF))?.data).toMatchObject({ outcome: 'unfinished' });
    expect((await give(form, FULL))?.data).toMatchObject({ outcome: 'changed', right: true });
    expect((await bot.submit(form, { answer: HALF }, ben)).at(-1)?.data).toMatchObject({ right: null });
    bot.time.now += DAY;
    await bot.schedules.tick();
    expect(bot.sent.map(({ reply }) => reply.text).join('\n')).toContain('1 of 1 had it right');
  });
  it('stays as it counted where its question asks for more since', async () => {
    const deck = (steps: string) => `deck: mine
title: mine
questions:
  - { id: mine, kind: formula, topic: rnn, text: t, explanation: e, target: y1, answers: [${steps}] }
`;
    const { decks } = bot.services;
    const take = async (yaml: string) => {
      const file = { name: 'mine.yaml', bytes: new TextEncoder().encode(yaml), called: undefined };
      const by = { userId: 'u-teacher', userName: 'Teacher' };
      const taken = await decks.import('local', file, by, { draft: 'draft' });
      if (taken.kind !== 'name-taken') return;
      await decks.replace('local', taken.draft, taken.standing.stored.importedAt);
    };
    const [key, half] = ['y1 = g(W_out (W s0 + W_in x1 + b) + c)', 'y1 = g(W_out s1 + c)'];
    await take(deck(`${key}, ${half}`));
    const form = (await ask('/quiz mine')).buttons[0]?.id ?? '';
    expect((await give(form, half))?.data).toMatchObject({ outcome: 'counted', right: true });
    await take(deck(`${key}], steps: [s1 = W s0 + W_in x1 + b`));
    expect((await give(form, half))?.data).toMatchObject({ outcome: 'unfinished' });
    const kept = await give(form, key);
    expect(kept?.data).toMatchObject({ outcome: 'kept', right: true, answer: half, reasons: [] });
    expect(kept?.text).toContain('✓ Right');
  });
});

describe('the daily question', () => {
  it('comes once at its time, closes the one before, and tells who was right', async () => {
    await bot.type('/schedule quiz at=9:30 zone=Asia/Tokyo topic=confirmation-1', { channel: 'class' });
    bot.time.now += 29 * MINUTE;
    await bot.schedules.tick();
    expect(bot.sent).toEqual([]);
    bot.time.now += MINUTE;
    await bot.schedules.tick();
    await bot.schedules.tick();
    expect(bot.sent).toHaveLength(1);
    const [first] = bot.sent;
    expect(first).toMatchObject({ kind: 'post', place: { channel: 'class' } });
    expect(first?.reply.buttons.length).toBeGreaterThan(0);

    const id = first?.reply.buttons[0]?.id ?? '';
    const { posed } = await bot.services.classroom.standing('local', id.split(':')[2] ?? '');
    const answer = posed.question.kind === 'formula' ? (posed.question.answers[0] ?? '') : 'words';
    const answered =
      bot.bot.form(id, 'en') === undefined ? await bot.press(id) : await bot.submit(id, { answer });
    expect(answered.at(-1)?.data['outcome']).toBe('counted');

    await bot.end('keep');
    const { now } = bot.time;
    bot = await startBot(bot.folder);
    bot.time.now = now + MINUTE;
    await bot.schedules.tick();
    expect(bot.sent).toEqual([]);
    bot.time.now = now + DAY;
    await bot.schedules.tick();
    expect(bot.sent.map(({ kind }) => kind)).toEqual(['edit', 'post', 'post']);
    const [closed, result, second] = bot.sent;
    expect(closed?.reply.buttons).toEqual([]);
    expect(result?.reply.text).toMatch(/The answer to the last question.*of 1 had it right/s);
    expect(result?.reply.files).toHaveLength(1);
    expect(second?.reply.buttons.length).toBeGreaterThan(0);
    const late =
      bot.bot.form(id, 'en') === undefined
        ? await bot.press(id, ben)
        : await bot.submit(id, { answer: 'x' }, ben);
    expect(late.at(-1)?.text).toContain('closed');
  });
  it('is closed and told in one step: what an outage or a crash has kept from being told is told after it, once', async () => {
    await bot.type('/schedule quiz at=9:30 topic=confirmation', { channel: 'class' });
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    bot.time.now += DAY;
    bot.outage.error = new Error('offline');
    await bot.schedules.tick();
    expect(bot.sent).toHaveLength(1);
    const { now } = bot.time;
    await bot.end('keep');
    bot = await startBot(bot.folder);
    for (bot.time.now = now + MINUTE; bot.time.now <= now + 3 * MINUTE; bot.time.now += MINUTE) {
      await bot.schedules.tick();
    }
    const [closed, result, second] = bot.sent;
    expect(bot.sent.map(({ kind }) => kind)).toEqual(['edit', 'post', 'post']);
    expect(closed?.reply.buttons).toEqual([]);
    expect(result?.reply.text).toContain('The answer to the last question');
    expect(second?.reply.buttons.length).toBeGreaterThan(0);
  });
  it('that nobody has seen is closed without a word', async () => {
    await bot.type('/schedule quiz at="30 9 24 11 *" topic=confirmation', { channel: 'class' });
    bot.outage.error = new Error('offline');
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    bot.outage.error = undefined;
    bot.time.now += 2 * DAY;
    await bot.schedules.tick();
    expect(bot.sent).toEqual([]);
    expect((await bot.services.store.quiz.open({ ...LEARNER, channel: 'class' })).length).toBe(0);
  });
  it('closes by itself after a day when no other comes', async () => {
    await bot.type('/schedule quiz at="30 9 * * 2" topic=confirmation');
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    bot.time.now += DAY;
    await bot.schedules.tick();
    expect(bot.sent.map(({ kind }) => kind)).toEqual(['post']);
    bot.time.now += 60 * MINUTE;
    await bot.schedules.tick();
    await bot.schedules.tick();
    expect(bot.sent.map(({ kind }) => kind)).toEqual(['post', 'edit', 'post']);
    expect(bot.sent[2]?.reply.text).toContain('Nobody answered');
  });
  it('may be changed once before it closes', async () => {
    const { classroom } = bot.services;
    const place = { platform: 'web', workspace: 'local', channel: 'class' } as const;
    const { asked } = await classroom.ask({
      place,
      locale: 'en',
      about: 'confirmation-1',
      origin: 'schedule',
      id: bot.services.newId(),
      newSeed: bot.services.newSeed,
    });
    const { posed } = await classroom.standing('local', asked.id);
    const wrong = posed.options.filter(({ verdict }) => verdict === 'wrong').map(({ letter }) => letter);
    const press = async (letter = '') => (await bot.press(`quiz:answer:${asked.id}:${letter}`)).at(-1);
    const secret = { en: 'The answer:', why: posed.question.explanation.en };
    for (const [letter, outcome] of [
      [wrong[0], 'counted'],
      [wrong[0], 'kept'],
    ] as const) {
      // Who may still change it is told why it is wrong, and not what is right.
      const told = await press(letter);
      expect(told?.data).toMatchObject({ outcome, right: false, correct: null });
      expect(told?.data['reasons']).toHaveLength(1);
      expect(told?.text).toContain('You may change your answer once');
      expect(told?.text).not.toContain(secret.en);
      expect(told?.text).not.toContain(secret.why);
    }
    const changed = await press(wrong[1]);
    expect(changed?.data).toMatchObject({ outcome: 'changed', correct: expect.any(String) });
    expect(changed?.text).toContain(secret.en);
    expect((await press(wrong[0]))?.data['outcome']).toBe('kept');
  });
  it('stands beside that of another schedule at the same time, until the next day', async () => {
    for (const topic of ['confirmation', 'rnn']) await bot.type(`/schedule quiz at=9:30 topic=${topic}`);
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    expect(bot.sent.map(({ kind }) => kind)).toEqual(['post', 'post']);
    bot.time.now += DAY;
    await bot.schedules.tick();
    const closed = bot.sent.filter(({ kind }) => kind === 'edit');
    expect(closed).toHaveLength(2);
  });
  it('tells of answers in own words that nobody rated', async () => {
    await bot.type('/schedule quiz at=9:30 topic=confirmation-1-words', { channel: 'class', locale: 'ja' });
    bot.time.now += 30 * MINUTE;
    await bot.schedules.tick();
    const form = bot.sent[0]?.reply.buttons[0]?.id ?? '';
    for (const userId of ['u1', 'u2']) await bot.submit(form, { answer: 'words' }, { userId });
    const rated = (await bot.submit(form, { answer: 'more words' }, { userId: 'u3' })).at(-1);
    bot.time.now += DAY;
    await bot.schedules.tick();
    const said = () => bot.sent.map(({ reply }) => reply.text).join('\n');
    expect(said()).toContain('3 人が記述で回答しました(自己採点はまだです)。');
    expect(said()).not.toContain('回答がありませんでした');
    expect(rated?.buttons.length).toBeGreaterThan(1);
  });
  it('is listed, and stops when it is removed', async () => {
    await bot.type('/schedule quiz at=9:30');
    const list = (await bot.type('/schedule list')).at(-1);
    expect(list?.data['schedules']).toMatchObject([
      { number: 1, cron: '30 9 * * *', next: '2026-11-24T00:30:00.000Z' },
    ]);
    await bot.press(list?.buttons[0]?.id ?? '');
    bot.time.now += DAY;
    await bot.schedules.tick();
    expect(bot.sent).toEqual([]);
  });
});

describe('what is remembered', () => {
  it('is shown to the learner, reviewed when due, and deleted on request', async () => {
    const question = await ask('/quiz confirmation-1');
    await bot.press(question.buttons[0]?.id ?? '');
    expect((await bot.type('/score')).at(-1)).toMatchObject({
      audience: 'caller',
      data: { answered: 1, streak: 1, due: 0 },
    });
    expect((await bot.type('/review')).at(-1)?.data).toMatchObject({ due: 0 });
    bot.time.now += 3 * DAY;
    const due = (await bot.type('/review')).at(-1);
    expect(due).toMatchObject({ audience: 'caller', data: { due: 1, question: 'confirmation-1' } });
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 1, streak: 0, due: 1 });
    await bot.press(due?.buttons[0]?.id ?? '');
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 2, streak: 1, due: 0 });
    const offer = (await bot.type('/score mydata=delete')).at(-1);
    expect(offer).toMatchObject({ audience: 'caller', data: { deleted: false } });
    expect(offer?.buttons.map(({ label }) => label)).toEqual(['Delete my data', 'Cancel']);
    const [confirm, cancel] = offer?.buttons.map(({ id }) => id) ?? [];
    for (const [id, who] of [
      [cancel, {}],
      [confirm, ben],
    ] as const) {
      await bot.press(id ?? '', who);
      expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 2 });
    }
    expect((await bot.press(confirm ?? '')).at(-1)?.data).toEqual({ deleted: true });
    expect((await bot.type('/score')).at(-1)?.data).toMatchObject({ answered: 0, due: 0 });
  });
  it('counts days where the class lives', async () => {
    const place = { platform: 'web', workspace: 'local', channel: 'c' } as const;
    const answer = async () => {
      const { asked } = await bot.services.classroom.ask({
        place,
        locale: 'en',
        about: 'confirmation-1',
        origin: 'command',
        id: bot.services.newId(),
        newSeed: bot.services.newSeed,
      });
      await bot.press(`quiz:answer:${asked.id}:A`);
    };
    // 9:00 and 23:00 of one day in Tokyo: 14:00 and, of the next day, 4:00 in Kiritimati.
    await answer();
    bot.time.now += 14 * 60 * MINUTE;
    await answer();
    expect((await bot.type('/score')).at(-1)?.data['streak']).toBe(1);
    await bot.type('/schedule quiz at=8:30 zone=Pacific/Kiritimati');
    expect((await bot.type('/score')).at(-1)?.data['streak']).toBe(2);
  });
  it('ranks fairly, leaves out who hides, and tells the class', async () => {
    const question = await ask('/quiz confirmation-2');
    const form = question.buttons[0]?.id ?? '';
    for (const userId of ['a', 'b'])
      await bot.submit(
        form,
        { answer: 'y1 = g(Wout*s1 + c), s1 = W*s0 + Win*x1 + b' },
        { userId, userName: userId },
      );
    await bot.submit(form, { answer: 'y1 = s1' }, { userId: 'c', userName: '=c' });
    const places = (await bot.type('/score week')).at(-1)?.data['places'];
    expect(places).toEqual([
      { rank: 1, name: 'a', right: expect.any(Number) },
      { rank: 1, name: 'b', right: expect.any(Number) },
      { rank: 3, name: '=c', right: 0 },
    ]);
    await bot.type('/score listed=hidden', { userId: 'b' });
    expect((await bot.type('/score week')).at(-1)?.data['places']).toHaveLength(2);
    const report = (await bot.type('/class')).at(-1);
    expect(report?.data).toMatchObject({ learners: 3, answers: 3 });
    const csv = new TextDecoder().decode(report?.files[0]?.bytes);
    expect(csv).toContain('"a",1,');
    expect(csv).not.toContain('"b"');
    expect(csv).toContain(`"'=c",1,0`);
  });
  it('names the wrong option that most took, whatever letter it had', async () => {
    const take = async (userId: string, option: string) => {
      const question = await ask('/quiz confirmation-1');
      const letter = new RegExp(`\\*\\*([A-D])\\.\\*\\* .*${option}`).exec(question.text)?.[1] ?? '';
      await bot.press(question.buttons.find(({ label }) => label === letter)?.id ?? '', { userId });
    };
    for (const userId of ['k', 'l', 'm', 'n', 'o', 'p']) await take(userId, 'previous output');
    for (const userId of ['q', 'r']) await take(userId, 'next input');
    const missed = { questionId: 'confirmation-1', share: { right: 0, wrong: 8 } };
    const answer = expect.stringMatching(/previous output/);
    const report = (await bot.type('/class all')).at(-1);
    expect(report?.data['missed']).toEqual({ ...missed, answer });
    expect(report?.text).toMatch(/mostly “It multiplies the previous output/);
    const ja = (await bot.type('/class all', { locale: 'ja' })).at(-1);
    expect(ja?.text).toContain('「前の出力から');
  });
});
