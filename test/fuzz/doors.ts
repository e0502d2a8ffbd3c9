/** All doors through which strangers' inputs come. */
import { crons } from './doors/cron.ts';
import { decks } from './doors/decks.ts';
import { discord } from './doors/discord.ts';
import { entrance } from './doors/entrance.ts';
import { formulas } from './doors/formulas.ts';
import { lines } from './doors/lines.ts';
import { recipes } from './doors/recipes.ts';
import { slackBodies, slackFrames } from './doors/slack.ts';
import { uploads } from './doors/uploads.ts';
import { web } from './doors/web.ts';
import type { Door } from './fuzz.ts';

export const DOORS: readonly Door[] = [
  lines,
  decks,
  formulas,
  recipes,
  crons,
  web,
  entrance,
  uploads,
  slackBodies,
  slackFrames,
  discord,
];
