/** What was said, as JSON, checked when it is read. */
import { z } from 'zod';
import type { Reply } from '../../chat/reply.ts';

/** A reply but for its files. */
export const replySchema: z.ZodType<Omit<Reply, 'files'>> = z.object({
  kind: z.enum(['progress', 'final', 'error']),
  text: z.string(),
  audience: z.enum(['channel', 'caller']),
  target: z.enum(['new', 'pressed']),
  buttons: z.array(
    z.object({ id: z.string(), label: z.string(), style: z.enum(['primary', 'secondary', 'danger']) }),
  ),
  data: z.record(z.string(), z.json()),
});
