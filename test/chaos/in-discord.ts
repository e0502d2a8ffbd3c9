/** People in Discord: each types something, and some press what comes of it. */
import type { Exchange } from '../platforms/discord/server/exchange.ts';
import type { Actor, DiscordServer, Values } from '../platforms/discord/server/server.ts';
import { type Chance, chanceOf, oneOf } from './chance.ts';
import { deckOf, IMPORTED, STEP_MS, scoreAfter, THERE, VERDICT } from './deck.ts';
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

export type People = {
  /** One more person does something. Resolves when they have done all that they do. */
  act(): Promise<void>;
  /** At the end: whoever was told a verdict asks for their score, and a teacher for the decks. */
  takeStock(): Promise<void>;
};

type Seen = ReturnType<Exchange['messages']>[number];

export function peopleInDiscord(server: DiscordServer, ledger: Ledger, chance: Chance): People {
  let number = 0;
  const verdicts: { readonly actor: Actor; readonly exchange: Exchange }[] = [];
  const imports: { readonly deck: string; readonly exchange: Exchange }[] = [];

  function newcomer(): Actor {
    number += 1;
    const id = String(1_400_000_000_000_000_000n + BigInt(number));
    return { person: { id, username: `p${number}`, display: `P${number}` }, until: 'sent' };
  }

  function note(what: string, exchange: Exchange, judge: Judge): void {
    ledger.add(`${what} in Discord`, () => sightIn(exchange, judge));
  }

  async function type(line: string, values: Values, actor: Actor, judge: Judge): Promise<Exchange> {
    const exchange = await server.command(line, values, actor);
    note(`/${line} ${JSON.stringify(values)}`, exchange, judge);
    return exchange;
  }

  /** The message of an exchange that has such a button, once it has. */
  async function withButton(
    exchange: Exchange,
    id: RegExp,
    { person }: Actor,
  ): Promise<{ message: string; label: string }> {
    const find = (seen: readonly Seen[]) =>
      seen.flatMap(({ id: message, buttons }) =>
        buttons.filter((each) => id.test(each.id)).map(({ label }) => ({ message, label })),
      );
    const isOver = (seen: readonly Seen[]) =>
      exchange.state() === 'failed' || seen.some(({ text }) => !isProgress(text));
    const found = find(await exchange.until((seen) => find(seen).length > 0 || isOver(seen), STEP_MS));
    if (found.length === 0) throw new Error('there is nothing to press');
    return oneOf(chanceOf(Number(person?.id.slice(-6))), found as [(typeof found)[number]]);
  }

  async function press(what: string, exchange: Exchange, id: RegExp, actor: Actor): Promise<Exchange> {
    const { message, label } = await withButton(exchange, id, actor);
    return server.press(label, { ...actor, message }).then((pressed) => {
      if (what !== '') note(what, pressed, what === 'an answer' ? saying(VERDICT) : anything);
      return pressed;
    });
  }

  async function cancelled(actor: Actor): Promise<void> {
    const training = await type('train', { seed: number, iterations: 60_000 }, actor, curve);
    await press('Cancel', training, /^train:cancel:/, actor);
  }

  async function asked(actor: Actor): Promise<void> {
    const question = await type('quiz', {}, actor, anything);
    const exchange = await press('an answer', question, /^quiz:answer:/, actor);
    verdicts.push({ actor, exchange });
  }

  async function imported(actor: Actor): Promise<void> {
    const { name, file, bytes } = deckOf(number);
    const door = await type('quiz', { topic: 'import' }, actor, anything);
    const form = await press('', door, /^quiz:import/, actor);
    await form.until(() => form.modal() !== undefined || form.state() === 'failed', STEP_MS);
    const exchange = await server.submit({ deck: { name: file, type: 'text/csv', bytes } }, actor);
    note(`the import of ${name}`, exchange, saying(IMPORTED));
    imports.push({ deck: name, exchange });
  }

  const acts: readonly [(actor: Actor) => Promise<unknown>, ...((actor: Actor) => Promise<unknown>)[]] = [
    (actor) => type('train', { seed: number }, actor, curve),
    (actor) => type('train', { seed: number, iterations: 60_000 }, actor, curve),
    (actor) => type('add', { a: String(number % 128), b: '1' }, actor, anything),
    (actor) => type('inside', {}, actor, anything),
    cancelled,
    asked,
    imported,
  ];

  return {
    async act() {
      await oneOf(chance, acts)(newcomer());
    },
    async takeStock() {
      for (const { actor, exchange } of verdicts) {
        const [told] = exchange.messages();
        if (told === undefined || !/✓ Right|✗ Not quite/.test(told.text)) continue;
        await type('score', {}, actor, saying(scoreAfter(told.text)));
      }
      const there = imports.filter(({ exchange }) =>
        exchange.messages().some(({ text }) => THERE.test(text)),
      );
      if (there.length === 0) return;
      await type('quiz', { topic: 'decks' }, newcomer(), ({ text }) =>
        there.every(({ deck }) => text.includes(`\`${deck}\``)) ? undefined : 'a deck is missing',
      );
    },
  };
}

function answerOf({ text, files, buttons }: Seen): Answer {
  const isCancellable = buttons.some(({ id }) => id.startsWith('train:cancel:'));
  return { text, pictures: files.length, isCancellable };
}

function sightIn(exchange: Exchange, judge: Judge): Sight {
  switch (exchange.state()) {
    case 'failed':
      return unpromised;
    case 'waiting':
      return owed('not acknowledged yet');
    case 'acknowledged': {
      const messages = exchange.messages();
      if (exchange.isThinking())
        return owed(
          'still thinking',
          messages.map(({ text }) => text),
        );
      return sightOf(messages.map(answerOf), judge);
    }
  }
}
