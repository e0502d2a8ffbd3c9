/** Discord's REST API on loopback: reads requests, counts them against rate limits, answers and records them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Part } from './check-message.ts';
import { Problem, problems } from './ids.ts';
import type { Limiter } from './limiter.ts';
import { type Call, ROUTES } from './routes.ts';
import type { World } from './world.ts';

/** The body's JSON and files, of `application/json` and `multipart/form-data`. */
async function parse(request: IncomingMessage, bytes: Buffer): Promise<Pick<Call, 'body' | 'parts'>> {
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, parts: [] };
  if (!type.startsWith('multipart/form-data')) return { body: JSON.parse(bytes.toString('utf8')), parts: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const parts: Part[] = [];
  for (const [, value] of form) {
    if (typeof value === 'string') continue;
    parts.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { body: typeof payload === 'string' ? JSON.parse(payload) : undefined, parts };
}

async function perform(
  world: World,
  request: IncomingMessage,
  { pathname, searchParams }: URL,
  bytes: Buffer,
  gatewayUrl: string,
): Promise<{ status: number; json: unknown; body: unknown }> {
  const path = decodeURIComponent(pathname.replace(/^\/api\/v10/, ''));
  const route = ROUTES.find((one) => one.method === request.method && one.path.test(path));
  const parsed = await parse(request, bytes);
  try {
    if (route === undefined || !pathname.startsWith('/api/v10/')) throw problems.notFound();
    if (route.auth === 'bot' && request.headers.authorization !== `Bot ${world.token}`) {
      throw problems.unauthorized();
    }
    const keys = route.path.exec(path)?.slice(1) ?? [];
    const json = route.run({ world, keys, query: searchParams, gatewayUrl, ...parsed });
    return { status: json === undefined ? 204 : 200, json, body: parsed.body };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, json: error.body(), body: parsed.body };
  }
}

function send(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  if (json === undefined) response.writeHead(status, headers).end();
  else
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
}

/** Answers one request to the API and records it. */
export async function serveRest(
  world: World,
  limiter: Limiter,
  gatewayUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
  const at = Date.now();
  const bytes = Buffer.concat(await request.toArray());
  const record = (status: number, body: unknown) => {
    world.requests.push({ at, method, path, status, body });
    world.changed();
  };
  const trouble = limiter.troubleFor(method, path);
  if (trouble?.kind === 'hangup') {
    record(0, undefined);
    request.socket.destroy();
    return;
  }
  if (trouble?.kind === 'status') {
    record(trouble.status, undefined);
    send(response, trouble.status, { message: 'Trouble on demand', code: 0 });
    return;
  }
  const allowed = limiter.admit(method, path);
  const retryAfter = trouble?.kind === 'limit' ? trouble.seconds : allowed.retryAfter;
  if (retryAfter !== undefined) {
    const scope = trouble?.kind === 'limit' ? trouble.scope : 'user';
    record(429, undefined);
    send(
      response,
      429,
      { message: 'You are being rate limited.', retry_after: retryAfter, global: scope === 'global' },
      {
        'Retry-After': String(retryAfter),
        'X-RateLimit-Scope': scope,
        ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
      },
    );
    return;
  }
  const { status, json, body } = await perform(world, request, url, bytes, gatewayUrl);
  record(status, body);
  send(response, status, json, allowed.headers);
}
