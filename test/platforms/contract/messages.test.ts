/** Promises 7 to 10 of `Platform`: what stands in a message, what is told of faults, and posts. */
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/chat/locale.ts';
import { type Attachment, plain, reply } from '../../../src/chat/reply.ts';
import { gate, progress, says } from './bot.ts';
import { having, PLATFORMS } from './platforms.ts';
import { newest, texts } from './stand.ts';

const picture = (alt: string, first: number): Attachment => ({
  name: `loss-${first}.png`,
  type: 'image/png',
  alt,
  bytes: Uint8Array.from({ length: 5_000 }, (_, index) => (first + index) % 251),
});
const FALLS = picture('The loss falls from 1.71 to 0.003', 137);
const CARRIES = picture('損失は 1.71 から 0.003 に下がる', 7);
const seenAs = ({ alt, bytes }: Attachment) => ({ alt, bytes });

describe.each(PLATFORMS)('7. on $name', ({ open }) => {
  test('a picture comes with its bytes and what it shows, and follows progress', async () => {
    const stand = await open({
      script: {
        async *say() {
          yield progress('1 %');
          yield reply('trained', { files: [FALLS, CARRIES] });
        },
      },
    });
    await stand.type('/say');
    await newest(stand, 'trained');
    await expect
      .poll(async () => (await stand.seen('caller')).flatMap(({ pictures }) => pictures))
      .toEqual([FALLS, CARRIES].map(seenAs));
  });

  test('a private picture is the caller’s alone', async () => {
    const stand = await open({
      script: { say: says(reply('your score', { audience: 'caller', files: [FALLS] })) },
      audiences: { say: 'caller' },
    });
    await stand.type('/say');
    await expect
      .poll(async () => (await stand.seen('caller')).flatMap(({ pictures }) => pictures))
      .toEqual([seenAs(FALLS)]);
    await texts(stand, 'others', []);
  });
});

describe.each(having('replaces'))('7. on $name', ({ open }) => {
  test('the next state of a message has the next picture, not both', async () => {
    const stand = await open({
      script: {
        say: says(
          reply('page 1', { files: [FALLS], buttons: [{ id: 'next', label: 'Next', style: 'primary' }] }),
        ),
        next: says(reply('page 2', { target: 'pressed', files: [CARRIES] })),
      },
    });
    await stand.type('/say');
    await expect.poll(async () => (await stand.seen('caller'))[0]?.pictures).toEqual([seenAs(FALLS)]);
    await stand.press('Next');
    await expect
      .poll(() => stand.seen('caller'))
      .toEqual([{ text: 'page 2', buttons: [], pictures: [seenAs(CARRIES)] }]);
  });
});

describe.each(PLATFORMS)('8. on $name', ({ open }) => {
  test('markup is markup', async () => {
    const stand = await open({
      script: { say: says(reply('**All right:** *every* sum, `W_in` too. これは**太字**です')) },
    });
    await stand.type('/say');
    await newest(stand, 'All right: every sum, W_in too. これは太字です');
  });

  test.each([
    'a < b && c > d',
    '*x* **y** _z_ ~v~ `w`',
    '<!channel> @everyone <@U1> ||x||',
    '- x',
    '> x',
    '# x',
    'a\\b \\* c',
    '[a](b) #general',
    '名前_と*星*、「引用」',
  ])('foreign text is shown sign for sign: %s', async (foreign) => {
    const stand = await open({ script: { say: says(reply(plain(foreign))) } });
    await stand.type('/say');
    await newest(stand, foreign);
  });

  test.each([
    ['words', `${'the carry goes on, '.repeat(99)}the end.`],
    ['文', `${'繰り上がりは次の桁へ。'.repeat(171)}終わり。`],
  ])('a text of as many characters as a reply may have is whole (%s)', async (_, text) => {
    expect(text.length).toBeLessThanOrEqual(1_900);
    const stand = await open({ script: { say: says(reply(text)) } });
    await stand.type('/say');
    await newest(stand, text);
  });

  test('a text beyond every limit is shown, up to a visible cut', async () => {
    const text = 'the carry goes on, '.repeat(10_000);
    const stand = await open({
      script: {
        say: says(reply(text, { buttons: [{ id: 'more', label: 'More', style: 'primary' }] })),
      },
    });
    await stand.type('/say');
    const { text: shown, buttons } = await newest(stand, /^the carry/);
    expect(buttons).toEqual(['More']);
    const bare = shown.replaceAll('\n', ' ').trimEnd();
    if (bare !== text.trimEnd()) expect(bare).toMatch(/^(?:the carry goes on, +)+.*…$/);
  });
});

describe.each(PLATFORMS)('9. on $name', ({ open, traits }) => {
  test('a mistake is told to its author in the bot’s own words, which say what to do', async () => {
    const words = '`b` is missing. Type two numbers: `/add 45 77`.';
    const stand = await open({
      script: { say: says(reply(words, { kind: 'error', audience: 'caller' })) },
      audiences: { say: 'caller' },
    });
    await stand.type('/say');
    await texts(stand, 'caller', [words.replaceAll('`', '')]);
    await texts(stand, 'others', []);
  });

  test('a mistake after progress takes its place', async () => {
    const end = gate();
    const stand = await open({
      script: {
        async *say() {
          yield progress('1 %');
          await end.opened;
          yield reply('学習率が大きすぎます。', { kind: 'error', audience: 'caller' });
        },
      },
    });
    await stand.type('/say');
    await texts(stand, 'others', traits.includes('others') ? ['1 %'] : []);
    end.open();
    await texts(stand, 'caller', ['学習率が大きすぎます。']);
    await texts(stand, 'others', []);
  });
});

describe.each(having('serves'))('9. on $name', ({ open }) => {
  const SORRY = {
    en: /without an answer.*reference (\S+)\./,
    ja: /回答がないまま.*参照番号 (\S+) /,
  } as const;

  test.each(
    LOCALES.flatMap((locale) => [
      { locale, how: 'breaks off' as const },
      { locale, how: 'says no end' as const },
    ]),
  )(
    'where the bot $how, a sentence with a reference takes the place of progress ($locale)',
    async (case_) => {
      const end = gate();
      const stand = await open({
        locale: case_.locale,
        script: {
          async *say() {
            yield progress('1 %');
            await end.opened;
            if (case_.how === 'breaks off') throw new Error('a bug');
          },
        },
      });
      await stand.type('/say');
      await newest(stand, '1 %');
      end.open();
      const { text } = await newest(stand, SORRY[case_.locale]);
      expect(await stand.seen('caller')).toHaveLength(1);
      const [, reference = ''] = SORRY[case_.locale].exec(text) ?? [];
      await expect.poll(() => stand.log()).toContain(reference);
      if (case_.how === 'breaks off') await expect.poll(() => stand.log()).toContain('a bug');
    },
  );

  test('where the bot says nothing at all, the caller alone is told', async () => {
    const stand = await open({ script: { say: says() } });
    await stand.type('/say');
    await newest(stand, SORRY.en);
    await texts(stand, 'others', []);
  });
});

describe.each(having('serves'))('10. on $name', ({ open }) => {
  test('a post is seen by all, with its pictures and buttons, and edited in place, also later', async () => {
    const stand = await open({});
    if (stand.posts === undefined) throw new Error('nothing can be posted');
    const { platform, place } = stand.posts;
    const buttons = [{ id: 'a', label: 'A', style: 'secondary' }] as const;
    const posted = await platform.post(place, reply('**Which?**', { files: [FALLS], buttons }));
    expect(posted).toMatchObject(place);
    await expect
      .poll(() => stand.seen('others'))
      .toEqual([{ text: 'Which?', buttons: ['A'], pictures: [seenAs(FALLS)] }]);
    await platform.edit(JSON.parse(JSON.stringify(posted)), reply('Closed.', { files: [CARRIES] }));
    await expect
      .poll(() => stand.seen('others'))
      .toEqual([{ text: 'Closed.', buttons: [], pictures: [seenAs(CARRIES)] }]);
  });

  test('a post of one key stands once, however often it is tried', async () => {
    const stand = await open({});
    if (stand.posts === undefined) throw new Error('nothing can be posted');
    const { platform, place } = stand.posts;
    const as = { key: 'k1', since: Date.now(), past: 'none' } as const;
    const first = await platform.post(place, reply('Question'), as);
    const again = await platform.post(place, reply('Question'), { ...as, past: 'unknown' });
    await platform.post(place, reply('Another'), { ...as, key: 'k2' });
    expect(again).toEqual(first);
    await texts(stand, 'others', ['Question', 'Another']);
  });

  test('a private word is read by the one person that it is for', async () => {
    const stand = await open({ script: { say: says(reply('Heard.')) } });
    if (stand.posts === undefined) throw new Error('nothing can be posted');
    await stand.type('/say');
    await newest(stand, 'Heard.');
    const { platform, workspace, userId } = stand.heard[0]?.caller ?? { ...stand.posts.place, userId: '' };
    await stand.posts.platform.tell({ platform, workspace, userId }, reply('**Only** you'));
    await newest(stand, 'Only you');
    await texts(stand, 'others', ['Heard.']);
  });

  test('a place or a post that is gone is an error in both languages, and nothing is posted in its stead', async () => {
    const stand = await open({});
    if (stand.posts === undefined) throw new Error('nothing can be posted');
    const { platform, place } = stand.posts;
    const nowhere = { ...place, channel: '123456789012345678' };
    const told = { name: 'PlaceError', words: { en: expect.any(String), ja: expect.any(String) } };
    await expect(platform.post(nowhere, reply('x'))).rejects.toMatchObject(told);
    const gone = { ...place, message: '123456789012345678' };
    await expect(platform.edit(gone, reply('x'))).rejects.toMatchObject({ ...told, reason: 'gone' });
    expect(await stand.seen('others')).toEqual([]);
  });
});
