/** What is asked, how it is noted, and which question comes next. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChooser, nameOf } from '../../src/classroom/choose.ts';
import { createBank } from '../../src/quiz/bank.ts';
import { readDeck } from '../../src/quiz/deck.ts';
import { lettersPrint } from '../../src/quiz/print.ts';
import { refusal, refusalOf } from '../support/refusal.ts';
import { BASE, DAY, openRoom, PLACE, type Room } from './room.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const inChannel = (channel: string) => ({ place: { ...PLACE, channel } });

describe('a question', () => {
  it('is kept as it was asked', async () => {
    const { asked, posed } = await room.ask('a2', { origin: 'schedule' });
    expect(asked).toEqual({
      id: expect.any(String),
      place: PLACE,
      questionId: 'a2',
      topic: 'one',
      seed: posed.seed,
      locale: 'en',
      print: lettersPrint(posed),
      askedAt: room.time.now,
      userId: '',
      origin: 'schedule',
      closedAt: null,
      message: null,
    });
    expect(await room.classroom.standing('local', asked.id)).toEqual({ asked, posed });
  });
  it('is refused if there is none', async () => {
    expect((await refusal(room.ask('c9'))).en).toContain('There is no topic or question `c9`.');
    expect(await room.store.quiz.history(PLACE)).toEqual([]);
  });
});

describe('the next question of a topic', () => {
  const asked = async (about: string | undefined, count: number, channel = 'class') => {
    const ids = [];
    for (let n = 0; n < count; n += 1) {
      room.time.now += 1_000;
      ids.push((await room.ask(about, inChannel(channel))).asked.questionId);
    }
    return ids;
  };
  it('is none that had its turn before the others, round after round', async () => {
    const ids = await asked('one', 9);
    for (const round of [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
      expect([...round].sort()).toEqual(['a1', 'a2', 'a3']);
    expect(ids[2]).not.toBe(ids[3]);
  });
  it('is chosen for each channel by itself', async () => {
    await asked('a1', 1, 'x');
    await asked('a2', 1, 'x');
    expect(await asked('one', 1, 'x')).toEqual(['a3']);
    const elsewhere = await asked('one', 3, 'y');
    expect([...elsewhere].sort()).toEqual(['a1', 'a2', 'a3']);
  });
  it('is not the less that of one person’s review', async () => {
    for (const id of ['a1', 'a2']) await room.ask(id, { origin: 'review' });
    const ids = await asked('one', 3);
    expect([...ids].sort()).toEqual(['a1', 'a2', 'a3']);
    for (const id of ['b1', 'b2']) await room.ask(id, { origin: 'practice' });
    expect(await asked('two', 1)).toEqual(['b3']);
  });
});

describe('the next question of all', () => {
  const bank = createBank([readDeck(BASE, 'base.yaml')], []);
  /** How often of 80 times, by the same seeds each time, something of topic `one` is chosen. */
  async function share(workspace = 'local'): Promise<number> {
    let seed = 0;
    const newSeed = () => {
      seed += 1;
      return seed;
    };
    const choose = createChooser(room.store.quiz, { now: () => room.time.now });
    let count = 0;
    for (let n = 0; n < 80; n += 1) {
      const chosen = await choose(bank, { ...PLACE, workspace, channel: 'new' }, undefined, newSeed);
      if (bank.topicOf(chosen) === 'one') count += 1;
    }
    return count;
  }
  it('is rather of a topic that the group got wrong in the last thirty days', async () => {
    const unknown = await share();
    for (let n = 0; n < 12; n += 1) await room.done('a1', 'wrong');
    const wrong = await share();
    expect(wrong).toBeGreaterThan(unknown);
    expect(await share('other')).toBe(unknown);
    room.time.now += 30 * DAY;
    expect(await share()).toBe(wrong);
    room.time.now += 1;
    expect(await share()).toBe(unknown);
  });
  it('is less of a topic that the group gets right', async () => {
    const unknown = await share();
    for (let n = 0; n < 12; n += 1) await room.done('a1', 'right');
    expect(await share()).toBeLessThan(unknown);
  });
});

describe('what people write', () => {
  it.each([
    ['a1', 'a1'],
    ['one', 'one'],
    [' ONE ', 'one'],
    ['First', 'one'],
    ['一番', 'one'],
    ['ｆｉｒｓｔ', 'one'],
    ['gen-carries', 'gen-carries'],
  ])('as %s means %s', async (written, name) => {
    expect(nameOf(written, await room.classroom.bank('local'))).toBe(name);
  });
  it('is a question rather than a topic of its name', async () => {
    const { asked } = await room.ask('sum');
    expect(asked.questionId).toBe('sum');
  });
  it.each([
    ['a9', 'Did you mean `a1`?', '`a1` のことですか?'],
    ['secnd', '', ''],
    ['tow', 'Did you mean `two`?', '`two` のことですか?'],
    ['exprt', 'Did you mean `export`?', '`export` のことですか?'],
  ])('and nobody knows is told so, with what is written nearly so: %s', async (written, en, ja) => {
    const bank = await room.classroom.bank('local');
    const words = refusalOf(() => nameOf(written, bank, ['export']));
    expect(words.en.includes('Did you mean')).toBe(en !== '');
    const gap = (sentence: string) => (sentence === '' ? '' : `${sentence} `);
    expect(words.en).toContain(
      `There is no topic or question \`${written}\`.${en && ` ${en}`} The topics are`,
    );
    expect(words.ja).toContain(`\`${written}\` という分野や問題はありません。${gap(ja)}分野は`);
    expect(words.ja.includes('のことですか')).toBe(ja !== '');
    expect(words.en).toMatch(/The topics are `rnn`.*, `one`, `two`\.$/);
    expect(words.ja).toMatch(/分野は `rnn`.*、`one`、`two` です。$/);
  });
});
