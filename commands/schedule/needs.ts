/** Who may make, change and remove schedules: organisers, hosts in their channel, and everybody what they have made. */
import type { Caller, Place } from '../../src/chat/invocation.ts';
import type { Context, Needs } from '../../src/command/define.ts';
import type { Schedule, Task } from '../../src/store/schedules.ts';
import { placeOf } from './zone.ts';

/** Where what is scheduled will be posted: questions may have a channel of their own. */
export function placeFor(kind: Task['kind'], { caller, settings }: Context): Place {
  const isQuestion = kind === 'quiz' || kind === 'deck';
  return { ...placeOf(caller), ...(isQuestion && settings.questions) };
}

export function making(kind: Task['kind']): Needs<object> {
  return (_, context) => permissionAt(placeFor(kind, context), context.caller);
}

/** What is not there needs nothing: that it is not there is told. */
export const changing: Needs<{ readonly number: number }> = async ({ number }, { caller, services }) => {
  const { schedules, unreadable } = await services.store.schedules.list(caller.workspace);
  const found = schedules.find((each) => each.number === number);
  if (found !== undefined) return permissionFor(found, caller);
  return unreadable.some((each) => each.number === number) ? 'schedules-elsewhere' : undefined;
};

/** What changing a schedule needs; nothing for one's own. */
export function permissionFor({ userId, place }: Pick<Schedule, 'userId' | 'place'>, caller: Caller) {
  return userId === caller.userId ? undefined : permissionAt(place, caller);
}

function permissionAt(place: Place, caller: Place) {
  const isHere = place.platform === caller.platform && place.channel === caller.channel;
  return isHere ? 'schedules' : 'schedules-elsewhere';
}
