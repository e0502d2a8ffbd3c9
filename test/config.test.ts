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
