/** One question of each kind, answered right on Discord and on Slack, through the real clients. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBank } from '../../src/quiz/bank.ts';
import { loadDecks } from '../../src/quiz/load.ts';
import type { Posed } from '../../src/quiz/pose.ts';
import { KINDS } from '../../src/quiz/question.ts';
import { KENJI, TEAM } from '../platforms/slack/server/world.ts';
import { AKI, type DiscordStand, heard, openDiscord } from './discord-stand.ts';
import { PATIENCE } from './live.ts';
import { openSlack, type SlackStand } from './slack-stand.ts';

const bank = createBank(await loadDecks(fileURLToPath(new URL('../../questions', import.meta.url))));
const byKind = KINDS.map((kind) => {
  const id = bank.ids().find((each) => bank.get(each, 0)?.question.kind === kind);
  if (id === undefined) throw new Error(`no question of kind ${kind}`);
  return { kind, id };
});

/** What a learner who knows would type, or the letter that they would press. */
function answerTo({ question, options }: Posed): string {
  switch (question.kind) {
    case 'number':
      return String(question.answer);
    case 'formula':
      return question.answers[0] ?? '';
    case 'own-words':
      return question.model.ja;
    case 'order':
      return options
        .toSorted((a, b) => a.place - b.place)
        .map(({ letter }) => letter)
        .join(' ');
    default:
      return options
        .filter(({ verdict }) => verdict === 'right')
        .map(({ letter }) => letter)
        .join(' ');
  }
}

type Buttons = { readonly buttons: readonly { readonly id: string; readonly label: string }[] };

/** The button to press for the right answer: its letter, or the one that opens the form. */
function buttonFor(
  { buttons }: Buttons,
  letter: string,
): { readonly label: string; readonly opens: 'form' | 'nothing' } {
  const form = buttons.find(({ id }) => id.startsWith('quiz:form:'));
  if (form !== undefined) return { label: form.label, opens: 'form' };
  const own = buttons.find(({ id }) => id.startsWith('quiz:answer:') && id.endsWith(`:${letter}`));
  if (own === undefined) throw new Error(`no button ${letter}`);
  return { label: own.label, opens: 'nothing' };
}

/** The question as it was posed: its seed is kept with the id in its buttons. */
async function posedIn(
  live: DiscordStand | SlackStand,
  { buttons }: Buttons,
  workspace: string,
): Promise<Posed> {
  const id = buttons.find((button) => button.id.startsWith('quiz:'))?.id.split(':')[2] ?? '';
  return (await live.carrybot().services.classroom.standing(workspace, id)).posed;
}

const RIGHT = /✓ 正解です|模範解答と比べてみましょう/;

describe('on Discord', () => {
  let discord: DiscordStand;
  beforeAll(async () => {
    discord = await openDiscord();
  }, PATIENCE);
  afterAll(() => discord.close(), PATIENCE);

  it.each(byKind)(
    'a question of kind $kind is answered',
    async ({ id }) => {
      const question = await discord.type('quiz', { question: id }, /1 人 1 回/, AKI);
      const posed = await posedIn(discord, question, `discord:${discord.server.guild}`);
      const answer = answerTo(posed);
      const { label, opens } = buttonFor(question, answer);
      if (opens === 'nothing') {
        expect((await discord.press(label, RIGHT, AKI)).private).toBe(true);
        return;
      }
      await discord.server.press(label, AKI);
      expect((await heard(await discord.server.submit({ answer }, AKI), RIGHT)).private).toBe(true);
    },
    PATIENCE,
  );
});

describe('on Slack', () => {
  let slack: SlackStand;
  beforeAll(async () => {
    slack = await openSlack('socket');
  }, PATIENCE);
  afterAll(() => slack.close(), PATIENCE);

  it.each(byKind)(
    'a question of kind $kind is answered',
    async ({ id }) => {
      const question = await slack.type(`/quiz question=${id}`, /1 人 1 回/, KENJI);
      const posed = await posedIn(slack, question, `slack:${TEAM}`);
      const answer = answerTo(posed);
      const { label, opens } = buttonFor(question, answer);
      if (opens === 'form') await slack.server.press(label, { user: KENJI });
      const verdict =
        opens === 'form' ? await slack.submit(answer, RIGHT, KENJI) : await slack.press(label, RIGHT, KENJI);
      expect(verdict.private).toBe(true);
    },
    PATIENCE,
  );
});
