/** The real bot behind the real discord.js client, before the loopback Discord, and people who use it. */
import { createDiscord } from '../../src/platforms/discord/connect.ts';
import { PACE } from '../../src/platforms/discord/limits.ts';
import {
  type Actor,
  type DiscordServer,
  type Exchange,
  type Seen,
  startDiscordServer,
  type Values,
} from '../platforms/discord/server/server.ts';
import { ACK_MS, goLive, type Live, PATIENCE, setClock } from './live.ts';

export type DiscordStand = Live & {
  readonly server: DiscordServer;
  /** Types a command and waits for the message that says `words`. */
  type(line: string, values: Values, words: RegExp, actor?: Actor): Promise<Seen>;
  /** Presses the newest button with this label and waits for the message that says `words`. */
  press(label: string, words: RegExp, actor?: Actor): Promise<Seen>;
  /** What all in the channel see. */
  publicMessages(): readonly Seen[];
};

/** Has Discord in Japanese. */
export const AKI: Actor = {
  person: { id: '1300000000000000001', username: 'aki', display: '秋' },
  locale: 'ja',
};
/** Has Discord in English. */
export const BEN: Actor = { person: { id: '1300000000000000002', username: 'ben', display: 'Ben' } };

/** To confirmation test 2. */
export const RIGHT_FORMULA = 'y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)';

/** Progress shown often, so that a short training has some; a restart does not wait for long ones. */
const QUICK = { ...PACE, editEveryMs: 250, graceMs: 500 };

/** Starts a Discord and the bot in it. */
export async function openDiscord(): Promise<DiscordStand> {
  const time = setClock();
  const server = await startDiscordServer({ ackMs: ACK_MS, now: () => time.now });
  const live = await goLive(({ carrybot: { bot, services }, clock, log }) => {
    const { errands } = services.store;
    const { token, url: apiUrl } = server;
    const discord = createDiscord({ bot, errands, token, apiUrl, log, clock, pace: QUICK });
    return { platforms: [discord], start: () => discord.start(), stop: () => discord.stop() };
  }, time);
  return {
    ...live,
    server,
    type: async (line, values, words, actor) => heard(await server.command(line, values, actor), words),
    press: async (label, words, actor) => heard(await server.press(label, actor), words),
    publicMessages: () => server.messages().filter((message) => !message.private),
    async close() {
      await live.close();
      await server.close();
    },
  };
}

/** The message of an exchange that says this, once there is one. */
export async function heard(exchange: Exchange, words: RegExp): Promise<Seen> {
  const says = ({ text }: Seen) => words.test(text);
  const found = (await exchange.until((messages) => messages.some(says), PATIENCE)).find(says);
  if (found === undefined) throw new Error(`nothing says ${words}`);
  return found;
}

/** Waits until the training of an exchange, which showed so many texts before a restart, shows how far it is again. */
export async function goesOn(exchange: Exchange, before: number): Promise<void> {
  await exchange.until(
    (messages) => messages.some(({ texts }) => texts.slice(before).some((text) => /[█░]{20}/.test(text))),
    PATIENCE,
  );
}

/** The label of the button with such an id. */
export function labelOf({ buttons }: Seen, id: RegExp): string {
  const button = buttons.find((each) => id.test(each.id));
  if (button === undefined) throw new Error(`no button ${id} in ${JSON.stringify(buttons)}`);
  return button.label;
}

/** The letter of the option that says `words`. */
export function letterOf({ text }: Seen, words: RegExp): string {
  const line = text.split('\n').find((each) => /^\*\*[A-Z]\.\*\*/.test(each) && words.test(each));
  if (line === undefined) throw new Error(`no option says ${words}: ${text}`);
  return line.charAt(2);
}
