/** `/schedule edit`: changes what is given of a schedule, and leaves the rest. */
import { isDeepStrictEqual } from 'node:util';
import { configOf } from '../../src/answers/train-options.ts';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { type Context, runner } from '../../src/command/define.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { decodeRecipe, encodeRecipe } from '../../src/rnn/recipe.ts';
import { faultOf, firstTime } from '../../src/schedule/plan.ts';
import { readWhen, timeOfDay } from '../../src/schedule/when.ts';
import type { Schedule, ScheduleState, Task, Timing } from '../../src/store/schedules.ts';
import { changed, standing } from './change.ts';
import { changing } from './needs.ts';
import * as option from './options.ts';
import { questionsOf, type Wanted } from './questions.ts';
import { chosenZone } from './zone.ts';

type TrainTask = Extract<Task, { kind: 'train' }>;
type Settings = { readonly [S in Exclude<keyof TrainConfig, 'seed'>]?: TrainConfig[S] | undefined } & {
  readonly seed?: number | 'fresh' | undefined;
};
type Given = {
  readonly at: string | undefined;
  readonly days: string | undefined;
  readonly zone: string | undefined;
  readonly wanted: Wanted;
  readonly challenge: number | undefined;
  readonly settings: Settings;
};

export const edit = runner({
  words: { en: 'Change a schedule: only what is given', ja: '予定を変更する(指定した項目だけ)' },
  options: {
    number: option.number,
    at: option.at,
    days: option.days,
    zone: option.zone,
    topic: option.changedTopic,
    imported: option.imported,
    deck: option.deck,
    ...option.CHANGED_SETTINGS,
  },
  needs: changing,
  async *run({ number, at, days, zone, topic, imported, deck, challenge, seed, ...rest }, context) {
    const settings = { ...rest, seed: seed === undefined ? undefined : option.readSeed(seed) };
    const given = { at, days, zone, wanted: { topic, imported, deck }, challenge, settings };
    const edited = await changed(number, (schedule) => changeOf(schedule, given, context), context);
    const told = await standing(edited, { en: 'Changed:', ja: '変更しました。' }, context);
    const twin = await twinOf(edited, context);
    yield twin === undefined ? told : { ...told, text: `${told.text}\n${context.say(twinWords(twin))}` };
  },
});

/** The number of another that does the same at the same times in the same channel, and has not ended. */
async function twinOf(edited: Schedule, { caller, services }: Context): Promise<number | undefined> {
  const does = ({ place, cron, zone, dayRule, task }: Schedule) => ({ place, cron, zone, dayRule, task });
  const { schedules } = await services.store.schedules.list(caller.workspace);
  return schedules.find(
    (each) =>
      each.number !== edited.number && each.state !== 'ended' && isDeepStrictEqual(does(each), does(edited)),
  )?.number;
}

function twinWords(number: number): Words {
  return {
    en: `⚠ Schedule ${number} does the very same here. \`/schedule remove ${number}\` removes it.`,
    ja: `⚠ ${number} 番も、まったく同じ予定です。不要なら \`/schedule remove ${number}\` で削除できます。`,
  };
}

async function changeOf(schedule: Schedule, given: Given, context: Context): Promise<Partial<ScheduleState>> {
  const { at, days, zone } = given;
  const isOfTask = isGiven(given.wanted) || isOfTraining(given);
  const isRetimed = at !== undefined || days !== undefined || zone !== undefined;
  if (!isRetimed && !isOfTask) throw nothing();
  if (schedule.vote !== null) throw voted(schedule.number);
  const task = isOfTask ? await taskOf(schedule.task, given, context) : schedule.task;
  const now = context.services.clock.now();
  const timing = isRetimed ? await timingOf(schedule, given, context) : schedule;
  const fault = faultOf(timing);
  if (fault !== undefined) throw new UserError(fault);
  const state = stateAfter(schedule, isRetimed ? 'retimed' : 'same times');
  const { cron, zone: named, dayRule } = timing;
  return {
    task,
    cron,
    zone: named,
    dayRule,
    state,
    trouble: null,
    // What is due stays so, unless its times are others.
    ...((isRetimed || state !== schedule.state) && { nextAt: firstTime(timing, now), settledAt: now }),
  };
}

/** What was paused for its trouble goes on: the trouble may be mended. What a person has paused stays so. */
function stateAfter({ state, trouble }: Schedule, times: 'retimed' | 'same times'): Schedule['state'] {
  switch (state) {
    case 'active':
      return 'active';
    case 'paused':
      return trouble === null ? 'paused' : 'active';
    case 'ended':
      return times === 'retimed' ? 'active' : 'ended';
  }
}

async function timingOf(schedule: Schedule, { at, days, zone }: Given, context: Context): Promise<Timing> {
  const named = zone === undefined ? schedule.zone : chosenZone(zone, context).zone;
  if (at === undefined && days === undefined) return { ...schedule, zone: named };
  const time = timeOfDay(schedule.cron);
  if (at === undefined && time === undefined) throw timeToo(schedule);
  const cron = readWhen(at ?? time ?? '', days);
  const weekdays = schedule.cron.split(' ')[4];
  // Another time of the same days.
  const kept =
    days === undefined && time !== undefined && timeOfDay(cron) !== undefined && at?.includes(' ') !== true;
  return {
    cron: kept ? cron.replace(/\S+$/, weekdays ?? '*') : cron,
    zone: named,
    dayRule: 'either',
  };
}

/** @throws UserError if what is given is nothing of such a schedule */
async function taskOf(task: Task, given: Given, { caller, services }: Context): Promise<Task> {
  const { wanted, challenge, settings } = given;
  switch (task.kind) {
    case 'quiz':
    case 'deck':
      if (isOfTraining(given)) throw foreign('quiz');
      return questionsOf(wanted, await services.classroom.bank(caller.workspace)) ?? task;
    case 'train':
      if (isGiven(wanted)) throw foreign('train');
      return trainingOf(task, settings, challenge);
    case 'summary':
      throw foreign('summary');
  }
}

function isOfTraining({ challenge, settings }: Given): boolean {
  return challenge !== undefined || isGiven(settings);
}

function isGiven(options: Wanted | Settings): boolean {
  return Object.values(options).some((value) => value !== undefined);
}

function trainingOf(task: TrainTask, settings: Settings, challenge: number | undefined): TrainTask {
  const { seed, ...rest } = settings;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const before = settingsOf(task.recipe);
  // A fresh seed is drawn at each time: none is kept.
  const config = configOf({ ...before, ...known }, seed === 'fresh' ? 0 : (seed ?? before.seed));
  return {
    kind: 'train',
    recipe: encodeRecipe(config),
    seed: seed === undefined ? task.seed : seed === 'fresh' ? 'fresh' : 'fixed',
    voteMinutes: challenge ?? task.voteMinutes,
  };
}

/** Settings that cannot be read, of a newer version, give way to the usual ones. */
function settingsOf(recipe: string): TrainConfig {
  try {
    return decodeRecipe(recipe);
  } catch (error) {
    if (error instanceof RangeError) return DEFAULTS;
    throw error;
  }
}

function nothing(): UserError {
  return new UserError({
    en: 'Say what to change, e.g. `/schedule edit 1 at=9:00 days=weekdays`.',
    ja: '変更する項目を指定してください(例: `/schedule edit 1 at=9:00 days=平日`)。',
  });
}

function voted(number: number): UserError {
  return new UserError({
    en: `A vote on schedule ${number} is open. Change it after its training.`,
    ja: `予定 ${number} は投票中です。学習が終わってから変更してください。`,
  });
}

function timeToo({ cron }: Schedule): UserError {
  return new UserError({
    en: `This schedule goes by \`${cron}\`: give \`at\`, too, e.g. \`at=8:30\`.`,
    ja: `この予定は \`${cron}\` で動いています。\`at=8:30\` のように時刻も指定してください。`,
  });
}

function foreign(kind: Exclude<Task['kind'], 'deck'>): UserError {
  const WORDS = {
    quiz: {
      en: 'This schedule posts questions: settings of trainings mean nothing to it.',
      ja: 'この予定は出題用です。学習の設定は指定できません。',
    },
    train: {
      en: 'This schedule trains: topics and decks mean nothing to it.',
      ja: 'この予定は学習用です。分野や問題集は指定できません。',
    },
    summary: {
      en: 'This schedule sums up the week: only its times can be changed.',
      ja: 'この予定はまとめ用です。変更できるのは時刻だけです。',
    },
  } as const;
  return new UserError(WORDS[kind]);
}
