/** Answers calls of the Web API: the token, the scope, then the method itself. */
import { z } from 'zod';
import { type Answer, Refused } from './content.ts';
import { type Access, METHODS } from './methods.ts';
import type { World } from './world.ts';

/** Answers a call, or says Slack's word for what is wrong with it. */
export function callMethod(
  world: World,
  access: Access,
  method: string,
  token: string | undefined,
  args: Readonly<Record<string, unknown>>,
): Answer {
  world.calls.push({ method, args, at: Date.now() });
  const entry = METHODS[method];
  try {
    if (entry === undefined) throw new Refused('unknown_method');
    if (token === undefined) throw new Refused('not_authed');
    if (token !== (entry.token === 'app' ? access.appToken : access.botToken))
      throw new Refused('invalid_auth');
    if (entry.scope !== undefined && !access.scopes.has(entry.scope)) {
      throw new Refused('missing_scope', { needed: entry.scope, provided: [...access.scopes].join(',') });
    }
    return entry.run(world, args, access);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    if (error instanceof z.ZodError) return { ok: false, error: 'invalid_arguments' };
    throw error;
  }
}
