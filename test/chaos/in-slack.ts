/** People in Slack: each types something, and some press what comes of it. */
import type { Seen } from '../platforms/slack/server/seen.ts';
import type { Act, SlackServer } from '../platforms/slack/server/server.ts';
import type { UserId } from '../platforms/slack/server/world.ts';
import { type Chance, chanceOf, oneOf } from './chance.ts';
import { deckOf, IMPORTED, STEP_MS, scoreAfter, THERE, VERDICT } from './deck.ts';
import type { People } from './in-discord.ts';
import {
  type Answer,
  anything,
  curve,
  isProgress,
  type Judge,
  type Ledger,
  owed,
  type Sight,
  saying,
  sightOf,
  unpromised,
} from './ledger.ts';

/** Which messages an answer may be among: those that all see, with the line, or those of one person alone. */
type Where = (seen: Seen) => boolean;

/** What is said to the one alone who asked, instead of an answer to all. */
const FAILURE = /^(I was restarted|I have too much|This ended without|I am just)/;

export function peopleInSlack(server: SlackServer, ledger: Ledger, chance: Chance): People {
  let number = 0;
  const verdicts: { readonly user: UserId; text(): string | undefined }[] = [];
  const imports: { readonly deck: string; isThere(): boolean }[] = [];

  function newcomer(): UserId {
    number += 1;
    return `U0P${number}`;
  }

  const of = (user: UserId) => user.replace('U0', '');
  /** To all, with the line above it; what has failed is said to them alone. */
  const toAll =
    (user: UserId, line: string): Where =>
    ({ notes, onlyFor, text }) =>
      notes.includes(`${of(user)}: ${line}`) || (onlyFor === user && FAILURE.test(text));
  /** Alone to them, and with such words. */
  const toOne =
    (user: UserId, words: RegExp): Where =>
    (seen) =>
      (seen.onlyFor === user || seen.channel === server.direct(user)) &&
      words.test(seen.text) &&
      !/direct messages?|archives/.test(seen.text);

  const those = (where: Where) => server.messages().filter((seen) => seen.file === undefined && where(seen));

  /** What is for one alone nobody can look for: it is said again if its receipt is lost, by weather or by a kill. */
  function sightIn(messages: readonly Seen[], judge: Judge): Sight {
    const [first, ...later] = messages;
    const isAgain = later.every(({ onlyFor, text, times: [at = 0] }, index) => {
      const {
        isUnknown,
        times: [before = 0],
      } = messages[index] ?? { isUnknown: false, times: [] };
      return onlyFor !== undefined && text === first?.text && (isUnknown || ledger.killedIn(before, at));
    });
    if (first === undefined || later.length === 0 || !isAgain) return sightOf(messages.map(answerOf), judge);
    const sight = sightOf([answerOf(first)], judge);
    return sight.kind === 'kept' ? { kind: 'kept', told: 'again' } : sight;
  }

  /** Does something, and writes down what is promised by its acknowledgement. */
  async function note(what: string, done: Promise<unknown>, where: Where, judge: Judge): Promise<void> {
    let state: 'waiting' | 'acknowledged' | 'failed' = 'waiting';
    ledger.add(`${what} in Slack`, () => {
      if (state === 'failed') return unpromised;
      return state === 'waiting' ? owed('not acknowledged yet') : sightIn(those(where), judge);
    });
    try {
      await done;
      state = 'acknowledged';
    } catch {
      state = 'failed';
    }
  }

  function type(user: UserId, line: string, judge: Judge, where: Where = toAll(user, line)): Promise<void> {
    const [name = '', ...rest] = line.split(' ');
    const done = server.command(name, rest.join(' '), { user, until: 'nothing' });
    return note(`${line} of ${of(user)}`, done, where, judge);
  }

  /** The message that has such a button, once there is one. */
  async function withButton(user: UserId, where: Where, id: RegExp): Promise<{ ts: string; label: string }> {
    const find = (seen: Seen) =>
      seen.buttons.filter((each) => id.test(each.id)).map(({ label }) => ({ ts: seen.ts, label }));
    const isThere = (seen: Seen) => where(seen) && (find(seen).length > 0 || !isProgress(seen.text));
    const found = find(await server.message(isThere, STEP_MS));
    if (found.length === 0) throw new Error('there is nothing to press');
    const seed = Number(user.slice('U0P'.length));
    return oneOf(chanceOf(seed), found as [(typeof found)[number]]);
  }

  async function press(user: UserId, where: Where, id: RegExp): Promise<unknown> {
    const { ts, label } = await withButton(user, where, id);
    return server.press(label, { user, ts, until: 'nothing' } satisfies Act & { ts: string });
  }

  async function cancelled(user: UserId): Promise<void> {
    const line = `/train iterations=60000 seed=${number}`;
    void type(user, line, curve);
    const { ts, label } = await withButton(user, toAll(user, line), /^train:cancel:/);
    const done = server.press(label, { user, ts, until: 'nothing' });
    await note(`Cancel of ${of(user)}`, done, toOne(user, /^(Stopping it|That has already ended)/), anything);
  }

  async function asked(user: UserId): Promise<void> {
    void type(user, '/quiz', anything);
    const { ts, label } = await withButton(user, toAll(user, '/quiz'), /^quiz:answer:/);
    const done = server.press(label, { user, ts, until: 'nothing' });
    const where = toOne(user, VERDICT);
    verdicts.push({ user, text: () => those(where)[0]?.text });
    await note(`an answer of ${of(user)}`, done, where, anything);
  }

  async function imported(user: UserId): Promise<void> {
    const { name, file, bytes } = deckOf(number);
    const door = toOne(user, /A deck is a YAML/);
    void type(user, '/quiz import', anything, door);
    await press(user, door, /^quiz:import/);
    const until = performance.now() + STEP_MS;
    while (server.modal(user) === undefined && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const done = server.submit({ deck: { name: file, bytes } }, { user, until: 'nothing' });
    const where = toOne(user, /^(?!A deck is a YAML|Slack did not)/);
    imports.push({ deck: name, isThere: () => those(where).some(({ text }) => THERE.test(text)) });
    await note(`the import of ${name} by ${of(user)}`, done, where, saying(IMPORTED));
  }

  const acts: readonly [(user: UserId) => Promise<unknown>, ...((user: UserId) => Promise<unknown>)[]] = [
    (user) => type(user, `/train seed=${number}`, curve),
    (user) => type(user, `/train iterations=60000 seed=${number}`, curve),
    (user) => type(user, `/add ${number % 128} ${number % 97}`, anything),
    (user) => type(user, '/inside', anything),
    cancelled,
    asked,
    imported,
  ];

  return {
    async act() {
      await oneOf(chance, acts)(newcomer());
    },
    async takeStock() {
      for (const { user, text } of verdicts) {
        const told = text();
        if (told === undefined || !/✓ Right|✗ Not quite/.test(told)) continue;
        await type(
          user,
          '/score',
          saying(scoreAfter(told)),
          toOne(user, /of \d+ right|not answered anything/),
        );
      }
      const there = imports.filter(({ isThere }) => isThere());
      if (there.length === 0) return;
      const judge: Judge = ({ text }) =>
        there.every(({ deck }) => text.includes(deck)) ? undefined : 'a deck is missing';
      const user = newcomer();
      await type(user, '/quiz decks', judge, toOne(user, /chaos-|No decks/));
    },
  };
}

function answerOf({ text, pictures, buttons }: Seen): Answer {
  const isCancellable = buttons.some(({ id }) => id.startsWith('train:cancel:'));
  return { text, pictures: pictures.length, isCancellable };
}
