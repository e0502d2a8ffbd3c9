/** Creating, editing and deleting messages. */
import { buttonsOf, checkMessage, type MessageJson, type Part } from './check-message.ts';
import { problems, snowflake } from './ids.ts';
import type { StoredFile, StoredMessage, World } from './world.ts';

/** A parsed request: its JSON and the files beside it. */
export type Sent = { readonly body: MessageJson; readonly parts: readonly Part[] };

const EPHEMERAL = 64;

function filesOf({ body, parts }: Sent): StoredFile[] {
  return parts.map((part, index) => ({
    id: snowflake(),
    name: part.name,
    type: part.type,
    alt: body.attachments?.find(({ id }) => String(id) === String(index))?.description ?? '',
    bytes: part.bytes,
  }));
}

/** Refuses what the bot may not do in a channel. */
function checkPermissions(
  world: World,
  channel: string,
  kind: 'post' | 'answer',
  parts: readonly Part[],
): void {
  const denied = world.channels.get(channel)?.denied ?? new Set();
  if (kind === 'post' && denied.has('VIEW_CHANNEL')) throw problems.missingAccess();
  if (kind === 'post' && denied.has('SEND_MESSAGES')) throw problems.missingPermissions();
  if (parts.length > 0 && denied.has('ATTACH_FILES')) throw problems.missingPermissions();
}

function blank(channel: string, flags: number): StoredMessage {
  return {
    id: snowflake(),
    channel,
    private: (flags & EPHEMERAL) !== 0,
    text: '',
    files: [],
    buttons: [],
    components: [],
    isLoading: true,
    isDeleted: false,
    writtenAt: [Date.now()],
    texts: [],
    nonce: undefined,
  };
}

/** A "thinking…" that is to be filled in. */
export function createLoading(world: World, channel: string, flags: number): StoredMessage {
  const message = blank(channel, flags);
  world.messages.set(message.id, message);
  return message;
}

/**
 * @param kind `post`: by the bot as a member. `answer`: to an interaction, which needs no access to the channel.
 * @returns the message, or the earlier one with the same nonce if that is enforced
 */
export function createMessage(
  world: World,
  channel: string,
  sent: Sent,
  kind: 'post' | 'answer',
): StoredMessage {
  checkPermissions(world, channel, kind, sent.parts);
  checkMessage(sent.body, sent.parts);
  const nonce = sent.body.nonce === undefined ? undefined : String(sent.body.nonce);
  if (sent.body.enforce_nonce === true && nonce !== undefined) {
    const same = [...world.messages.values()].find((one) => one.nonce === nonce && one.channel === channel);
    if (same !== undefined) return same;
  }
  const message: StoredMessage = {
    ...blank(channel, sent.body.flags ?? 0),
    text: sent.body.content ?? '',
    texts: [sent.body.content ?? ''],
    files: filesOf(sent),
    buttons: buttonsOf(sent.body),
    components: sent.body.components ?? [],
    isLoading: false,
    nonce,
  };
  world.messages.set(message.id, message);
  return message;
}

/** Replaces what the request names and leaves the rest; without `attachments`, new files join the old ones. */
export function editMessage(world: World, message: StoredMessage, sent: Sent, kind: 'post' | 'answer'): void {
  checkPermissions(world, message.channel, kind, sent.parts);
  const { body } = sent;
  const after = {
    ...body,
    content: body.content === undefined ? message.text : body.content,
  };
  const kept =
    body.attachments === undefined || body.attachments === null
      ? message.files
      : message.files.filter((file) => body.attachments?.some(({ id }) => String(id) === file.id));
  if (kept.length === 0) checkMessage(after, sent.parts);
  message.text = after.content ?? '';
  message.texts.push(message.text);
  message.files = [...kept, ...filesOf(sent)];
  if (body.components !== undefined) {
    message.buttons = buttonsOf(body);
    message.components = body.components;
  }
  message.isLoading = false;
  message.writtenAt.push(Date.now());
}

export function deleteMessage(message: StoredMessage): void {
  message.isDeleted = true;
}

/** @throws Problem 10008 if it never was or is deleted */
export function findMessage(world: World, id: string): StoredMessage {
  const message = world.messages.get(id);
  if (message === undefined || message.isDeleted) throw problems.unknownMessage();
  return message;
}
