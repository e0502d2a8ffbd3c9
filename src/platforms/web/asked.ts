/** A request as the playground's addresses are answered by. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { Refusal } from './refusal.ts';
import type { Origin, Role, Visitor } from './visitor.ts';
import { sessionOf, userOf } from './visitor.ts';

export type Asked = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly reads: boolean;
  readonly seat: number;
  /** The secret of its session, if it has one. */
  readonly secret: string | undefined;
  readonly from: Origin;
  /** Signs what is given out. */
  readonly key: string;
};

/** One that was let in. */
export type Admitted = Asked & { readonly role: Role };

/** @throws Refusal (401) for a browser that has no session */
export function visitorOf({ secret, seat, from, role }: Admitted): Visitor {
  if (secret !== undefined)
    return { address: from.address, session: sessionOf(secret), userId: userOf(secret, seat), role };
  throw new Refusal(401, {
    en: 'The playground does not know this browser yet: reload the page, and allow its cookie.',
    ja: 'このブラウザーはまだ登録されていません。Cookie を許可して、ページを再読み込みしてください。',
  });
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}
