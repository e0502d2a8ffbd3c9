/** Promises 5 and 6 of `Platform`: buttons, and the forms that they open. */
import { describe, expect, test } from 'vitest';
import { type Form, reply } from '../../../src/chat/reply.ts';
import { gate, progress, says } from './bot.ts';
import { having, PLATFORMS } from './platforms.ts';
import { newest, type Stand, texts } from './stand.ts';

const button = (id: string, label: string) => ({ id, label, style: 'secondary' }) as const;

describe.each(PLATFORMS)('5. on $name', ({ open, traits }) => {
  test.each([
    ['with an id as long as ids may be', `quiz:answer:${'7'.repeat(88)}`],
    ['that stands for a command line', 'run:/say rate=0.1 "45 + 77" 第3回'],
  ])('a press on a button %s brings it whole', async (_, id) => {
    const stand = await open({
      script: { say: says(reply('Which?', { buttons: [button(id, 'This')] })), [id]: says(reply('pressed')) },
    });
    await stand.type('/say');
    await newest(stand, 'Which?');
    await stand.press('This');
    await newest(stand, 'pressed');
    expect(stand.heard[1]).toMatchObject({ kind: 'press', id });
    expect(stand.heard[1]?.caller).toEqual(stand.heard[0]?.caller);
  });

  test('25 buttons with labels as long as they may be are all there, and each is itself', async () => {
    const label = (n: number) => `${n} ${'x'.repeat(72)}`;
    const buttons = Array.from({ length: 25 }, (_, n) => button(`b:${n}`, label(n)));
    const stand = await open({
      script: { say: says(reply('Which?', { buttons })), 'b:24': says(reply('the last')) },
    });
    await stand.type('/say');
    expect((await newest(stand, 'Which?')).buttons).toEqual(buttons.map((each) => each.label));
    await stand.press(label(24));
    await newest(stand, 'the last');
  });

  test('what is for the pressed message takes its place, progress first', async () => {
    const end = gate();
    const stand = await open({
      script: {
        say: says(reply('page 1', { buttons: [button('next', 'Next')] })),
        async *next() {
          yield progress('turning…', { target: 'pressed' });
          await end.opened;
          yield reply('page 2', { target: 'pressed', buttons: [button('next', 'Next')] });
        },
      },
    });
    await stand.type('/say');
    await newest(stand, 'page 1');
    await stand.press('Next');
    await newest(stand, 'turning…');
    end.open();
    const before = traits.includes('replaces') ? [] : ['page 1'];
    await texts(stand, 'caller', [...before, 'page 2']);
    expect((await stand.seen('caller')).at(-1)?.buttons).toEqual(['Next']);
  });
});

describe.each(PLATFORMS)('5. on $name', ({ open, traits }) => {
  test('a private message that is turned stays private', async () => {
    const stand = await open({
      script: {
        say: says(reply('page 1', { audience: 'caller', buttons: [button('next', 'Next')] })),
        async *next() {
          yield reply('page 2', { target: 'pressed' });
        },
      },
      audiences: { say: 'caller' },
    });
    await stand.type('/say');
    await newest(stand, 'page 1');
    await stand.press('Next');
    await texts(stand, 'caller', traits.includes('replaces') ? ['page 2'] : ['page 1', 'page 2']);
    await texts(stand, 'others', []);
  });
});

const FORM: Form = {
  title: 'Import a deck',
  submit: 'Import',
  fields: [
    { kind: 'text', id: 'name', label: 'Its name', lines: 'one', placeholder: '', maxLength: 40 },
    { kind: 'file', id: 'deck', label: 'A file', maxBytes: 1_000 },
  ],
};
const BYTES = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
const TYPED = 'a < b && *c* "d" `e` 第3回';

describe.each(PLATFORMS)('6. on $name', ({ open, traits }) => {
  async function opened(): Promise<Stand> {
    const stand = await open({
      forms: { import: FORM },
      script: {
        say: says(reply('Decks', { buttons: [button('import', 'Import')] })),
        import: says(reply('taken', { audience: 'caller' })),
      },
    });
    await stand.type('/say');
    await newest(stand, 'Decks');
    await stand.press('Import');
    return stand;
  }

  test('a form opens at once, and comes back with each sign of a text and each byte of a file', async () => {
    const stand = await opened();
    const [title, ...words] = await stand.form();
    expect(title).toBe('Import a deck');
    expect(words.join('\n')).toContain('Its name');
    await stand.fill({ name: TYPED, deck: { name: 'Book 1.csv', bytes: BYTES } });
    await newest(stand, 'taken');
    expect(stand.heard.map(({ kind }) => kind)).toEqual(['command', 'submit']);
    expect(stand.heard[1]).toMatchObject({ kind: 'submit', id: 'import' });
    expect(stand.heard[1]?.kind === 'submit' && stand.heard[1].fields).toEqual({
      name: { kind: 'text', text: TYPED },
      deck: { kind: 'file', name: 'Book 1.csv', bytes: BYTES },
    });
  });

  test('too large a file is told in words and reaches no bot', async () => {
    const stand = await opened();
    await stand.fill({ name: TYPED, deck: { name: 'deck.csv', bytes: new Uint8Array(5_000) } });
    await expect
      .poll(async () => [...(await stand.form()), (await stand.seen('caller')).at(-1)?.text].join('\n'))
      .toContain('too large');
    expect(stand.heard).toHaveLength(1);
    await texts(stand, 'others', traits.includes('others') ? ['Decks'] : []);
  });
});

describe.each(having('open forms'))('6. on $name', ({ open }) => {
  test('what was typed is kept when the form does not take something beside it', async () => {
    const stand = await open({
      forms: { import: FORM },
      script: {
        say: says(reply('Decks', { buttons: [button('import', 'Import')] })),
        import: says(reply('taken')),
      },
    });
    await stand.type('/say');
    await newest(stand, 'Decks');
    await stand.press('Import');
    await stand.fill({ name: TYPED, deck: { name: 'deck.csv', bytes: new Uint8Array(5_000) } });
    await expect.poll(async () => (await stand.form()).join('\n')).toContain('too large');
    await stand.fill({ deck: { name: 'deck.csv', bytes: BYTES } });
    await newest(stand, 'taken');
    expect(stand.heard[1]).toMatchObject({ fields: { name: { text: TYPED }, deck: { name: 'deck.csv' } } });
  });
});
