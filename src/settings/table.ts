/** The settings, one row each: for how much it holds, what it takes, and what stands if nothing is chosen. */
import { UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import type { Words } from '../chat/locale.ts';
import { code } from '../chat/wording.ts';
import { readZone } from '../schedule/zone.ts';
import type { Scope } from '../store/settings.ts';

type Row = {
  readonly scope: Scope;
  /** Of the option; ≤ 100 characters in each language. */
  readonly words: Words;
  /** What it is called where settings are listed. */
  readonly title: Words;
  /** Words to choose from, the first of which takes back what was chosen, and what they mean. */
  readonly choices: Readonly<Record<string, Words>>;
  /** Whether other words are taken, too. */
  readonly open: boolean;
  /**
   * What is kept of what was written; null: what was chosen is taken back.
   * @throws UserError that says what it takes
   */
  check(written: string, place: Place): string | null;
};

/** People and groups that may be named as organisers. */
const MOST_NAMED = 20;
/** How long what people did may be kept at least and at most, in days. */
const KEEP = { min: 30, max: 3_650 };

const WHO: Readonly<Record<string, Words>> = {
  organisers: { en: 'organisers', ja: '運営者だけ' },
  everyone: { en: 'everyone', ja: '全員' },
};

export const SETTINGS = {
  language: choiceRow(
    'channel',
    { en: 'Language of the channel', ja: 'チャンネルの言語' },
    { en: 'Language of what everyone in this channel reads', ja: 'このチャンネルの全員が読む文の言語' },
    {
      own: { en: 'that of whoever asks', ja: '操作した人の言語' },
      en: { en: 'English', ja: '英語' },
      ja: { en: 'Japanese', ja: '日本語' },
    },
  ),
  zone: {
    scope: 'channel',
    title: { en: 'Time zone', ja: 'タイムゾーン' },
    words: {
      en: 'Time zone of this channel, e.g. Asia/Tokyo',
      ja: 'このチャンネルのタイムゾーン(例: Asia/Tokyo)',
    },
    choices: { default: { en: 'the bot’s', ja: 'ボットの設定' } },
    open: true,
    check: (written) => (isDefault(written) ? null : readZone(written)),
  },
  questions: {
    scope: 'workspace',
    title: { en: 'Channel of scheduled questions', ja: '定期出題のチャンネル' },
    words: {
      en: 'Where questions are posted that are scheduled from now on; here: always in this channel',
      ja: '今後予約する問題を出す場所。here にすると、いつもこのチャンネルに出します',
    },
    choices: {
      default: { en: 'where they are scheduled', ja: '予約した場所' },
      here: { en: 'this channel', ja: 'このチャンネル' },
    },
    open: false,
    check: (written, { platform, channel }) => (isDefault(written) ? null : `${platform}/${channel}`),
  },
  mention: {
    scope: 'channel',
    title: { en: 'Called by a scheduled question', ja: '定期出題で知らせる相手' },
    words: {
      en: 'Who a scheduled question calls: off, here, everyone, or a role or user group',
      ja: '定期出題のときに知らせる相手: off、here、everyone、またはロールやユーザーグループ',
    },
    choices: {
      off: { en: 'nobody', ja: 'なし' },
      here: { en: 'who is online', ja: 'オンラインの人' },
      everyone: { en: 'everyone', ja: '全員' },
    },
    open: true,
    check(written) {
      const said = wordOf(written);
      if (said === 'off' || isDefault(written)) return null;
      if (said === 'here' || said === '@here') return 'here';
      if (['everyone', '@everyone', 'channel', '@channel'].includes(said)) return 'everyone';
      const id = GROUP.exec(written.trim())?.[1];
      if (id === undefined) throw noGroup(written);
      return id;
    },
  },
  organisers: {
    scope: 'workspace',
    title: { en: 'Organisers by name', ja: '指名された運営者' },
    words: {
      en: 'People and roles who are organisers, too: mentions or ids, with commas between',
      ja: '運営者に加える人とロール(メンションか ID。複数ならコンマで区切る)',
    },
    choices: { default: { en: 'nobody', ja: 'なし' } },
    open: true,
    check(written) {
      if (isDefault(written)) return null;
      const ids = idsIn(written);
      if (ids.length === 0 || ids.length > MOST_NAMED) throw nobody(written);
      return ids.join(',');
    },
  },
  schedules: choiceRow(
    'workspace',
    { en: 'Who may schedule', ja: '予定を作れる人' },
    { en: 'Who may make and change schedules', ja: '予定を作成・変更できる人' },
    WHO,
  ),
  decks: choiceRow(
    'workspace',
    { en: 'Who may import decks', ja: '問題集を取り込める人' },
    { en: 'Who may import, export and remove decks', ja: '問題集を取り込み、書き出し、削除できる人' },
    WHO,
  ),
  class: choiceRow(
    'workspace',
    { en: 'Who may see the class', ja: 'クラスの成績を見られる人' },
    { en: 'Who may see /class', ja: '/class を見られる人' },
    WHO,
  ),
  keep: {
    scope: 'workspace',
    title: { en: 'Kept for', ja: '記録の保存期間' },
    words: {
      en: `How many days answers and runs are kept, ${KEEP.min} to ${KEEP.max}`,
      ja: `回答と学習結果を残す日数(${KEEP.min}〜${KEEP.max})`,
    },
    choices: { default: { en: 'until it is deleted', ja: '削除するまで' } },
    open: true,
    check(written) {
      if (isDefault(written)) return null;
      const days = /^(\d{1,5})(?:d|日)?$/.exec(wordOf(written))?.[1];
      if (days === undefined || Number(days) < KEEP.min || Number(days) > KEEP.max) throw noDays(written);
      return String(Number(days));
    },
  },
} as const satisfies Readonly<Record<string, Row>>;

export type SettingName = keyof typeof SETTINGS;
export type SettingRow = Row;

/** Longest text that a setting takes, in characters. */
export const LONGEST_SETTING = 600;

function choiceRow(scope: Scope, title: Words, words: Words, choices: Readonly<Record<string, Words>>) {
  const [first] = Object.keys(choices);
  return {
    scope,
    title,
    words,
    choices,
    open: false,
    check: (written: string) => (written === first ? null : written),
  } as const satisfies Row;
}

function wordOf(written: string): string {
  return written.normalize('NFKC').trim().toLowerCase();
}

function isDefault(written: string): boolean {
  return ['default', '初期値', '-'].includes(wordOf(written));
}

/** A role or a user group, mentioned (`<@&1>`, `<!subteam^S1|@a>`) or by its id. */
const GROUP = /^(?:<(?:@&|!subteam\^))?(\d{5,20}|S[A-Z0-9]{5,20})(?:\|[^>]{0,80})?>?$/;

/** Ids in mentions (`<@1>`, `<@!1>`, `<@&1>`, `<!subteam^S1|@a>`) or as they stand (digits, or Slack's capitals). */
function idsIn(written: string): readonly string[] {
  const parts = written.split(/[\s,、,]+/u).filter((part) => part !== '');
  const ids = parts.map(
    (part) =>
      /^(?:<(?:@[!&]?|!subteam\^))?(\d{5,20}|[USW][A-Z0-9]{5,20})(?:\|[^>]{0,80})?>?$/.exec(part)?.[1],
  );
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : [];
}

function noGroup(written: string): UserError {
  return new UserError({
    en: `${code(written)} is nobody who can be called: take \`off\`, \`here\`, \`everyone\`, or mention one role or user group (or give its id).`,
    ja: `${code(written)} は指定できません。\`off\`、\`here\`、\`everyone\` のいずれか、またはロールかユーザーグループを 1 つ、メンションか ID で指定してください。`,
  });
}

function nobody(written: string): UserError {
  return new UserError({
    en: `${code(written)} does not name people or roles: mention them, or give their ids, at most ${MOST_NAMED}, with commas between. \`organisers=default\` names nobody.`,
    ja: `${code(written)} を人やロールとして読み取れません。メンションか ID で ${MOST_NAMED} 件まで、コンマで区切って指定してください。\`organisers=default\` で指名を取り消します。`,
  });
}

function noDays(written: string): UserError {
  return new UserError({
    en: `${code(written)} is no number of days from ${KEEP.min} to ${KEEP.max}. \`keep=default\` keeps all until it is deleted.`,
    ja: `${code(written)} は ${KEEP.min}〜${KEEP.max} の日数ではありません。\`keep=default\` なら、削除するまで残します。`,
  });
}
