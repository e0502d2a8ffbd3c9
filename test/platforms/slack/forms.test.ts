import { describe, expect, it } from 'vitest';
import type { Form } from '../../../src/chat/reply.ts';
import { reply } from '../../../src/chat/reply.ts';
import { GENERAL, KENJI } from './server/world.ts';
import { connect, MODES } from './stand.ts';

const words: Form = {
  title: 'In your own words',
  submit: 'Send',
  fields: [
    {
      kind: 'text',
      id: 'why',
      label: 'What does W do?',
      lines: 'many',
      placeholder: 'It carries …',
      maxLength: 500,
    },
  ],
};
const deck: Form = {
  title: '問題集を読み込む',
  submit: '読み込む',
  fields: [
    { kind: 'text', id: 'name', label: '名前', lines: 'one', placeholder: '', maxLength: 40 },
    { kind: 'file', id: 'file', label: 'ファイル', maxBytes: 1_000 },
  ],
};
const forms = { 'quiz:words:7': words, 'quiz:import': deck };
const open = [
  { id: 'quiz:words:7', label: 'Answer', style: 'primary' },
  { id: 'quiz:import', label: 'Import', style: 'secondary' },
] as const;
const help = () => [reply('A question', { buttons: open })];

describe.each(MODES)('a form by %s', (mode) => {
  it('is opened by its button and comes back filled in', async () => {
    const { server, heard } = await connect({
      mode,
      forms,
      scripts: { help, 'quiz:words:7': () => [reply('Thank you', { audience: 'caller' })] },
    });

    await server.command('/help', '');
    await server.press('Answer');
    expect(server.modal()?.view).toMatchObject({
      title: { text: 'In your own words' },
      submit: { text: 'Send' },
      close: { text: 'Cancel' },
      blocks: [{ label: { text: 'What does W do?' }, element: { multiline: true, max_length: 500 } }],
    });
    await server.submit({ 'What does W do?': 'z < 1 & so on\n2 行目' }, { until: /Thank you/ });

    expect(heard).toMatchObject([
      { kind: 'command' },
      {
        kind: 'submit',
        id: 'quiz:words:7',
        fields: { why: { kind: 'text', text: 'z < 1 & so on\n2 行目' } },
        caller: { channel: GENERAL, userName: 'Ana' },
      },
    ]);
    expect(server.modal()).toBeUndefined();
    expect(server.messages()).toMatchObject([{ text: 'A question' }, { text: 'Thank you', private: true }]);
  });

  it('that is sent in private is nobody’s where its answer goes to all', async () => {
    const { server } = await connect({
      mode,
      forms,
      audience: ({ kind }) => (kind === 'submit' ? 'caller' : 'channel'),
      scripts: { help, 'quiz:words:7': () => [reply('Someone has found it')] },
    });
    await server.command('/help', '');
    await server.press('Answer');
    await server.submit({ 'What does W do?': 'this' }, { until: /found it/ });
    const [question, answer] = server.messages();
    expect(JSON.stringify(question)).toContain('Ana: ');
    expect(answer).toMatchObject({ text: 'Someone has found it', private: false });
    expect(JSON.stringify(answer)).not.toContain('Ana');
  });

  it('brings a file with its name and bytes', async () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
    const { server, heard } = await connect({
      mode,
      forms,
      scripts: { help, 'quiz:import': () => [reply('12 questions')] },
    });

    await server.command('/help', '', { user: KENJI });
    await server.press('Import', { user: KENJI });
    expect(server.modal(KENJI)?.view.close.text).toBe('キャンセル');
    await server.submit(
      { 名前: '確認テスト', file: { name: 'deck.yaml', bytes } },
      { user: KENJI, until: /12/ },
    );

    expect(heard[1]).toMatchObject({
      kind: 'submit',
      fields: { name: { kind: 'text', text: '確認テスト' }, file: { kind: 'file', name: 'deck.yaml' } },
    });
    expect(heard[1]?.kind === 'submit' && heard[1].fields['file']).toEqual({
      kind: 'file',
      name: 'deck.yaml',
      bytes,
    });
  });
});

describe('a sent form', () => {
  it('can replace the message whose button opened it', async () => {
    const { server } = await connect({
      forms,
      scripts: { help, 'quiz:words:7': () => [reply('Answered', { target: 'pressed' })] },
    });

    await server.command('/help', '');
    await server.press('Answer');
    await server.submit({ why: 'x' }, { until: /Answered/ });

    expect(server.messages()).toMatchObject([{ text: 'Answered', edits: 1 }]);
  });

  it('can replace a message that only its reader sees', async () => {
    const { server } = await connect({
      forms,
      scripts: {
        help: () => [reply('A question', { audience: 'caller', buttons: open })],
        'quiz:words:7': () => [reply('Answered', { audience: 'caller', target: 'pressed' })],
      },
    });

    await server.command('/help', '');
    await server.press('Answer');
    await server.submit({ why: 'x' }, { until: /Answered/ });

    expect(server.messages()).toMatchObject([{ text: 'Answered', private: true, edits: 1 }]);
  });

  it('with too large a file stays open and says so in the form', async () => {
    const { server, heard } = await connect({ forms, scripts: { help } });

    await server.command('/help', '', { user: KENJI });
    await server.press('Import', { user: KENJI });
    await server.submit(
      { 名前: 'a', file: { name: 'deck.yaml', bytes: new Uint8Array(3_000) } },
      { user: KENJI },
    );

    expect(server.modal(KENJI)?.errors).toEqual({
      file: 'deck.yaml は大きすぎます(3 KB)。1 KB 以下のファイルを送ってください。',
    });
    expect(heard).toHaveLength(1);
  });

  it.each([
    [2, 'Imported'],
    [3, 'I could not fetch deck.yaml from Slack. Please send it again.'],
  ])('whose file cannot be had %d times', async (times, text) => {
    const { server } = await connect({
      forms,
      scripts: { help, 'quiz:import': () => [reply('Imported', { audience: 'caller' })] },
    });
    await server.command('/help', '');
    await server.press('Import');
    let left = times;
    server.setWeather((path) => {
      if (!path.startsWith('/files/') || left === 0) return 'done';
      left -= 1;
      return left % 2 === 0 ? 'unavailable' : 'cut';
    });
    await server.submit(
      { name: 'a', file: { name: 'deck.yaml', bytes: new Uint8Array(10) } },
      { until: /Imported|could not/ },
    );
    expect(server.messages().at(-1)).toMatchObject({ text, private: true });
  });

  it('whose file cannot be fetched says so in private, and the log names the scope', async () => {
    const { server, heard, log } = await connect({
      forms,
      scripts: { help },
      before: (each) => each.scopes.delete('files:read'),
    });

    await server.command('/help', '');
    await server.press('Import');
    await server.submit(
      { name: 'a', file: { name: 'my_deck.yaml', bytes: new Uint8Array(10) } },
      { until: /could not/ },
    );

    expect(server.messages().at(-1)).toMatchObject({
      private: true,
      text: 'I could not fetch my_deck.yaml from Slack. Please send it again.',
    });
    expect(log.join('')).toContain('files:read');
    expect(heard).toHaveLength(1);
  });

  it('is acted on once, also when it is delivered again', async () => {
    const { server, heard } = await connect({
      forms,
      scripts: { help, 'quiz:words:7': () => [reply('Thank you')] },
    });

    await server.command('/help', '');
    await server.press('Answer');
    await server.submit({ why: 'x' }, { until: /Thank you/ });
    await server.repeat();

    expect(heard).toHaveLength(2);
  });
});

describe('a form that Slack does not open', () => {
  it('is asked for again in private', async () => {
    const { server } = await connect({ forms, scripts: { help } });
    server.refuse('views.open', 'expired_trigger_id', 1);

    await server.command('/help', '');
    await server.press('Answer', { until: /press the button again/ });

    expect(server.messages().at(-1)).toMatchObject({ private: true });
  });
  it('as far as anybody knows is not said not to be there: it may have opened', async () => {
    const { server } = await connect({ forms, scripts: { help } });
    server.lose('views.open', 1);

    await server.command('/help', '');
    await server.press('Answer', { until: /If you do not see one, please press/ });

    expect(server.modal()).toBeDefined();
    expect(server.messages().at(-1)).toMatchObject({ private: true });
  });
});
