/** Pictures from their threads, as the bot asks for them. */
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createPictures, PICTURE } from '../../src/plot/pictures.ts';
import type { PictureOwner, PictureSpec } from '../../src/plot/spec.ts';
import { openLane } from '../support/lane.ts';
import { decode } from './decode.ts';
import { readGif } from './read-gif.ts';
import { RUNS, specs } from './specs.ts';

const lane = openLane(2, { ready: [PICTURE] });
const pictures = createPictures(lane);
afterAll(() => lane.jobs.close(0));
const AKI = { workspace: 'w', userId: 'aki' };
const BEN = { workspace: 'w', userId: 'ben' };
const CHI = { workspace: 'v', userId: 'chi' };

function spec(name: string): PictureSpec {
  const found = specs('ja')[name];
  if (found === undefined) throw new Error(name);
  return found;
}

describe('pictures', () => {
  it('come as attachments with name, type, words and bytes', async () => {
    const file = await pictures.draw(spec('loss'), AKI);
    expect(file).toMatchObject({ name: 'loss.png', type: 'image/png' });
    expect(file.alt).toContain('損失は');
    expect((await decode(file.bytes)).width).toBe(1600);
  });

  it('are the same bytes from every thread and each time', async () => {
    const files = await Promise.all(Array.from({ length: 6 }, () => pictures.draw(spec('sum'), AKI)));
    for (const { bytes } of files) expect(Buffer.compare(bytes, files[0]?.bytes ?? Buffer.alloc(0))).toBe(0);
  });

  /** A film of so many frames. */
  function film(length: number): PictureSpec {
    const { config, losses, accuracies, solvedAt, outcome } = RUNS.plain;
    const portrait = spec('portrait');
    if (portrait.kind !== 'portrait') throw new Error('no portrait');
    const last = length - 1;
    const frames = Array.from({ length }, (_, i) => ({
      iteration: (i * 10_000) / last,
      points: portrait.points.map((p) => ({ ...p, x: (p.x * i) / last, y: (p.y * i) / last })),
      split: portrait.split,
    }));
    const run = { config, losses, accuracies, solvedAt, outcome };
    return { kind: 'training', locale: 'ja', over: 'all', ...run, frames };
  }

  it('move as a GIF of at most 2 MB that ends on the finding', async () => {
    const file = await pictures.draw(film(8), AKI);
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
    const file = await pictures.draw({ ...portrait, points: [...portrait.points, ...nowhere] }, AKI);
    expect(file.bytes.length).toBeGreaterThan(1000);
  });

  it('that stand still do not wait for a film, and leave it as it is', async () => {
    const one = openLane(1, { ready: [PICTURE], shared: { long: 2, all: 3 } });
    const drawing = createPictures(one);
    const ended: string[] = [];
    const draw = async (each: PictureSpec, owner: PictureOwner) => {
      const file = await drawing.draw(each, owner);
      ended.push(file.name);
      return file;
    };
    const moving = draw(film(8), AKI);
    for await (const { kind } of one.jobs.follow(PICTURE, '1')) if (kind === 'begun') break;
    const [alone, whole] = await Promise.all([
      pictures.draw(film(8), AKI),
      moving,
      draw(spec('sum'), BEN),
      draw(spec('loss'), CHI),
    ]);
    expect(ended.at(-1)).toBe('training.gif');
    expect(Buffer.compare(alone.bytes, whole.bytes)).toBe(0);
    await one.jobs.close(0);
  });

  it('of those who want one come between those of one who wants many', async () => {
    const one = openLane(1, { ready: [PICTURE] });
    const drawing = createPictures(one);
    const ended: string[] = [];
    const draw = async (owner: PictureOwner) => {
      await drawing.draw(spec('unrolled'), owner);
      ended.push(owner.userId);
    };
    await Promise.all([...Array.from({ length: 6 }, () => AKI), BEN, CHI].map(draw));
    // The first is begun when the others come.
    expect(ended.slice(0, 4).toSorted()).toEqual(['aki', 'aki', 'ben', 'chi']);
    await one.jobs.close(0);
  });

  it('that wait give way to who wants fewer when no more may wait', async () => {
    const one = openLane(1, { ready: [PICTURE], mostWaiting: 3 });
    const drawing = createPictures(one);
    const owners = [AKI, AKI, AKI, AKI, AKI, BEN, CHI, CHI, CHI];
    const results = await Promise.allSettled(owners.map((owner) => drawing.draw(spec('unrolled'), owner)));
    // One is drawn and three wait: first four of Aki's; three of them give way, until both workspaces have two.
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
      ...[true, false, false, false, false],
      true,
      ...[true, true, false],
    ]);
    for (const each of results) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(UserError);
    await one.jobs.close(0);
  });

  it('refuse more than they can queue, with words for the user, and go on', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 90 }, () => pictures.draw(spec('distribution'), AKI)),
    );
    const refused = results.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) {
      expect(reason).toBeInstanceOf(UserError);
      expect(reason.words.ja).toContain('もう一度');
    }
    expect(results.filter((r) => r.status === 'fulfilled').length).toBeGreaterThanOrEqual(64);
    expect((await pictures.draw(spec('lengths'), AKI)).bytes.length).toBeGreaterThan(1000);
  });

  it('end their threads on close, and draw no more', async () => {
    const one = openLane(1);
    const closing = createPictures(one);
    await closing.draw(spec('unrolled'), AKI);
    const waiting = closing.draw(spec('unrolled'), AKI);
    await one.jobs.close(60_000);
    expect((await waiting).name).toBe('unrolled.png');
    await expect(closing.draw(spec('unrolled'), AKI)).rejects.toThrow();
  });
});
