/** Where an answer in Slack goes, written down, so that another process can go on with it. */
import { z } from 'zod';
import { LOCALES } from '../../chat/locale.ts';
import type { SentFile } from './form.ts';
import type { Origin, Pressed } from './origin.ts';
import type { KeptUrl } from './response-url.ts';
import { type StageState, WAYS } from './stage.ts';

export type Address = Pick<Origin, 'channel' | 'thread' | 'user' | 'locale' | 'pressed' | 'asked'> & {
  readonly team: string;
  readonly response: KeptUrl | undefined;
  readonly state: StageState;
  /** Files that were sent with it, still at Slack, by the ids of their fields. */
  readonly files: Readonly<Record<string, SentFile>>;
};

const spot = z.object({ channel: z.string(), ts: z.string() });

const pressed: z.ZodType<Pressed> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ephemeral') }),
  z
    .object({ kind: z.literal('message'), ts: z.string(), asked: z.string().optional() })
    .transform((read) => ({ ...read, asked: read.asked })),
]);

/** What `addressText` writes, once it is read as JSON. */
export const addressSchema: z.ZodType<Address> = z
  .object({
    team: z.string(),
    channel: z.string(),
    thread: z.string().optional(),
    user: z.string(),
    locale: z.enum(LOCALES),
    pressed: pressed.optional(),
    asked: z.string().optional(),
    response: z.object({ url: z.string(), since: z.number(), left: z.int() }).optional(),
    state: z.object({
      spots: z.object({ channel: spot.optional(), direct: spot.optional() }),
      closed: z.array(z.enum(WAYS)),
    }),
    files: z.record(z.string(), z.object({ name: z.string(), bytes: z.number(), url: z.string() })),
  })
  // JSON leaves out what is undefined.
  .transform((read) => ({
    ...read,
    thread: read.thread,
    pressed: read.pressed,
    asked: read.asked,
    response: read.response,
  }));

export function addressText(address: Address): string {
  return JSON.stringify(address);
}
