import { describe, expect, it } from 'vitest';
import { shareBot } from '../support/shared-bot.ts';

const bot = shareBot();

describe('bad input', () => {
  it.each([
    ['/add', '`a` is missing'],
    ['/add 45', '`b` is missing'],
    ['/add -1 2', 'from 0 up to 256 bits'],
    ['/add 1.5 2', 'whole number'],
    ['/add one two', 'whole number'],
    [`/add ${'9'.repeat(100)} 1`, '256 bits'],
    ['/train iterations=2000000', 'from 1 to 1,000,000'],
    ['/train iterations=0', 'from 1 to 1,000,000'],
    ['/train rate=fast', 'from 0.00001 to 10'],
    ['/train colour=red', 'no option `colour`'],
    ['/train activation=softmax', '`sigmoid`, `tanh`, `relu`'],
    ['/trian', 'Did you mean `/train`?'],
    ['/', 'There is no command'],
    ['/quiz weightz', 'Did you mean `weights`?'],
    ['/quiz question=nope', 'no topic or question `nope`'],
    ['/explain zzz', '`topic` takes'],
    ['/schedule quiz at="* * * * *"', 'once an hour'],
    ['/schedule quiz at="0,30 8 * * *"', 'once an hour'],
    ['/schedule quizz', 'Did you mean `/schedule quiz`?'],
    ['/schedule quiz at=25:00', "can't read `25:00`"],
    ['/schedule quiz at="61 * * * *"', "can't read"],
    ['/schedule quiz at="0-999999999 * * * *"', "can't read"],
    ['/schedule quiz at="0-99999999 * * * *"', "can't read"],
    ['/schedule quiz zone=Mars/Olympus', 'no time zone `Mars/Olympus`'],
    ['/schedule remove 99', 'no schedule 99'],
    ['/schedule remove', '`number` is missing'],
    ['/help nothing', 'no command of that name'],
    ['/ablate unit=300', 'from 0 to 255'],
    ['/compare values=1', '2 to 6 different values'],
  ])('%s is answered by one private sentence', async (line, sentence) => {
    const replies = await bot.type(line);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ kind: 'error', audience: 'caller', files: [], buttons: [] });
    expect(replies[0]?.text).toContain(sentence);
    const [inJapanese] = await bot.type(line, { locale: 'ja' });
    expect(inJapanese?.text).toMatch(/[ぁ-ん]/);
  });
  it('changes nothing', async () => {
    expect((await bot.type('/runs list')).at(-1)?.data).toEqual({ runs: [] });
    expect((await bot.type('/schedule list')).at(-1)?.data).toEqual({ schedules: [] });
  });
  it('is not a group without its word: that shows the list', async () => {
    for (const line of ['/runs', '/league', '/schedule']) {
      expect((await bot.type(line)).at(-1)?.text).toBe((await bot.type(`${line} list`)).at(-1)?.text);
    }
  });
  it('is full-width digits only in looks', async () => {
    expect((await bot.type('/add ４５ ７７')).at(-1)?.data).toMatchObject({ a: 45, b: 77, sum: 122 });
  });
  it.each([
    '',
    'nonsense',
    'train',
    'train:',
    'train:nope:1',
    'add:answer',
    'run:',
    'quiz:form:x:formula',
    `x${':'.repeat(90)}`,
  ])('is also a button that is not there: %s', async (id) => {
    const replies = await bot.press(id);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ kind: 'error', audience: 'caller' });
  });
  it('is also an answer to a question that is not there', async () => {
    expect((await bot.press('quiz:answer:none:A')).at(-1)?.text).toContain('no longer there');
    expect((await bot.press('compare:vote:none:0')).at(-1)?.text).toContain('The vote is over');
  });
});

describe('/help', () => {
  it('names every command and every option with its range', async () => {
    const overview = (await bot.type('/help')).at(-1);
    for (const { name } of bot.bot.commands) expect(overview?.text).toContain(`\`/${name}\``);
    const train = (await bot.type('/help train')).at(-1)?.text;
    expect(train).toContain('`hidden` Hidden units: 1–256 (default 16)');
    expect((overview?.text.length ?? 0) + 0).toBeLessThan(1_900);
    for (const { name } of bot.bot.commands) {
      for (const locale of ['en', 'ja'] as const) {
        expect((await bot.type(`/help ${name}`, { locale })).at(-1)?.text.length).toBeLessThan(1_900);
      }
    }
  });
});
