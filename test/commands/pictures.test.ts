/** Answers in words, while the picture that goes with them is late, or cannot be drawn. */
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import { createBot } from '../../src/command/dispatch.ts';
import { loadCommands } from '../../src/command/load.ts';
import { NOBODY } from '../../src/jobs/rota.ts';
import { createPictures, type Pictures } from '../../src/plot/pictures.ts';
import { WORK } from '../jobs/work.ts';
import { LEARNER } from '../support/carrybot.ts';
import { openLane, type TestLane } from '../support/lane.ts';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();
const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));

const lanes: TestLane[] = [];
afterEach(() => Promise.all(lanes.splice(0).map(({ jobs }) => jobs.close(0))));

/** A lane whose only thread does something else until that is cancelled. */
async function busyLane(mostWaiting: number): Promise<TestLane> {
  const lane = openLane(1, { mostWaiting });
  lanes.push(lane);
  await lane.jobs.submit(WORK, { id: 'other', input: { kind: 'spin' }, owner: NOBODY });
  return lane;
}

/** The commands with other pictures. */
async function* answer(pictures: Pictures, line: string, locale: 'en' | 'ja' = 'en', logged?: string[]) {
  const log = pino({ level: logged ? 'error' : 'silent' }, { write: (text) => logged?.push(text) });
  const services = { ...bot.services, pictures };
  const { handle } = createBot({ definitions, services, log, reference: () => 'ref7' });
  const [, command = '', text = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const caller = { ...LEARNER, locale };
  yield* handle({ kind: 'command', command, subcommand: undefined, input: { kind: 'text', text }, caller });
}

async function last(replies: AsyncIterable<Reply>): Promise<Reply | undefined> {
  let newest: Reply | undefined;
  for await (const each of replies) newest = each;
  return newest;
}

describe('an answer whose picture is late', () => {
  it('tells its words meanwhile, and ends with the picture', async () => {
    const lane = await busyLane(1);
    const { draw, cancel } = createPictures(lane);
    const asked = Promise.withResolvers<void>();
    const pictures: Pictures = {
      draw(...what) {
        asked.resolve();
        return draw(...what);
      },
      cancel,
    };
    const replies = answer(pictures, '/add 45 77');
    const next = replies.next();
    await asked.promise;
    bot.time.now += 300;
    const first = (await next).value;
    expect(first).toMatchObject({ kind: 'progress', files: [], buttons: [], data: { a: 45, b: 77 } });
    await lane.jobs.cancel('other');
    const end = (await replies.next()).value;
    expect(end).toMatchObject({ kind: 'final', text: first?.text, files: [{ name: 'sum.png' }] });
    expect((await replies.next()).done).toBe(true);
  });
});

describe('an answer whose picture cannot be drawn since too many are', () => {
  it.each([
    [
      'en',
      'There is no picture with it: too many are being drawn right now.\nFor the picture, ask again in a few seconds.',
    ],
    [
      'ja',
      '画像の作成が混み合っているため、今回は画像がありません。\n画像を見るには、数秒後にもう一度お試しください。',
    ],
  ] as const)('is the sum, and says so (%s)', async (locale, why) => {
    const pictures = createPictures(await busyLane(0));
    const end = await last(answer(pictures, '/add 45 77', locale));
    expect(end).toMatchObject({ kind: 'final', files: [], buttons: [{ id: 'run:/train' }] });
    expect(end?.text).toContain('122');
    expect(end?.text.endsWith(`\n${why}`)).toBe(true);
  });
  it('is the run that was trained, and says where its curve will be', async () => {
    const pictures = createPictures(await busyLane(0));
    const end = await last(answer(pictures, '/train iterations=200 bits=2 hidden=2 seed=1'));
    const number = Number(end?.data['run']);
    expect(end).toMatchObject({ kind: 'final', files: [] });
    expect(end?.text).toMatch(
      new RegExp(`too many are being drawn.*\\n\`/runs show run=${number}\` draws its curve\\.$`),
    );
    expect((await bot.type(`/runs show run=${number}`)).at(-1)?.files).toMatchObject([{ name: 'loss.png' }]);
  });
  it('is an error that says to try again where the picture is all there is', async () => {
    const pictures = createPictures(await busyLane(0));
    await bot.type('/train iterations=200 bits=2 hidden=2 seed=1');
    expect(await last(answer(pictures, '/runs film'))).toMatchObject({
      kind: 'error',
      text: expect.stringContaining('Please try again'),
    });
  });
});

describe('an answer whose drawing fails', () => {
  it('is the words, with the reference that is logged', async () => {
    const logged: string[] = [];
    const pictures: Pictures = {
      draw: async () => Promise.reject(new Error('no ink')),
      cancel: async () => 'gone',
    };
    const end = await last(answer(pictures, '/add 45 77', 'en', logged));
    expect(end).toMatchObject({ kind: 'final', files: [] });
    expect(end?.text).toContain('drawing failed on my side (reference `ref7`)');
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { reference: 'ref7', command: 'add', err: { message: 'no ink' } },
    ]);
  });
});
