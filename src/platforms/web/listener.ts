/** The playground's addresses: which request is answered by what. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type History, type Message, visible } from '../../chat/history.ts';
import type { Bot } from '../../chat/platform.ts';
import type { ClientAddresses } from '../http/client-address.ts';
import { type Acts, pressShape, sendShape } from './acts.ts';
import { type Admitted, type Asked, visitorOf } from './asked.ts';
import type { Assets } from './assets.ts';
import { formOf, readBody, readJson } from './body.ts';
import { sendBytes } from './bytes.ts';
import type { Entrance } from './entrance.ts';
import type { Feed } from './feed.ts';
import { checkSource, guard, schemeOf } from './gate.ts';
import { FORM_BYTES, UPLOAD_BYTES } from './limits.ts';
import { type Preview, previewOf } from './preview.ts';
import { isForReading, notFound, Refusal, sendJson, sendRefusal, sendRefusedPage } from './refusal.ts';
import { createStreams } from './streams.ts';
import { signOf } from './username.ts';
import { seatOf, secretOf, sessionOf, userOf, type Visitor } from './visitor.ts';
import type { WireStart } from './wire.ts';

type Parts = {
  readonly bot: Bot;
  readonly acts: Acts;
  readonly assets: Assets;
  readonly feed: Feed;
  readonly history: History;
  /** Signs what is given out. */
  readonly key: () => Promise<string>;
  readonly entrance: Entrance;
  readonly addresses: ClientAddresses;
  readonly hosts: readonly string[];
  readonly previews: readonly Preview[];
  readonly hasWall: boolean;
  /** Between signs of life on a live connection, in ms. */
  readonly heartbeatMs: number;
  /** Whether new work is taken. */
  readonly serving: () => boolean;
};

const PAGES: Readonly<Record<string, string>> = { '/': '/page/index.html', '/teacher': '/page/teacher.html' };

export function createListener(
  parts: Parts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { entrance } = parts;
  const streams = createStreams(parts.heartbeatMs);

  return async (request, response) => {
    guard(response);
    try {
      checkSource(request, parts.hosts);
      const asked = await read(request, response);
      const { path, reads } = asked;
      if (!reads && request.method !== 'POST') throw notAllowed();
      if (!reads && !parts.serving()) throw closing();
      const role = await entrance.roleOf(request, asked.from, asked.key);
      if (await entrance.atDoor(asked, role)) return;
      if (role === undefined) return await entrance.answerStranger(asked);
      const admitted = { ...asked, role };
      if (entrance.teacher.owns(path)) return await entrance.teacher.answer(admitted);
      await (reads ? answer(admitted) : act(admitted));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!isForReading(request)) return sendRefusal(response, error);
      const page = entrance.refusedPage(pathOf(request));
      sendRefusedPage(response, error, await parts.assets.text(page));
    }
  };

  async function read(request: IncomingMessage, response: ServerResponse): Promise<Asked> {
    const path = pathOf(request);
    const query = new URLSearchParams(request.url?.split('?', 2)[1]);
    const key = await parts.key();
    const secret = secretOf(request, key);
    const counted = secret ?? secretOf(request, key, 'tries');
    return {
      request,
      response,
      path,
      query,
      reads: request.method === 'GET' || request.method === 'HEAD',
      seat: entrance.seats === 'many' ? seatOf(query) : 1,
      secret,
      from: {
        address: parts.addresses.of(request),
        session: counted === undefined ? undefined : sessionOf(counted),
      },
      key,
    };
  }

  async function answer(asked: Admitted): Promise<void> {
    const { request, response, path, query } = asked;
    if (path === '/teacher') entrance.teacher.check(asked);
    const page = PAGES[path] ?? path;
    if (/^\/(?:page|vendor|fonts)\//.test(page) && (await parts.assets.send(page, request, response))) return;
    if (path === '/api/events') return connect(asked, visitorOf(asked));
    if (path === '/api/messages') {
      const { userId } = visitorOf(asked);
      const before = Number(query.get('before') ?? Number.NaN);
      if (!Number.isSafeInteger(before)) throw notFound();
      return sendJson(response, 200, await parts.feed.older({ userId, seat: asked.seat }, before));
    }
    if (path === '/api/preview') {
      const message = await messageFor(visitorOf(asked), query.get('message') ?? '');
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(await previewOf(message, parts.history, parts.previews));
      return;
    }
    const file = /^\/files\/([\w-]{1,64})\/([\w.-]{1,200})$/.exec(path);
    if (file?.[1] && file[2]) return sendFile(asked, file[1], file[2]);
    throw notFound();
  }

  async function act(asked: Admitted): Promise<void> {
    const { request, response, path, seat } = asked;
    if (path === '/api/start') return begin(asked);
    const visitor = visitorOf(asked);
    switch (path) {
      case '/api/send':
        await parts.acts.send(visitor, await readJson(request, sendShape));
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

  /** Makes a new browser known, and tells the page what it needs. */
  async function begin({ request, response, secret, seat, from, key, role }: Admitted): Promise<void> {
    const to = { address: from.address, scheme: schemeOf(request), kind: 'session' } as const;
    const made = secret === undefined ? await entrance.sessions.issue(to, key) : undefined;
    const start: WireStart = {
      commands: parts.bot.commands,
      sign: signOf(userOf(made?.secret ?? secret ?? '', seat)),
      previews: parts.previews.map((each) => each.name),
      wall: parts.hasWall && role === 'organiser' ? 'open' : 'none',
      seats: entrance.seats,
      heartbeatMs: parts.heartbeatMs,
    };
    sendJson(response, 200, start, made ? { 'set-cookie': made.cookie } : {});
  }

  async function connect({ request, response, query, seat }: Asked, visitor: Visitor): Promise<void> {
    if (!parts.serving()) throw closing();
    const window = /^[\w-]{8,64}$/.exec(query.get('window') ?? '')?.[0];
    const stream = streams.open(response, visitor, window, parts.feed.close);
    const seen = request.headers['last-event-id'] ?? query.get('after') ?? undefined;
    const reader = { userId: visitor.userId, seat };
    await parts.feed.open(reader, typeof seen === 'string' ? seen : undefined, stream);
  }

  async function sendFile(asked: Admitted, id: string, name: string): Promise<void> {
    const message = await messageFor(visitorOf(asked), id);
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

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

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
