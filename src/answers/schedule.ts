/** Schedules in words. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import { code } from '../chat/wording.ts';
import type { Bank } from '../quiz/bank.ts';
import { markdownOf } from '../quiz/typed.ts';
import { decodeRecipe } from '../rnn/recipe.ts';
import { MOST_MISSED, nextTimes } from '../schedule/plan.ts';
import { zoneNamed } from '../schedule/zone.ts';
import type { Listed, Schedule, Task } from '../store/schedules.ts';
import { trainLine, trainLineAnySeed } from './line.ts';
import { topicName } from './score.ts';
import { momentText, whenText } from './when.ts';

type Topics = Pick<Bank, 'topics'>;

/** Where a zone comes from that was not given. */
export type ZoneSource = 'given' | 'person' | 'channel' | 'bot';

/** From where times are looked at. */
export type View = { readonly zone: string; readonly now: number; readonly locale: Locale };

/** Times that are told ahead. */
const AHEAD = 3;

/** One schedule: number, what, when, the next times as seen by the reader, and what is wrong with it. */
export function scheduleLine(schedule: Schedule, bank: Topics, view: View, ahead = AHEAD): string {
  const { number, zone } = schedule;
  const { locale } = view;
  const what = taskText(schedule.task, bank, locale);
  const when = whenText(schedule, locale);
  const line = {
    en: `- **${number}** ${what}, ${when} (${zone})${nextText(schedule, view, ahead)}`,
    ja: `- **${number}** ${what} · ${when}(${zone})${nextText(schedule, view, ahead)}`,
  }[locale];
  return [line, ...troubles(schedule).map((words) => `  ⚠ ${words[locale]}`)].join('\n');
}

/** What a schedule does. */
export function taskText(task: Task, bank: Topics, locale: Locale): string {
  switch (task.kind) {
    case 'quiz': {
      const name = task.topic === null ? '' : markdownOf(topicName(task.topic, bank, locale));
      if (name === '') return { en: 'question', ja: '問題' }[locale];
      return { en: `question, topic ${name}`, ja: `問題(分野: ${name})` }[locale];
    }
    case 'deck': {
      const name = code(task.deck);
      return { en: `question of the deck ${name}`, ja: `問題(問題集: ${name})` }[locale];
    }
    case 'train': {
      const vote =
        task.voteMinutes === 0
          ? { en: '', ja: '' }
          : { en: ` after a vote of ${task.voteMinutes} min`, ja: `(${task.voteMinutes} 分の投票つき)` };
      const line = trainingLine(task);
      return { en: `training \`${line}\`${vote.en}`, ja: `学習 \`${line}\`${vote.ja}` }[locale];
    }
    case 'summary':
      return { en: 'summary of the week', ja: '1 週間のまとめ' }[locale];
  }
}

/** The line that trains the same; a recipe that cannot be read here is shown as it is. */
function trainingLine({ recipe, seed }: Extract<Task, { kind: 'train' }>): string {
  try {
    const config = decodeRecipe(recipe);
    return seed === 'fixed' ? trainLine(config) : trainLineAnySeed(config);
  } catch (error) {
    if (error instanceof RangeError) return recipe;
    throw error;
  }
}

function nextText(schedule: Schedule, { zone, now, locale }: View, ahead: number): string {
  switch (schedule.state) {
    case 'paused':
      return { en: '; paused', ja: ' · 一時停止中' }[locale];
    case 'ended':
      return { en: '; ended, it does not come again', ja: ' · 終了(もう来ません)' }[locale];
    case 'active': {
      const { nextAt } = schedule;
      const known = zoneNamed(schedule.zone) !== undefined;
      const later = known ? nextTimes(schedule, Math.max(nextAt, schedule.settledAt), ahead - 1) : [];
      const times = [nextAt, ...later].slice(0, ahead).map((time) => momentText(time, zone, now, locale));
      return { en: `; next: ${times.join(' · ')}`, ja: ` · 次回: ${times.join('、')}` }[locale];
    }
  }
}

function troubles({ state, trouble, missed }: Schedule): readonly Words[] {
  const failed: Words = { en: 'The last post failed.', ja: '前回は投稿できませんでした。' };
  const paused: Words = { en: 'I paused it.', ja: '自動で一時停止しました。' };
  const head = state === 'paused' ? paused : failed;
  return [
    ...(trouble === null ? [] : [{ en: `${head.en} ${trouble.en}`, ja: `${head.ja}${trouble.ja}` }]),
    ...(missed === 0 ? [] : [missedText(missed)]),
  ];
}

/** How many times got no post. */
export function missedText(missed: number): Words {
  const more = missed >= MOST_MISSED;
  const times = missed === 1 ? 'One time was' : `${missed}${more ? ' times or more were' : ' times were'}`;
  return {
    en: `${times} missed while I was not running.`,
    ja: `停止していた間に ${missed} 回${more ? '以上' : ''}投稿できませんでした。`,
  };
}

/** The zone of what is shown or made, and where it comes from. */
export function zoneText(zone: string, source: ZoneSource): Words {
  const from = FROM[source];
  return { en: `Time zone: ${zone} (${from.en}).`, ja: `タイムゾーン: ${zone}(${from.ja})` };
}

/** In which zone a list shows what comes next, and why in that. */
export function viewText(zone: string, source: ZoneSource): Words {
  const from = FROM[source];
  return {
    en: `Next times are those of ${zone} (${from.en}).`,
    ja: `次回の時刻は ${zone} で表示しています(${from.ja})。`,
  };
}

const FROM: Readonly<Record<ZoneSource, Words>> = {
  given: { en: 'as you gave it', ja: '指定どおり' },
  person: { en: 'your own', ja: 'あなたの設定' },
  channel: { en: "this channel's", ja: 'このチャンネルの設定' },
  bot: {
    en: "the bot's; `/schedule zone Asia/Tokyo` sets this channel's",
    ja: 'ボットの設定。`/schedule zone Asia/Tokyo` でチャンネルごとに変更可',
  },
};

/** Longest list, in characters: a reply has 1,900. */
const LONGEST = 1_750;

/** All of a workspace: as many next times as there is room for, and the last ones left out if there is none. */
export function scheduleList({ schedules, unreadable }: Listed, bank: Topics, view: View): string {
  const { locale } = view;
  const broken = unreadable.map(
    ({ number }) =>
      ({
        en: `- **${number}** cannot be read, and is paused. Remove it and make it again.`,
        ja: `- **${number}** は読み取れないため一時停止中です。削除して作り直してください。`,
      })[locale],
  );
  for (let ahead = AHEAD; ahead >= 1; ahead -= 1) {
    const lines = [...schedules.map((schedule) => scheduleLine(schedule, bank, view, ahead)), ...broken];
    if (lines.join('\n').length <= LONGEST) return lines.join('\n');
    if (ahead > 1) continue;
    return shortened(lines, locale);
  }
  return '';
}

function shortened(lines: readonly string[], locale: Locale): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > LONGEST) break;
    kept.push(line);
  }
  const rest = lines.length - kept.length;
  const more = { en: `… and ${rest} more.`, ja: `… ほか ${rest} 件` }[locale];
  return [...kept, more].join('\n');
}
