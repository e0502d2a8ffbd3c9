/** What the bot still knows in Discord after a restart: what was scheduled, asked, answered and under way. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor, Seen } from '../platforms/discord/server/server.ts';
import { AKI, BEN, type DiscordStand, goesOn, heard, letterOf, openDiscord } from './discord-stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let discord: DiscordStand;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('/schedule quiz', () => {
  /** Answers a question on initial weights: all of those have buttons or take a number. */
  async function answer(question: Seen, actor: Actor): Promise<Seen> {
    const label = question.buttons[0]?.label ?? '';
    const exchange = await discord.server.press(label, actor);
    if (exchange.modal() === undefined) return heard(exchange, /./);
    return heard(await discord.server.submit({ answer: '1' }, actor), /./);
  }

  it('posts once at its time, also across a restart, and the next day with the answer to the last', async () => {
    await discord.type(
      'schedule quiz',
      { at: '9:30', zone: 'Asia/Tokyo', topic: 'init' },
      /9:30.*Asia\/Tokyo/,
    );
    const before = discord.publicMessages().length;
    discord.time.now += 29 * MINUTE;
    await discord.tick();
    expect(discord.publicMessages()).toHaveLength(before);
    discord.time.now += MINUTE;
    await discord.tick();
    await discord.tick();
    expect(discord.publicMessages()).toHaveLength(before + 1);
    const question = discord.publicMessages().at(-1);
    if (question === undefined) throw new Error('nothing was posted');
    expect(question.text).toMatch(/Everyone may answer once and change it once/);

    await discord.restart();
    discord.time.now += MINUTE;
    await discord.tick();
    expect(discord.publicMessages()).toHaveLength(before + 1);
    expect(await answer(question, BEN)).toMatchObject({ private: true });

    discord.time.now += DAY;
    await discord.tick();
    const [closed, result, next] = discord.publicMessages().slice(before);
    expect(closed).toMatchObject({ id: question.id, buttons: [], text: expect.stringContaining('Closed.') });
    expect(result?.text).toMatch(/The answer to the last question.* of 1 had it right/s);
    expect(result?.files).toMatchObject([{ type: 'image/png' }]);
    expect(next?.buttons.length).toBeGreaterThan(0);
    await discord.tick();
    expect(discord.publicMessages()).toHaveLength(before + 3);
  });
});

describe('a restart', () => {
  it('lets a training go on in its message, with a Cancel that works, and leaves buttons, answers and the registration as they were', async () => {
    const question = await discord.type('quiz', { topic: 'confirmation-1' }, /Confirmation test 1/);
    const right = letterOf(question, /previous hidden layer/);
    expect((await discord.press(right, /./, BEN)).text).toMatch(/✓ Right/);
    const page = await discord.type('explain', {}, /\(1\/16\)/);
    const training = await discord.server.command('train', { hidden: 64, iterations: 1_000_000 }, BEN);
    await heard(training, /[█░]{20}/);
    await discord.restart();
    await goesOn(training, training.messages()[0]?.texts.length ?? 0);
    expect((await discord.press('Cancel', /Stopping it/, BEN)).private).toBe(true);
    expect((await heard(training, /^\*\*Cancelled/)).files).toHaveLength(1);
    expect((await discord.press('Next ▶', /\(2\/16\)/)).id).toBe(page.id);
    expect((await discord.press(right, /./, BEN)).text).toContain('answered already');
    expect((await discord.press(right, /./, AKI)).text).toMatch(/正解です/);
    expect(discord.server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});
