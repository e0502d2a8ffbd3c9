/** What the bot lacks in a channel: scopes of its token, and a seat in the channel. */
import type { Place } from '../../chat/invocation.ts';
import type { Checkup, Lack } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Api } from './api.ts';
import { faultOf } from './fault.ts';
import { SCOPES } from './limits.ts';
import { isDirect } from './origin.ts';

/** In a channel that the bot is no member of. */
const OUTSIDE: Lack = {
  name: { en: '`/invite @Carrybot` in this channel', ja: 'このチャンネルで `/invite @Carrybot`' },
  breaks: {
    en: 'pictures come in a message of their own, and in a private channel nothing can be posted',
    ja: '画像を同じメッセージに入れられません。プライベートチャンネルには何も投稿できません',
  },
};

/** Asks Slack who the bot is, with what scopes, and whether it is in the channel. @throws what Slack refuses */
export async function examine(api: Api, { channel }: Place, clock: Clock): Promise<Checkup> {
  const askedAt = clock.now();
  const { scopes } = await api.identity();
  const latencyMs = clock.now() - askedAt;
  const lacking: readonly Lack[] = Object.entries(SCOPES)
    .filter(([scope]) => scopes !== undefined && !scopes.includes(scope))
    .map(([scope, breaks]) => ({ name: { en: `\`${scope}\``, ja: `\`${scope}\`` }, breaks }));
  const isOutside = !isDirect(channel) && (await memberIn(api, channel)) === 'outside';
  return { lacks: isOutside ? [...lacking, OUTSIDE] : lacking, latencyMs };
}

/** `unknown`: Slack does not say, for want of a scope, which is told already. */
async function memberIn(api: Api, channel: string): Promise<'inside' | 'outside' | 'unknown'> {
  try {
    return (await api.channel(channel)).isMember ? 'inside' : 'outside';
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.kind !== 'refused') throw error;
    return fault.code === 'channel_not_found' ? 'outside' : 'unknown';
  }
}
