/** What one person asks for holds up nobody else: through the door that everybody uses, with real threads. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Caller } from '../../src/chat/invocation.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { LEARNER, startBot, type TestBot } from '../support/carrybot.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A run that it takes seconds to look into. */
const LARGE = 'run=1';
let folder = '';
let bot: TestBot;
beforeAll(async () => {
  const first = await startBot();
  await first.type('/train hidden=192 bits=32 iterations=1 seed=1');
  await first.type('/train seed=5');
  folder = first.folder;
  await first.end('keep');
});
beforeEach(async () => {
  bot = await startBot(folder, 'hurried');
});
afterEach(() => bot.end('keep'));
afterAll(async () => (await startBot(folder)).end());

const person = (name: string) => ({ userId: `u-${name}`, userName: name });
const AKI = person('Aki');
const BEN = person('Ben');

async function last(line: string, caller: Partial<Caller> = BEN): Promise<Reply> {
  const end = (await bot.type(line, caller)).at(-1);
  if (end === undefined) throw new Error(`${line} was not answered`);
  return end;
}

/** Types a line, and gives what is said next. */
function open(line: string, caller: Partial<Caller> = AKI) {
  const [, command = '', text = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const input = { kind: 'text', text } as const;
  return bot.bot.handle({
    kind: 'command',
    command,
    subcommand: undefined,
    input,
    caller: { ...LEARNER, ...caller },
  });
}

/** Reads on until there is a button to cancel it. @returns its id */
async function cancelOf(answer: AsyncIterator<Reply>): Promise<string> {
  for (;;) {
    const { value, done } = await answer.next();
    if (done === true) throw new Error('it cannot be cancelled');
    const found = value.buttons.find(({ id }: Reply['buttons'][number]) => id.startsWith('train:cancel:'));
    if (found !== undefined) return found.id;
  }
}

type Followed = { newest: Reply | undefined; cancel: string; readonly end: Promise<Reply> };

/** Reads it to its end, and has at any time what was said last, and the button to cancel it. */
function followed(answer: AsyncIterable<Reply>): Followed {
  const said: Followed = { newest: undefined, cancel: '', end: read() };
  async function read(): Promise<Reply> {
    for await (const each of answer) {
      said.newest = each;
      said.cancel = each.buttons.find(({ id }) => id.startsWith('train:cancel:'))?.id ?? said.cancel;
    }
    if (said.newest === undefined) throw new Error('it was not answered');
    return said.newest;
  }
  return said;
}

async function endOf(answer: AsyncIterator<Reply>): Promise<Reply> {
  for (let newest: Reply | undefined; ; ) {
    const { value, done } = await answer.next();
    if (done !== true) newest = value;
    else if (newest !== undefined) return newest;
    else throw new Error('it was not answered');
  }
}

describe('eight presses of /inside on a large network', () => {
  it('are four, hold up nobody, and can be cancelled', async () => {
    const answers = Array.from({ length: 8 }, () => followed(open(`/inside ${LARGE}`)));
    // The clock goes on until each can be cancelled or is refused.
    const ticking = setInterval(() => {
      bot.time.now += 1_000;
    }, 20);
    onTestFinished(() => clearInterval(ticking));
    const ended = () => answers.flatMap(({ newest }) => (newest?.kind === 'error' ? [newest] : []));
    await expect.poll(() => ended().length, { timeout: 60_000 }).toBe(4);
    const left = answers.filter(({ newest }) => newest?.kind !== 'error');
    await expect.poll(() => left.every(({ cancel }) => cancel !== ''), { timeout: 60_000 }).toBe(true);
    clearInterval(ticking);
    for (const { kind, text } of ended()) {
      expect(kind).toBe('error');
      expect(text).toMatch(/as much under way as one person may.*press Cancel.*in about \d+ seconds/s);
    }
    expect((await last(`/inside ${LARGE}`, { ...AKI, locale: 'ja' })).text).toMatch(/「中止」.*\d+ 秒/);

    // Whatever is left of the four is ended below: these are answered beside them.
    expect(await last('/train seed=6')).toMatchObject({ kind: 'final', data: { run: expect.any(Number) } });
    expect((await last('/add 45 77')).text).toContain('122');

    expect((await bot.press(left[0]?.cancel ?? '', BEN)).at(-1)?.text).toContain('Only the person');
    for (const { cancel } of left) await bot.press(cancel, AKI);
    const ends = await Promise.all(left.map(({ end }) => end));
    for (const { text } of ends) expect(text).toMatch(/^Cancelled, as you asked|^\*\*/);
    expect(ends.some(({ text }) => text.startsWith('Cancelled'))).toBe(true);
    bot.hurry.now += 20_000;
    expect(await last('/inside run=2', AKI)).toMatchObject({ kind: 'final' });
  });
});

describe('a hundred /add at the same moment', () => {
  it.each([
    ['of one person', () => AKI],
    ['of a hundred', (n: number) => person(String(n))],
  ])('%s all get their sums, with a picture or a word', async (_, who) => {
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => last(`/add ${n} 27`, who(n))));
    for (const [n, { kind, text, files }] of all.entries()) {
      expect(kind).toBe('final');
      expect(text).toContain(String(n + 27));
      if (files.length === 0)
        expect(text).toMatch(/There is no picture with it: .*\nFor the picture, ask again in .* seconds\.$/);
    }
    expect(all.filter(({ files }) => files.length > 0).length).toBeGreaterThan(20);
  });
});

describe('somebody in a hurry', () => {
  it('is told when to try again, and still gets all that is cheap', async () => {
    const press = () => last('/check run=2', AKI);
    let end = await press();
    let pressed = 1;
    for (; end.kind === 'final' && pressed < 50; pressed += 1) end = await press();
    expect(pressed).toBeLessThan(50);
    expect(end).toMatchObject({
      kind: 'error',
      text: 'You have asked for very much in a short time. Please try again in 20 seconds.',
    });
    bot.hurry.now += 12_500;
    expect((await last('/check run=2', { ...AKI, locale: 'ja' })).text).toBe(
      '短い時間に実行しすぎです。8 秒後にもう一度お試しください。',
    );
    for (const line of ['/help', '/score', '/runs list', '/explain', '/league list', '/hunt board', '/quiz'])
      expect(await last(line, AKI)).toMatchObject({ kind: 'final' });
    expect((await last('/add 1 2', AKI)).text).toContain('= 3');
    expect(await last('/check run=2', BEN)).toMatchObject({ kind: 'final' });
    bot.hurry.now += 7_500;
    expect(await press()).toMatchObject({ kind: 'final' });
  });
});

describe('what lasts', () => {
  const LONG = '/compare hidden values=15,16 seeds=30 iterations=50000';

  it('is a comparison, one at a time, which is cancelled as a whole', async () => {
    const answer = open(LONG);
    const cancel = await cancelOf(answer);
    const end = endOf(answer);
    await expect
      .poll(async () => (await last('/compare hidden values=1,2 seeds=1 iterations=100', AKI)).text)
      .toMatch(/as much under way as one person may/);
    expect(await last('/compare hidden values=1,2 seeds=1 iterations=100')).toMatchObject({ kind: 'final' });
    // Between two runs there may be nothing to cancel.
    await expect.poll(async () => (await bot.press(cancel, AKI)).at(-1)?.text).toBe('Stopping it.');
    expect(await end).toMatchObject({ kind: 'error', text: 'Cancelled, as you asked.' });
    expect(await last('/compare hidden values=1,2 seeds=1 iterations=100', AKI)).toMatchObject({
      kind: 'final',
    });
  });
});
