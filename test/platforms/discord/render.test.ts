/** Replies and forms as Discord's JSON, within its limits. */
import { expect, test } from 'vitest';
import { type Button, type Form, reply } from '../../../src/chat/reply.ts';
import { modal } from '../../../src/platforms/discord/modal.ts';
import { render } from '../../../src/platforms/discord/render.ts';
import { checkMessage } from './server/check-message.ts';
import { checkModal } from './server/check-modal.ts';

const PNG = { name: 'loss.png', type: 'image/png', alt: 'falls to 0.003', bytes: new Uint8Array([1, 2]) };

test('text, pictures with their alt text, buttons five in a row; no mentions', () => {
  const buttons = 'abcdef'.split('').map((id): Button => ({ id, label: id.toUpperCase(), style: 'primary' }));
  const { body, files, cuts } = render(reply('**done**', { files: [PNG], buttons }));
  expect(body).toEqual({
    content: '**done**',
    components: [
      {
        type: 1,
        components: 'abcde'
          .split('')
          .map((id) => ({ type: 2, style: 1, label: id.toUpperCase(), custom_id: id })),
      },
      { type: 1, components: [{ type: 2, style: 1, label: 'F', custom_id: 'f' }] },
    ],
    attachments: [{ id: '0', filename: 'loss.png', description: 'falls to 0.003' }],
    allowed_mentions: { parse: [] },
  });
  expect(files).toEqual([{ name: 'loss.png', contentType: 'image/png', data: Buffer.from([1, 2]) }]);
  expect(cuts).toEqual([]);
});

test('styles have their colours', () => {
  const buttons = (['primary', 'secondary', 'danger'] as const).map(
    (style): Button => ({ id: style, label: style, style }),
  );
  expect(render(reply('x', { buttons })).body.components[0]?.components.map(({ style }) => style)).toEqual([
    1, 2, 4,
  ]);
});

test.each([
  ['text', reply('x'.repeat(2_100))],
  ['files', reply('x', { files: Array(11).fill(PNG) })],
  ['alt', reply('x', { files: [{ ...PNG, alt: 'あ'.repeat(1_025) }] })],
  ['labels', reply('x', { buttons: [{ id: 'a', label: 'x'.repeat(81), style: 'primary' }] })],
  ['buttons', reply('x', { buttons: [{ id: 'a'.repeat(101), label: 'x', style: 'primary' }] })],
  [
    'buttons',
    reply('x', { buttons: [1, 2].map(() => ({ id: 'same', label: 'x', style: 'primary' as const })) }),
  ],
])('too much of one thing is cut, named (%s), and passes', (cut, given) => {
  const { body, files, cuts } = render(given);
  expect(cuts).toEqual([cut]);
  const parts = files.map(({ name }) => ({ name, type: '', bytes: new Uint8Array() }));
  expect(() => checkMessage(body as Parameters<typeof checkMessage>[0], parts)).not.toThrow();
});

test('a reply without words is still a message', () => {
  expect(render(reply('')).body.content).toBe('\u200B');
  expect(render(reply('', { files: [PNG] })).body.content).toBe('');
});

const FORM: Form = {
  title: 'x'.repeat(60),
  submit: 'Send',
  fields: [
    { kind: 'text', id: 'one', label: 'y'.repeat(60), lines: 'one', placeholder: '', maxLength: 100 },
    {
      kind: 'text',
      id: 'many',
      label: 'Many',
      lines: 'many',
      placeholder: 'p'.repeat(200),
      maxLength: 9_000,
    },
    { kind: 'file', id: 'deck', label: 'Deck', maxBytes: 1_000 },
  ],
};

test('a form becomes a modal with labelled inputs, and passes whatever its lengths are', () => {
  const data = modal('import:deck', FORM);
  expect(data).toMatchObject({
    custom_id: 'import:deck',
    components: [
      { type: 18, component: { type: 4, custom_id: 'one', style: 1, max_length: 100, required: true } },
      { type: 18, label: 'Many', component: { type: 4, custom_id: 'many', style: 2, max_length: 4_000 } },
      { type: 18, label: 'Deck', component: { type: 19, custom_id: 'deck', max_values: 1, required: true } },
    ],
  });
  expect(() => checkModal(data as unknown as Parameters<typeof checkModal>[0])).not.toThrow();
});

test.each([
  ['here', '@here\n', { parse: ['everyone'] }],
  ['everyone', '@everyone\n', { parse: ['everyone'] }],
  ['77000000000000001', '<@&77000000000000001>\n', { parse: [], roles: ['77000000000000001'] }],
] as const)('a post calls %s, and nobody whom its text names', (mention, line, allowed) => {
  const { body } = render(reply(`${'@everyone '.repeat(3)}${'x'.repeat(3_000)}`, { mention }));
  expect(body.content.startsWith(`${line}@everyone @everyone`)).toBe(true);
  expect(body.content.length).toBeLessThanOrEqual(2_000);
  expect(body.allowed_mentions).toEqual(allowed);
});
