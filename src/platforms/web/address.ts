/** Where an answer in the playground goes, written down, so that another process can go on with it. */
import { z } from 'zod';
import type { Cause } from '../../chat/history.ts';
import { LOCALES } from '../../chat/locale.ts';

export type Address = {
  readonly cause: Cause;
  /** Ids of messages: the one whose button was pressed, and the one that shows the answer so far. */
  readonly pressed: string | null;
  readonly shown: string | null;
};

/** What `addressText` writes, once it is read as JSON. */
export const addressSchema: z.ZodType<Address> = z.object({
  cause: z.object({
    userId: z.string(),
    userName: z.string(),
    locale: z.enum(LOCALES),
    kind: z.enum(['command', 'press']),
    text: z.string(),
    key: z.string(),
  }),
  pressed: z.string().nullable(),
  shown: z.string().nullable(),
});

export function addressText(address: Address): string {
  return JSON.stringify(address);
}
