/** The doors of the playground: who is let in as whom, what is open before that, and what is for organisers alone. */
import type { IncomingMessage } from 'node:http';
import type { Door } from '../../chat/door.ts';
import type { Wall } from '../../chat/wall.ts';
import type { Clock } from '../../clock.ts';
import { type Asked, redirect } from './asked.ts';
import type { Assets } from './assets.ts';
import { schemeOf } from './gate.ts';
import { createInvites } from './invites.ts';
import { createLogin, type Tokens } from './login.ts';
import { Refusal } from './refusal.ts';
import { createTeacher, type Teacher } from './teacher.ts';
import { createSessions, type Origin, type Role, type Sessions } from './visitor.ts';

export type Entrance = {
  /** @throws Refusal (429) */
  roleOf(request: IncomingMessage, from: Origin, key: string): Promise<Role | undefined>;
  /** Answers what is asked at a door, by whomever; false if it is no door's. */
  atDoor(asked: Asked, role: Role | undefined): Promise<boolean>;
  /** Answers who has not been let in. */
  answerStranger(asked: Asked): Promise<void>;
  /** The page on which is told that the request for a path was refused. */
  refusedPage(path: string): string;
  readonly sessions: Sessions;
  readonly teacher: Teacher;
  /** Whether one browser may be several people. */
  readonly seats: 'one' | 'many';
};

/** Of the page's files, those that are needed before anyone is let in: at the doors, of what is said of privacy, and of refusals. */
const BEFORE_LOGIN = /^\/(?:page\/(?:(?:login|join|privacy|refused)\.css|mark\.svg)|fonts\/.*)$/;

export function createEntrance(parts: {
  readonly tokens: Tokens;
  readonly door: Door;
  readonly wall: Wall | undefined;
  readonly assets: Assets;
  readonly workspace: string;
  readonly clock: Clock;
}): Entrance {
  const { tokens, assets, clock } = parts;
  const login = createLogin(tokens, clock);
  const sessions = createSessions(clock);
  const invites = tokens.member === undefined ? undefined : createInvites({ ...parts, login });
  const teacher = createTeacher({ ...parts, invites, hasToken: tokens.organiser !== undefined });

  /** The form, and with it what its tries are counted by. */
  async function showForm({ request, response, from: { address, session }, key }: Asked): Promise<void> {
    if (session === undefined) {
      try {
        const to = { address, scheme: schemeOf(request), kind: 'tries' } as const;
        response.setHeader('set-cookie', (await sessions.issue(to, key)).cookie);
      } catch (error) {
        // Without one the form serves as well, as long as its address has tries left.
        if (!(error instanceof Refusal)) throw error;
      }
    }
    await assets.send('/page/login.html', request, response);
  }

  /** Whether who has this role could become more by a token. */
  const mayRise = (role: Role | undefined) =>
    role === undefined || (role === 'member' && tokens.organiser !== undefined);

  return {
    roleOf: login.roleOf,
    async atDoor(asked, role) {
      const { request, response, path, from, key, reads } = asked;
      if (path === '/login') {
        if (!reads) await login.enter(request, response, from, key);
        else if (mayRise(role)) await showForm(asked);
        else redirect(response, '/');
        return true;
      }
      // Whoever is to be let in may read before what is kept of them.
      if (path === '/privacy' && reads) return assets.send('/page/privacy.html', request, response);
      const secret = invites?.secretIn(path);
      if (secret === undefined) return false;
      if (role !== undefined) redirect(response, '/');
      else if (reads) await assets.send('/page/join.html', request, response);
      else await invites?.join(asked, secret);
      return true;
    },
    async answerStranger({ request, response, path, reads }) {
      if (reads && BEFORE_LOGIN.test(path) && (await assets.send(path, request, response))) return;
      if (reads && (path === '/' || path === '/teacher')) return redirect(response, '/login');
      throw new Refusal(401, {
        en: 'Log in first: this playground asks for its token.',
        ja: '先にログインしてください。このプレイグラウンドにはトークンが必要です。',
      });
    },
    refusedPage(path) {
      if (path === '/login') return '/page/login.html';
      return invites?.secretIn(path) === undefined ? '/page/refused.html' : '/page/join.html';
    },
    sessions,
    teacher,
    // Where a token is asked for there is a class, and who is two people in it learns as one what the other is asked.
    seats: tokens.member === undefined && tokens.organiser === undefined ? 'many' : 'one',
  };
}
