import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, type Reply, reply } from '../../../src/chat/reply.ts';
import { toMrkdwn, unescapeSlack } from '../../../src/platforms/slack/mrkdwn.ts';
import { previewOf } from '../../../src/platforms/slack/preview.ts';
import { type Dress, render, split } from '../../../src/platforms/slack/render.ts';
import { blocksSchema } from './server/blocks.ts';

const bare: Dress = {
  pictures: [],
  unseen: [],
  asked: undefined,
  locale: 'en',
  naming: { prefix: '', commands: [] },
};

/** The mark that stands where Slack would otherwise not see a word's end, made visible. */
const visible = (text: string) => text.replaceAll('\u200b', '·');

describe('canonical Markdown in Slack', () => {
  it.each([
    ['**bold** and *italic*', '*bold* and _italic_'],
    ['***both***', '*_both_*'],
    ['`a < b` & c', '`a &lt; b` &amp; c'],
    ['- one\n- two', '• one\n• two'],
    ['> quoted **well**', '> quoted *well*'],
    ['```python\nx = a < b\n```', '```\nx = a &lt; b\n```'],
    ['```\n**not bold**\n```', '```\n**not bold**\n```'],
    ['see https://example.org/a?b=1&c=2.', 'see <https://example.org/a?b=1&amp;c=2>.'],
    ['https://example.org/aを見て', '<https://example.org/a>を見て'],
    ['これは**太字**です', 'これは·*太字*·です'],
    ['値は`0.5`です', '値は·`0.5`·です'],
    ['「**太字**」', '「·*太字*·」'],
    ['W_in x + W_out z', 'W_in x + W_out z'],
    ['2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
    ['\\*stars\\* \\_lines\\_', '*·stars* _·lines_'],
    ['\\> no quote', '·&gt; no quote'],
    ['\\- no list', '- no list'],
    ['an **open mark', 'an *·*·open mark'],
    ['** spaced **', '*·* spaced *·*'],
    ['a\\\\b', 'a\\b'],
  ])('%j becomes %j', (markdown, expected) => {
    expect(visible(toMrkdwn(markdown))).toBe(expected);
  });

  it('shows foreign text sign for sign, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const line = text.replaceAll('\u200b', '');
        fc.pre(!line.includes('://'));
        const shown = unescapeSlack(toMrkdwn(plain(line)).replaceAll('\u200b', ''));
        expect(shown).toBe(line);
      }),
    );
  });

  it('leaves no sign unescaped that Slack reads as a mention or a link', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        fc.pre(!text.includes('://'));
        const lines = toMrkdwn(text).split('\n');
        for (const line of lines) expect(line.replace(/^> /, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});

describe('a rendered reply', () => {
  const replies: fc.Arbitrary<Reply> = fc.record({
    kind: fc.constantFrom('progress', 'final', 'error'),
    text: fc.oneof(
      fc.string({ maxLength: 200 }),
      fc
        .array(fc.string({ unit: 'grapheme', maxLength: 4_000 }), { maxLength: 8 })
        .map((lines) => lines.join('\n')),
      fc.integer({ min: 1, max: 300_000 }).map((length) => '&'.repeat(length)),
      fc.integer({ min: 1, max: 5_000 }).map((lines) => `\`\`\`\n${'x < y\n'.repeat(lines)}\`\`\``),
    ),
    audience: fc.constantFrom('channel', 'caller'),
    target: fc.constantFrom('new', 'pressed'),
    files: fc.constant([]),
    buttons: fc.array(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 100 }),
        label: fc.string({ minLength: 1, maxLength: 120 }),
        style: fc.constantFrom('primary', 'secondary', 'danger'),
      }),
      { maxLength: 25 },
    ),
    data: fc.constant({}),
  });

  it('keeps to the limits of Slack and always has a text for notifications', () => {
    fc.assert(
      fc.property(
        replies,
        fc.option(fc.string({ minLength: 1, maxLength: 3_000 }), { nil: undefined }),
        (each, asked) => {
          const { text, blocks } = render(each, { ...bare, asked });
          expect(blocksSchema.safeParse(blocks).error).toBeUndefined();
          expect(text).not.toBe('');
          expect(text.length).toBeLessThanOrEqual(4_000);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('loses nothing of a text that fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '字', ' ', '<', '&', '🎉'), maxLength: 900 }), {
          maxLength: 12,
        }),
        fc.integer({ min: 60, max: 400 }),
        (lines, limit) => {
          const text = toMrkdwn(lines.join('\n'));
          const parts = split(text, limit);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });

  it('says in both languages what could not be shown', () => {
    const file = { name: 'loss.png', type: 'image/png', alt: '損失は 0.003 に', bytes: new Uint8Array() };
    const words = (locale: 'en' | 'ja') =>
      JSON.stringify(render(reply('x'), { ...bare, locale, unseen: [file] }).blocks);

    expect(words('en')).toContain("Picture (can't be shown here): 損失は 0.003 に");
    expect(words('ja')).toContain('画像(ここでは表示できません): 損失は 0.003 に');
  });

  it('can be looked at before it is sent, with its pictures by name', () => {
    const files = [{ name: 'loss.png', type: 'image/png', alt: 'Loss falls', bytes: new Uint8Array(9) }];
    const buttons = [{ id: 'train:again', label: 'Again', style: 'primary' }] as const;

    expect(previewOf(reply('**trained**', { files, buttons })).blocks).toMatchObject([
      { type: 'section', text: { text: '*trained*' } },
      { type: 'image', slack_file: { id: 'loss.png' }, alt_text: 'Loss falls' },
      { type: 'actions', elements: [{ text: { text: 'Again' }, style: 'primary' }] },
    ]);
  });
});

it.each([
  ['here', '<!here>'],
  ['everyone', '<!channel>'],
  ['S0TEACHERS', '<!subteam^S0TEACHERS>'],
])('a post calls %s, and nobody whom its text names', (mention, written) => {
  const message = render(reply('<!here> and <!channel>', { mention }), bare);
  expect(message.text).toBe(`${written}\n&lt;!here&gt; and &lt;!channel&gt;`);
  expect(blocksSchema.safeParse(message.blocks).success).toBe(true);
  expect(message.blocks[0]).toMatchObject({ text: { text: message.text } });
  expect(render(reply('<!here>'), bare).text).toBe('&lt;!here&gt;');
});
