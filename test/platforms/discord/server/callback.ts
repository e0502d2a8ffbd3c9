/** The one response that an interaction gets, in its 3 s, and the messages that its token may touch afterwards. */
import type { MessageJson } from './check-message.ts';
import { checkModal, type ModalJson } from './check-modal.ts';
import { invalidForm, problems } from './ids.ts';
import {
  createLoading,
  createMessage,
  deleteMessage,
  editMessage,
  findMessage,
  type Sent,
} from './messages.ts';
import { checkSchema } from './schema.ts';
import { messageOf, type StoredInteraction, type StoredMessage, type World } from './world.ts';

/** Types of responses, by Discord's numbers. */
export const CALLBACK = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, modal: 9 } as const;

const TOKEN_MS = 15 * 60_000;

type CallbackJson = { readonly type: number; readonly data?: unknown };

export function byToken(world: World, token: string): StoredInteraction | undefined {
  return [...world.interactions.values()].find((interaction) => interaction.token === token);
}

function checkKind(interaction: StoredInteraction, type: number): void {
  const isUpdate = type === CALLBACK.update || type === CALLBACK.deferredUpdate;
  const fits =
    Object.values(CALLBACK).some((known) => known === type) &&
    !(isUpdate && interaction.source === undefined) &&
    !(type === CALLBACK.modal && interaction.kind === 'submit');
  if (!fits) {
    throw invalidForm([
      { path: 'type', code: 'BASE_TYPE_CHOICES', message: `Response type ${type} does not fit.` },
    ]);
  }
}

function perform(
  world: World,
  interaction: StoredInteraction,
  body: CallbackJson,
  parts: Sent['parts'],
): void {
  // The schema has checked that `data` is what the type wants.
  const sent: Sent = { body: (body.data ?? {}) as MessageJson, parts };
  switch (body.type) {
    case CALLBACK.message:
      interaction.original = createMessage(world, interaction.channel, sent, 'answer');
      break;
    case CALLBACK.deferred:
      interaction.original = createLoading(world, interaction.channel, sent.body.flags ?? 0);
      break;
    case CALLBACK.update:
      if (interaction.source !== undefined) editMessage(world, interaction.source, sent, 'answer');
      interaction.original = interaction.source;
      break;
    case CALLBACK.deferredUpdate:
      interaction.original = interaction.source;
      return;
    case CALLBACK.modal:
      interaction.modal = checkModal(body.data as ModalJson);
      return;
  }
  if (interaction.original !== undefined) interaction.touched.add(interaction.original);
}

/**
 * POST /interactions/…/callback
 * @throws Problem 10062 after the 3 s or with a wrong token, 40060 the second time, 50035 for a bad form
 */
export function respond(
  world: World,
  id: string,
  token: string,
  body: CallbackJson,
  parts: Sent['parts'],
): unknown {
  const interaction = world.interactions.get(id);
  if (interaction === undefined || interaction.token !== token || interaction.state === 'failed') {
    throw problems.unknownInteraction();
  }
  if (interaction.state === 'acknowledged') throw problems.acknowledged();
  checkSchema('callback', body);
  checkKind(interaction, body.type);
  perform(world, interaction, body, parts);
  interaction.state = 'acknowledged';
  interaction.callback = body.type;
  world.changed();
  const { original } = interaction;
  return {
    interaction: {
      id,
      type: { command: 2, press: 3, submit: 5 }[interaction.kind],
      ...(original === undefined ? {} : { response_message_id: original.id }),
    },
    resource: { type: body.type, ...(original === undefined ? {} : { message: messageOf(world, original) }) },
  };
}

/** The acknowledged interaction of a token that is still good. @throws Problem 10015, 50027 */
function entitled(world: World, application: string, token: string): StoredInteraction {
  const interaction = byToken(world, token);
  if (application !== world.application || interaction === undefined) throw problems.unknownWebhook();
  if (world.now() - interaction.createdAt > TOKEN_MS) throw problems.invalidToken();
  if (interaction.state !== 'acknowledged') throw problems.unknownWebhook();
  return interaction;
}

function addressed(world: World, interaction: StoredInteraction, handle: string): StoredMessage {
  if (handle !== '@original') return findMessage(world, handle);
  if (interaction.original === undefined || interaction.original.isDeleted) throw problems.unknownMessage();
  return interaction.original;
}

/** POST /webhooks/… The first one after "thinking…" fills that in, whatever its flags say. */
export function followUp(world: World, application: string, token: string, sent: Sent): StoredMessage {
  const interaction = entitled(world, application, token);
  checkSchema('followUp', sent.body);
  const { original } = interaction;
  if (original?.isLoading === true && !original.isDeleted) {
    editMessage(world, original, sent, 'answer');
    interaction.touched.add(original);
    world.changed();
    return original;
  }
  const message = createMessage(world, interaction.channel, sent, 'answer');
  interaction.touched.add(message);
  world.changed();
  return message;
}

/** PATCH /webhooks/…/messages/… */
export function editByToken(
  world: World,
  [application, token, handle]: readonly [string, string, string],
  sent: Sent,
): StoredMessage {
  const interaction = entitled(world, application, token);
  const message = addressed(world, interaction, handle);
  checkSchema('webhookEdit', sent.body);
  editMessage(world, message, sent, 'answer');
  interaction.touched.add(message);
  world.changed();
  return message;
}

/** DELETE /webhooks/…/messages/… */
export function deleteByToken(world: World, application: string, token: string, handle: string): void {
  deleteMessage(addressed(world, entitled(world, application, token), handle));
  world.changed();
}
