/** response_urls: five uses within half an hour, and no edits but of the message that was pressed. */
import { z } from 'zod';
import { contentOf, refusalOf } from './content.ts';
import type { Stored, World } from './world.ts';

type Url = {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed; slash commands have none, and cannot replace anything. */
  readonly source: Stored | undefined;
  readonly since: number;
  uses: number;
};

const bodySchema = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
});

export type ResponseUrls = {
  /** Issues one. @returns its path */
  issue(channel: string, user: string, source: Stored | undefined): string;
  /** Takes a body posted to it. @returns status and text of the answer */
  take(path: string, body: unknown): { readonly status: number; readonly text: string };
  /** Lets all that were issued so far grow old. */
  expire(): void;
  /** How often the one issued last was used. */
  lastUses(): number;
};

export function createResponseUrls(world: World): ResponseUrls {
  const urls = new Map<string, Url>();
  let expiredBefore = 0;
  return {
    issue(channel, user, source) {
      const path = `/response/${world.id('R')}`;
      urls.set(path, { channel, user, source, since: Date.now(), uses: 0 });
      return path;
    },
    take(path, body) {
      const url = urls.get(path);
      if (url === undefined) return { status: 404, text: 'no_service' };
      if (url.since <= expiredBefore) return { status: 404, text: 'expired_url' };
      url.uses += 1;
      if (url.uses > 5) {
        world.complain('a response_url was used more than five times');
        return { status: 404, text: 'used_url' };
      }
      try {
        const { response_type, replace_original } = bodySchema.parse(body);
        const content = contentOf(world, bodySchema.parse(body));
        if (replace_original === true && url.source !== undefined) {
          world.edit(url.source, content.text, content.blocks);
        } else {
          world.add({
            channel: url.channel,
            onlyFor: response_type === 'in_channel' ? undefined : url.user,
            thread: undefined,
            file: undefined,
            ...content,
          });
        }
        return { status: 200, text: 'ok' };
      } catch (error) {
        const code = refusalOf(error);
        if (code === undefined) throw error;
        return { status: 400, text: code };
      }
    },
    expire() {
      expiredBefore = Date.now();
    },
    lastUses: () => [...urls.values()].at(-1)?.uses ?? 0,
  };
}
