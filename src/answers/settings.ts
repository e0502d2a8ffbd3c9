/** Settings in words. Pure. */
import type { Caller } from '../chat/invocation.ts';
import type { Locale, Words } from '../chat/locale.ts';
import { code } from '../chat/wording.ts';
import type { Settings } from '../settings/settings.ts';
import { SETTINGS, type SettingName, type SettingRow } from '../settings/table.ts';

/** What is not chosen goes by the bot's own. */
export type Usual = { readonly zone: string };

/** The settings that were changed, as they stand now. */
export function changedText(
  names: readonly SettingName[],
  settings: Settings,
  reader: Caller,
  usual: Usual,
): string {
  const lines = names.map((name) => line(name, settings, reader, usual));
  return {
    en: ['Changed:', ...lines, '`/settings` shows all.'],
    ja: ['変更しました。', ...lines, '一覧は `/settings` で見られます。'],
  }[reader.locale].join('\n');
}

function line(name: SettingName, settings: Settings, reader: Caller, usual: Usual): string {
  const title = SETTINGS[name].title[reader.locale];
  return `- ${title}: **${valueText(name, settings, reader, usual)}** (\`${name}\`)`;
}

/** All settings as they stand where the reader is: those of the channel, then those of all. */
export function settingsText(settings: Settings, reader: Caller, usual: Usual): string {
  const { locale } = reader;
  const lines = (scope: SettingRow['scope']) =>
    Object.entries(SETTINGS)
      .filter(([, row]) => row.scope === scope)
      .map(([name]) => line(name as SettingName, settings, reader, usual));
  return {
    en: [
      'In this channel:',
      ...lines('channel'),
      'In all channels:',
      ...lines('workspace'),
      'Change one with e.g. `/settings zone=Asia/Tokyo`.',
    ],
    ja: [
      'このチャンネル:',
      ...lines('channel'),
      '全体:',
      ...lines('workspace'),
      '変更するには `/settings zone=Asia/Tokyo` のように入力します。',
    ],
  }[locale].join('\n');
}

/** What stands for a setting, in the reader's words. */
function valueText(
  name: SettingName,
  settings: Settings,
  { platform, channel, locale }: Caller,
  usual: Usual,
): string {
  const row: SettingRow = SETTINGS[name];
  const named = (choice: string | null) => wordsOf(row, choice)[locale];
  switch (name) {
    case 'language':
      return named(settings.language);
    case 'zone':
      return settings.zone ?? `${named(null)} (${usual.zone})`;
    case 'questions': {
      const { questions } = settings;
      if (questions === null) return named(null);
      const isHere = questions.platform === platform && questions.channel === channel;
      return isHere ? named('here') : { en: 'another channel', ja: '別のチャンネル' }[locale];
    }
    case 'mention': {
      const { mention } = settings;
      return mention === null || Object.hasOwn(row.choices, mention)
        ? named(mention)
        : { en: `the group ${code(mention)}`, ja: `グループ ${code(mention)}` }[locale];
    }
    case 'organisers':
      return settings.organisers.length === 0 ? named(null) : settings.organisers.map(code).join(', ');
    case 'schedules':
    case 'decks':
    case 'class':
      return named(settings.may[name]);
    case 'keep':
      return settings.keepDays === null
        ? named(null)
        : { en: `${settings.keepDays} days`, ja: `${settings.keepDays} 日` }[locale];
  }
}

/** Of a choice; null: of the first, which stands if nothing is chosen. */
function wordsOf({ choices }: SettingRow, choice: string | null): Words {
  const [first] = Object.values(choices);
  const words = choice !== null && Object.hasOwn(choices, choice) ? choices[choice] : first;
  return words ?? { en: choice ?? '', ja: choice ?? '' };
}

export function languageText(chosen: Locale | null): Words {
  switch (chosen) {
    case 'en':
      return {
        en: 'I answer you in English from now on, whatever the language of your app. What everyone reads stays in the language of the channel. `/language auto` takes this back.',
        ja: '今後はアプリの言語にかかわらず、あなたに英語で答えます。全員が読む文はチャンネルの言語のままです。`/language auto` で元に戻ります。',
      };
    case 'ja':
      return {
        en: 'I answer you in Japanese from now on, whatever the language of your app. What everyone reads stays in the language of the channel. `/language auto` takes this back.',
        ja: '今後はアプリの言語にかかわらず、あなたに日本語で答えます。全員が読む文はチャンネルの言語のままです。`/language auto` で元に戻ります。',
      };
    case null:
      return {
        en: 'I answer you in the language of your app again.',
        ja: 'アプリの言語に合わせて答えるように戻しました。',
      };
  }
}
