/** Every platform that the contract is run over. */
import { MODES } from '../slack/stand.ts';
import type { Meeting, Trait } from './stand.ts';
import { discord } from './stands/discord.ts';
import { slackBy } from './stands/slack.ts';
import { terminal } from './stands/terminal.ts';
import { web } from './stands/web.ts';

export const PLATFORMS: readonly Meeting[] = [discord, ...MODES.map(slackBy), web, terminal];

/** Those that have a trait. */
export const having = (trait: Trait) => PLATFORMS.filter(({ traits }) => traits.includes(trait));
