/** Every platform that the contract is run over. */
import type { Meeting, Trait } from './stand.ts';
import { discord } from './stands/discord.ts';
import { slack } from './stands/slack.ts';
import { terminal } from './stands/terminal.ts';
import { web } from './stands/web.ts';

export const PLATFORMS: readonly Meeting[] = [discord, slack, web, terminal];

/** Those that have a trait. */
export const having = (trait: Trait) => PLATFORMS.filter(({ traits }) => traits.includes(trait));
