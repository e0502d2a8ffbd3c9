import { describe, expect, it } from 'vitest';
import type { CommandShape } from '../../../src/chat/shape.ts';
import { reachOf, slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { shape } from './stand.ts';

const add: CommandShape = {
  kind: 'plain',
  name: 'add',
  words: { en: 'Add two numbers', ja: '2 つの数を足す' },
  examples: ['/add 45 77'],
  options: {
    a: { kind: 'bigint', maxBits: 256, default: undefined, required: true, words: { en: 'a', ja: 'a' } },
    bits: { kind: 'integer', min: 1, max: 32, default: 8, required: false, words: { en: 'b', ja: 'b' } },
    run: {
      kind: 'text',
      maxLength: 9,
      take: 'word',
      default: undefined,
      required: false,
      words: { en: 'r', ja: 'r' },
    },
  },
};
const schedule: CommandShape = {
  kind: 'group',
  name: 'schedule',
  words: { en: 'Daily quizzes', ja: '毎日のクイズ' },
  examples: [],
  subcommands: {
    quiz: { words: { en: 'q', ja: 'q' }, options: add.kind === 'plain' ? add.options : {} },
    list: { words: { en: 'l', ja: 'l' }, options: {} },
  },
};

describe('the manifest', () => {
  it('has a slash command for every command, described in both languages', () => {
    const { features } = slackManifest([add, schedule, shape('help')], '', { kind: 'socket' });

    expect(features.slash_commands).toEqual([
      {
        command: '/add',
        description: 'Add two numbers / 2 つの数を足す',
        usage_hint: 'a [bits=8] [run]',
        should_escape: false,
      },
      {
        command: '/schedule',
        description: 'Daily quizzes / 毎日のクイズ',
        usage_hint: 'quiz a [bits=8] [run] | list',
        should_escape: false,
      },
      { command: '/help', description: 'The help command / help コマンド', should_escape: false },
    ]);
  });

  it('puts the prefix before every name', () => {
    const { features } = slackManifest([add], 'rnn-', { kind: 'socket' });

    expect(features.slash_commands[0]?.command).toBe('/rnn-add');
  });

  it('names the address in HTTP mode and only then', () => {
    const url = 'https://bot.example.org/slack/events';
    const http = slackManifest([add], '', { kind: 'http', url });

    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: url },
      event_subscriptions: { request_url: url, bot_events: ['app_uninstalled', 'tokens_revoked'] },
    });
    expect(http.features.slash_commands[0]?.url).toBe(url);
    expect(JSON.stringify(slackManifest([add], '', { kind: 'socket' }))).not.toContain('url');
  });

  it.each(['https://bot.example.org', 'https://bot.example.org/', 'https://bot.example.org/slack/events'])(
    'has Slack send events to %s where the bot listens',
    (address) => {
      expect(reachOf(address)).toEqual({ kind: 'http', url: 'https://bot.example.org/slack/events' });
    },
  );

  it('refuses an address that Slack would not call', () => {
    expect(reachOf(undefined)).toEqual({ kind: 'socket' });
    expect(() => reachOf('http://localhost:3000')).toThrow(/https:\/\/bot\.example\.org/);
    expect(() => reachOf('bot')).toThrow(RangeError);
  });

  it('keeps to the limits of the manifest schema', () => {
    const { display_information: info } = slackManifest([add], '', { kind: 'socket' });

    expect(info.name.length).toBeLessThanOrEqual(35);
    expect(info.description.length).toBeLessThanOrEqual(140);
    expect(info.long_description.length).toBeGreaterThanOrEqual(175);
    expect(() => slackManifest([add], 'x'.repeat(30), { kind: 'socket' })).toThrow(/shorter prefix/);
    expect(() => slackManifest(Array(51).fill(add), '', { kind: 'socket' })).toThrow(/at most 50/);
  });
});
