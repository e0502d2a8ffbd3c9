/** How a reply looks elsewhere, for authors of commands: the very payloads that other platforms would send. */

import type { History, Message } from '../../chat/history.ts';
import type { Attachment, Reply } from '../../chat/reply.ts';

export type Preview = {
  readonly name: 'discord' | 'slack';
  /** The payload of the message, as it would be sent. Pure. */
  readonly render: (reply: Reply) => unknown;
};

/** Every platform's payload of a message, as JSON text; bytes are told by their number only. */
export async function previewOf(
  message: Message,
  history: History,
  previews: readonly Preview[],
): Promise<string> {
  const { content } = message;
  if (content.kind === 'removed') return '{}';
  const files: Attachment[] = [];
  for (const { name, type, alt } of content.files) {
    files.push({ name, type, alt, bytes: (await history.file(message.id, name)) ?? new Uint8Array() });
  }
  const reply: Reply = { ...content.reply, files };
  const payloads = Object.fromEntries(previews.map((each) => [each.name, each.render(reply)]));
  return JSON.stringify(payloads, withoutBytes);
}

/** Also called for values that JSON cannot hold. A Buffer has turned itself into {type, data} before it comes here. */
function withoutBytes(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return { bytes: value.byteLength };
  if (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value
  ) {
    return { bytes: Array.isArray(value.data) ? value.data.length : 0 };
  }
  return value;
}
