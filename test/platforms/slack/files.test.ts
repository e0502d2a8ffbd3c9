import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { GENERAL, SECRET } from './server/world.ts';
import { connect, MODES } from './stand.ts';

const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => index % 251);
const plot = { name: 'loss.png', type: 'image/png', alt: 'Loss falls from 1.71 to 0.003', bytes };
const table = {
  name: 'loss.csv',
  type: 'text/csv',
  alt: 'The loss every 100 pairs',
  bytes: new Uint8Array([49]),
};
const buttons = [{ id: 'train:more', label: 'More', style: 'secondary' }] as const;

describe.each(MODES)('a picture by %s', (mode) => {
  it('is in the message, with its bytes, its alternative text and the buttons below', async () => {
    const { server } = await connect({
      mode,
      scripts: { train: () => [reply('trained', { files: [plot], buttons })] },
    });

    const [seen] = await server.command('/train', '');

    expect(seen?.pictures).toEqual([{ name: 'loss.png', alt: plot.alt, bytes }]);
    expect(seen?.blocks.map(({ type }) => type)).toEqual(['section', 'image', 'actions', 'context']);
    expect(server.messages()).toHaveLength(1);
  });
});

describe('a picture', () => {
  it('that Slack still processes does not keep the words waiting', async () => {
    const { server } = await connect({
      scripts: { train: () => [reply('trained', { files: [plot], buttons })] },
      before: (each) => each.processing(60_000),
      pace: { pictureMs: [50, 100, 200, 400, 800, 1_600, 3_200, 6_400] },
    });

    const [first] = await server.command('/train', '');
    server.processing(0);
    const last = await server.message((seen) => seen.pictures.length > 0);

    expect(first).toMatchObject({ text: 'trained', pictures: [], buttons: [{ label: 'More' }] });
    expect(last).toMatchObject({ ts: first?.ts, text: 'trained', pictures: [{ name: 'loss.png' }] });
    expect(server.messages()).toHaveLength(1);
  });

  it('that Slack never gets ready is shared as a file right after the message', async () => {
    const { server } = await connect({
      scripts: { train: () => [reply('trained', { files: [plot], buttons })] },
      before: (each) => each.processing(60_000),
    });

    await server.command('/train', '', { until: (seen) => seen.file !== undefined });

    expect(server.messages(GENERAL)).toMatchObject([
      { text: 'trained', pictures: [], buttons: [{ label: 'More' }], file: undefined },
      { file: { name: 'loss.png', alt: plot.alt, bytes } },
    ]);
  });

  it('comes later where Slack cannot be reached for it now, and does not keep the words waiting', async () => {
    const { server } = await connect({ scripts: { train: () => [reply('trained', { files: [plot] })] } });
    server.lose('files.completeUploadExternal', 6);

    const [first] = await server.command('/train', '');
    const last = await server.message((seen) => seen.pictures.length > 0);

    expect(first).toMatchObject({ text: 'trained', pictures: [], notes: ['Ana: /train'] });
    expect(last).toMatchObject({ ts: first?.ts, text: 'trained', pictures: [{ name: 'loss.png', bytes }] });
    expect(server.messages()).toHaveLength(1);
  });

  it('that cannot be brought for a quarter of an hour is named in words', async () => {
    let now = Date.now();
    const { server } = await connect({
      scripts: { train: () => [reply('trained', { files: [plot] })] },
      clock: { now: () => now },
    });
    server.lose('files.completeUploadExternal', Number.POSITIVE_INFINITY);

    await server.command('/train', '');
    now += 15 * 60_000;
    const last = await server.message(({ notes }) => notes.some((note) => note.includes(plot.alt)));

    expect(last).toMatchObject({ text: 'trained', pictures: [] });
    expect(server.messages()).toHaveLength(1);
  });

  it('is told in words if it cannot be uploaded, and the log names the missing scope', async () => {
    const { server, log } = await connect({
      scripts: { train: () => [reply('trained', { files: [plot] })] },
      before: (each) => each.scopes.delete('files:write'),
    });

    const [seen] = await server.command('/train', '');

    expect(seen).toMatchObject({
      text: 'trained',
      notes: [expect.stringContaining(plot.alt), 'Ana: /train'],
    });
    expect(log.join('')).toContain('missing_scope (needs files:write)');
  });

  it('of progress is left out, so that uploads do not pile up', async () => {
    const { server } = await connect({
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress', files: [plot] });
          await sleep(20);
          yield reply('trained', { files: [plot] });
        },
      },
    });

    await server.command('/train', '', { until: /trained/ });

    expect(server.calls.filter(({ method }) => method === 'files.getUploadURLExternal')).toHaveLength(1);
  });

  it('with a very long description is described as far as Slack takes it', async () => {
    const alt = 'The loss falls. '.repeat(200);
    const { server } = await connect({
      scripts: { train: () => [reply('', { files: [{ ...plot, alt }] })] },
    });

    const [seen] = await server.command('/train', '');

    expect(seen?.pictures[0]?.alt.length).toBeLessThanOrEqual(2_000);
    expect(seen?.fallback).toMatch(/^The loss falls/);
  });
});

describe('a file that is no picture', () => {
  it('follows its message, and the buttons stay with the message', async () => {
    const { server } = await connect({
      scripts: { train: () => [reply('exported', { files: [table], buttons })] },
    });

    await server.command('/train', '', { until: (seen) => seen.file !== undefined });

    expect(server.messages()).toMatchObject([
      { text: 'exported', buttons: [{ label: 'More' }], file: undefined },
      { channel: GENERAL, file: { name: 'loss.csv', alt: 'The loss every 100 pairs' } },
    ]);
  });

  it('is named in words where the bot is not a member', async () => {
    const { server } = await connect({ scripts: { train: () => [reply('exported', { files: [table] })] } });

    const seen = await server.command('/train', '', { channel: SECRET, until: /exported/ });

    expect(seen.at(-1)).toMatchObject({ notes: ["The file loss.csv can't be sent here.", 'Ana: /train'] });
  });
});
