/** Links that let one browser in. */
import { afterEach, expect, test } from 'vitest';
import type { WireInvite, WireInvites } from '../../../src/platforms/web/wire.ts';
import { openNewDoor } from '../../support/door.ts';
import { Client } from './client.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';

const DAY = 24 * 3_600_000;
const opened: Playground[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

/** A teacher in a new playground. */
async function open(wishes: Wishes = {}): Promise<Client> {
  const door = await openNewDoor();
  const playground = await openPlayground({
    token: 'member-token',
    teacher: 'teacher-token',
    door,
    ...wishes,
  });
  opened.push(playground);
  const teacher = new Client(playground.url);
  await teacher.logIn('teacher-token');
  return teacher;
}

async function invite(teacher: Client): Promise<string> {
  return ((await (await teacher.post('/api/invites', {})).json()) as WireInvite).path;
}

/** Presses the button of the page that a link leads to. @returns where that leads */
async function join(client: Client, path: string): Promise<string | null> {
  return client.keep(await client.ask(path, { method: 'POST' })).headers.get('location');
}

test('a link lets one browser in, as a member, and no other', async () => {
  const teacher = await open();
  const path = await invite(teacher);
  expect(path).toMatch(/^\/join\/[\w-]{43}$/);
  const [aki, ben] = [new Client(teacher.url), new Client(teacher.url)];
  expect((await aki.ask('/')).headers.get('location')).toBe('/login');
  expect(await join(aki, path)).toBe('/');
  expect((await aki.ask('/')).status).toBe(200);
  expect((await aki.start()).wall).toBe('none');
  expect((await aki.ask('/api/invites')).status).toBe(403);
  expect(await join(ben, path)).toBe('/login#used');
  expect((await ben.ask('/')).headers.get('location')).toBe('/login');
});

test('of many who press at once one comes in', async () => {
  const teacher = await open();
  const path = await invite(teacher);
  const led = await Promise.all(Array.from({ length: 20 }, () => join(new Client(teacher.url), path)));
  expect(led.filter((location) => location === '/')).toHaveLength(1);
});

test('who only looks at a link uses nothing', async () => {
  const teacher = await open();
  const path = await invite(teacher);
  const preview = new Client(teacher.url);
  for (const method of ['GET', 'HEAD', 'GET']) {
    const response = await preview.ask(path, { method });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
  }
  const foreign = await fetch(teacher.url + path, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
  // Who is in already does not use it up, either.
  expect(await join(teacher, path)).toBe('/');
  expect(await join(new Client(teacher.url), path)).toBe('/');
});

test('a link is good for 7 days, also after a restart', async () => {
  let now = 0;
  const door = await openNewDoor();
  const teacher = await open({ now: () => now, door });
  const [first, second] = [await invite(teacher), await invite(teacher)];
  const later = await open({ now: () => now, door });
  now = 7 * DAY - 1;
  expect(await join(new Client(later.url), first)).toBe('/');
  now = 7 * DAY;
  expect(await join(new Client(later.url), second)).toBe('/login#used');
});

test('only so many are open at once', async () => {
  const teacher = await open({ now: () => 0 });
  let last = '';
  for (let n = 0; n < 200; n += 1) last = await invite(teacher);
  const refused = await teacher.post('/api/invites', {});
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { error: { en: expect.stringContaining('200'), ja: expect.stringContaining('200') } },
  ]);
  expect(await join(new Client(teacher.url), last)).toBe('/');
  expect((await (await teacher.ask('/api/invites')).json()) as WireInvites).toEqual({ open: 199, most: 200 });
  expect(await invite(teacher)).toMatch(/^\/join\//);
});

test('a made-up link lets nobody in, and trying many is slowed down', async () => {
  const teacher = await open({ now: () => 0 });
  const led: (string | null)[] = [];
  for (let n = 0; n < 130; n += 1)
    led.push(await join(new Client(teacher.url), `/join/${String(n).padStart(43, 'x')}`));
  expect(led).toEqual([
    ...Array.from({ length: 120 }, () => '/login#used'),
    ...Array.from({ length: 10 }, () => null),
  ]);
});

test('who came by a link stays until the token changes', async () => {
  const door = await openNewDoor();
  const teacher = await open({ door });
  const aki = new Client(teacher.url);
  await join(aki, await invite(teacher));
  aki.url = (await open({ door })).url;
  expect((await aki.ask('/')).status).toBe(200);
  aki.url = (await open({ door, token: 'another-token' })).url;
  expect((await aki.ask('/')).status).toBe(303);
});
