/** Buttons: ids that carry all a press needs, within the limits of every platform. */
import { describe, expect, it } from 'vitest';
import { button, runButton, runButtonIfShort, tryButtonIfShort } from '../../src/chat/buttons.ts';

const long = (length: number) => 'x'.repeat(length);

describe('a button', () => {
  it('is told by command, action and arguments', () => {
    expect(button(['quiz', 'answer', 'x1', 'B'], 'B')).toEqual({
      id: 'quiz:answer:x1:B',
      label: 'B',
      style: 'secondary',
    });
    expect(button(['quiz', 'drop'], 'Drop', 'danger')).toMatchObject({ id: 'quiz:drop', style: 'danger' });
    expect(runButton('/train seed=4', 'Train', 'primary')).toEqual({
      id: 'run:/train seed=4',
      label: 'Train',
      style: 'primary',
    });
    expect(runButton('/train', 'Train').style).toBe('secondary');
  });
  it('has an id of at most 100 and a label of at most 75 characters', () => {
    expect(button(['a', long(98)], long(75)).id).toHaveLength(100);
    expect(() => button(['a', long(99)], 'x')).toThrow(`button id over 100 characters: a:${long(99)}`);
    expect(() => button(['a', 'b'], long(76))).toThrow(`button label over 75 characters: ${long(76)}`);
    expect(runButton(long(96), 'x').id).toHaveLength(100);
    expect(() => runButton(long(97), 'x')).toThrow(RangeError);
  });
  it('has no argument with a colon', () => {
    expect(() => button(['a', 'b', 'c:d'], 'x')).toThrow('a part of a button id holds a colon: a b c:d');
    expect(() => button(['a:b', 'c'], 'x')).toThrow(RangeError);
  });
});

describe('a button for a line', () => {
  it.each([
    ['run:', runButtonIfShort],
    ['try:', tryButtonIfShort],
  ] as const)('%s is left out where the line is too long', (prefix, make) => {
    expect(make(long(96), 'x')).toEqual([{ id: prefix + long(96), label: 'x', style: 'secondary' }]);
    expect(make(long(97), 'x')).toEqual([]);
    expect(() => make('/add', long(76))).toThrow(RangeError);
  });
});
