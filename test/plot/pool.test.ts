/** Pictures from their threads, as the bot asks for them. */
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createPictures, PICTURE } from '../../src/plot/pictures.ts';
import type { PictureSpec } from '../../src/plot/spec.ts';
import { openLane } from '../support/lane.ts';
import { decode } from './decode.ts';
import { readGif } from './read-gif.ts';
import { RUNS, specs } from './specs.ts';

const lane = openLane(2, { ready: [PICTURE] });
const pictures = createPictures(lane);
afterAll(() => lane.jobs.close(0));

function spec(name: string): PictureSpec {
  const found = specs('ja')[name];
  if (found === undefined) throw new Error(name);
  return found;
}

describe('pictures', () => {
  it('come as attachments with name, type, words and bytes', async () => {
    const file = await pictures.draw(spec('loss'));
    expect(file).toMatchObject({ name: 'loss.png', type: 'image/png' });
    expect(file.alt).toContain('損失は');
    expect((await decode(file.bytes)).width).toBe(1600);
  });

  it('are the same bytes from every thread and each time', async () => {
    const files = await Promise.all(Array.from({ length: 6 }, () => pictures.draw(spec('sum'))));
    for (const { bytes } of files) expect(Buffer.compare(bytes, files[0]?.bytes ?? Buffer.alloc(0))).toBe(0);
  });

  it('move as a GIF of at most 2 MB that ends on the finding', async () => {
    const { config, losses, accuracies, solvedAt, outcome } = RUNS.plain;
    const portrait = spec('portrait');
    if (portrait.kind !== 'portrait') throw new Error('no portrait');
    const frames = Array.from({ length: 8 }, (_, i) => ({
      iteration: (i * 10_000) / 7,
      points: portrait.points.map((p) => ({ ...p, x: (p.x * i) / 7, y: (p.y * i) / 7 })),
      split: portrait.split,
    }));
    const run = { config, losses, accuracies, solvedAt, outcome };
    const file = await pictures.draw({ kind: 'training', locale: 'ja', over: 'all', ...run, frames });
    expect(file).toMatchObject({ name: 'training.gif', type: 'image/gif' });
    expect(file.bytes.length).toBeLessThan(2_000_000);
    const { width, height, frames: read } = readGif(file.bytes);
    expect([width, height]).toEqual([1000, 562]);
    expect(read.map(({ delay }) => delay)).toEqual([800, 150, 150, 150, 150, 150, 150, 4000]);
    expect(new Set(read.map(({ pixels }) => Buffer.from(pixels).toString('base64'))).size).toBe(8);
  });

  it('live through points that are nowhere', async () => {
    const portrait = spec('portrait');
    if (portrait.kind !== 'portrait') throw new Error('no portrait');
    const nowhere = [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300].flatMap((x) =>
      ([0, 1] as const).map((carry) => ({ x, y: x, carry })),
    );
    const file = await pictures.draw({ ...portrait, points: [...portrait.points, ...nowhere] });
    expect(file.bytes.length).toBeGreaterThan(1000);
  });

  it('refuse more than they can queue, with words for the user, and go on', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 90 }, () => pictures.draw(spec('distribution'))),
    );
    const refused = results.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) {
      expect(reason).toBeInstanceOf(UserError);
      expect(reason.words.ja).toContain('もう一度');
    }
    expect(results.filter((r) => r.status === 'fulfilled').length).toBeGreaterThanOrEqual(64);
    expect((await pictures.draw(spec('lengths'))).bytes.length).toBeGreaterThan(1000);
  });

  it('end their threads on close, and draw no more', async () => {
    const one = openLane(1);
    const closing = createPictures(one);
    await closing.draw(spec('unrolled'));
    const waiting = closing.draw(spec('unrolled'));
    await one.jobs.close(60_000);
    expect((await waiting).name).toBe('unrolled.png');
    await expect(closing.draw(spec('unrolled'))).rejects.toThrow();
  });
});
