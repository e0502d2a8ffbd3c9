/** Reply → Discord's message, within Discord's limits: pure, so the playground can preview the very payload. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  type RawFile,
} from 'discord.js';
import type { Attachment, Button, Reply } from '../../chat/reply.ts';
import { LIMITS } from './limits.ts';
import { toDiscord } from './markdown.ts';

/** The JSON of a message, right for creating and for editing: `attachments` names what the message has afterwards. */
export type MessageBody = {
  readonly content: string;
  readonly components: readonly APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly attachments: readonly {
    readonly id: string;
    readonly filename: string;
    readonly description: string;
  }[];
  readonly allowed_mentions: { readonly parse: readonly 'everyone'[]; readonly roles?: readonly string[] };
};

/** What of a reply did not fit and was shortened or left out. */
export type Cut = 'text' | 'files' | 'alt' | 'buttons' | 'labels';

export type Rendered = {
  readonly body: MessageBody;
  readonly files: readonly RawFile[];
  readonly cuts: readonly Cut[];
};

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** Shortens to `limit` UTF-16 units, the last one `…`. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The line that calls somebody, and that it may; without a mention nothing in a text does. */
function callOf(mention: string | undefined): {
  readonly text: string;
  readonly allowed: MessageBody['allowed_mentions'];
} {
  switch (mention) {
    case undefined:
      return { text: '', allowed: { parse: [] } };
    case 'here':
    case 'everyone':
      return { text: `@${mention}\n`, allowed: { parse: ['everyone'] } };
    default:
      return { text: `<@&${mention}>\n`, allowed: { parse: [], roles: [mention] } };
  }
}

/** A button's id is what a press does, so one that is too long or doubled cannot be sent at all. */
function usable(buttons: readonly Button[]): readonly Button[] {
  const ids = new Set<string>();
  const fitting = buttons.filter(({ id, label }) => {
    const fits = id.length > 0 && id.length <= LIMITS.customId && !ids.has(id) && label.trim() !== '';
    ids.add(id);
    return fits;
  });
  return fitting.slice(0, LIMITS.rows * LIMITS.buttonsInRow);
}

function rowsOf(buttons: readonly Button[]): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const rows: APIActionRowComponent<APIButtonComponentWithCustomId>[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.buttonsInRow) {
    rows.push({
      type: ComponentType.ActionRow,
      components: buttons.slice(start, start + LIMITS.buttonsInRow).map(({ id, label, style }) => ({
        type: ComponentType.Button,
        style: STYLES[style],
        label: shorten(label, LIMITS.buttonLabel),
        custom_id: id,
      })),
    });
  }
  return rows;
}

function rawFile(file: Attachment): RawFile {
  const { buffer, byteOffset, byteLength } = file.bytes;
  return { name: file.name, contentType: file.type, data: Buffer.from(buffer, byteOffset, byteLength) };
}

/**
 * Renders a reply for Discord. Never fails: what is beyond a limit is shortened or left out, and named in `cuts`.
 * @param fileBytes largest file that may be sent, in bytes
 */
export function render(reply: Reply, fileBytes: number = LIMITS.fileBytes): Rendered {
  const call = callOf(reply.mention);
  const text = toDiscord(reply.text, LIMITS.content - call.text.length);
  const files = reply.files.filter((file) => file.bytes.byteLength <= fileBytes).slice(0, LIMITS.files);
  const buttons = usable(reply.buttons);
  const cuts: Cut[] = [];
  if (text.cut) cuts.push('text');
  if (files.length < reply.files.length) cuts.push('files');
  if (files.some((file) => file.alt.length > LIMITS.fileDescription)) cuts.push('alt');
  if (buttons.length < reply.buttons.length) cuts.push('buttons');
  if (buttons.some((button) => button.label.length > LIMITS.buttonLabel)) cuts.push('labels');
  return {
    body: {
      // Discord refuses a message without text and files; a zero-width space passes.
      content: text.text.trim() === '' && files.length === 0 ? '\u200B' : `${call.text}${text.text}`,
      components: rowsOf(buttons),
      attachments: files.map((file, index) => ({
        id: String(index),
        filename: file.name,
        description: shorten(file.alt, LIMITS.fileDescription),
      })),
      allowed_mentions: call.allowed,
    },
    files: files.map(rawFile),
    cuts,
  };
}
