/** In which time zone somebody means times: what is given, the person's own, the channel's, or the bot's. */
import { type View, type ZoneSource, zoneText } from '../../src/answers/schedule.ts';
import type { Place } from '../../src/chat/invocation.ts';
import { reply } from '../../src/chat/reply.ts';
import { type Context, runner } from '../../src/command/define.ts';
import { readZone, zoneNamed } from '../../src/schedule/zone.ts';
import * as option from './options.ts';

export type Chosen = { readonly zone: string; readonly source: ZoneSource };

/** @throws UserError if `given` is no zone */
export function chosenZone(given: string | undefined, { caller, settings, services }: Context): Chosen {
  if (given !== undefined) return { zone: readZone(given), source: 'given' };
  // What a platform tells may be a name that this system does not know.
  const own = caller.zone === undefined ? undefined : zoneNamed(caller.zone);
  if (own !== undefined) return { zone: own, source: 'person' };
  if (settings.zone !== null) return { zone: settings.zone, source: 'channel' };
  return { zone: services.defaultZone, source: 'bot' };
}

/** From where the caller looks at times. */
export function viewOf(context: Context): View & Chosen {
  const { caller, services } = context;
  return { ...chosenZone(undefined, context), now: services.clock.now(), locale: caller.locale };
}

export function placeOf({ platform, workspace, channel }: Place): Place {
  return { platform, workspace, channel };
}

export const zone = runner({
  words: { en: 'The time zone of this channel', ja: 'このチャンネルのタイムゾーン' },
  options: { zone: option.zone },
  needs: ({ zone: given }) => (given === undefined ? undefined : 'channel-settings'),
  async *run({ zone: given }, context) {
    const { caller, services, say } = context;
    if (given === undefined) {
      const { zone: here, source } = chosenZone(undefined, context);
      yield reply(say(zoneText(here, source)), { data: { zone: here, source } });
      return;
    }
    const chosen = readZone(given);
    await services.settings.choose(placeOf(caller), { zone: chosen });
    yield reply(
      say({
        en: `This channel's time zone is now ${chosen}. Schedules made here from now on go by it, unless they or the person who makes them have another; those there are keep theirs.`,
        ja: `このチャンネルのタイムゾーンを ${chosen} にしました。今後ここで作る予定に使います(予定ごとの指定や、作成者自身の設定があるときはそちらを優先します)。すでにある予定は変わりません。`,
      }),
      { data: { zone: chosen, source: 'channel' } },
    );
  },
});
