/** Who is a teacher in the playground, and what is theirs alone. */
import { get } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Client } from './client.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';
import { createScriptedWall } from './scripted-wall.ts';

const opened: Playground[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

/** A visitor of a new playground who has given this token at the door. */
async function enter(wishes: Wishes, token?: string): Promise<Client> {
  const playground = await openPlayground({ wall: createScriptedWall(), ...wishes });
  opened.push(playground);
  const client = new Client(playground.url);
  if (token !== undefined) expect((await client.logIn(token)).headers.get('location')).toBe('/');
  return client;
}

/** What each part of the view answers. */
async function view(client: Client): Promise<readonly number[]> {
  const asked = [
    await client.ask('/teacher'),
    await client.ask('/api/classroom'),
    await client.ask('/api/classroom/picture?question=q7&locale=en'),
    await client.ask('/api/invites'),
    await client.post('/api/classroom/tell', { question: 'q7', locale: 'en' }),
    await client.post('/api/invites', {}),
  ];
  return asked.map(({ status }) => status);
}

const [member, teacher] = ['member-token', 'teacher-token'];
const REFUSED = [403, 403, 403, 403, 403, 403];

describe('the teacher’s view', () => {
  test('is for whoever is there where no token is set', async () => {
    const client = await enter({});
    expect((await client.start()).wall).toBe('open');
    // Nobody needs to be invited.
    expect(await view(client)).toEqual([200, 200, 200, 404, 200, 404]);
  });

  test('is for nobody where there is a token for all, and none for teachers', async () => {
    const client = await enter({ token: member }, member);
    expect((await client.start()).wall).toBe('none');
    expect(await view(client)).toEqual(REFUSED);
    expect(await (await client.ask('/teacher')).json()).toMatchObject({
      error: { en: expect.stringContaining('TEACHER_TOKEN'), ja: expect.stringContaining('TEACHER_TOKEN') },
    });
  });

  test('is for who has given the teacher’s token, and for no member', async () => {
    const pupil = await enter({ token: member, teacher }, member);
    expect((await pupil.start()).wall).toBe('none');
    expect(await view(pupil)).toEqual(REFUSED);
    // A member may become more.
    expect((await pupil.ask('/login')).status).toBe(200);
    await pupil.logIn(teacher);
    expect((await pupil.start()).wall).toBe('open');
    expect(await view(pupil)).toEqual([200, 200, 200, 200, 200, 201]);
    expect((await pupil.ask('/login')).headers.get('location')).toBe('/');
  });

  test('is for members where only teachers are asked for a token, and they are let in without', async () => {
    const client = await enter({ teacher });
    expect((await client.start()).wall).toBe('none');
    expect((await client.send('/add 1 2')).status).toBe(202);
    expect((await view(client)).slice(0, 3)).toEqual([403, 403, 403]);
    await client.logIn(teacher);
    expect((await client.start()).wall).toBe('open');
  });

  test.each([
    [{}, undefined, 'organiser'],
    [{ token: member }, member, 'member'],
    [{ token: member, teacher }, member, 'member'],
    [{ token: member, teacher }, teacher, 'organiser'],
    [{ teacher }, undefined, 'member'],
    [{ teacher }, teacher, 'organiser'],
  ])(
    'goes with what the bot is told of the person: of %j, who gives %s is %s',
    async (wishes, token, role) => {
      const client = await enter(wishes, token);
      await client.start();
      await client.send('/quiz');
      const [playground] = opened;
      await expect.poll(() => playground?.bot.seen.map(({ caller }) => caller.role)).toEqual([role]);
    },
  );

  test('is not for who comes through a proxy, where no token is set: only for who sits at the machine', async () => {
    const client = await enter({ hosts: ['class.example.org'] });
    expect((await client.start()).wall).toBe('open');
    const passedOn: Record<string, string>[] = [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
      { via: '1.1 proxy' },
      { 'x-real-ip': '203.0.113.7' },
    ];
    for (const headers of passedOn) {
      expect((await client.ask('/api/classroom', { headers })).status).toBe(403);
    }
    expect((await client.ask('/api/classroom')).status).toBe(200);
    const { port } = new URL(client.url);
    const host = await new Promise<number | undefined>((resolve, reject) => {
      get({ port, path: '/api/classroom', headers: { host: 'class.example.org', cookie: client.cookie } })
        .on('response', (response) => resolve(response.resume().statusCode))
        .on('error', reject);
    });
    expect(host).toBe(403);
  });

  test('may be asked for by a program, which sends the token', async () => {
    const client = await enter({ token: member, teacher });
    const ask = (token: string) =>
      client.ask('/api/classroom', { headers: { authorization: `Bearer ${token}` } });
    expect((await ask(teacher)).status).toBe(200);
    expect((await ask(member)).status).toBe(403);
    expect((await ask('neither')).status).toBe(401);
  });

  test('is not to be had by guessing as a member, who goes on all the same', async () => {
    const pupil = await enter({ token: member, teacher, now: () => 0 }, member);
    await pupil.start();
    for (let n = 0; n < 60; n += 1) await pupil.logIn(`guess ${n}`);
    expect((await pupil.logIn(teacher)).status).toBe(429);
    const headers = { authorization: `Bearer ${teacher}` };
    expect((await pupil.ask('/api/classroom', { headers })).status).toBe(403);
    expect((await pupil.send('/add 1 2')).status).toBe(202);
  });

  test('is not opened by a pass of members that calls itself another', async () => {
    const pupil = await enter({ token: member, teacher: 'member-tokens' }, member);
    pupil.cookie = pupil.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await pupil.ask('/api/classroom')).status).toBe(401);
  });
});

test('an open question’s answer leaves the server to nobody, not even a teacher', async () => {
  const client = await enter({ token: member, teacher }, teacher);
  const read = async () => (await client.ask('/api/classroom?locale=en')).text();
  expect(await read()).not.toMatch(/"right":|"why":/);
  await client.post('/api/classroom/tell', { question: 'q7', locale: 'en' });
  expect(await read()).toMatch(/"right":\["B"\]/);
});

test.each([{ token: member }, { teacher }])(
  'where a token is asked for, one browser is one person: %j',
  async (wishes) => {
    const client = await enter(wishes, wishes.token);
    expect((await client.start()).seats).toBe('one');
    const second = client.beside(2);
    const listener = await client.listen();
    await listener.page();
    await second.send('/add 1 2');
    expect((await listener.message()).cause).toMatchObject({ mine: true });
    listener.close();
    const [playground] = opened;
    await client.send('/quiz');
    await expect.poll(() => playground?.bot.seen.length).toBe(2);
    expect(new Set(playground?.bot.seen.map(({ caller }) => caller.userId)).size).toBe(1);
  },
);
