/** Options that the kinds of schedules share. */

import { TRAIN_OPTIONS } from '../../src/answers/train-options.ts';
import { UserError } from '../../src/chat/error.ts';
import { integer, openChoice, required, text } from '../../src/command/option.ts';
import { readValue } from '../../src/command/value.ts';
import { TOPICS } from '../../src/quiz/topic.ts';
import { ANY } from './questions.ts';

/** Longest name of a topic that is looked for, in characters. */
const LONGEST_NAME = 80;

export const at = text(
  {
    en: 'Time such as 8:30, or a cron line such as "30 8 * * 1-5"',
    ja: '時刻(例: 8:30)か cron 式(例: "30 8 * * 1-5")',
  },
  { maxLength: 100, take: 'word' },
  undefined,
);

export const days = text(
  {
    en: 'Days: daily, weekdays, weekends, or e.g. mon,wed,fri',
    ja: '曜日: 毎日、平日、週末、または 月水金 のように',
  },
  { maxLength: 100, take: 'word' },
  undefined,
);

export const zone = text(
  { en: 'Time zone, e.g. Asia/Tokyo', ja: 'タイムゾーン(例: Asia/Tokyo)' },
  { maxLength: 60, take: 'word' },
  undefined,
);

export const topic = openChoice(
  {
    en: 'Only questions of this topic, also of an imported deck',
    ja: '出題する分野(取り込んだ問題集のものも可)',
  },
  Object.keys(TOPICS),
  TOPICS,
  LONGEST_NAME,
);

export const imported = text(
  {
    en: 'A topic of an imported deck, where a list offers only the built-in ones',
    ja: '取り込んだ問題集の分野(分野が一覧に出ないとき)',
  },
  { maxLength: LONGEST_NAME, take: 'word' },
  undefined,
);

export const deck = text(
  {
    en: 'Only questions of this deck, imported or built in, by its name',
    ja: '出題する問題集の名前(取り込んだものか、最初からあるもの)',
  },
  { maxLength: LONGEST_NAME, take: 'word' },
  undefined,
);

/** The topic of a schedule that there is, which can be taken back. */
export const changedTopic = openChoice(
  topic.words,
  [...topic.choices, ANY],
  { ...topic.labels, [ANY]: { en: 'Any topic', ja: '全分野' } },
  LONGEST_NAME,
);

const VOTE_WORDS = {
  en: 'Minutes to vote on the outcome before it is trained; 0 for no vote',
  ja: '学習の前に結果を予想して投票する時間(分)。0 なら投票なし',
};
/** The shortest time between two of a schedule is an hour: a vote ends well before the next. */
const VOTE_MINUTES = { min: 0, max: 45 };

export const challenge = integer(VOTE_WORDS, VOTE_MINUTES, 0);

export const number = required(
  integer(
    { en: 'Its number in /schedule list', ja: '/schedule list に出る番号' },
    { min: 1, max: 1_000_000 },
    undefined,
  ),
);

/** The seed of a training that there is: a number, or `fresh` for another each time. */
const changedSeed = text(
  {
    en: 'Random seed: a number, or `fresh` for another each time',
    ja: '乱数のシード。数か、毎回変えるなら `fresh`',
  },
  { maxLength: 20, take: 'word' },
  undefined,
);

/** @throws UserError for what is neither a seed nor `fresh` */
export function readSeed(written: string): number | 'fresh' {
  if (FRESH.has(written.normalize('NFKC').trim().toLowerCase())) return 'fresh';
  try {
    return Number(readValue('seed', TRAIN_OPTIONS.seed, written));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { en, ja } = error.words;
    throw new UserError({
      en: `${en} \`seed=fresh\` draws another each time.`,
      ja: `${ja}毎回変えるなら \`seed=fresh\` です。`,
    });
  }
}

const FRESH: ReadonlySet<string> = new Set(['fresh', ANY, '毎回']);

type TrainOptions = typeof TRAIN_OPTIONS;
type Unset<Os> = { readonly [K in keyof Os]: Omit<Os[K], 'default'> & { readonly default: undefined } };

/** The settings of a training without defaults: what is not given stays as it is. */
export const CHANGED_SETTINGS = {
  ...unset(TRAIN_OPTIONS),
  seed: changedSeed,
  challenge: integer(VOTE_WORDS, VOTE_MINUTES, undefined),
};

// `Object.fromEntries` forgets which option belongs to which name.
function unset(options: TrainOptions): Unset<TrainOptions> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { ...option, default: undefined }]),
  ) as Unset<TrainOptions>;
}
