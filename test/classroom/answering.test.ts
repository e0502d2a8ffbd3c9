/** What becomes of an answer: it counts, replaces one, does not count, or comes too late. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from '../support/refusal.ts';
import { AKI, BEN, letterOf, MINUTE, openRoom, type Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const answers = (id: string) => room.store.quiz.answers(id);
const dueOf = (who: { workspace: string; userId: string }) => room.cards.nextAt(who);

describe('an answer', () => {
  it.each(['right', 'wrong'] as const)('that is %s counts once, and moves the card once', async (verdict) => {
    const standing = await room.ask('a1');
    const [{ id }, letter] = [standing.asked, letterOf(standing, verdict)];
    const taken = await room.classroom.answer(id, letter, AKI);
    expect(taken).toMatchObject({ kind: 'counted', standing, mark: { verdict }, may: 'not-change' });
    expect(await answers(id)).toEqual([
      {
        askedId: id,
        userId: 'u-aki',
        userName: 'Aki',
        answer: letter,
        verdict,
        answeredAt: room.time.now,
        changes: 0,
      },
    ]);
    const due = await dueOf(AKI);
    expect(due).toBeGreaterThan(room.time.now);
    room.time.now += MINUTE;
    for (const each of ['right', 'wrong'] as const) {
      const again = await room.classroom.answer(id, letterOf(standing, each), AKI);
      expect(again).toMatchObject({ kind: 'kept', before: { answer: letter, verdict }, mark: { verdict } });
      expect(again).toMatchObject({ may: 'not-change' });
    }
    expect(await dueOf(AKI)).toBe(due);
    expect(await dueOf(BEN)).toBeUndefined();
    expect(await answers(id)).toHaveLength(1);
    expect(await room.classroom.answer(id, letter, BEN)).toMatchObject({ kind: 'counted' });
  });
  it('that is wrong comes back sooner than one that is right', async () => {
    await room.done('a1', 'right', AKI);
    await room.done('a1', 'wrong', BEN);
    expect(await dueOf(BEN)).toBeLessThan((await dueOf(AKI)) ?? 0);
  });
  it('to a posted question may be changed once, to another one, while it is open', async () => {
    const standing = await room.ask('a1', { origin: 'schedule' });
    const { id } = standing.asked;
    const give = (letter: string) => room.classroom.answer(id, letter, AKI);
    const [wrong, other, right] = [
      letterOf(standing, 'wrong'),
      letterOf(standing, 'wrong', 1),
      letterOf(standing, 'right'),
    ];
    expect(await give(wrong)).toMatchObject({ kind: 'counted', may: 'change' });
    const due = await dueOf(AKI);
    expect(await give(wrong)).toMatchObject({ kind: 'kept', may: 'change', mark: { verdict: 'wrong' } });
    room.time.now += MINUTE;
    expect(await give(right)).toMatchObject({
      kind: 'changed',
      may: 'not-change',
      mark: { verdict: 'right' },
    });
    expect(await give(other)).toMatchObject({ kind: 'kept', may: 'not-change', before: { answer: right } });
    expect(await answers(id)).toMatchObject([
      { answer: right, verdict: 'right', changes: 1, answeredAt: room.time.now },
    ]);
    // What was known is told by the first answer.
    expect(await dueOf(AKI)).toBe(due);
  });
  it.each(['command', 'review', 'practice'] as const)('to one of origin %s may not', async (origin) => {
    const standing = await room.ask('a1', { origin });
    const give = (letter: string) => room.classroom.answer(standing.asked.id, letter, AKI);
    expect(await give(letterOf(standing, 'wrong'))).toMatchObject({ may: 'not-change' });
    expect(await give(letterOf(standing, 'right'))).toMatchObject({ kind: 'kept', may: 'not-change' });
  });
  it('that cannot be read, or stops early, uses nothing up', async () => {
    const { asked } = await room.ask('sum');
    const give = (text: string) => room.classroom.answer(asked.id, text, AKI);
    expect(await give('???')).toMatchObject({ kind: 'unreadable', mark: { verdict: 'unreadable' } });
    expect(await give('y1 = g(W_out s1 + c)')).toMatchObject({ kind: 'unfinished', standing: { asked } });
    expect([await answers(asked.id), await dueOf(AKI)]).toEqual([[], undefined]);
    const whole = 'y1 = g(W_out s1 + c), s1 = W s0 + W_in x1 + b';
    expect(await give(whole)).toMatchObject({ kind: 'counted', mark: { verdict: 'right' } });
  });
  it('is refused once its question is closed, and says how to go on', async () => {
    const standing = await room.ask('a1');
    await room.store.quiz.close(standing.asked.id, room.time.now);
    const late = room.classroom.answer(standing.asked.id, letterOf(standing, 'right'), AKI);
    expect(await refusal(late)).toEqual({
      en: 'That question is closed, its answer has been shown. `/quiz` asks another.',
      ja: 'この問題は締め切られ、答えが公開されています。`/quiz` で別の問題を出せます。',
    });
    expect(await answers(standing.asked.id)).toEqual([]);
    const unreadable = room.classroom.answer(standing.asked.id, 'what?', AKI);
    expect((await refusal(unreadable)).en).toMatch(/^That question is closed/);
  });
  it('is refused if its question closes while it is marked', async () => {
    const standing = await room.ask('a1', { origin: 'schedule' });
    const { answer } = room.store.quiz;
    Object.assign(room.store.quiz, {
      answer: async (...given: Parameters<typeof answer>) => {
        await room.store.quiz.close(standing.asked.id, room.time.now);
        return answer(...given);
      },
    });
    const late = room.classroom.answer(standing.asked.id, letterOf(standing, 'right'), AKI);
    expect((await refusal(late)).en).toMatch(/^That question is closed/);
    expect(await dueOf(AKI)).toBeUndefined();
  });
});

describe('a question that stood', () => {
  const gone = {
    en: 'That question is no longer there. `/quiz` asks a new one.',
    ja: 'この問題はもうありません。`/quiz` で新しい問題を出せます。',
  };
  it('is unknown elsewhere, and by another id', async () => {
    const { asked } = await room.ask('a1');
    expect(await refusal(room.classroom.standing('other', asked.id))).toEqual(gone);
    expect(await refusal(room.classroom.standing('local', 'nothing'))).toEqual(gone);
    expect(await room.classroom.standing('local', asked.id)).toMatchObject({ asked });
  });
  const deck = (wrong: string) => ({
    name: 'd.yaml',
    called: undefined,
    bytes: new TextEncoder().encode(
      `deck: d\ntitle: t\nquestions: [{ id: d1, kind: choice, topic: rnn, text: t, right: r, wrong: [{ text: ${wrong}, why: y }], explanation: e }]\n`,
    ),
  });
  it('is gone with its deck', async () => {
    await room.take(deck('w'));
    const standing = await room.ask('d1');
    await room.decks.remove('local', 'd');
    const id = standing.asked.id;
    expect(await refusal(room.classroom.answer(id, letterOf(standing, 'right'), AKI))).toEqual(gone);
    expect(await refusal(room.classroom.rate(id, 'self-right', AKI))).toEqual(gone);
  });
  it('takes no letters that have changed their meaning, but those of before there was a print', async () => {
    await room.take(deck('w'));
    const { asked } = await room.ask('d1');
    const old = { ...asked, id: 'older', print: null };
    await room.store.quiz.ask(old);
    await room.decks.remove('local', 'd');
    await room.take(deck('v'));
    expect(await refusal(room.classroom.standing('local', asked.id))).toEqual({
      en: 'The options of that question were changed after it was asked: its letters no longer fit. `/quiz` asks a new one.',
      ja: 'この問題は、出題後に選択肢が変更されたため、記号が合わなくなりました。`/quiz` で新しい問題を出せます。',
    });
    expect((await room.classroom.standing('local', 'older')).asked).toEqual(old);
  });
});

describe('an answer in own words', () => {
  const given = async (who = AKI) => {
    const { asked } = await room.ask('own');
    const taken = await room.classroom.answer(asked.id, 'my words', who);
    return { id: asked.id, taken };
  };
  it('counts when its author has rated it, as it was rated', async () => {
    for (const verdict of ['self-right', 'self-wrong'] as const) {
      const { id, taken } = await given();
      expect(taken).toMatchObject({ kind: 'counted', mark: { verdict: 'self-rated' } });
      expect(await answers(id)).toMatchObject([{ answer: 'my words', verdict: 'unrated' }]);
      const before = await dueOf(AKI);
      room.time.now += MINUTE;
      expect((await room.classroom.rate(id, verdict, AKI)).asked.id).toBe(id);
      expect(await answers(id)).toMatchObject([{ answer: 'my words', verdict, userName: 'Aki' }]);
      expect(await dueOf(AKI)).not.toBe(before);
    }
  });
  it.each([
    ['self-right', 'self-wrong'],
    ['self-wrong', 'self-right'],
  ] as const)('may be rated again, which moves its card no further (%s, %s)', async (first, second) => {
    const { id } = await given();
    expect(await dueOf(AKI)).toBeUndefined();
    await room.classroom.rate(id, first, AKI);
    const due = await dueOf(AKI);
    expect(due).toBeGreaterThan(room.time.now);
    room.time.now += MINUTE;
    await room.classroom.rate(id, second, AKI);
    expect(await answers(id)).toMatchObject([{ verdict: second }]);
    expect(await dueOf(AKI)).toBe(due);
  });
  it('is rated by its author alone', async () => {
    const { id } = await given();
    await given(BEN);
    expect((await refusal(room.classroom.rate(id, 'self-right', BEN))).en).toContain('no longer there');
    expect(await answers(id)).toMatchObject([{ userId: 'u-aki', verdict: 'unrated' }]);
  });
  it.each(['right', 'wrong'] as const)(
    'is what can be rated: no answer that was marked %s',
    async (verdict) => {
      const { asked } = await room.done('a1', verdict);
      for (const rating of ['self-right', 'self-wrong'] as const)
        expect((await refusal(room.classroom.rate(asked.id, rating, AKI))).en).toContain('no longer there');
      expect(await answers(asked.id)).toMatchObject([{ verdict, changes: 0 }]);
    },
  );
  it('that was kept before is shown as it counted', async () => {
    for (const verdict of ['self-right', 'self-wrong'] as const) {
      const { id } = await given();
      await room.classroom.rate(id, verdict, AKI);
      expect(await room.classroom.answer(id, 'other words', AKI)).toMatchObject({
        kind: 'kept',
        before: { answer: 'my words', verdict },
        mark: { verdict: 'self-rated' },
      });
    }
  });
});

describe('what counted', () => {
  it.each([
    ['right', 'right'],
    ['wrong', 'wrong'],
    ['self-right', 'right'],
    ['self-wrong', 'wrong'],
  ] as const)('as %s stays %s, though its question asks for more since', async (verdict, shown) => {
    const { asked } = await room.ask('sum');
    const half = 'y1 = g(W_out s1 + c)';
    await room.store.quiz.answer({
      askedId: asked.id,
      userId: AKI.userId,
      userName: AKI.userName,
      answer: half,
      verdict,
      answeredAt: room.time.now,
    });
    const whole = 'y1 = g(W_out s1 + c), s1 = W s0 + W_in x1 + b';
    const taken = await room.classroom.answer(asked.id, whole, AKI);
    expect(taken).toMatchObject({ kind: 'kept', mark: { verdict: shown, reasons: [], answer: half } });
  });
});
