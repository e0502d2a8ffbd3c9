/** The course as commands get it, drawn in its own thread. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createLessons, type Lessons } from '../../src/lessons/lessons.ts';
import { openLane, type TestLane } from '../support/lane.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47];
let lane: TestLane;

function lessons(): Lessons {
  return createLessons(lane);
}

beforeEach(() => {
  lane = openLane(1);
});
afterEach(() => lane.jobs.close(0));

describe('a page', () => {
  it('comes with text, picture, neighbours, experiment and topic', async () => {
    const page = await lessons().page('weights', 'ja');
    expect(page).toMatchObject({
      id: 'weights',
      title: 'RNN と 3 つの重み',
      index: 1,
      count: 16,
      previous: 'rnn',
      next: 'unrolling',
      experiment: '/ablate memory',
      topic: 'weights',
    });
    expect(page.text).toMatch(/^\*\*RNN と 3 つの重み\*\* \(2\/16\)\n\n/);
    expect(page.picture).toMatchObject({ name: 'lesson-weights.png', type: 'image/png' });
    expect(page.picture.alt).toContain('過去は W を通って中間層に戻ってくる');
    expect([...page.picture.bytes.subarray(0, 4)]).toEqual(PNG);
  });

  it('has no neighbour beyond the ends', async () => {
    const { page, pages } = lessons();
    expect([pages[0]?.id, pages.at(-1)?.id]).toEqual(['rnn', 'memory']);
    expect(await page('rnn', 'en')).toMatchObject({ index: 0, previous: null, next: 'weights' });
    expect(await page('memory', 'en')).toMatchObject({ index: 15, previous: 'gradient-check', next: null });
  });

  it('is another picture in another language, and the same one when asked again', async () => {
    const { page } = lessons();
    const [ja, en, again] = await Promise.all([
      page('carry', 'ja'),
      page('carry', 'en'),
      page('carry', 'ja'),
    ]);
    expect(Buffer.compare(ja.picture.bytes, en.picture.bytes)).not.toBe(0);
    expect(again.picture.bytes).toBe(ja.picture.bytes);
  });

  it('that there is not is a mistake of the user, with what to do', async () => {
    const asked = lessons().page('frobnication', 'en');
    await expect(asked).rejects.toThrow(UserError);
    await expect(asked).rejects.toThrow(/\/explain/);
  });
});

describe('closing', () => {
  it('waits for pictures asked for, and refuses later ones', async () => {
    const mine = lessons();
    await mine.page('carry', 'en');
    const asked = mine.page('loss', 'en');
    await lane.jobs.close(60_000);
    expect([...(await asked).picture.bytes.subarray(0, 4)]).toEqual(PNG);
    await expect(mine.page('init', 'en')).rejects.toThrow();
  });
});
