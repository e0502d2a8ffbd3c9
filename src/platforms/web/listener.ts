/** The playground's addresses: which request is answered by what. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type History, type Message, visible } from '../../chat/history.ts';
import { LOCALES, localeOf } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import type { Wall } from '../../chat/wall.ts';
import { type Acts, pressShape, sendShape } from './acts.ts';
import type { Assets } from './assets.ts';
import { formOf, readBody, readJson } from './body.ts';
import { sendBytes } from './bytes.ts';
import type { Feed } from './feed.ts';
import { checkSource, guard, schemeOf } from './gate.ts';
import { FORM_BYTES, UPLOAD_BYTES } from './limits.ts';
import type { Login } from './login.ts';
import { type Preview, previewOf } from './preview.ts';
import { notFound, Refusal, sendJson, sendRefusal } from './refusal.ts';
import { createStreams } from './streams.ts';
import { tell, tellShape } from './teacher.ts';
import { signOf } from './username.ts';
import { newVisitor, seatOf, type Visitor, visitorOf } from './visitor.ts';
import type { WireStart } from './wire.ts';

type Parts = {
  readonly bot: Bot;
  readonly acts: Acts;
  readonly assets: Assets;
  readonly feed: Feed;
  readonly history: History;
  readonly login: Login;
  readonly hosts: readonly string[];
  readonly previews: readonly Preview[];
  readonly wall: Wall | undefined;
  readonly workspace: string;
  /** Between signs of life on a live connection, in ms. */
  readonly heartbeatMs: number;
  /** Whether new work is taken. */
  readonly serving: () => boolean;
};

type Asked = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly seat: number;
};

/** Of the page's files, those that the login form needs before anyone is let in. */
const BEFORE_LOGIN = /^\/(?:page\/(?:login\.css|mark\.svg)|fonts\/.*)$/;
const PAGES: Readonly<Record<string, string>> = { '/': '/page/index.html', '/teacher': '/page/teacher.html' };

export function createListener(
  parts: Parts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const streams = createStreams(parts.heartbeatMs);

  return async (request, response) => {
    guard(response);
    try {
      checkSource(request, parts.hosts);
      const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
      const query = new URLSearchParams(search);
      const asked: Asked = { request, response, path, query, seat: seatOf(query) };
      if (parts.login.passes(request)) await answer(asked);
      else await answerStranger(asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendRefusal(response, error);
    }
  };

  async function answer(asked: Asked): Promise<void> {
    const { request, response, path, query } = asked;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && request.method !== 'POST') throw notAllowed();
    if (!reads) return act(asked);
    if (path === '/login') return redirect(response, '/');
    const page = PAGES[path] ?? path;
    if (/^\/(?:page|vendor|fonts)\//.test(page) && (await parts.assets.send(page, request, response))) return;
    if (path === '/api/events') return connect(asked, visitorOrRefuse(asked));
    if (path === '/api/messages') {
      const { userId } = visitorOrRefuse(asked);
      const before = Number(query.get('before') ?? Number.NaN);
      if (!Number.isSafeInteger(before)) throw notFound();
      return sendJson(response, 200, await parts.feed.older({ userId, seat: asked.seat }, before));
    }
    if (path === '/api/preview') {
      const message = await messageFor(visitorOrRefuse(asked), query.get('message') ?? '');
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(await previewOf(message, parts.history, parts.previews));
      return;
    }
    if (parts.wall) {
      const locale = localeOf(query.get('locale') ?? LOCALES[0]);
      if (path === '/api/classroom')
        return sendJson(response, 200, await parts.wall.view(parts.workspace, locale));
      if (path === '/api/classroom/picture') {
        const question = query.get('question') ?? '';
        const picture = await parts.wall.picture(parts.workspace, question, locale);
        if (picture === undefined) throw notFound();
        return sendBytes(request, response, picture);
      }
    }
    const file = /^\/files\/([\w-]{1,64})\/([\w.-]{1,200})$/.exec(path);
    if (file?.[1] && file[2]) return sendFile(asked, file[1], file[2]);
    throw notFound();
  }

  async function act(asked: Asked): Promise<void> {
    const { request, response, path, seat } = asked;
    if (!parts.serving()) throw closing();
    if (path === '/api/start') return begin(asked);
    if (path === '/login') return parts.login.enter(request, response);
    if (path === '/api/classroom/tell' && parts.wall) {
      const told = await tell(parts.wall, parts.workspace, await readJson(request, tellShape));
      return sendJson(response, 200, told);
    }
    const visitor = visitorOrRefuse(asked);
    switch (path) {
      case '/api/send':
        parts.acts.send(visitor, await readJson(request, sendShape));
        return sendJson(response, 202, {});
      case '/api/press':
        return sendJson(response, 202, await parts.acts.press(visitor, await readJson(request, pressShape)));
      case '/api/submit': {
        const form = await formOf(request, await readBody(request, UPLOAD_BYTES + FORM_BYTES));
        const text = (name: string) => form.get(`act.${name}`);
        const pressed = pressShape.safeParse({
          key: text('key'),
          name: text('name'),
          locale: text('locale'),
          message: text('message'),
          button: text('button'),
        });
        if (!pressed.success) throw notFound();
        const fields = [...form.entries()].filter(([name]) => name.startsWith('field.'));
        const byId = new Map(fields.map(([name, value]) => [name.slice('field.'.length), value]));
        await parts.acts.submit(visitor, pressed.data, byId);
        return sendJson(response, 202, { seat });
      }
      default:
        throw notFound();
    }
  }

  /** What is open to someone who has not shown the token. */
  async function answerStranger({ request, response, path }: Asked): Promise<void> {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/login' && request.method === 'POST') return parts.login.enter(request, response);
    if (reads && path === '/login')
      return void (await parts.assets.send('/page/login.html', request, response));
    if (reads && BEFORE_LOGIN.test(path) && (await parts.assets.send(path, request, response))) return;
    if (reads && path in PAGES) return redirect(response, '/login');
    throw new Refusal(401, {
      en: 'Log in first: this playground asks for its token.',
      ja: '先にログインしてください。このプレイグラウンドにはトークンが必要です。',
    });
  }

  /** Makes a new browser known, and tells the page what it needs. */
  function begin({ request, response, seat }: Asked): void {
    const known = visitorOf(request, seat);
    const made = known ? undefined : newVisitor(seat, schemeOf(request));
    const userId = known?.userId ?? made?.visitor.userId ?? '';
    const start: WireStart = {
      commands: parts.bot.commands,
      sign: signOf(userId),
      previews: parts.previews.map((each) => each.name),
      wall: parts.wall ? 'open' : 'none',
      heartbeatMs: parts.heartbeatMs,
    };
    sendJson(response, 200, start, made ? { 'set-cookie': made.cookie } : {});
  }

  async function connect(
    { request, response, query, seat }: Asked,
    { browser, userId }: Visitor,
  ): Promise<void> {
    if (!parts.serving()) throw closing();
    const window = /^[\w-]{8,64}$/.exec(query.get('window') ?? '')?.[0];
    const stream = streams.open(response, browser, window, parts.feed.close);
    const seen = request.headers['last-event-id'] ?? query.get('after') ?? undefined;
    await parts.feed.open({ userId, seat }, typeof seen === 'string' ? seen : undefined, stream);
  }

  async function sendFile(asked: Asked, id: string, name: string): Promise<void> {
    const message = await messageFor(visitorOrRefuse(asked), id);
    const files = message.content.kind === 'reply' ? message.content.files : [];
    const info = files.find((each) => each.name === name);
    const bytes = info && (await parts.history.file(id, name));
    if (!info || !bytes) throw notFound();
    sendBytes(asked.request, asked.response, { name, type: info.type, bytes });
  }

  async function messageFor(visitor: Visitor, id: string): Promise<Message> {
    const message = await parts.history.get(id);
    if (!message || !visible(message, visitor.userId)) throw notFound();
    return message;
  }
}

function visitorOrRefuse({ request, seat }: Asked): Visitor {
  const visitor = visitorOf(request, seat);
  if (visitor) return visitor;
  throw new Refusal(401, {
    en: 'The playground does not know this browser yet: reload the page, and allow its cookie.',
    ja: 'このブラウザーはまだ登録されていません。Cookie を許可して、ページを再読み込みしてください。',
  });
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}

const notAllowed = () =>
  new Refusal(
    405,
    { en: 'This cannot be done here.', ja: 'この操作はできません。' },
    { allow: 'GET, HEAD, POST' },
  );

const closing = () =>
  new Refusal(503, {
    en: 'The bot is stopping: try again in a moment.',
    ja: 'ボットを停止しています。少し待ってから、もう一度お試しください。',
  });
