/** Names that people choose are shown on one line, in sane length, and turn nothing around: on all four platforms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstShown, shownFile, shownName } from '../../src/chat/name.ts';
import { nameOf } from '../../src/platforms/web/username.ts';
import { readDeckFile } from '../../src/quiz/deck-file.ts';
import { deckName } from '../../src/quiz/deck-name.ts';
import { oddText } from '../support/odd-text.ts';

describe('a name', () => {
  it.each([
    ['is left as it is', '秋 Müller-O’Neill', '秋 Müller-O’Neill'],
    ['loses what turns the line around', '\u202egnp.exe\u2069 Aki\u200f', 'gnp.exe Aki'],
    ['loses what is not seen', 'A\u200bk\u2060i\ufeff\u00ad\u3164', 'Aki'],
    ['loses control signs', 'A\u0000k\u001bi\u0007', 'Aki'],
    ['stands on one line', 'Aki\u2028\u2029', 'Aki'],
    ['has single spaces', ' A\u3000\u00a0ki\u2800 ', 'A ki'],
    ['has no piles of marks', `Z${'\u0301'.repeat(50)}`, `Ź${'\u0301'.repeat(3)}`],
    ['keeps the marks of its script', 'ก็ เด็กชาย', 'ก็ เด็กชาย'],
    ['is cut', '秋'.repeat(100), '秋'.repeat(32)],
    ['is empty if nothing can be seen of it', '\u200b \u3164\u2800', ''],
  ])('%s', (_, chosen, shown) => {
    expect(shownName(chosen)).toBe(shown);
  });
  it('is harmless whatever was chosen, and the same when it is shown again', () => {
    fc.assert(
      fc.property(oddText(80), (chosen) => {
        const shown = shownName(chosen);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect([...shown].length).toBeLessThanOrEqual(32);
        expect(shownName(shown)).toBe(shown);
      }),
    );
  });
  it('is followed by the next one if it cannot be seen', () => {
    expect(firstShown('\u200b', undefined, null, ' Ben ')).toBe('Ben');
    expect(firstShown('', '\u202e')).toBe('');
    expect(nameOf('\u200b', 'abcd', 'en')).toBe('Guest AB');
  });
  it('of a file is cut and harmless where a deck is refused or named by it', () => {
    expect(shownFile(`\u202e${'x'.repeat(500)}.csv`)).toBe('x'.repeat(60));
    expect(shownFile('\u200b')).toBe('file');
    const bad = { name: '\u202evsc.kc\u0007ed.csv', bytes: new TextEncoder().encode('x'), called: undefined };
    expect(() => readDeckFile(bad)).toThrow(/^vsc\.kced\.csv, line 1/);
    expect(deckName('\u202e第3回\u200b 小テスト').title).toBe('第3回 小テスト');
  });
});
