/** Slack's rules for blocks, from its Block Kit reference; written apart from the bot's own limits on purpose. */
import { z } from 'zod';

const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z
      .string()
      .min(1)
      .max(max)
      .refine((text) => !/&(?!amp;|lt;|gt;)/.test(text), 'an unescaped &'),
    verbatim: z.boolean().optional(),
  });
const id = z.string().min(1).max(255);

const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  value: z.string().max(2_000),
  style: z.enum(['primary', 'danger']).optional(),
});

const section = z.strictObject({
  type: z.literal('section'),
  block_id: id.optional(),
  text: z.union([mrkdwn(3_000), plainText(3_000)]),
});
const image = z.strictObject({
  type: z.literal('image'),
  block_id: id.optional(),
  slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }),
  alt_text: z.string().min(1).max(2_000),
});
const actions = z
  .strictObject({
    type: z.literal('actions'),
    block_id: id.optional(),
    elements: z.array(button).min(1).max(25),
  })
  .refine(
    ({ elements }) => new Set(elements.map((each) => each.action_id)).size === elements.length,
    'duplicate action_id',
  );
const context = z.strictObject({
  type: z.literal('context'),
  block_id: id.optional(),
  elements: z
    .array(z.union([mrkdwn(2_000), plainText(2_000)]))
    .min(1)
    .max(10),
});

const blockSchema = z.union([section, image, actions, context]);
export type Block = z.infer<typeof blockSchema>;
export const blocksSchema = z
  .array(blockSchema)
  .max(50)
  .refine((blocks) => {
    const ids = blocks.flatMap((block) => block.block_id ?? []);
    return new Set(ids).size === ids.length;
  }, 'duplicate block_id');

const input = z.strictObject({
  type: z.literal('input'),
  block_id: id,
  label: plainText(2_000),
  element: z.union([
    z.strictObject({
      type: z.literal('plain_text_input'),
      action_id: id,
      multiline: z.boolean().optional(),
      max_length: z.int().min(1).max(3_000).optional(),
      placeholder: plainText(150).optional(),
    }),
    z.strictObject({
      type: z.literal('file_input'),
      action_id: id,
      max_files: z.int().min(1).max(10).optional(),
    }),
  ]),
});
export const viewSchema = z.strictObject({
  type: z.literal('modal'),
  callback_id: id,
  title: plainText(24),
  submit: plainText(24),
  close: plainText(24),
  private_metadata: z.string().max(3_000),
  blocks: z.array(input).min(1).max(100),
});
export type View = z.infer<typeof viewSchema>;

/** What Slack answers to faulty blocks. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.map(String).join('/')}]`);
}
