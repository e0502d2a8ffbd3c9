/** What becomes of schedules that there are: `/schedule list`, `pause`, `resume`, `run`, `remove`. */
import { scheduleList, viewText } from '../../src/answers/schedule.ts';
import { button, runButton } from '../../src/chat/buttons.ts';
import { UserError } from '../../src/chat/error.ts';
import { reply } from '../../src/chat/reply.ts';
import { type Action, type Context, runner } from '../../src/command/define.ts';
import { faultOf, nextTime } from '../../src/schedule/plan.ts';
import type { Schedule } from '../../src/store/schedules.ts';
import { changed, noSchedule, standing } from './change.ts';
import { scheduleData } from './data.ts';
import { full, MOST } from './make.ts';
import { changing, permissionFor } from './needs.ts';
import * as option from './options.ts';
import { viewOf } from './zone.ts';

export const list = runner({
  words: { en: 'What is scheduled', ja: '予定の一覧' },
  audience: 'caller',
  options: {},
  async *run(_, context) {
    const { caller, services, say } = context;
    const [listed, bank, view] = await Promise.all([
      services.store.schedules.list(caller.workspace),
      services.classroom.bank(caller.workspace),
      viewOf(context),
    ]);
    const { schedules, unreadable } = listed;
    const none = say({
      en: 'Nothing is scheduled. `/schedule quiz at=8:30` posts a question here every morning, `/schedule train at=2:00` trains every night, `/schedule summary` sums up the week.',
      ja: '予定はありません。`/schedule quiz at=8:30` で毎朝このチャンネルに問題を出し、`/schedule train at=2:00` で毎晩学習し、`/schedule summary` で 1 週間をまとめます。',
    });
    const isEmpty = schedules.length + unreadable.length === 0;
    const text = `${scheduleList(listed, bank, view)}\n${say(viewText(view.zone, view.source))}`;
    yield reply(isEmpty ? none : text, {
      audience: 'caller',
      buttons: [...schedules, ...unreadable]
        .slice(0, 5)
        .map(({ number }) =>
          runButton(`/schedule remove ${number}`, say({ en: `Remove ${number}`, ja: `${number} 番を削除` })),
        ),
      data: {
        schedules: schedules.map((schedule) => scheduleData(schedule, caller.locale)),
        ...(unreadable.length > 0 && { unreadable: unreadable.map(({ number }) => number) }),
      },
    });
  },
});

export const pause = runner({
  words: { en: 'Pause a schedule', ja: '予定を一時停止する' },
  options: { number: option.number },
  needs: changing,
  async *run({ number }, context) {
    const paused = await changed(
      number,
      refuseEnded(() => ({ state: 'paused', trouble: null })),
      context,
    );
    yield await standing(
      paused,
      {
        en: `Paused. \`/schedule resume ${number}\` starts it again.`,
        ja: `一時停止しました。再開するには \`/schedule resume ${number}\` です。`,
      },
      context,
    );
  },
});

export const resume = runner({
  words: { en: 'Let a paused schedule go on', ja: '一時停止した予定を再開する' },
  options: { number: option.number },
  needs: changing,
  async *run({ number }, context) {
    const now = context.services.clock.now();
    const resumed = await changed(
      number,
      refuseEnded((schedule) => {
        if (schedule.state === 'active') return {};
        const fault = faultOf(schedule);
        if (fault !== undefined) throw new UserError(fault);
        const nextAt = nextTime(schedule, now);
        if (nextAt === undefined) throw ended(number);
        return { state: 'active', trouble: null, vote: null, nextAt, settledAt: now };
      }),
      context,
    );
    yield await standing(resumed, { en: 'It goes on:', ja: '再開しました。' }, context);
  },
});

export const run = runner({
  words: { en: 'Do what a schedule does once now, besides its times', ja: '予定の内容を今すぐ 1 回行う' },
  options: { number: option.number },
  needs: changing,
  async *run({ number }, context) {
    const now = context.services.clock.now();
    const hastened = await changed(
      number,
      refuseEnded((schedule) => {
        if (schedule.state === 'paused') throw paused(number);
        return { nextAt: Math.min(now, schedule.nextAt) };
      }),
      context,
    );
    yield reply(
      context.say({
        en: `Schedule ${number} comes within a minute, in its channel; its times stay as they are.`,
        ja: `予定 ${number} を 1 分以内に、そのチャンネルで行います。時刻の設定は変わりません。`,
      }),
      { data: { schedule: number, ...scheduleData(hastened, context.caller.locale) } },
    );
  },
});

/** How long a removal can be taken back, in ms. */
const UNDO_MS = 24 * 3_600_000;

export const remove = runner({
  words: { en: 'Stop a schedule', ja: '予定を削除する' },
  options: { number: option.number },
  needs: changing,
  async *run({ number }, { caller, services, key, say }) {
    const now = services.clock.now();
    const at = { now, forgetBefore: now - UNDO_MS };
    if ((await services.store.schedules.remove(caller.workspace, number, at, key)) === 'unknown')
      throw noSchedule(number);
    yield reply(
      say({
        en: `Schedule ${number} is removed. For a day you can take that back.`,
        ja: `${number} 番の予定を削除しました。1 日以内なら元に戻せます。`,
      }),
      {
        buttons: [button(['schedule', 'undo', String(number)], say({ en: 'Take it back', ja: '元に戻す' }))],
        data: { removed: number },
      },
    );
  },
});

/** Takes a removal back: it goes on with its next time, and what came meanwhile is left out. */
export const undo: Action = {
  kind: 'press',
  audience: 'channel',
  async needs([written], context) {
    const found = await removedOne(written, context);
    return found && permissionFor(found, context.caller);
  },
  async *run([written], context) {
    const { services, key } = context;
    const found = await removedOne(written, context);
    if (found === undefined) throw goneForGood();
    const now = services.clock.now();
    const nextAt = nextTime(found, now);
    const change =
      found.state === 'active' && nextAt !== undefined ? { nextAt, settledAt: now, vote: null } : {};
    const restored = await services.store.schedules.restore(found, change, MOST, key);
    if (restored === 'full') throw full();
    if (restored === 'moved') throw goneForGood();
    yield await standing({ ...found, ...change }, { en: 'It is back:', ja: '元に戻しました。' }, context);
  },
};

async function removedOne(
  written: string | undefined,
  { caller, services }: Context,
): Promise<Schedule | undefined> {
  const { schedules } = services.store;
  const number = Number(written);
  const removed = await schedules.removed(caller.workspace, number, services.clock.now() - UNDO_MS);
  // Done again after a crash, it is back already, and the store knows by whose doing.
  return removed ?? (await schedules.list(caller.workspace)).schedules.find((each) => each.number === number);
}

function goneForGood(): UserError {
  return new UserError({
    en: 'There is nothing to take back: it is back already, or was removed more than a day ago. `/schedule list` shows what there is.',
    ja: '元に戻せる予定はありません。すでに元に戻したか、削除から 1 日以上たっています。`/schedule list` で確認してください。',
  });
}

/** @throws UserError for one that has ended: only another time brings it again */
function refuseEnded<T>(change: (schedule: Schedule) => T): (schedule: Schedule) => T {
  return (schedule) => {
    if (schedule.state === 'ended') throw ended(schedule.number);
    return change(schedule);
  };
}

function ended(number: number): UserError {
  return new UserError({
    en: `Schedule ${number} has ended: its time does not come again. Give another with \`/schedule edit ${number} at=8:30\`.`,
    ja: `${number} 番の予定は終了しており、その時刻はもう来ません。\`/schedule edit ${number} at=8:30\` のように別の時刻を指定してください。`,
  });
}

function paused(number: number): UserError {
  return new UserError({
    en: `Schedule ${number} is paused. \`/schedule resume ${number}\` first.`,
    ja: `${number} 番の予定は一時停止中です。先に \`/schedule resume ${number}\` で再開してください。`,
  });
}
