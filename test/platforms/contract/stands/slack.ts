/** Slack: the real client before the loopback server, in one of its two modes. */
import { expect } from 'vitest';
import { unescapeSlack } from '../../../../src/platforms/slack/mrkdwn.ts';
import type { Seen } from '../../slack/server/seen.ts';
import { ANA, GENERAL, KENJI } from '../../slack/server/world.ts';
import { connect, type Mode } from '../../slack/stand.ts';
import { COMMANDS, scriptedBot } from '../bot.ts';
import type { FieldInput, Meeting, Message } from '../stand.ts';

/** Marks as Slack reads them: between the edges of a word; the sign without width makes an edge, or breaks a mark. */
function words(mrkdwn: string): string {
  return unescapeSlack(mrkdwn)
    .replace(/(?<![\p{L}\p{N}])([*_`])(?=[^\s\u200b*_`])([^\n]*?)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/<(https?:[^>|]+)>/g, '$1')
    .replaceAll('\u200b', '');
}

function messageOf({ text, buttons, pictures, file }: Seen): Message {
  return {
    text: words(text),
    buttons: buttons.map(({ label }) => label),
    pictures: [...pictures, ...(file === undefined ? [] : [file])].map(({ alt, bytes }) => ({ alt, bytes })),
  };
}

export const slackBy = (mode: Mode): Meeting => ({
  name: `Slack by ${mode}`,
  traits: ['others', 'replaces', 'open forms', 'serves'],
  async open({ script = {}, forms = {}, audiences = {}, locale = 'en', graceMs = 300, ...given }) {
    const bot = scriptedBot(script, forms, audiences);
    const stand = await connect({ mode, bot, pace: { graceMs, goodbyeMs: 20_000 }, ...given });
    const { server } = stand;
    const user = locale === 'ja' ? KENJI : ANA;
    const act = { user, until: 'nothing' } as const;
    let typed: Record<string, FieldInput> = {};

    const isOpen = async () => {
      await expect.poll(() => server.modal(user)).toBeDefined();
      return server.modal(user);
    };

    return {
      heard: bot.heard,
      async type(line) {
        const [, name = '', text = ''] = /^(\/\S+)\s*(.*)$/.exec(line) ?? [];
        if (!COMMANDS.some((each) => name === `/${each}`)) throw new Error(`${name} is not registered`);
        await server.command(name, text, act);
      },
      async press(label) {
        typed = {};
        await server.press(label, act);
      },
      async fill(fields) {
        await isOpen();
        typed = { ...typed, ...fields };
        await server.submit(typed, act);
      },
      async form() {
        const modal = await isOpen();
        if (modal === undefined) return [];
        const labels = modal.view.blocks.map(({ label }) => label.text);
        return [modal.view.title.text, ...labels, ...Object.values(modal.errors)];
      },
      seen: async (by) =>
        server
          .messages()
          .filter((each) => by === 'caller' || (!each.private && !each.channel.startsWith('D')))
          .map(messageOf),
      log: () => stand.log.join(''),
      stop: () => stand.slack.stop(),
      startAgain: async () => void (await stand.again()),
      posts: {
        platform: stand.slack,
        place: { platform: 'slack', workspace: 'slack:T0CARRYBOT', channel: GENERAL },
      },
    };
  },
});
