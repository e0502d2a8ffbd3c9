/** The teacher's view, for organisers alone: the class as it stands, the act of telling the answer, and invitations. */
import { z } from 'zod';
import { LOCALES, localeOf } from '../../chat/locale.ts';
import type { Wall, WallView } from '../../chat/wall.ts';
import type { Admitted } from './asked.ts';
import { readJson } from './body.ts';
import { sendBytes } from './bytes.ts';
import type { Invites } from './invites.ts';
import { notFound, Refusal, sendJson } from './refusal.ts';

const tellShape = z.strictObject({ question: z.string().max(64), locale: z.enum(LOCALES) });

export type Teacher = {
  /** Whether a path is part of the view. */
  owns(path: string): boolean;
  /** Answers a request for one. @throws Refusal (403) for who is no organiser */
  answer(asked: Admitted): Promise<void>;
  /** @throws Refusal (403) for who is no organiser */
  check(asked: Pick<Admitted, 'role'>): void;
};

export function createTeacher(parts: {
  readonly wall: Wall | undefined;
  /** Undefined where nobody needs to be invited. */
  readonly invites: Invites | undefined;
  readonly workspace: string;
  /** Whether there is a token by which one becomes an organiser. */
  readonly hasToken: boolean;
}): Teacher {
  const { wall, invites, workspace } = parts;

  function check({ role }: Pick<Admitted, 'role'>): void {
    if (role !== 'organiser') throw forTeachers(parts.hasToken);
  }

  async function read({ request, response, path, query }: Admitted): Promise<void> {
    if (path === '/api/invites' && invites) return sendJson(response, 200, await invites.open());
    if (!wall) throw notFound();
    const locale = localeOf(query.get('locale') ?? LOCALES[0]);
    if (path === '/api/classroom') return sendJson(response, 200, await wall.view(workspace, locale));
    if (path !== '/api/classroom/picture') throw notFound();
    const picture = await wall.picture(workspace, query.get('question') ?? '', locale);
    if (picture === undefined) throw notFound();
    sendBytes(request, response, picture);
  }

  async function act({ request, response, path }: Admitted): Promise<void> {
    if (path === '/api/invites' && invites) {
      await readJson(request, z.strictObject({}));
      return sendJson(response, 201, await invites.make());
    }
    if (path !== '/api/classroom/tell' || !wall) throw notFound();
    sendJson(response, 200, await tell(wall, workspace, await readJson(request, tellShape)));
  }

  return {
    owns: (path) => /^\/api\/(?:classroom(?:\/|$)|invites$)/.test(path),
    async answer(asked) {
      check(asked);
      await (asked.reads ? read(asked) : act(asked));
    },
    check,
  };
}

/**
 * Tells everyone the answer to the question on the wall. Whoever asks for it gains nothing by it: the question is
 * closed first. @returns the class with the answer. @throws Refusal (409) if that question is not on the wall
 */
async function tell(
  wall: Wall,
  workspace: string,
  { question, locale }: z.infer<typeof tellShape>,
): Promise<WallView> {
  if ((await wall.tell(workspace, question)) === 'told') return wall.view(workspace, locale);
  throw new Refusal(409, {
    en: 'Another question has taken its place: have a look at it first.',
    ja: 'ほかの問題に切り替わりました。新しい問題を確かめてください。',
  });
}

const forTeachers = (hasToken: boolean) =>
  new Refusal(
    403,
    hasToken
      ? {
          en: 'This is for teachers: log in with the teacher’s token, at /login.',
          ja: 'ここは先生専用です。/login で先生用のトークンを入力してください。',
        }
      : {
          en: 'This is for teachers: whoever runs the bot sets TEACHER_TOKEN, and teachers log in with it at /login.',
          ja: 'ここは先生専用です。管理者が TEACHER_TOKEN を設定すると、先生はそのトークンで /login からログインできます。',
        },
  );
