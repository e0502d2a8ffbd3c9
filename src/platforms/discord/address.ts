/** Where an answer of Discord's goes, written down, so that another process can go on with it. */
import { z } from 'zod';
import type { Upload } from './receive.ts';
import type { Pressed, SlotState } from './slot.ts';
import type { Facts } from './ticket.ts';

export type Address = {
  readonly facts: Facts;
  readonly pressed: Pressed | undefined;
  readonly state: SlotState;
  /** Largest file that may be sent there, in bytes. */
  readonly fileBytes: number;
  /** What the bot may do there: a bit field, as Discord writes it. */
  readonly permissions: string;
  readonly channel: 'thread' | 'other';
  /** Files that were sent with it, still at Discord. */
  readonly uploads: readonly Upload[];
};

const audience = z.enum(['channel', 'caller']);
const sent = z.object({ handle: z.string(), id: z.string().optional(), audience }).transform((read) => ({
  ...read,
  id: read.id,
}));
const pressed = z.object({ id: z.string(), audience });

/** What `addressText` writes, once it is read as JSON. */
export const addressSchema: z.ZodType<Address> = z
  .object({
    facts: z.object({
      id: z.string(),
      token: z.string(),
      application: z.string(),
      channel: z.string(),
      at: z.number(),
    }),
    pressed: pressed.optional(),
    state: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('unacknowledged') }),
      z.object({ kind: z.literal('waiting'), sent }),
      z
        .object({ kind: z.literal('blank'), pressed: pressed.optional() })
        .transform((read) => ({ ...read, pressed: read.pressed })),
      z.object({ kind: z.literal('own'), sent }),
      z.object({ kind: z.literal('pressed'), sent }),
    ]),
    fileBytes: z.number(),
    permissions: z.string(),
    channel: z.enum(['thread', 'other']),
    uploads: z.array(z.object({ field: z.string(), name: z.string(), url: z.string(), bytes: z.number() })),
  })
  .transform((read) => ({ ...read, pressed: read.pressed }));

export function addressText(address: Address): string {
  return JSON.stringify(address);
}
