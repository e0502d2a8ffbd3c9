import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/platforms/terminal/arguments.ts';

describe('the arguments of the terminal', () => {
  it('are read, and lines with dashes stay lines after --', () => {
    expect(readArguments(['--json', '--files', 'x', '--user', 'Aki', '/add 1 2', 'B'], 'ja')).toEqual({
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
  ])('are refused: %j', (args) => {
    expect(() => readArguments(args, 'en')).toThrow();
  });
});
