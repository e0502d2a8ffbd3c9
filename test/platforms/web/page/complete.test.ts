import { describe, expect, test } from 'vitest';
import { complete } from '../../../../src/platforms/web/page/complete.ts';
import { COMMANDS } from '../scripted-bot.ts';

const labels = (line: string) => complete(COMMANDS, line, 'en').items.map((each) => each.label);

describe('completion', () => {
  test.each([
    ['', []],
    ['hello', []],
    ['/', ['/train', '/add', '/quiz', '/mine', '/feedback', '/markup', '/schedule']],
    ['／', ['/train', '/add', '/quiz', '/mine', '/feedback', '/markup', '/schedule']],
    ['/m', ['/mine', '/markup']],
    ['/dd', ['/add']],
    ['/zzz', []],
    ['/schedule ', ['list', 'remove']],
    ['/schedule re', ['remove']],
    ['/train ', ['activation=', 'hidden=', 'iterations=']],
    ['/train hi', ['hidden=']],
    ['/train activation=', ['sigmoid', 'tanh', 'relu']],
    ['/train activation=ta', ['tanh']],
    ['/train hidden=', ['16']],
    ['/train hidden=8 ', ['activation=', 'iterations=']],
    ['/train tanh ', ['hidden=', 'iterations=']],
    ['/train t', ['tanh', 'activation=', 'iterations=']],
    ['/add ', []],
    ['/unknown x', []],
  ])('%j offers %j', (line, expected) => {
    expect(labels(line)).toEqual(expected);
  });

  test('says in the reader’s language what is expected', () => {
    expect(complete(COMMANDS, '/add ', 'en').hint).toBe('a: First number (0–127)');
    expect(complete(COMMANDS, '/add 45 ', 'ja').hint).toBe('b: 2 つ目の数 (0–127)');
    expect(complete(COMMANDS, '/train hidden=', 'ja').hint).toBe('hidden: 中間層のユニット数 (1–256)');
    expect(complete(COMMANDS, '/tr', 'ja').items[0]?.detail).toBe(
      'ネットワークを学習させて、損失が下がる様子を見る',
    );
  });

  test('replaces the word that is being typed', () => {
    const line = '/train activation=ta';
    const { from, items } = complete(COMMANDS, line, 'en');
    expect(line.slice(0, from) + items[0]?.insert).toBe('/train activation=tanh ');
  });
});
