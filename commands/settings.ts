/** `/settings`: for organisers: what holds in this channel and for all. */
import { changedText, settingsText } from '../src/answers/settings.ts';
import { type Reply, reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { choice, openChoice, text } from '../src/command/option.ts';
import type { Settings } from '../src/settings/settings.ts';
import { LONGEST_SETTING, SETTINGS, type SettingName, type SettingRow } from '../src/settings/table.ts';

function optionOf({ words, choices, open }: SettingRow) {
  const names = Object.keys(choices);
  if (!open) return choice(words, names, undefined, choices);
  // A list of one word, which takes back what was chosen, would hide that others may be written.
  return names.length === 1
    ? text(words, { maxLength: LONGEST_SETTING, take: 'word' }, undefined)
    : openChoice(words, names, choices, LONGEST_SETTING);
}

// `Object.fromEntries` forgets which option belongs to which name.
const OPTIONS = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, row]) => [name, optionOf(row)]),
) as Readonly<Record<SettingName, ReturnType<typeof optionOf>>>;

type Given = Partial<Readonly<Record<SettingName, string>>>;

export default defineCommand({
  name: 'settings',
  words: {
    en: 'For organisers: language, zone, channel of questions, who may do what',
    ja: '運営者向け: 言語、タイムゾーン、出題チャンネル、権限などの設定',
  },
  examples: ['/settings', '/settings language=ja', '/settings zone=Asia/Tokyo'],
  section: 'class',
  audience: 'caller',
  options: OPTIONS,
  needs: (values) =>
    Object.entries(SETTINGS).some(([name, { scope }]) => scope === 'workspace' && name in given(values))
      ? 'settings'
      : 'channel-settings',
  async *run(values, context) {
    const { caller, settings, services } = context;
    const { platform, workspace, channel } = caller;
    const chosen = given(values);
    const isChange = Object.keys(chosen).length > 0;
    const now = isChange
      ? await services.settings.choose({ platform, workspace, channel }, chosen)
      : settings;
    const usual = { zone: services.defaultZone };
    const text = isChange
      ? changedText(Object.keys(chosen) as SettingName[], now, caller, usual)
      : settingsText(now, caller, usual);
    yield reply(text, { audience: 'caller', data: dataOf(now) });
  },
});

function given(values: Readonly<Partial<Record<SettingName, string | undefined>>>): Given {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function dataOf(settings: Settings): Reply['data'] {
  return {
    ...settings,
    questions: settings.questions === null ? null : { ...settings.questions },
    organisers: [...settings.organisers],
    may: { ...settings.may },
  };
}
