/** Form → modal, and a sent modal → what was filled in. Pure. */
import { z } from 'zod';
import { LOCALES } from '../../chat/locale.ts';
import type { Field, Form } from '../../chat/reply.ts';
import { LIMITS } from './limits.ts';
import { cut } from './render.ts';
import { cancel } from './words.ts';

/** The callback id of every modal of the bot. */
export const FORM = 'form';

/** The action id of every input; its block carries the field's id. */
const VALUE = 'value';

/** What a modal carries from the press that opened it to the answer to what is sent. */
const metadataSchema = z.object({
  /** Id of the button. */
  id: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
  /** The message that the button is on, unless only the presser sees it. */
  message: z.string().optional(),
  /** The press's response_url and when it came, in ms since 1970. */
  url: z.string().optional(),
  at: z.number(),
  /** The language that the form was shown in. */
  locale: z.enum(LOCALES),
});
export type FormMetadata = z.infer<typeof metadataSchema>;

type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji?: true };
type Input = {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: PlainText;
  readonly element:
    | {
        readonly type: 'plain_text_input';
        readonly action_id: string;
        readonly multiline: boolean;
        readonly max_length: number;
        readonly placeholder?: PlainText;
      }
    | { readonly type: 'file_input'; readonly action_id: string; readonly max_files: 1 };
};

export type Modal = {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly title: PlainText;
  readonly submit: PlainText;
  readonly close: PlainText;
  readonly private_metadata: string;
  readonly blocks: readonly Input[];
};

/** A response_url that would not fit is left out; it only saves a call. */
export function toModal(form: Form, metadata: FormMetadata): Modal {
  const carried = JSON.stringify(metadata);
  const { url: _, ...short } = metadata;
  return {
    type: 'modal',
    callback_id: FORM,
    title: plainText(cut(form.title, LIMITS.modalTitle)),
    submit: plainText(cut(form.submit, LIMITS.modalSubmit)),
    close: plainText(cancel[metadata.locale]),
    private_metadata: carried.length <= LIMITS.privateMetadata ? carried : JSON.stringify(short),
    blocks: form.fields.map(input),
  };
}

function plainText(text: string): PlainText {
  return { type: 'plain_text', text, emoji: true };
}

function input(field: Field): Input {
  const label = plainText(cut(field.label, LIMITS.fieldLabel));
  if (field.kind === 'file') {
    return {
      type: 'input',
      block_id: field.id,
      label,
      element: { type: 'file_input', action_id: VALUE, max_files: 1 },
    };
  }
  return {
    type: 'input',
    block_id: field.id,
    label,
    element: {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: field.lines === 'many',
      max_length: Math.min(field.maxLength, LIMITS.fieldText),
      ...(field.placeholder === ''
        ? {}
        : { placeholder: plainText(cut(field.placeholder, LIMITS.fieldPlaceholder)) }),
    },
  };
}

const sentFileSchema = z.object({
  name: z.string().nullish(),
  size: z.number(),
  url_private_download: z.string().nullish(),
  url_private: z.string(),
});
const stateSchema = z.record(
  z.string(),
  z.record(z.string(), z.object({ value: z.string().nullish(), files: z.array(sentFileSchema).nullish() })),
);

/** A file that waits at Slack to be fetched; `bytes` is its size. */
export type SentFile = { readonly name: string; readonly bytes: number; readonly url: string };
export type SentField =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: SentFile };
export type Sent = {
  readonly metadata: FormMetadata;
  readonly fields: Readonly<Record<string, SentField>>;
};

/** Reads a sent modal. @throws ZodError if it is not one of ours */
export function readSent(view: {
  readonly private_metadata: string;
  readonly state: { values: unknown };
}): Sent {
  const metadata = metadataSchema.parse(JSON.parse(view.private_metadata));
  const fields: Record<string, SentField> = {};
  for (const [id, block] of Object.entries(stateSchema.parse(view.state.values))) {
    const value = block[VALUE];
    const file = value?.files?.[0];
    fields[id] =
      file === undefined
        ? { kind: 'text', text: value?.value ?? '' }
        : {
            kind: 'file',
            file: {
              name: file.name ?? 'file',
              bytes: file.size,
              url: file.url_private_download ?? file.url_private,
            },
          };
  }
  return { metadata, fields };
}
