/** Tokens, invitations and cookies at the door of a playground that asks for them: nobody comes in who holds none. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { WireInvite } from '../../../src/platforms/web/wire.ts';
import { Client } from '../../platforms/web/client.ts';
import { openPlayground } from '../../platforms/web/playground.ts';
import { createScriptedBot } from '../../platforms/web/scripted-bot.ts';
import { openNewDoor } from '../../support/door.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { sendRaw, statusOf } from '../raw.ts';
import { MARK, watch } from '../watch.ts';

type Knock = {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  readonly type?: string | undefined;
  readonly body?: string | undefined;
  /** Instead of an address of its own, as a proxy names it. */
  readonly forwarded?: string | undefined;
};

const MEMBER = 'member-token-of-the-class';
const TEACHER = 'teacher-token-of-the-class';
/** What members see, and what teachers alone do. */
const INSIDE = ['/', '/api/messages?before=99999999', '/page/main.js', '/api/preview?message=1'];
const TEACHERS = ['/teacher', '/api/invites', '/api/classroom?locale=ja'];
/** What everybody is given. */
const OPEN =
  /^\/+(?:login|join\/[\w-]{43}|privacy|page\/(?:login|join|privacy)\.css|page\/mark\.svg|fonts\/)/;

/** Every way in which a sender may have written what it knows. */
function spellings(text: string): readonly string[] {
  const plain = text.replaceAll('+', ' ');
  const read = plain.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return [text, plain, read];
}

function knocks(passes: readonly string[], session: string, invites: readonly string[]): fc.Arbitrary<Knock> {
  const right = fc.constantFrom(MEMBER, TEACHER);
  const token = fc.oneof(
    { weight: 4, arbitrary: mutated(right, 300) },
    { weight: 1, arbitrary: fc.constantFrom('', 'undefined', 'null', '[object Object]') },
    { weight: 1, arbitrary: oddText(60) },
  );
  const forwarded = fc.option(
    mutated(fc.constantFrom('198.51.100.7, 2001:db8::1', '[::ffff:1.2.3.4]:80'), 60),
    {
      nil: undefined,
      freq: 3,
    },
  );
  const places = fc.constantFrom(...INSIDE, ...TEACHERS);
  const inside = fc.oneof({ weight: 2, arbitrary: places }, { weight: 1, arbitrary: mutated(places, 20) });
  const multipart = (value: string) =>
    `--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n${value}\r\n--x--\r\n`;
  const encoded = 'application/x-www-form-urlencoded';
  const form = fc.oneof(
    fc.record({
      type: fc.constant(encoded),
      body: fc.oneof(
        token.map((value) => `token=${encodeURIComponent(value.toWellFormed())}`),
        mutated(right.map((value) => `token=${value}`)),
      ),
    }),
    fc.record({
      type: fc.constantFrom(encoded, 'text/plain', ''),
      body: token.map((value) => `token=${value}`),
    }),
    fc.record({ type: fc.constant('multipart/form-data; boundary=x'), body: mutated(right.map(multipart)) }),
    fc.record({
      type: mutated(fc.constant('multipart/form-data; boundary=x'), 20),
      body: token.map(multipart),
    }),
  );
  return fc.oneof<fc.Arbitrary<Knock>[]>(
    fc.record({ form, forwarded }).map(({ form: { type, body }, forwarded: from }) => ({
      method: 'POST',
      path: '/login',
      type,
      body,
      forwarded: from,
    })),
    fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'POST'),
      path: inside,
      authorization: fc.oneof(
        token.map((value) => `Bearer ${value}`),
        mutated(
          right.map((value) => `Bearer ${value}`),
          300,
        ),
      ),
      forwarded,
    }),
    fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT'),
      path: mutated(fc.constantFrom(...invites), 60),
      forwarded,
    }),
    fc.record({
      method: fc.constantFrom('GET', 'POST'),
      path: inside,
      cookie: fc.oneof(
        fc.constant(session),
        mutated(
          fc.constantFrom(...passes, passes.join('; ')).map((pass) => `${session}; ${pass}`),
          300,
        ),
      ),
    }),
  );
}

export const entrance = door<Knock>('entrance', async () => {
  const seen = watch(createScriptedBot());
  const counts = { final: 0, error: 0 };
  const time = { now: Date.now() };
  const page = await openPlayground({
    bot: seen.bot,
    door: await openNewDoor(),
    token: MEMBER,
    teacher: TEACHER,
    proxies: ['127.0.0.1'],
    now: () => time.now,
  });
  const port = Number(new URL(page.url).port);
  const [teacher, pupil] = [new Client(page.url), new Client(page.url)];
  await teacher.logIn(TEACHER);
  await pupil.logIn(MEMBER);
  const [teachersPass, pupilsPass] = [teacher.cookie, pupil.cookie];
  // What the class has said, and the session of who has said it: without a pass it opens nothing.
  pupil.name = MARK;
  await pupil.start();
  const session = pupil.cookie.split('; ').find((each) => each.startsWith('carrybot=')) ?? '';
  await pupil.send('/add 1 2');
  await seen.idle();
  const invites: string[] = [];
  for (let n = 0; n < 150; n += 1)
    invites.push(((await (await teacher.post('/api/invites', {})).json()) as WireInvite).path);
  const used = new Map<string, number>();
  let count = 0;
  let told = 0;

  /** As much as a request has to show for itself. */
  function rightOf(text: string): 'none' | 'member' | 'organiser' {
    const all = spellings(text);
    const shows = (...some: readonly string[]) => all.some((each) => some.some((one) => each.includes(one)));
    if (shows(TEACHER, teachersPass)) return 'organiser';
    return shows(MEMBER, pupilsPass, ...invites) ? 'member' : 'none';
  }

  function judge({ method, path }: Knock, text: string, answer: string): void {
    const status = statusOf(answer);
    const right = rightOf(text);
    const place = path.split('?', 1)[0] ?? '';
    const isGiven = status >= 200 && status < 300 && !OPEN.test(place);
    const [, pass] = /^set-cookie: (carrybot_pass=[^;]*)/im.exec(answer) ?? [];
    const leadsIn = status === 303 && !/^location: \/login/im.test(answer);
    counts[isGiven || pass !== undefined ? 'final' : 'error'] += 1;
    if (status >= 500) seen.fault(`HTTP ${status}: ${answer.slice(0, 300)}`);
    if (right === 'none') {
      seen.see(answer, 'a door that was closed');
      if (isGiven || pass !== undefined || leadsIn)
        seen.fault(`a stranger was let in: ${answer.slice(0, 300)}`);
    }
    const isTeachers = TEACHERS.some((each) => place === each.split('?', 1)[0]);
    if (right !== 'organiser' && (pass === teachersPass || (isGiven && isTeachers)))
      seen.fault(`a ${right} became a teacher: ${answer.slice(0, 300)}`);
    if (method !== 'POST' || pass === undefined || !place.startsWith('/join/')) return;
    used.set(place, (used.get(place) ?? 0) + 1);
    if ((used.get(place) ?? 0) > 1) seen.fault('a link let a second one in');
  }

  async function knock(each: Knock): Promise<void> {
    count += 1;
    const from = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
    const body = Buffer.from(each.body ?? '');
    const lines = [
      `${each.method} ${each.path} HTTP/1.1`,
      'host: localhost',
      'origin: http://localhost',
      'connection: close',
      `x-forwarded-for: ${each.forwarded ?? from}`,
      `content-length: ${body.byteLength}`,
      ...(each.type === undefined ? [] : [`content-type: ${each.type}`]),
      ...(each.authorization === undefined ? [] : [`authorization: ${each.authorization}`]),
      ...(each.cookie === undefined ? [] : [`cookie: ${each.cookie}`]),
    ];
    const text = `${lines.join('\r\n')}\r\n\r\n${each.body ?? ''}`;
    judge(each, text, await sendRaw(port, Buffer.from(text), 'listens'));
  }

  return {
    inputs: knocks([teachersPass, pupilsPass], session, invites),
    atOnce: 8,
    watch: { fault: seen.fault, take: seen.take, counts },
    async send(all) {
      // Who guesses is slowed down; what is tried here is not that.
      time.now += 60_000;
      await Promise.all(all.map(knock));
      for (const error of page.errors.slice(told)) seen.fault(`logged: ${inspect(error)}`);
      told = page.errors.length;
      const newcomer = new Client(page.url);
      newcomer.from = `172.16.${(count >> 8) & 255}.${count & 255}`;
      if ((await newcomer.logIn(MEMBER)).headers.get('location') !== '/')
        seen.fault('the right token does not open any more');
      if ((await newcomer.ask('/')).status !== 200 || (await teacher.ask('/api/invites')).status !== 200)
        seen.fault('who is in is refused');
    },
    close: () => page.stop(),
  };
});
