/** Who knows what: from answers to scores, ranks, streaks and the report of a class. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AKI, BEN, DAY, HOUR, letterOf, openRoom, type Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const CY = { ...AKI, userId: 'u-cy', userName: 'Cy' };
const hide = (who: typeof AKI) =>
  room.store.people.prefer(who.workspace, who.userId, who.userName, { leaderboard: 'hidden' });

describe('a score', () => {
  it('of who has done nothing is nothing', async () => {
    expect(await room.scores.of('local', 'u-aki')).toEqual({
      answered: 0,
      right: 0,
      topics: new Map(),
      streak: { current: 0, longest: 0, today: 'open' },
      due: 0,
    });
  });
  it('counts one’s own answers, by topic, and what is due', async () => {
    await room.done('a1', 'right');
    await room.done('a2', 'wrong');
    await room.done('b1', 'right');
    await room.done('b2', 'wrong', BEN);
    await room.ask('a3');
    const topics = new Map([
      ['one', { right: 1, wrong: 1 }],
      ['two', { right: 1, wrong: 0 }],
    ]);
    expect(await room.scores.of('local', 'u-aki')).toMatchObject({ answered: 3, right: 2, topics, due: 0 });
    room.time.now += 30 * DAY;
    expect(await room.scores.of('local', 'u-aki')).toMatchObject({ answered: 3, due: 3 });
    expect(await room.scores.of('other', 'u-aki')).toMatchObject({ answered: 0, due: 0 });
  });
  it('counts own words as they were rated, and not before', async () => {
    const rated = async (verdict: 'self-right' | 'self-wrong' | undefined) => {
      const { asked } = await room.ask('own');
      await room.classroom.answer(asked.id, 'words', AKI);
      if (verdict !== undefined) await room.classroom.rate(asked.id, verdict, AKI);
    };
    await rated(undefined);
    expect(await room.scores.of('local', 'u-aki')).toMatchObject({ answered: 0, streak: { current: 0 } });
    await rated('self-right');
    await rated('self-wrong');
    expect(await room.scores.of('local', 'u-aki')).toMatchObject({
      answered: 2,
      right: 1,
      topics: new Map([['rnn', { right: 1, wrong: 1 }]]),
    });
  });
});

describe('days in a row', () => {
  it('begin and end where the class lives', async () => {
    // 9:00 and 23:00 of one day in Tokyo, of two in Kiritimati.
    await room.done('a1', 'right');
    room.time.now += 14 * HOUR;
    await room.done('a2', 'wrong');
    const streak = async () => (await room.scores.of('local', 'u-aki')).streak;
    expect(await streak()).toEqual({ current: 1, longest: 1, today: 'done' });
    room.time.zone = 'Pacific/Kiritimati';
    expect(await streak()).toEqual({ current: 2, longest: 2, today: 'done' });
    room.time.now += DAY;
    expect(await streak()).toEqual({ current: 2, longest: 2, today: 'open' });
    room.time.now += DAY;
    expect(await streak()).toEqual({ current: 0, longest: 2, today: 'open' });
  });
  it('are told of those who are asked for', async () => {
    for (const who of [AKI, BEN]) await room.done('a1', 'right', who);
    room.time.now += DAY;
    await room.done('a2', 'right');
    expect(await room.scores.streaks('local', ['u-aki', 'u-nobody'])).toEqual(new Map([['u-aki', 2]]));
    expect(await room.scores.streaks('local', ['u-ben'])).toEqual(new Map([['u-ben', 1]]));
    expect(await room.scores.streaks('local', [])).toEqual(new Map());
  });
});

describe('a week', () => {
  it('is seven days, to the millisecond; all time is all', async () => {
    await room.done('a1', 'right');
    room.time.now += 7 * DAY;
    const counted = async () => [
      (await room.scores.board('local', 'week')).length,
      (await room.scores.report('local', 'week')).answers,
    ];
    expect(await counted()).toEqual([1, 1]);
    room.time.now += 1;
    expect(await counted()).toEqual([0, 0]);
    expect(await room.scores.board('local', 'all')).toHaveLength(1);
    expect(await room.scores.report('local', 'all')).toMatchObject({ answers: 1 });
  });
});

describe('the board', () => {
  it('ranks by different questions, equals alike, and leaves out who hides', async () => {
    for (const who of [AKI, BEN]) for (const id of ['a1', 'a2']) await room.done(id, 'right', who);
    await room.done('a1', 'right', CY);
    await room.done('a1', 'right', CY);
    await room.done('a2', 'wrong', CY);
    expect(await room.scores.board('local', 'all')).toEqual([
      { rank: 1, userId: 'u-aki', userName: 'Aki', right: 2 },
      { rank: 1, userId: 'u-ben', userName: 'Ben', right: 2 },
      { rank: 3, userId: 'u-cy', userName: 'Cy', right: 1 },
    ]);
    await hide(AKI);
    expect((await room.scores.board('local', 'all')).map(({ rank, userName }) => [rank, userName])).toEqual([
      [1, 'Ben'],
      [2, 'Cy'],
    ]);
  });
  it('has everyone under the name that was given last', async () => {
    await room.done('a1', 'right');
    room.time.now += 1;
    await room.done('a2', 'right', { userName: 'Akiko' });
    expect(await room.scores.board('local', 'all')).toMatchObject([{ userName: 'Akiko' }]);
    expect((await room.scores.report('local', 'all')).rows).toMatchObject([{ userName: 'Akiko' }]);
  });
});

describe('a report', () => {
  it('of nothing is empty', async () => {
    expect(await room.scores.report('local', 'all')).toEqual({
      learners: 0,
      answers: 0,
      right: 0,
      topics: new Map(),
      missed: undefined,
      rows: [],
    });
  });
  it('counts everyone, and lists by name who does not hide', async () => {
    await room.done('a1', 'right', CY);
    room.time.now += 15 * HOUR;
    await room.done('b1', 'wrong', BEN);
    await room.done('a1', 'right', BEN);
    await room.done('a1', 'wrong', AKI);
    await hide(CY);
    expect(await room.scores.report('local', 'all')).toEqual({
      learners: 3,
      answers: 4,
      right: 2,
      topics: new Map([
        ['one', { right: 2, wrong: 1 }],
        ['two', { right: 0, wrong: 1 }],
      ]),
      missed: {
        questionId: 'a1',
        share: { right: 2, wrong: 1 },
        answer: { en: expect.stringMatching(/^(no|other)-a1$/), ja: expect.any(String) },
      },
      rows: [
        { userName: 'Aki', answered: 1, right: 0, lastDay: '2026-11-25' },
        { userName: 'Ben', answered: 2, right: 1, lastDay: '2026-11-25' },
      ],
    });
  });
  it('is in the order of names, whoever was first', async () => {
    for (const userName of ['ベン', 'Zoe', 'あき', 'Ada'])
      await room.done('a1', 'right', { userId: `u-${userName.codePointAt(0)}`, userName });
    const { rows } = await room.scores.report('local', 'all');
    expect(rows.map(({ userName }) => userName)).toEqual(['Ada', 'Zoe', 'あき', 'ベン']);
  });
  it('has the day of a learner’s last answer, where the class lives', async () => {
    await room.done('a1', 'right');
    room.time.now += 15 * HOUR - 1;
    await room.done('a2', 'right');
    const days = async () => (await room.scores.report('local', 'all')).rows.map(({ lastDay }) => lastDay);
    expect(await days()).toEqual(['2026-11-24']);
    room.time.zone = 'Pacific/Kiritimati';
    expect(await days()).toEqual(['2026-11-25']);
  });
  it('tells what was missed most, once two have answered, and the wrong answer that most gave', async () => {
    const missed = async () => (await room.scores.report('local', 'all')).missed;
    const give = async (userId: string, which: number) => {
      const standing = await room.ask('a1');
      const letter = letterOf(standing, 'wrong', which);
      const text = standing.posed.options.find((option) => option.letter === letter)?.text.en;
      await room.classroom.answer(standing.asked.id, letter, { ...AKI, userId });
      return text;
    };
    const first = await give('u1', 0);
    expect(await missed()).toBeUndefined();
    // The letters are shuffled anew; what they stand for is counted.
    for (let n = 2; n < 12; n += 1) await give(`u${n}`, n % 2);
    const { answer, share } = (await missed()) ?? {};
    expect(share).toEqual({ right: 0, wrong: 11 });
    const texts = (await room.store.quiz.scored('local', 0)).map(async ({ askedId, answer: letter }) => {
      const { posed } = await room.classroom.standing('local', askedId);
      return posed.options.find((option) => option.letter === letter)?.text.en ?? '';
    });
    const counts = Map.groupBy(await Promise.all(texts), (text) => text);
    const [most] = [...counts].sort(([, a], [, b]) => b.length - a.length);
    expect(counts.size).toBe(2);
    expect(answer?.en).toBe(most?.[0]);
    expect([...counts.keys()]).toContain(first);
  });
  it('counts what was chosen for that question alone, whichever came first', async () => {
    const choose = async (id: string, userId: string, option: string) => {
      const standing = await room.ask(id);
      const { letter = '' } = standing.posed.options.find(({ text }) => text.en === `${option}-${id}`) ?? {};
      room.time.now += 1;
      await room.classroom.answer(standing.asked.id, letter, { ...AKI, userId });
    };
    for (const [n, option] of ['no', 'other', 'other'].entries()) await choose('a1', `u${n}`, option);
    for (let n = 0; n < 4; n += 1) await choose('b1', `u${n}`, n === 0 ? 'yes' : 'no');
    expect((await room.scores.report('local', 'all')).missed).toMatchObject({
      questionId: 'a1',
      answer: { en: 'other-a1' },
    });
  });
  it('has no wrong answer to tell for own words', async () => {
    for (const who of [AKI, BEN]) {
      const { asked } = await room.ask('own');
      await room.classroom.answer(asked.id, 'secret', who);
      await room.classroom.rate(asked.id, 'self-wrong', who);
    }
    expect((await room.scores.report('local', 'all')).missed).toEqual({
      questionId: 'own',
      share: { right: 0, wrong: 2 },
      answer: undefined,
    });
  });
});

it('learners are told apart without names', async () => {
  await room.done('a1', 'right');
  room.time.now += 1;
  await room.done('b1', 'wrong', BEN);
  expect(await room.scores.learners('local')).toEqual([
    new Map([['one', { right: 1, wrong: 0 }]]),
    new Map([['two', { right: 0, wrong: 1 }]]),
  ]);
});
