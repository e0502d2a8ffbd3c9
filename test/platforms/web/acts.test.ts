import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { PLAYGROUND } from '../../../src/platforms/web/web.ts';
import { Client, type Listener } from './client.ts';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;
let aki: Client;
let akis: Listener;
let now: number;
beforeEach(async () => {
  now = 1_000_000;
  playground = await openPlayground({ now: () => now });
  aki = new Client(playground.url);
  await aki.start();
  akis = await aki.listen();
  await akis.page();
});
afterEach(async () => {
  expect(playground.errors).toEqual([]);
  await playground.stop();
});

describe('a line', () => {
  test('reaches the bot as typed, with who typed it', async () => {
    await aki.send('  ／ＡＤＤ  ４５ 77 ', { locale: 'ja', zone: 'Asia/Tokyo' });
    await akis.message();
    const [seen] = playground.bot.seen;
    expect(seen).toMatchObject({
      kind: 'command',
      command: 'ADD',
      subcommand: undefined,
      input: { kind: 'text', text: '４５ 77' },
      caller: {
        platform: 'web',
        workspace: 'local',
        channel: 'playground',
        userName: 'Aki',
        locale: 'ja',
        zone: 'Asia/Tokyo',
      },
    });
    expect(seen?.caller.userId).toMatch(/^[\w-]{22}$/);
  });

  test('that is sent again is done once, also when the next process hears it', async () => {
    const key = crypto.randomUUID();
    await aki.send('/add 1 2', { key });
    await akis.message();
    await playground.stop();
    const { history, errands, url } = playground;
    playground = await openPlayground({ history, errands, port: Number(new URL(url).port) });
    expect((await aki.send('/add 1 2', { key })).status).toBe(202);
    await aki.send('/quiz');
    const said = async () => {
      const messages = await history.page(
        { channel: 'playground', viewer: 'anyone' },
        Number.MAX_SAFE_INTEGER,
        9,
      );
      return messages.map(({ cause }) => cause?.text);
    };
    await expect.poll(said).toEqual(['/add 1 2', '/quiz']);
  });

  test('without a slash gets one private sentence and does not reach the bot', async () => {
    await aki.send('hello');
    expect(await akis.message()).toMatchObject({
      kind: 'error',
      audience: 'caller',
      cause: { text: 'hello' },
    });
    expect(playground.bot.seen).toEqual([]);
  });

  test('that is sent again is done once', async () => {
    const key = crypto.randomUUID();
    for (let n = 0; n < 3; n += 1) expect((await aki.send('/add 1 2', { key })).status).toBe(202);
    await akis.message();
    await aki.send('/quiz');
    expect((await akis.message()).cause?.text).toBe('/quiz');
    expect(playground.bot.seen).toHaveLength(2);
  });

  test.each([
    ['a name that is only spaces', '  ', /^Guest [A-Z0-9]{2}$/],
    ['control signs and line breaks', 'A\u0000k\u202Ei\n!', /^Aki!$/],
    ['signs that turn the line around', '\u202Etfel\u2066 \u200Fot', /^tfel ot$/],
    ['marks piled up', `Z${'\u0335\u0308\u0301'.repeat(20)}a`, /^Z\p{M}{3}a$/u],
    ['marks alone', '\u0301'.repeat(5), /^Guest [A-Z0-9]{2}$/],
    ['letters that nobody sees', '\u3164\u115F\u2800\u{E0041}', /^Guest [A-Z0-9]{2}$/],
    ['an emoji', '👩🏽\u200D🎓 Aki', /^👩🏽🎓 Aki$/u],
    ['an emoji at the end of what fits', `${'x'.repeat(31)}👩🏽`, /^x{31}$/],
    ['half an emoji', 'Aki\uD83D', /^Aki$/],
    ['too long a name', 'あ'.repeat(150), /^あ{32}$/u],
  ])('%s becomes a harmless name', async (_, name, expected) => {
    aki.name = name;
    await aki.send('/quiz');
    expect((await akis.message()).cause?.name).toMatch(expected);
  });

  test.each([
    ['an empty line', { line: '' }],
    ['too long a line', { line: `/${'x'.repeat(2_000)}` }],
    ['another language', { line: '/quiz', locale: 'xx' }],
    ['too long a zone', { line: '/quiz', zone: 'x'.repeat(65) }],
    ['an unknown field', { line: '/quiz', admin: true }],
    ['a short key', { line: '/quiz', key: 'x' }],
  ])('%s is refused', async (_, body) => {
    expect((await aki.post('/api/send', aki.act(body))).status).toBe(400);
  });

  test('what is no JSON, no object or too large is refused', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    expect((await aki.ask('/api/send', { ...json, body: '{' })).status).toBe(400);
    expect((await aki.ask('/api/send', { ...json, body: 'null' })).status).toBe(400);
    expect((await aki.ask('/api/send', { method: 'POST', body: '{}' })).status).toBe(415);
    expect((await aki.ask('/api/send', { ...json, body: ' '.repeat(64 * 1024 + 1) })).status).toBe(413);
  });

  test('from a browser that has not begun is refused', async () => {
    expect((await new Client(playground.url).send('/quiz')).status).toBe(401);
    const forged = new Client(playground.url);
    forged.cookie = 'carrybot=short';
    expect((await forged.send('/quiz')).status).toBe(401);
  });
});

test('who sends too much waits, others do not, and it goes on later', async () => {
  const line = { line: 'no command' };
  const statuses = [];
  for (let n = 0; n < 121; n += 1) statuses.push((await aki.post('/api/send', aki.act(line))).status);
  expect(statuses.filter((each) => each === 202)).toHaveLength(120);
  const refused = await aki.post('/api/send', aki.act(line));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await refused.json()).toMatchObject({ error: { en: expect.any(String), ja: expect.any(String) } });
  const ben = new Client(playground.url);
  await ben.start();
  expect((await ben.post('/api/send', ben.act(line))).status).toBe(202);
  now += 1_000;
  expect((await aki.post('/api/send', aki.act(line))).status).toBe(202);
});

test('one browser has only so many answers made at once', async () => {
  for (let n = 0; n < 8; n += 1) expect((await aki.send('/train')).status).toBe(202);
  expect((await aki.send('/train')).status).toBe(429);
  playground.bot.finish();
});

describe('a button', () => {
  test('is answered privately while the question stays for all', async () => {
    await aki.send('/quiz');
    const question = await akis.message();
    const ben = new Client(playground.url);
    ben.name = 'Ben';
    await ben.start();
    const bens = await ben.listen();
    await bens.page();
    expect(await ben.pressed(question.id, 'quiz:answer:7:b')).toEqual({ kind: 'accepted' });
    expect(await bens.message()).toMatchObject({
      audience: 'caller',
      text: expect.stringContaining('Right.'),
      cause: { kind: 'press', name: 'Ben', mine: true, text: 'B. 0.25' },
    });
    await aki.send('/quiz');
    expect((await akis.message()).cause?.name).toBe('Aki');
  });

  test('may replace the message that it belongs to', async () => {
    await aki.send('/train');
    const running = await akis.message();
    await akis.message();
    await aki.pressed(running.id, 'train:cancel:1');
    expect(await akis.message()).toMatchObject({
      id: running.id,
      text: 'Cancelled.',
      cause: { text: '/train' },
    });
    playground.bot.finish();
    await akis.message();
  });

  test('that is not on the message, or on a message of somebody else, is refused', async () => {
    await aki.send('/quiz');
    const question = await akis.message();
    expect((await aki.press(question.id, 'quiz:answer:8:a')).status).toBe(409);
    expect((await aki.press('nowhere', 'quiz:answer:7:a')).status).toBe(409);
    playground.bot.say(
      reply('For you', { audience: 'caller', buttons: [{ id: 'own', label: 'Own', style: 'primary' }] }),
    );
    await aki.send('/say');
    const own = await akis.message();
    const ben = new Client(playground.url);
    await ben.start();
    expect((await ben.press(own.id, 'own')).status).toBe(409);
    expect((await aki.press(own.id, 'own')).status).toBe(202);
    await akis.message();
  });

  test('of a message from before a restart still works', async () => {
    const posted = await playground.web.post(
      PLAYGROUND,
      reply('Old question', { buttons: [{ id: 'quiz:answer:1:b', label: 'B', style: 'secondary' }] }),
    );
    await akis.message();
    await aki.pressed(posted.message, 'quiz:answer:1:b');
    expect((await akis.message()).text).toContain('Right.');
  });
});

describe('a form', () => {
  async function openForm(): Promise<string> {
    await aki.send('/feedback');
    const { id } = await akis.message();
    expect(await aki.pressed(id, 'feedback:form')).toMatchObject({
      kind: 'form',
      form: { title: 'Feedback' },
    });
    return id;
  }

  function submit(message: string, fields: Record<string, string | File>, more = {}): Promise<Response> {
    const form = new FormData();
    for (const [name, value] of Object.entries(aki.act({ message, button: 'feedback:form', ...more }))) {
      form.set(`act.${name}`, String(value));
    }
    for (const [name, value] of Object.entries(fields)) form.set(`field.${name}`, value);
    return aki.ask('/api/submit', { method: 'POST', body: form });
  }

  const file = (size: number) => new File([new Uint8Array(size)], 'my file.txt');

  test('brings its texts and its file to the bot', async () => {
    const id = await openForm();
    expect((await submit(id, { title: 'Hi', body: 'a\r\nb', file: file(1000) })).status).toBe(202);
    expect((await akis.message()).text).toBe('title: Hi\nbody: a\nb\nfile: my file.txt, 1000 bytes');
    expect(playground.bot.seen.at(-1)).toMatchObject({ kind: 'submit', id: 'feedback:form' });
  });

  test.each([
    ['a missing text', { title: 'Hi', file: file(1) }, 400],
    ['a missing file', { title: 'Hi', body: 'x' }, 400],
    ['a text where a file belongs', { title: 'Hi', body: 'x', file: 'x' }, 400],
    ['too long a text', { title: 'x'.repeat(41), body: 'x', file: file(1) }, 400],
    ['too large a file', { title: 'Hi', body: 'x', file: file(1001) }, 413],
    ['more than a megabyte', { title: 'Hi', body: 'x', file: file(1_200_000) }, 413],
  ])('with %s is refused and reaches nobody', async (_, fields, status) => {
    const id = await openForm();
    expect((await submit(id, fields)).status).toBe(status);
    expect(playground.bot.seen).toHaveLength(1);
  });

  test('that is none, or of a button that opens none, is refused', async () => {
    const id = await openForm();
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await aki.ask('/api/submit', { method: 'POST', headers: type, body: 'nonsense' })).status).toBe(
      400,
    );
    expect((await submit(id, { title: 'Hi' }, { button: 'elsewhere' })).status).toBe(409);
  });
});

describe('a file of a reply', () => {
  test('is given to those who see the reply', async () => {
    await aki.send('/markup');
    const [notes] = (await akis.message()).files;
    const response = await aki.ask(notes?.url ?? '');
    expect(await response.text()).toBe('a note');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="notes.txt"');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect((await aki.ask(`${notes?.url.replace('notes', 'other')}`)).status).toBe(404);
  });

  test('of a private reply is nobody else’s, also not of the same browser’s other user', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    playground.bot.say(
      reply('For you', {
        audience: 'caller',
        files: [{ name: 'a.png', type: 'image/png', alt: 'A', bytes }],
      }),
    );
    await aki.send('/say');
    const { id, files } = await akis.message();
    const own = await aki.ask(files[0]?.url ?? '');
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(new Uint8Array(await own.arrayBuffer())).toEqual(bytes);
    const ben = new Client(playground.url);
    await ben.start();
    expect((await ben.ask(`/files/${id}/a.png`)).status).toBe(404);
    expect((await aki.beside(2).ask(`/files/${id}/a.png`)).status).toBe(404);
    expect((await fetch(`${playground.url}/files/${id}/a.png`)).status).toBe(401);
  });
});

test('two users of one browser are two users', async () => {
  const second = aki.beside(2);
  second.name = 'Ben';
  await second.start();
  const seconds = await second.listen();
  await seconds.page();
  await aki.send('/mine');
  await second.send('/quiz');
  expect((await seconds.message()).cause).toMatchObject({ name: 'Ben', mine: true });
  await akis.message();
  expect((await akis.message()).cause).toMatchObject({ name: 'Ben', mine: false });
  expect(new Set(playground.bot.seen.map((each) => each.caller.userId)).size).toBe(2);
});
