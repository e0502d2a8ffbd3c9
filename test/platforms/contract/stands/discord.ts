/** Discord: the real client before the loopback server. */

import { onTestFinished } from 'vitest';
import { wordsOf } from '../../../../src/chat/markdown.ts';
import { systemClock } from '../../../../src/clock.ts';
import { createDiscord } from '../../../../src/platforms/discord/connect.ts';
import { openErrands } from '../../../support/errands.ts';
import { keptLog, QUICK } from '../../discord/harness.ts';
import { type Exchange, type Seen, startDiscordServer } from '../../discord/server/server.ts';
import { scriptedBot } from '../bot.ts';
import type { FieldInput, Meeting, Message } from '../stand.ts';

function messageOf({ text, buttons, files }: Seen): Message {
  return {
    text: wordsOf(text),
    buttons: buttons.map(({ label }) => label),
    pictures: files.map(({ alt, bytes }) => ({ alt, bytes })),
  };
}

export const discord: Meeting = {
  name: 'Discord',
  traits: ['others', 'replaces', 'serves'],
  async open({ script = {}, forms = {}, audiences = {}, locale = 'en', graceMs = 300, ...given }) {
    const server = await startDiscordServer();
    const bot = scriptedBot(script, forms, audiences);
    const { log, lines } = keptLog();
    const { url: apiUrl, token } = server;
    const errands = given.errands ?? (await openErrands());
    const pace = { ...QUICK, graceMs };
    const start = async () => {
      const made = createDiscord({ bot, errands, token, apiUrl, log, clock: systemClock, pace });
      onTestFinished(() => made.stop());
      await made.start();
      return made;
    };
    onTestFinished(() => server.close());
    let platform = await start();
    const actor = { locale: locale === 'ja' ? 'ja' : 'en-US' };
    let exchange: Promise<Exchange> | undefined;

    /** Resolves when the interaction was responded to. @throws if Discord did not take that */
    async function acknowledged(act: () => Promise<Exchange>): Promise<void> {
      const callbacks = () => server.requests.filter(({ path }) => path.endsWith('/callback'));
      const before = callbacks().length;
      exchange = act();
      // It waits for something to see, which may come only much later.
      exchange.catch(() => undefined);
      await server.until(() => callbacks().length > before);
      const status = callbacks()[before]?.status ?? 0;
      if (status >= 300) throw new Error(`Discord answered ${status} to the acknowledgement`);
    }

    return {
      heard: bot.heard,
      type: (line) => acknowledged(() => server.command(line.replace(/^\//, ''), {}, actor)),
      press: (label) => acknowledged(() => server.press(label, actor)),
      async fill(fields) {
        await exchange;
        const typed = (field: FieldInput) =>
          typeof field === 'string' ? field : { type: 'application/octet-stream', ...field };
        const values = Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, typed(field)]));
        await acknowledged(() => server.submit(values, actor));
      },
      async form() {
        const modal = (await exchange)?.modal();
        return modal === undefined ? [] : [modal.title, ...modal.fields.map(({ label }) => label)];
      },
      seen: async (by) =>
        [...server.messages(), ...(by === 'caller' ? server.messages(server.direct) : [])]
          .filter((each) => by === 'caller' || !each.private)
          .map(messageOf),
      log: () => lines.join(''),
      stop: () => platform.stop(),
      async startAgain() {
        platform = await start();
      },
      posts: {
        platform,
        place: { platform: 'discord', workspace: `discord:${server.guild}`, channel: server.channel },
      },
    };
  },
};
