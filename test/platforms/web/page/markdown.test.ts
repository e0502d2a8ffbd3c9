import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inline, parseInline, parseMarkdown } from '../../../../src/chat/markdown.ts';
import { plain } from '../../../../src/chat/reply.ts';

/** The tree in short: bold as <b>, italic as <i>, code as <c>, a link as <a>. */
function brief(parts: readonly Inline[]): string {
  return parts.map(briefPart).join('');
}

function briefPart(each: Inline): string {
  switch (each.kind) {
    case 'text':
      return each.text;
    case 'code':
      return `<c>${each.text}</c>`;
    case 'link':
      return `<a>${each.url}</a>`;
    case 'bold':
      return `<b>${brief(each.of)}</b>`;
    case 'italic':
      return `<i>${brief(each.of)}</i>`;
  }
}

describe('signs within a line', () => {
  test.each([
    ['**bold** and *italic*', '<b>bold</b> and <i>italic</i>'],
    ['***both***', '<b><i>both</i></b>'],
    ['**a *b* c** *d **e** f*', '<b>a <i>b</i> c</b> <i>d <b>e</b> f</i>'],
    ['`a*b*c` and `**`', '<c>a*b*c</c> and <c>**</c>'],
    ['**a `**` b**', '<b>a <c>**</c> b</b>'],
    ['2 * 3 * 4 ** 5', '2 * 3 * 4 ** 5'],
    ['**open and `open', '**open and `open'],
    ['\\*no\\* \\`no\\` 2\\-1 C:\\dir', '*no* `no` 2-1 C:\\dir'],
    ['**太字**の文', '<b>太字</b>の文'],
    [
      'see https://example.org/a?b=1. Or（https://example.org/c）',
      'see <a>https://example.org/a?b=1</a>. Or（<a>https://example.org/c</a>）',
    ],
    ['javascript:alert(1) ftp://x', 'javascript:alert(1) ftp://x'],
  ])('%s', (text, expected) => {
    expect(brief(parseInline(text))).toBe(expected);
  });

  test('what was made plain comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        fc.pre(!text.includes('http'));
        expect(brief(parseInline(plain(text)))).toBe(text);
      }),
    );
  });

  test('no text is lost and none takes long', () => {
    const signs = fc.array(fc.constantFrom('*', '**', '`', '\\', ' ', 'あ', '\n'), { maxLength: 300 });
    const letters = (text: string) => text.replace(/[^あ]/g, '');
    fc.assert(
      fc.property(signs, (parts) => {
        const text = parts.join('');
        expect(
          letters(
            JSON.stringify(
              parseMarkdown(text).map((each) => ('lines' in each ? each.lines.map(brief) : each.text)),
            ),
          ),
        ).toBe(letters(text));
      }),
    );
  });
});

test('blocks: paragraphs with line breaks, lists, quotations, fences', () => {
  const blocks = parseMarkdown('one\ntwo\n\n- a\n- **b**\n> q\n```py\n*x*\n- y\n```\nend');
  expect(blocks.map((each) => [each.kind, 'lines' in each ? each.lines.map(brief) : each.text])).toEqual([
    ['paragraph', ['one', 'two']],
    ['list', ['a', '<b>b</b>']],
    ['quote', ['q']],
    ['code', '*x*\n- y'],
    ['paragraph', ['end']],
  ]);
  expect(parseMarkdown('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
});
