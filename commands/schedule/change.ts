/** Changing one schedule as it stands, whoever else changes it at the same time. */
import { scheduleLine } from '../../src/answers/schedule.ts';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { type Reply, reply } from '../../src/chat/reply.ts';
import type { Context } from '../../src/command/define.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';
import type { Schedule, ScheduleState } from '../../src/store/schedules.ts';
import { scheduleData } from './data.ts';
import { viewOf } from './zone.ts';

/** How often it is tried again when the runner, or another person, was quicker. */
const TRIES = 5;

/**
 * Changes a schedule.
 * @param by what becomes of it as it stands; may throw a UserError, and is asked again if it was changed meanwhile
 * @returns the schedule as it is then
 * @throws UserError if there is none of that number
 */
export async function changed(
  number: number,
  by: (schedule: Schedule) => Partial<ScheduleState> | Promise<Partial<ScheduleState>>,
  { caller, services, key }: Context,
): Promise<Schedule> {
  const { schedules } = services.store;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const listed = await schedules.list(caller.workspace);
    if (listed.unreadable.some((row) => row.number === number)) throw unreadable(number);
    const seen = listed.schedules.find((each) => each.number === number);
    if (seen === undefined) throw noSchedule(number);
    const change = await by(seen);
    if ((await schedules.change(seen, change, key)) === 'changed')
      return { ...seen, ...change, revision: seen.revision + 1 };
  }
  throw busy(number);
}

/** Says how a schedule stands now. */
export async function standing(schedule: Schedule, words: Words, context: Context): Promise<Reply> {
  const { caller, services, say } = context;
  const [bank, view] = [await services.classroom.bank(caller.workspace), viewOf(context)];
  // Of one schedule times are told as it has them, unless its zone is gone.
  const zone = zoneNamed(schedule.zone) ?? view.zone;
  return reply(`${say(words)}\n${scheduleLine(schedule, bank, { ...view, zone })}`, {
    data: { schedule: schedule.number, ...scheduleData(schedule, caller.locale) },
  });
}

export function noSchedule(number: number): UserError {
  return new UserError({
    en: `There is no schedule ${number}. \`/schedule list\` shows them.`,
    ja: `${number} 番の予定はありません。\`/schedule list\` で確認してください。`,
  });
}

function unreadable(number: number): UserError {
  return new UserError({
    en: `Schedule ${number} cannot be read. Remove it with \`/schedule remove ${number}\`, and make it again.`,
    ja: `${number} 番の予定は読み取れません。\`/schedule remove ${number}\` で削除して、作り直してください。`,
  });
}

function busy(number: number): UserError {
  return new UserError({
    en: `Schedule ${number} is being changed by someone else right now. Please try again in a moment.`,
    ja: `${number} 番の予定は、ほかの人が変更中です。少し待ってからもう一度お試しください。`,
  });
}
