/** The limits of a message, refused as Discord refuses them. */
import { type FormFault, invalidForm, problems } from './ids.ts';
import type { StoredButton } from './world.ts';

/** A part of a multipart request. */
export type Part = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type MessageJson = {
  readonly content?: string | null;
  readonly components?: readonly RowJson[] | null;
  readonly attachments?: readonly AttachmentJson[] | null;
  readonly embeds?: readonly EmbedJson[] | null;
  readonly allowed_mentions?: { readonly parse?: readonly string[] } | null;
  readonly flags?: number;
  readonly nonce?: string | number;
  readonly enforce_nonce?: boolean;
};
type RowJson = { readonly type: number; readonly components?: readonly ButtonJson[] };
type ButtonJson = {
  readonly type: number;
  readonly style?: number;
  readonly label?: string;
  readonly custom_id?: string;
};
type AttachmentJson = {
  readonly id: string | number;
  readonly filename?: string;
  readonly description?: string;
};
type EmbedJson = {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
};

const FILE_BYTES = 10 * 1024 * 1024;

/** Code points, as Discord counts. */
function count(text: string | null | undefined): number {
  return [...(text ?? '')].length;
}

function tooLong(path: string, text: string | null | undefined, limit: number): FormFault[] {
  if (count(text) <= limit) return [];
  return [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` }];
}

function badLength(path: string, length: number, limit: number): FormFault[] {
  if (length >= 1 && length <= limit) return [];
  return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${limit} in length.` }];
}

function rowFaults(rows: readonly RowJson[]): FormFault[] {
  const faults: FormFault[] = [];
  if (rows.length > 5) faults.push(...badLength('components', rows.length, 5));
  const ids = new Set<string>();
  rows.forEach((row, at) => {
    const buttons = row.components ?? [];
    if (row.type !== 1) {
      faults.push({
        path: `components.${at}.type`,
        code: 'BASE_TYPE_CHOICES',
        message: 'Value must be one of (1,).',
      });
    }
    faults.push(...badLength(`components.${at}.components`, buttons.length, 5));
    buttons.forEach((button, index) => {
      const path = `components.${at}.components.${index}`;
      faults.push(...badLength(`${path}.label`, count(button.label), 80));
      faults.push(...badLength(`${path}.custom_id`, count(button.custom_id), 100));
      if (ids.has(button.custom_id ?? '')) {
        faults.push({
          path: `${path}.custom_id`,
          code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
          message: 'Component custom id cannot be duplicated',
        });
      }
      ids.add(button.custom_id ?? '');
    });
  });
  return faults;
}

function embedFaults(embeds: readonly EmbedJson[]): FormFault[] {
  const faults: FormFault[] = [];
  if (embeds.length > 10) faults.push(...badLength('embeds', embeds.length, 10));
  let total = 0;
  embeds.forEach((embed, at) => {
    const fields = embed.fields ?? [];
    faults.push(...tooLong(`embeds.${at}.title`, embed.title, 256));
    faults.push(...tooLong(`embeds.${at}.description`, embed.description, 4_096));
    if (fields.length > 25) faults.push(...badLength(`embeds.${at}.fields`, fields.length, 25));
    fields.forEach((field, index) => {
      faults.push(...badLength(`embeds.${at}.fields.${index}.name`, count(field.name), 256));
      faults.push(...badLength(`embeds.${at}.fields.${index}.value`, count(field.value), 1_024));
      total += count(field.name) + count(field.value);
    });
    total += count(embed.title) + count(embed.description);
  });
  if (total > 6_000) {
    faults.push({
      path: 'embeds',
      code: 'MAX_EMBED_SIZE_EXCEEDED',
      message: 'Embed size exceeds maximum size of 6000',
    });
  }
  return faults;
}

function fileFaults(body: MessageJson, parts: readonly Part[]): FormFault[] {
  const faults: FormFault[] = [];
  const attachments = body.attachments ?? [];
  if (attachments.length > 10) faults.push(...badLength('attachments', attachments.length, 10));
  attachments.forEach((attachment, at) => {
    faults.push(...tooLong(`attachments.${at}.description`, attachment.description, 1_024));
    if (count(String(attachment.id)) < 17 && parts[Number(attachment.id)] === undefined) {
      faults.push({
        path: `attachments.${at}.id`,
        code: 'ATTACHMENT_NOT_FOUND',
        message: `The attachment ${attachment.id} is not among the uploaded files.`,
      });
    }
  });
  return faults;
}

/** @throws Problem 50035, 40005 or 50006 */
export function checkMessage(body: MessageJson, parts: readonly Part[]): void {
  const faults = [
    ...tooLong('content', body.content, 2_000),
    ...rowFaults(body.components ?? []),
    ...embedFaults(body.embeds ?? []),
    ...fileFaults(body, parts),
  ];
  if (String(body.nonce ?? '').length > 25) faults.push(...tooLong('nonce', String(body.nonce), 25));
  if (faults.length > 0) throw invalidForm(faults);
  if (parts.length > 10 || parts.some((part) => part.bytes.byteLength > FILE_BYTES))
    throw problems.tooLarge();
  const isBlank =
    (body.content ?? '').trim() === '' && parts.length === 0 && (body.embeds ?? []).length === 0;
  if (isBlank) throw problems.emptyMessage();
}

/** The buttons of a checked message. */
export function buttonsOf(body: MessageJson): StoredButton[] {
  return (body.components ?? []).flatMap((row, at) =>
    (row.components ?? []).map((button) => ({
      id: button.custom_id ?? '',
      label: button.label ?? '',
      style: button.style ?? 0,
      row: at,
    })),
  );
}
