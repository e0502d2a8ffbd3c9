/** What `/settings` takes, refuses and shows, and that it holds. */
import { describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../src/chat/invocation.ts';
import { SETTINGS } from '../../src/settings/table.ts';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bot = shareBot();
let count = 0;
const organiser = (): Caller => {
  count += 1;
  return { ...LEARNER, workspace: `settings-${count}` };
};
const last = async (line: string, who: Caller) => (await bot.type(line, who)).at(-1);

it.each([
  ['zone=asia/tokyo', { zone: 'Asia/Tokyo' }],
  ['language=ja', { language: 'ja' }],
  ['questions=here', { questions: { platform: 'web', channel: 'playground' } }],
  ['mention=@here', { mention: 'here' }],
  ['mention=@channel', { mention: 'everyone' }],
  ['mention=<@&77000000000000001>', { mention: '77000000000000001' }],
  ['mention=<!subteam^S0TEACHERS|@teachers>', { mention: 'S0TEACHERS' }],
  ['organisers="<@12345>, <@!67890>、U0ANA00001"', { organisers: ['12345', '67890', 'U0ANA00001'] }],
  ['decks=everyone', { may: { schedules: 'organisers', decks: 'everyone', class: 'organisers' } }],
  ['keep=90', { keepDays: 90 }],
  ['keep=90日', { keepDays: 90 }],
])('%s is taken, holds, and is taken back', async (line, holds) => {
  const who = organiser();
  const before = (await last('/settings', who))?.data;
  expect((await last(`/settings ${line}`, who))?.data).toMatchObject(holds);
  expect((await last('/settings', who))?.data).toMatchObject(holds);
  const [name = ''] = line.split('=');
  const [first] = Object.entries(SETTINGS).find(([each]) => each === name)?.[1].choices
    ? Object.keys(SETTINGS[name as keyof typeof SETTINGS].choices)
    : [];
  await last(`/settings ${name}=${first}`, who);
  expect((await last('/settings', who))?.data).toEqual(before);
});

it.each([
  ['zone=JST', /Asia\/Tokyo/],
  ['mention=teachers', /nobody who can be called/],
  ['mention=<@12345>', /nobody who can be called/],
  ['mention="<@&12345> <@&67890>"', /nobody who can be called/],
  ['organisers=Hana', /mention them, or give their ids/],
  [`organisers=${Array.from({ length: 21 }, (_, n) => 12_345 + n).join(',')}`, /at most 20/],
  ['keep=29', /from 30 to 3650/],
  ['keep=3651', /from 30 to 3650/],
  ['keep=1e3', /from 30 to 3650/],
  ['language=fr', /own/],
  ['zone=Asia/Tokyo keep=1', /from 30 to 3650/],
])('%s is refused with what it takes, and nothing is changed', async (line, words) => {
  const who = organiser();
  const end = await last(`/settings ${line}`, who);
  expect(end).toMatchObject({ kind: 'error', audience: 'caller' });
  expect(end?.text).toMatch(words);
  expect((await last('/settings', who))?.data).toMatchObject({ zone: null, keepDays: null });
});

describe('what is chosen for a channel', () => {
  it('holds there, and what is chosen for all holds everywhere', async () => {
    const who = organiser();
    await last('/settings zone=Europe/Berlin keep=60', who);
    expect((await last('/settings', { ...who, channel: 'other' }))?.data).toMatchObject({
      zone: null,
      keepDays: 60,
    });
    expect((await last('/schedule quiz at=8:00', who))?.data).toMatchObject({ zone: 'Europe/Berlin' });
  });
  it('is the language of what everyone reads, and of what is scheduled', async () => {
    const who = organiser();
    await last('/settings language=ja', who);
    await last('/language en', who);
    expect((await last('/quiz confirmation-1', who))?.text).toMatch(/[ぁ-ん]/);
    expect((await last('/score', who))?.text).not.toMatch(/[ぁ-ん]/);
    await last('/schedule quiz at=8:00', who);
    const [schedule] = (await bot.services.store.schedules.list(who.workspace)).schedules;
    expect(schedule?.locale).toBe('ja');
  });
});

it('is shown in both languages, with how each is called', async () => {
  for (const locale of ['en', 'ja'] as const) {
    const text = (await last('/settings', { ...organiser(), locale }))?.text ?? '';
    for (const [name, { title }] of Object.entries(SETTINGS)) {
      expect(text).toContain(`- ${title[locale]}: **`);
      expect(text).toContain(`(\`${name}\`)`);
    }
  }
});
