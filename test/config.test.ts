import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from '../src/config.ts';

function faults(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing', () => {
    const config = readConfig({});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 3000 });
    expect([config.discord, config.slack]).toEqual([undefined, undefined]);
  });
  it('reports every fault at once, and no secret', () => {
    const found = faults({
      PORT: 'x',
      LOG_LEVEL: 'loud',
      SLACK_API_URL: 'ftp://a',
      DISCORD_TOKEN: 'hush-hush',
    });
    expect(found.map((fault) => fault.split(' ')[0]).sort()).toEqual(['LOG_LEVEL', 'PORT', 'SLACK_API_URL']);
    expect(found.join()).not.toContain('hush-hush');
  });
  it('reports what one variable requires of another beside what is wrong with a third', () => {
    const found = faults({ PORT: 'x', SLACK_APP_TOKEN: 'xapp-1', HOST: '0.0.0.0' });
    expect(found.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'SLACK_BOT_TOKEN', 'HOST']);
  });
  it('does not mind blanks around a value, and takes nothing but blanks for unset', () => {
    expect(readConfig({ PORT: ' 8080\r', HOST: '127.0.0.1 ', DATA_DIR: ' ', DISCORD_TOKEN: '\t' })).toEqual({
      ...readConfig({}),
      http: { host: '127.0.0.1', port: 8080 },
    });
  });
  it.each([
    ['in curly quotes', '“curly”'],
    ['in quotes', '"quoted"'],
    ['after a quote', "'single"],
    ['with a blank', 'Bot abc'],
    ['in Japanese', 'あ'],
    ['that is too long', 'x'.repeat(501)],
  ])('refuses a token %s, without showing it', (_, token) => {
    for (const name of ['DISCORD_TOKEN', 'SLACK_APP_TOKEN']) {
      const [fault, ...others] = faults({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 's',
        [name]: token,
      });
      expect(fault).toMatch(new RegExp(`^${name} must (be|have) .*\\.$`));
      expect([others, fault?.includes(token)]).toEqual([[], false]);
    }
  });
  it.each(['', ' ', 'x', '65536', '-1', '3000.5', '1e3'])('has no PORT "%s" but by a clear word', (port) => {
    const expected = port.trim() === '' ? [] : ['PORT must be a whole number from 0 to 65535.'];
    expect(faults({ PORT: port })).toEqual(expected);
  });
  it('says what Slack lacks', () => {
    expect(faults({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([expect.stringContaining('SLACK_SIGNING_SECRET')]);
    expect(faults({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN is missing'),
    ]);
  });
  it('asks for a playground token where others can reach it', () => {
    expect(faults({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('PLAYGROUND_TOKEN')]);
    expect(faults({ HOST: '0.0.0.0', PLAYGROUND_TOKEN: 'long-enough' })).toEqual([]);
  });
  it('asks nobody for a token where only a teacher has one, but where others can reach it', () => {
    expect(faults({ TEACHER_TOKEN: 'long-enough' })).toEqual([]);
    expect(faults({ TEACHER_TOKEN: 'short' })).toEqual(['TEACHER_TOKEN must have at least 8 characters.']);
    expect(faults({ HOST: '0.0.0.0', TEACHER_TOKEN: 'long-enough' })).toEqual([
      expect.stringContaining('PLAYGROUND_TOKEN'),
    ]);
    const same = faults({ TEACHER_TOKEN: 'hush-hush', PLAYGROUND_TOKEN: 'hush-hush' });
    expect(same).toEqual([expect.stringMatching(/^TEACHER_TOKEN must differ/)]);
    expect(same.join()).not.toContain('hush-hush');
  });
  it.each([
    'proxy.example',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '1.2.3.4/8/8',
    '10.0.0.1,',
    '10.0.0.1 10.0.0.2',
  ])('trusts no proxy called "%s"', (text) => {
    expect(faults({ TRUSTED_PROXIES: text })).toEqual([expect.stringMatching(/^TRUSTED_PROXIES must be/)]);
  });
  it('trusts proxies by address and by network', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' });
    expect(trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);
  });
  it.each([
    [
      'ja',
      'ja',
      'ja_JP',
      'ja_JP.UTF-8',
      'ja_JP.eucJP',
      'ja.UTF-8',
      'ja-JP',
      'JA_jp',
      'japanese',
      'japanese.euc',
    ],
    ['en', 'C', 'C.UTF-8', 'POSIX', 'en_US.UTF-8', 'de_DE', 'jam_JM', 'javanese', ''],
  ])('speaks %s where the system does', (locale, ...tags) => {
    for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANG'])
      for (const tag of tags) expect([tag, readConfig({ [name]: tag }).locale]).toEqual([tag, locale]);
  });
  it('takes the language from the first of LC_ALL, LC_MESSAGES and LANG that is not empty', () => {
    const [ja, en, none] = ['ja_JP.UTF-8', 'en_US.UTF-8', ''];
    expect(readConfig({ LC_ALL: ja, LC_MESSAGES: en, LANG: en }).locale).toBe('ja');
    expect(readConfig({ LC_ALL: 'C', LC_MESSAGES: ja, LANG: ja }).locale).toBe('en');
    expect(readConfig({ LC_ALL: none, LC_MESSAGES: ja, LANG: en }).locale).toBe('ja');
    expect(readConfig({ LC_ALL: none, LC_MESSAGES: none, LANG: ja }).locale).toBe('ja');
  });
  it('is the one that .env.example and both READMEs describe', async () => {
    const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([...VARIABLES].sort());
    const set = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.+)$/gm)].map((match) => [match[1], match[2]]),
    );
    expect(readConfig(set)).toEqual({ ...readConfig({}), logLevel: 'info' });
    for (const file of ['README.md', 'README.ja.md']) {
      const readme = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
      expect(VARIABLES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
    }
  });
});
