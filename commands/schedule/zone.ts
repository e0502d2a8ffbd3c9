/** In which time zone somebody means times: what is given, the person's own, the channel's, or the bot's. */
import { type View, type ZoneSource, zoneText } from '../../src/answers/schedule.ts';
import type { Place } from '../../src/chat/invocation.ts';
import { reply } from '../../src/chat/reply.ts';
import { type Context, runner } from '../../src/command/define.ts';
import { readZone, zoneNamed } from '../../src/schedule/zone.ts';
import * as option from './options.ts';

export type Chosen = { readonly zone: string; readonly source: ZoneSource };

/** @throws UserError if `given` is no zone */
export async function chosenZone(given: string | undefined, { caller, services }: Context): Promise<Chosen> {
  if (given !== undefined) return { zone: readZone(given), source: 'given' };
  // What a platform tells may be a name that this system does not know.
  const own = caller.zone === undefined ? undefined : zoneNamed(caller.zone);
  if (own !== undefined) return { zone: own, source: 'person' };
  const here = await services.store.schedules.zoneOf(placeOf(caller));
  if (here !== undefined) return { zone: here, source: 'channel' };
  return { zone: services.defaultZone, source: 'bot' };
}

/** From where the caller looks at times. */
export async function viewOf(context: Context): Promise<View & Chosen> {
  const { caller, services } = context;
  return { ...(await chosenZone(undefined, context)), now: services.clock.now(), locale: caller.locale };
}

export function placeOf({ platform, workspace, channel }: Place): Place {
  return { platform, workspace, channel };
}

export const zone = runner({
  words: { en: 'The time zone of this channel', ja: 'このチャンネルのタイムゾーン' },
  options: { zone: option.zone },
  async *run({ zone: given }, context) {
    const { caller, services, say } = context;
    if (given === undefined) {
      const { zone: here, source } = await chosenZone(undefined, context);
      yield reply(say(zoneText(here, source)), { data: { zone: here, source } });
      return;
    }
    const chosen = readZone(given);
    await services.store.schedules.setZone(placeOf(caller), chosen);
    yield reply(
      say({
        en: `This channel's time zone is now ${chosen}. Schedules made here from now on go by it, unless they or the person who makes them have another; those there are keep theirs.`,
        ja: `このチャンネルのタイムゾーンを ${chosen} にしました。今後ここで作る予定に使います(予定ごとの指定や、作成者自身の設定があるときはそちらを優先します)。すでにある予定は変わりません。`,
      }),
      { data: { zone: chosen, source: 'channel' } },
    );
  },
});
