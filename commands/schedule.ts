/** `/schedule`: daily (or otherwise repeated) quiz posts in this channel. */
import { scheduleLine } from '../src/answers/schedule.ts';
import { runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { reply } from '../src/chat/reply.ts';
import { nameOf } from '../src/classroom/choose.ts';
import { defineGroup, runner } from '../src/command/define.ts';
import { integer, openChoice, required, text } from '../src/command/option.ts';
import { TOPICS } from '../src/quiz/topic.ts';
import { firstTime, readWhen, readZone } from '../src/schedule/plan.ts';

/** Longest name of a topic that is looked for, in characters. */
const LONGEST_NAME = 80;
/** Schedules that a workspace may have. */
const MOST = 20;

const quiz = runner({
  words: { en: 'Post a question here every day', ja: 'このチャンネルに毎日問題を出す' },
  options: {
    at: text(
      {
        en: 'Time such as 8:30, or a cron line such as "30 8 * * 1-5"',
        ja: '時刻(例: 8:30)か cron 式(例: "30 8 * * 1-5")',
      },
      { maxLength: 100, take: 'word' },
      '8:00',
    ),
    zone: text(
      { en: 'Time zone, e.g. Asia/Tokyo', ja: 'タイムゾーン(例: Asia/Tokyo)' },
      { maxLength: 60, take: 'word' },
      undefined,
    ),
    topic: openChoice(
      {
        en: 'Only questions of this topic, also of an imported deck',
        ja: '出題する分野(取り込んだ問題集のものも可)',
      },
      Object.keys(TOPICS),
      TOPICS,
      LONGEST_NAME,
    ),
    imported: text(
      {
        en: 'A topic of an imported deck, where a list offers only the built-in ones',
        ja: '取り込んだ問題集の分野(分野が一覧に出ないとき)',
      },
      { maxLength: LONGEST_NAME, take: 'word' },
      undefined,
    ),
  },
  async *run({ at, zone, topic, imported }, { caller, services }) {
    const { store, clock, defaultZone } = services;
    const cron = readWhen(at);
    const named = readZone(zone ?? defaultZone);
    const wanted = imported ?? topic;
    const bank = await services.classroom.bank(caller.workspace);
    const about = wanted === undefined ? undefined : nameOf(wanted, bank);
    const nextAt = firstTime(cron, named, clock.now());
    const schedule = await store.schedules.add(
      {
        place: { platform: caller.platform, workspace: caller.workspace, channel: caller.channel },
        cron,
        zone: named,
        topic: about ?? null,
        locale: caller.locale,
        userId: caller.userId,
        userName: caller.userName,
        nextAt,
      },
      MOST,
    );
    if (schedule === 'full') {
      throw new UserError({
        en: `There are ${MOST} schedules already, the most there may be. Remove one first: \`/schedule list\`.`,
        ja: `予定は ${MOST} 件までです。\`/schedule list\` で確認し、不要なものを削除してください。`,
      });
    }
    const said = { en: 'A question will be posted here:', ja: 'このチャンネルに問題を出します。' }[
      caller.locale
    ];
    yield reply(`${said}\n${scheduleLine(schedule, bank, caller.locale)}`, {
      data: { schedule: schedule.number, cron, zone: named, next: new Date(nextAt).toISOString() },
    });
  },
});

const list = runner({
  words: { en: 'What is scheduled', ja: '予定の一覧' },
  audience: 'caller',
  options: {},
  async *run(_, { caller, services, say }) {
    const [schedules, bank] = await Promise.all([
      services.store.schedules.list(caller.workspace),
      services.classroom.bank(caller.workspace),
    ]);
    const none = say({
      en: 'Nothing is scheduled. `/schedule quiz at=8:30` posts a question here every morning.',
      ja: '予定はありません。`/schedule quiz at=8:30` で、毎朝このチャンネルに問題を出せます。',
    });
    const lines = schedules.map((schedule) => scheduleLine(schedule, bank, caller.locale));
    yield reply(lines.length === 0 ? none : lines.join('\n'), {
      audience: 'caller',
      buttons: schedules
        .slice(0, 5)
        .map(({ number }) =>
          runButton(`/schedule remove ${number}`, say({ en: `Remove ${number}`, ja: `${number} 番を削除` })),
        ),
      data: {
        schedules: schedules.map(({ number, cron, zone, topic, place, nextAt, trouble }) => ({
          number,
          cron,
          zone,
          topic,
          channel: place.channel,
          next: new Date(nextAt).toISOString(),
          trouble: trouble?.[caller.locale] ?? null,
        })),
      },
    });
  },
});

const remove = runner({
  words: { en: 'Stop a schedule', ja: '予定を削除する' },
  options: {
    number: required(
      integer(
        { en: 'Its number in /schedule list', ja: '/schedule list に出る番号' },
        { min: 1, max: 1_000_000 },
        undefined,
      ),
    ),
  },
  async *run({ number }, { caller, services, say }) {
    if ((await services.store.schedules.remove(caller.workspace, number)) === 'unknown') {
      throw new UserError({
        en: `There is no schedule ${number}. \`/schedule list\` shows them.`,
        ja: `${number} 番の予定はありません。\`/schedule list\` で確認してください。`,
      });
    }
    yield reply(say({ en: `Schedule ${number} is removed.`, ja: `${number} 番の予定を削除しました。` }), {
      data: { removed: number },
    });
  },
});

export default defineGroup({
  name: 'schedule',
  words: { en: 'Daily questions in this channel', ja: 'このチャンネルに毎日問題を出す設定' },
  examples: ['/schedule quiz at=8:30 zone=Asia/Tokyo', '/schedule list', '/schedule remove 1'],
  section: 'class',
  subcommands: { quiz, list, remove },
  bare: 'list',
});
