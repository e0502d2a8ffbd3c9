/** Decodes what Slack sends: commands, presses, sent forms. */
import { z } from 'zod';
import { ASKED_BLOCK } from './render.ts';

const commandSchema = z.object({
  command: z.string(),
  text: z.string().optional(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
});
export type CommandPayload = z.infer<typeof commandSchema>;

const userSchema = z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() });

const pressSchema = z.object({
  user: userSchema,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .default({}),
  message: z
    .object({
      ts: z.string().optional(),
      thread_ts: z.string().optional(),
      blocks: z.array(z.looseObject({ block_id: z.string().optional() })).optional(),
    })
    .optional(),
  actions: z
    .array(
      z.object({
        value: z.string().optional(),
        text: z.object({ text: z.string() }).optional(),
      }),
    )
    .min(1),
});

/** A press of a button under a message. */
export type PressPayload = {
  readonly user: { readonly id: string; readonly handle: string };
  readonly trigger: string | undefined;
  readonly responseUrl: string | undefined;
  readonly channel: string;
  readonly thread: string | undefined;
  /** Undefined if only the presser sees the message. */
  readonly message: string | undefined;
  readonly isEphemeral: boolean;
  /** The line under the message that says who asked. */
  readonly asked: string | undefined;
  readonly button: { readonly id: string; readonly label: string };
};

const submitSchema = z.object({
  user: userSchema,
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    title: z.object({ text: z.string() }),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});
export type SubmitPayload = z.infer<typeof submitSchema>;

const contextSchema = z.object({ elements: z.array(z.object({ text: z.string() })).min(1) });

/** @throws ZodError if it is not what Slack documents */
export function readCommand(body: unknown): CommandPayload {
  return commandSchema.parse(body);
}

/** @throws ZodError if it is not what Slack documents. @returns undefined if it is not a button under a message */
export function readPress(body: unknown): PressPayload | undefined {
  const { user, trigger_id, response_url, channel, container, message, actions } = pressSchema.parse(body);
  const place = channel?.id ?? container.channel_id;
  const action = actions[0];
  if (place === undefined || action?.value === undefined) return undefined;
  const isEphemeral = container.is_ephemeral === true;
  return {
    user: { id: user.id, handle: handleOf(user) },
    trigger: trigger_id,
    responseUrl: response_url,
    channel: place,
    thread: container.thread_ts ?? message?.thread_ts,
    message: isEphemeral ? undefined : (container.message_ts ?? message?.ts),
    isEphemeral,
    asked: askedIn(message?.blocks ?? []),
    button: { id: action.value, label: action.text?.text ?? '' },
  };
}

/** @throws ZodError if it is not what Slack documents */
export function readSubmit(body: unknown): SubmitPayload {
  return submitSchema.parse(body);
}

/** The name that came with an event; the id if there is none. */
export function handleOf(user: z.infer<typeof userSchema>): string {
  return user.name ?? user.username ?? user.id;
}

function askedIn(blocks: readonly { readonly block_id?: string | undefined }[]): string | undefined {
  const found = contextSchema.safeParse(blocks.find((block) => block.block_id === ASKED_BLOCK));
  return found.success ? found.data.elements[0]?.text : undefined;
}
