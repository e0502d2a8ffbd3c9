/**
 * Links that let one browser in each. A link leads to a page with a button, and only pressing that uses it: programs that
 * look at links in a chat open them, too.
 */
import { createHash } from 'node:crypto';
import { createAllowance } from '../../allowance/allowance.ts';
import type { Door } from '../../chat/door.ts';
import type { Clock } from '../../clock.ts';
import { type Asked, redirect } from './asked.ts';
import { INVITES, JOINS } from './limits.ts';
import type { Login } from './login.ts';
import { Refusal } from './refusal.ts';
import { secretText } from './signature.ts';
import type { WireInvite, WireInvites } from './wire.ts';

export type Invites = {
  /** How many are open, and may be. */
  open(): Promise<WireInvites>;
  /** Makes one. @throws Refusal (409) if too many are open */
  make(): Promise<WireInvite>;
  /** The secret in the path of a link. */
  secretIn(path: string): string | undefined;
  /** Lets the browser in that pressed the button, once for each link. @throws Refusal (429) */
  join(asked: Asked, secret: string): Promise<void>;
};

const PATH = /^\/join\/([A-Za-z0-9_-]{43})$/;

export function createInvites(parts: {
  readonly door: Door;
  readonly login: Login;
  readonly workspace: string;
  readonly clock: Clock;
}): Invites {
  const { door, login, workspace, clock } = parts;
  const joins = createAllowance(JOINS, clock.now);
  return {
    open: async () => ({ open: await door.invitesOpen(workspace, clock.now()), most: INVITES.most }),
    async make() {
      const secret = secretText();
      const at = clock.now();
      const invite = { id: idOf(secret), workspace, at, until: at + INVITES.lastMs };
      if ((await door.invite(invite, INVITES.most)) === 'kept') return { path: `/join/${secret}` };
      throw new Refusal(409, {
        en: `${INVITES.most} links are open already: each is used once or ends after 7 days.`,
        ja: `使われていない招待リンクがすでに ${INVITES.most} 件あります。リンクは 1 回使われるか、7 日たつと無効になります。`,
      });
    },
    secretIn: (path) => PATH.exec(path)?.[1],
    async join({ request, response, from, key }, secret) {
      const { wait } = await joins.take(from.address);
      if (wait > 0) throw tooMany(wait);
      if ((await door.admit(workspace, idOf(secret), clock.now())) === 'gone') {
        return redirect(response, '/login#used');
      }
      response.setHeader('set-cookie', login.passOf(request, key));
      redirect(response, '/');
    },
  };
}

/** What is kept of a link: who reads the database cannot come in by it. */
function idOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function tooMany(seconds: number): Refusal {
  return new Refusal(
    429,
    {
      en: `Too many links were tried from your address: try again in ${seconds} seconds.`,
      ja: `同じアドレスから招待リンクが何度も試されました。${seconds} 秒後にもう一度お試しください。`,
    },
    { 'retry-after': String(seconds) },
  );
}
