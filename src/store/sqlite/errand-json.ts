/** What was asked and what is answered, with the bytes of files, as JSON, checked when it is read. */
import { z } from 'zod';
import type { Caller, Invocation } from '../../chat/invocation.ts';
import type { Reply } from '../../chat/reply.ts';
import { ROLES } from '../../chat/role.ts';
import { localeColumn, platformColumn } from './columns.ts';
import { replySchema } from './reply-json.ts';

const bytes = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

const caller: z.ZodType<Caller> = z.object({
  platform: platformColumn,
  workspace: z.string(),
  channel: z.string(),
  userId: z.string(),
  userName: z.string(),
  locale: localeColumn,
  // What was asked before there were roles was allowed to everybody, and was acknowledged.
  role: z.enum(ROLES).default('organiser'),
  groups: z.array(z.string()).optional(),
  zone: z.string().optional(),
});

const field = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('file'), name: z.string(), bytes }),
]);

const input = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('typed'),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
]);

const invocationSchema: z.ZodType<Invocation> = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('command'),
      command: z.string(),
      subcommand: z.string().optional(),
      input,
      caller,
    })
    // JSON leaves out what is undefined.
    .transform(({ subcommand, ...rest }) => ({ ...rest, subcommand })),
  z.object({ kind: z.literal('press'), id: z.string(), caller }),
  z.object({ kind: z.literal('submit'), id: z.string(), fields: z.record(z.string(), field), caller }),
]);

const filesSchema = z.array(z.object({ name: z.string(), type: z.string(), alt: z.string(), bytes }));

export function invocationText(invocation: Invocation): string {
  return textOf(invocation);
}

/** @throws ZodError or SyntaxError if `invocationText` did not write it */
export function readInvocation(text: string): Invocation {
  return invocationSchema.parse(JSON.parse(text));
}

export function replyText({ files, ...said }: Reply): string {
  return textOf({ said, files });
}

/** @throws ZodError or SyntaxError if `replyText` did not write it */
export function readReply(text: string): Reply {
  const { said, files } = z.object({ said: replySchema, files: filesSchema }).parse(JSON.parse(text));
  return { ...said, files };
}

function textOf(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each instanceof Uint8Array ? Buffer.from(each).toString('base64') : each,
  );
}
