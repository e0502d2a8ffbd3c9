/** Making schedules: `/schedule quiz`, `/schedule train`, `/schedule summary`. */
import { scheduleLine, zoneText } from '../../src/answers/schedule.ts';
import { configOf, TRAIN_OPTIONS } from '../../src/answers/train-options.ts';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { reply } from '../../src/chat/reply.ts';
import { type Answer, type Context, runner } from '../../src/command/define.ts';
import { encodeRecipe } from '../../src/rnn/recipe.ts';
import { firstTime } from '../../src/schedule/plan.ts';
import { readWhen } from '../../src/schedule/when.ts';
import type { Task } from '../../src/store/schedules.ts';
import { scheduleData } from './data.ts';
import { making, placeFor } from './needs.ts';
import * as option from './options.ts';
import { questionsOf } from './questions.ts';
import { chosenZone, viewOf } from './zone.ts';

/** Schedules that a workspace may have. */
export const MOST = 20;

type When = { readonly cron: string; readonly zone: string | undefined };

const MADE: Readonly<Record<Task['kind'], Words>> = {
  quiz: { en: 'A question will be posted here:', ja: 'このチャンネルに問題を出します。' },
  deck: { en: 'A question will be posted here:', ja: 'このチャンネルに問題を出します。' },
  train: { en: 'A network will be trained here:', ja: 'このチャンネルで学習を行います。' },
  summary: { en: 'A summary will be posted here:', ja: 'このチャンネルにまとめを投稿します。' },
};

async function* make(task: Task, when: When, context: Context): Answer {
  const { caller, settings, services, key, say } = context;
  const { store, clock } = services;
  const { zone, source } = chosenZone(when.zone, context);
  const timing = { cron: when.cron, zone, dayRule: 'either' } as const;
  const now = clock.now();
  const nextAt = firstTime(timing, now);
  const { userId, userName } = caller;
  const place = placeFor(task.kind, context);
  const locale = settings.language ?? caller.locale;
  const made = { ...timing, task, place, locale, userId, userName, nextAt, settledAt: now };
  const added = await store.schedules.add(made, MOST, key);
  if (added.kind === 'full') throw full();
  const [bank, view] = [await services.classroom.bank(caller.workspace), viewOf(context)];
  const { schedule } = added;
  const there: Words = {
    en: 'There is such a schedule here already; nothing was added:',
    ja: '同じ予定がすでにあるため、追加しませんでした。',
  };
  const lines = [
    say(added.kind === 'there' ? there : MADE[task.kind]),
    // The times of a new one are told as it will keep them.
    scheduleLine(schedule, bank, { ...view, zone }),
    say(zoneText(zone, source)),
  ];
  yield reply(lines.join('\n'), {
    data: {
      schedule: schedule.number,
      added: added.kind === 'added',
      ...scheduleData(schedule, caller.locale),
    },
  });
}

export const quiz = runner({
  words: { en: 'Post a question here every day', ja: 'このチャンネルに毎日問題を出す' },
  options: {
    at: option.at,
    zone: option.zone,
    topic: option.topic,
    imported: option.imported,
    days: option.days,
    deck: option.deck,
  },
  needs: making('quiz'),
  async *run({ at, days, zone, ...wanted }, context) {
    const { caller, services } = context;
    const cron = readWhen(at ?? '8:00', days);
    const bank = await services.classroom.bank(caller.workspace);
    yield* make(questionsOf(wanted, bank) ?? { kind: 'quiz', topic: null }, { cron, zone }, context);
  },
});

export const train = runner({
  words: { en: 'Train a network here every day', ja: 'このチャンネルで毎日学習を行う' },
  options: {
    at: option.at,
    days: option.days,
    zone: option.zone,
    challenge: option.challenge,
    ...TRAIN_OPTIONS,
  },
  needs: making('train'),
  async *run({ at, days, zone, challenge, seed, ...settings }, context) {
    const cron = readWhen(at ?? '8:00', days);
    const task: Task = {
      kind: 'train',
      recipe: encodeRecipe(configOf(settings, seed ?? 0)),
      seed: seed === undefined ? 'fresh' : 'fixed',
      voteMinutes: challenge,
    };
    yield* make(task, { cron, zone }, context);
  },
});

export const summary = runner({
  words: { en: 'Sum up the week here, every Monday', ja: '1 週間のまとめを毎週月曜に投稿する' },
  options: { at: option.at, days: option.days, zone: option.zone },
  needs: making('summary'),
  async *run({ at, days, zone }, context) {
    // Five cron fields say the days themselves.
    const isClock = at === undefined || /^\s*\S+\s*$/.test(at);
    const cron = readWhen(at ?? '9:00', days ?? (isClock ? 'mon' : undefined));
    yield* make({ kind: 'summary' }, { cron, zone }, context);
  },
});

export function full(): UserError {
  return new UserError({
    en: `There are ${MOST} schedules already, the most there may be. Remove one first: \`/schedule list\`.`,
    ja: `予定は ${MOST} 件までです。\`/schedule list\` で確認し、不要なものを削除してください。`,
  });
}
