/** What `/doctor` finds, as it is asked for. */
import { expect, it, vi } from 'vitest';
import { LEARNER } from '../support/carrybot.ts';
import { shareBot } from '../support/shared-bot.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bot = shareBot();
const doctor = async (locale: 'en' | 'ja' = 'en', workspace = 'doctor') =>
  (await bot.type('/doctor', { ...LEARNER, workspace, role: 'member', locale })).at(-1);

it('says that all is well, how fast the chat is, and which version this is', async () => {
  const end = await doctor();
  expect(end?.text).toMatch(
    /^✓ All is well in this channel\.\nCarrybot \d+\.\d+\.\d+\. The chat answers in 12 ms\.$/,
  );
  expect(end).toMatchObject({ audience: 'caller', data: { well: true, latencyMs: 12, lacks: [] } });
});

it('names what is missing, and what it breaks', async () => {
  bot.checkup.now = {
    latencyMs: null,
    lacks: [
      {
        name: { en: 'Attach Files', ja: 'ファイルを添付' },
        breaks: { en: 'no pictures', ja: '画像が出ません' },
      },
    ],
  };
  expect((await doctor())?.text).toMatch(
    /^Something is wrong here:\n- ⚠ Missing: \*\*Attach Files\*\*\. Without it: no pictures\.\nCarrybot [\d.]+\.$/,
  );
  expect((await doctor('ja'))?.text).toMatch(
    /^次の問題があります。\n- ⚠ 足りないもの: \*\*ファイルを添付\*\*。このままでは: 画像が出ません。\nCarrybot [\d.]+。$/,
  );
  bot.checkup.now = { lacks: [], latencyMs: 12 };
});

it('tells the trouble of schedules and decks', async () => {
  const who = { ...LEARNER, workspace: 'troubled' };
  await bot.type('/schedule quiz at=8:00', who);
  const { schedules, decks } = bot.services.store;
  const [seen] = (await schedules.list('troubled')).schedules;
  if (seen === undefined) throw new Error('nothing is scheduled');
  await schedules.change(seen, {
    state: 'paused',
    trouble: { en: 'The deck is gone.', ja: '問題集がありません。' },
  });
  const bad = {
    workspace: 'troubled',
    name: 'bad',
    yaml: 'deck: [',
    userId: 'u',
    userName: 'U',
    importedAt: 1,
  };
  await decks.put(bad, await decks.revision('troubled'));
  const end = await doctor('en', 'troubled');
  expect(end?.text).toContain('- ⚠ Schedule 1: The deck is gone.');
  expect(end?.text).toMatch(/- ⚠ Deck `bad` cannot be read: .*`\/quiz decks` offers to remove it\./);
  expect(end?.data).toMatchObject({ well: false, decks: ['bad'] });
});
