import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/platforms/terminal/arguments.ts';

describe('the arguments of the terminal', () => {
  it('are read, and lines with dashes stay lines after --', () => {
    expect(readArguments(['--json', '--files', 'x', '--user', 'Aki', '/add 1 2', 'B'], 'ja')).toEqual({
      kind: 'talk',
      format: 'json',
      files: 'x',
      user: 'Aki',
      locale: 'ja',
      lines: ['/add 1 2', 'B'],
    });
  });
  it.each([
    [['--nope']],
    [['--locale', 'fr']],
    [['--user', ' ']],
    [['--user', 'x'.repeat(81)]],
    [['--files']],
    [['--files', '']],
    [['--user', '\u001b[31mred']],
    [['--user', 'two\nlines']],
  ])('are refused: %j', (args) => {
    expect(() => readArguments(args, 'en')).toThrow();
  });
});
