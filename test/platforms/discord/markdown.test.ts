/** Canonical Markdown as Discord must be sent it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '../../../src/chat/reply.ts';
import { toDiscord } from '../../../src/platforms/discord/markdown.ts';

function translated(text: string): string {
  return toDiscord(text, 2_000).text;
}

test.each([
  ['**bold** and *italic*', '**bold** and *italic*'],
  ['`W_in` stays', '`W_in` stays'],
  ['```js\na_b ~~c~~ <@1>\n```', '```js\na_b ~~c~~ <@1>\n```'],
  ['- one\n- two\n> quote', '- one\n- two\n> quote'],
  ['escaped \\*sign\\*', 'escaped \\*sign\\*'],
])('what both read alike stays: %j', (text, expected) => {
  expect(translated(text)).toBe(expected);
});

test.each([
  ['W_in and δ_out', 'W\\_in and δ\\_out'],
  ['__not underlined__', '\\_\\_not underlined\\_\\_'],
  ['~~not struck~~', '\\~\\~not struck\\~\\~'],
  ['||no spoiler||', '\\|\\|no spoiler\\|\\|'],
  ['[no](link)', '\\[no](link)'],
  ['<@123> <#1> <t:0>', '\\<@123> \\<#1> \\<t:0>'],
  ['# no heading', '\\# no heading'],
  ['-# not small', '\\-# not small'],
  ['>>> no endless quote', '\\>>> no endless quote'],
  ['* no list', '\\* no list'],
  ['- # in a list', '- \\# in a list'],
  ['a # in a line', 'a # in a line'],
  ['lone \\ backslash', 'lone \\\\ backslash'],
])('what only Discord reads is shown as written: %j', (text, expected) => {
  expect(translated(text)).toBe(expected);
});

test('addresses stay whole', () => {
  expect(translated('see https://example.org/a_b~c?d=[e] now_')).toBe(
    'see https://example.org/a_b~c?d=[e] now\\_',
  );
});

/** What Discord shows of its Markdown without code: escapes undone. */
function shown(text: string): string {
  return text.replace(/\\([^\sA-Za-z0-9])/g, '$1');
}

test('foreign text through `plain` is shown exactly as it was', () => {
  const foreign = fc.string({
    unit: fc.constantFrom(...'ab _*~|<>[]()#-\\`\n1。あ'.split('')),
    maxLength: 60,
  });
  fc.assert(
    fc.property(foreign, (text) => {
      expect(shown(translated(plain(text)))).toBe(text);
    }),
  );
});

/** Bold, italic and code blocks that are opened and not closed. */
function unclosed(text: string): string[] {
  const open: string[] = [];
  for (const [sign] of text.matchAll(/```|\\[^\sA-Za-z0-9]|`[^`\n]+`|\*\*|\*/g)) {
    if (sign.startsWith('\\') || (sign.startsWith('`') && sign !== '```')) continue;
    if (open.includes('```') && sign !== '```') continue;
    const at = open.lastIndexOf(sign);
    if (at === -1) open.push(sign);
    else open.splice(at, 1);
  }
  return open;
}

test('a text that is too long is cut within the limit, ends in an ellipsis, and closes what it opened', () => {
  const piece = fc.constantFrom(
    '**太い字と word** ',
    '*斜体 italic* ',
    '`code_x` ',
    '```js\nconst a = b * c;\nconst d = 1;\n```\n',
    'W_in と 😀 。',
    '\\* ',
    '- item\n',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 40, maxLength: 80 }),
      fc.integer({ min: 80, max: 300 }),
      (pieces, limit) => {
        const text = pieces.join('');
        const result = toDiscord(text, limit);
        expect(result.text.length).toBeLessThanOrEqual(limit);
        expect(result.cut).toBe(true);
        expect(result.text).toContain('…');
        expect(unclosed(result.text)).toEqual([]);
        expect(result.text.isWellFormed()).toBe(true);
      },
    ),
  );
});

test('a long code block is cut inside, with its end', () => {
  const { text, cut } = toDiscord(`before\n\`\`\`\n${'line\n'.repeat(100)}\`\`\``, 200);
  expect(cut).toBe(true);
  expect(text).toMatch(/^before\n```\n(line\n)+.*…\n```$/);
  expect(text.length).toBeLessThanOrEqual(200);
});
