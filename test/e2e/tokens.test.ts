/** The program with tokens, as its own process: bad ones end it with a sentence each, good ones until SIGTERM. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DiscordServer, startDiscordServer } from '../platforms/discord/server/server.ts';
import type { Seen } from '../platforms/slack/server/seen.ts';
import { type SlackServer, startSlackServer } from '../platforms/slack/server/server.ts';
import { type Result, useProgram } from '../support/program.ts';
import { BEN, goesOn, heard } from './discord-stand.ts';
import { ACK_MS, PATIENCE } from './live.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const program = useProgram();
const BAD = {
  discord: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.bad-discord-token-of-nobody',
  bot: 'xoxb-1234-bad-bot-token-of-nobody',
  app: 'xapp-1-bad-app-token-of-nobody',
} as const;

let discord: DiscordServer;
let slack: SlackServer;

beforeAll(async () => {
  [discord, slack] = await Promise.all([
    startDiscordServer({ ackMs: ACK_MS }),
    startSlackServer({ ackMs: ACK_MS }),
  ]);
});
afterAll(async () => {
  await Promise.all([discord.close(), slack.close()]);
});

/** Runs `npm start`'s program in a folder of its own, everything logged. */
const start = (tokens: Readonly<Record<string, string>>) =>
  program.start([], {
    PORT: '0',
    LOG_LEVEL: 'debug',
    DISCORD_API_URL: discord.url,
    SLACK_API_URL: slack.apiUrl,
    ...tokens,
  });

const good = () => ({
  DISCORD_TOKEN: discord.token,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
});

/** Nothing of a token, not even its last part, is repeated anywhere. */
function expectSecret({ out, err }: Result, tokens: Readonly<Record<string, string>>) {
  for (const token of Object.values(tokens)) expect(`${out}${err}`.includes(token.slice(-12))).toBe(false);
}

describe('bad tokens end the start with exit code 1 and a sentence each', () => {
  const discordSentence = /^Discord refused the bot token: check DISCORD_TOKEN/;
  const botSentence = /^Slack does not accept SLACK_BOT_TOKEN/;

  it.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
    ['Discord', { DISCORD_TOKEN: BAD.discord }, [discordSentence]],
    [
      "Slack's bot",
      { SLACK_BOT_TOKEN: BAD.bot, SLACK_SIGNING_SECRET: 'some-secret-of-the-test' },
      [botSentence],
    ],
    [
      "both Discord's and Slack's",
      { DISCORD_TOKEN: BAD.discord, SLACK_BOT_TOKEN: BAD.bot, SLACK_APP_TOKEN: BAD.app },
      [discordSentence, /^Slack does not accept SLACK_BOT_TOKEN.*SLACK_APP_TOKEN/],
    ],
  ])('%s', async (_, tokens, sentences) => {
    const result = await start(tokens).ended;
    const lines = result.err.trim().split('\n');
    expect(lines).toHaveLength(sentences.length);
    for (const [index, sentence] of sentences.entries()) expect(lines[index]).toMatch(sentence);
    expect(result.code).toBe(1);
    expectSecret(result, tokens);
  });

  it("Slack's app-level one, beside a good one of Discord: what was connected is let go", async () => {
    const tokens = { ...good(), SLACK_APP_TOKEN: BAD.app };
    const result = await start(tokens).ended;
    expect(result.err.trim().split('\n')).toEqual([
      expect.stringMatching(/^Slack does not accept SLACK_APP_TOKEN/),
    ]);
    expect(result.code).toBe(1);
    expect(discord.gateway.isConnected()).toBe(false);
    expectSecret(result, tokens);
  });
});

describe('good tokens', () => {
  it('connect everything; SIGTERM gives 0 within 10 s, and the next start goes on with all that was promised', async () => {
    const tokens = good();
    const connected = ({ said }: ReturnType<typeof start>) =>
      vi.waitUntil(() => said.out.includes('Connected: Discord and Slack'), { timeout: PATIENCE });
    const program = start(tokens);
    await connected(program);
    const training = await discord.command('train', { hidden: 256, iterations: 1_000_000 });
    await heard(training, /Training…/);
    const LINE = 'hidden=256 iterations=1000000';
    const inSlack = await slack.command('/train', LINE, { until: /Training…/, within: PATIENCE });
    const comparing = await discord.command('compare', { vary: 'hidden', seeds: 30 }, BEN);
    await heard(comparing, / 0 of 120 runs/);
    const asked = performance.now();
    program.child.kill('SIGTERM');
    const result = await program.ended;
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect([discord.gateway.isConnected(), slack.sockets.count()]).toEqual([false, 0]);
    expect(slack.sockets.endedProperly()).toBe(true);
    expectSecret(result, tokens);

    const before = training.messages()[0]?.texts.length ?? 0;
    const edits = slack.messages().at(-1)?.edits ?? 0;
    const next = start(tokens);
    await connected(next);
    await goesOn(training, before);
    // The comparison below it has a Cancel of its own.
    await discord.press('Cancel', { message: training.messages()[0]?.id ?? '' });
    expect((await heard(training, /^\*\*Cancelled/)).files).toHaveLength(1);
    // A try before this one may have left its own messages in the same Slack.
    const ts = inSlack.at(-1)?.ts ?? '';
    const here = (words: RegExp) => (seen: Seen) => seen.ts === ts && words.test(seen.text);
    await slack.message((seen) => seen.edits > edits && here(/[█░]{20}/)(seen), PATIENCE);
    await slack.press('Cancel', { ts, within: PATIENCE });
    await slack.message(here(/^\*Cancelled/), PATIENCE);
    // On a slow day the comparison has ended by now.
    await heard(comparing, / [1-9]\d* of 120 runs|^16 .*\d+\/30/m);
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0, err: '' });
    expect(slack.complaints).toEqual([]);
  });
});
