/** What people do, as the payloads that Slack makes of it. */
import type { Delivery } from './deliver.ts';
import type { ResponseUrls } from './response-urls.ts';
import { see } from './seen.ts';
import {
  APP,
  BOT_USER,
  type OpenModal,
  profileOf,
  type Stored,
  TEAM,
  type UserId,
  type World,
} from './world.ts';

export type FieldInput = string | { readonly name: string; readonly bytes: Uint8Array };

export type Payloads = {
  trigger(user: UserId): string;
  command(user: UserId, channel: string, name: string, text: string): Delivery;
  press(user: UserId, stored: Stored, label: string): Delivery;
  /** @throws if a field is not filled in or not allowed */
  submit(user: UserId, modal: OpenModal, fields: Readonly<Record<string, FieldInput>>): Delivery;
};

/** `base`: the test server's own address. */
export function createPayloads(world: World, urls: ResponseUrls, base: string): Payloads {
  function trigger(user: UserId): string {
    const id = `${user}.${world.id('X')}`;
    world.triggers.set(id, Date.now());
    return id;
  }

  function common(user: UserId): Record<string, unknown> {
    return {
      team: { id: TEAM, domain: 'carrybot-class' },
      user: { id: user, username: nameOf(user), name: nameOf(user), team_id: TEAM },
      api_app_id: APP,
      token: 'verification-token',
      trigger_id: trigger(user),
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  function upload(name: string, bytes: Uint8Array): Record<string, unknown> {
    const id = world.id('F');
    world.files.set(id, { id, name, length: bytes.byteLength, alt: '', bytes, readyAt: 0 });
    const url = `${base}/files/${id}/${name}`;
    return { id, name, size: bytes.byteLength, url_private: url, url_private_download: url };
  }

  return {
    trigger,

    command: (user, channel, name, text) => ({
      type: 'slash_commands',
      payload: {
        token: 'verification-token',
        team_id: TEAM,
        team_domain: 'carrybot-class',
        channel_id: channel,
        channel_name: channel.startsWith('D') ? 'directmessage' : 'general',
        user_id: user,
        user_name: nameOf(user),
        command: name,
        text: escaped(text),
        api_app_id: APP,
        is_enterprise_install: 'false',
        response_url: base + urls.issue(channel, user, undefined),
        trigger_id: trigger(user),
      },
    }),

    press(user, stored, label) {
      const isEphemeral = stored.onlyFor !== undefined;
      const button = stored.blocks
        .flatMap((block) => (block.type === 'actions' ? block.elements : []))
        .find((each) => each.text.text === label);
      // Slack does not send what an ephemeral message said.
      const { ts, text, blocks } = stored;
      const message = isEphemeral ? {} : { message: { type: 'message', user: BOT_USER, ts, text, blocks } };
      return {
        type: 'interactive',
        payload: {
          type: 'block_actions',
          ...common(user),
          container: {
            type: 'message',
            message_ts: ts,
            channel_id: stored.channel,
            is_ephemeral: isEphemeral,
            ...(stored.thread === undefined ? {} : { thread_ts: stored.thread }),
          },
          channel: { id: stored.channel, name: 'general' },
          ...message,
          state: { values: {} },
          response_url: base + urls.issue(stored.channel, user, stored),
          actions: [{ ...button, block_id: 'b', action_ts: world.ts() }],
        },
      };
    },

    submit(user, modal, fields) {
      const values: Record<string, Record<string, unknown>> = {};
      for (const { block_id, label, element } of modal.view.blocks) {
        const value = fields[label.text] ?? fields[block_id];
        if (value === undefined) throw new Error(`${label.text} is not filled in`);
        const limit = element.type === 'plain_text_input' ? (element.max_length ?? 3_000) : 0;
        if (typeof value === 'string' && value.length > limit)
          throw new Error(`${label.text} does not take ${value.length} characters`);
        values[block_id] = {
          [element.action_id]:
            typeof value === 'string'
              ? { type: element.type, value }
              : { type: element.type, files: [upload(value.name, value.bytes)] },
        };
      }
      const view = { id: modal.id, team_id: TEAM, ...modal.view, state: { values } };
      return {
        type: 'interactive',
        payload: { type: 'view_submission', ...common(user), view, response_urls: [] },
      };
    },
  };
}

function nameOf(user: UserId): string {
  return profileOf(user)?.name ?? user;
}

/** The newest message that this user sees with such a button. @param ts only of this message */
export function withButton(world: World, user: UserId, label: string, ts?: string): Stored | undefined {
  return world.messages.findLast(
    (each) =>
      each.ts === (ts ?? each.ts) &&
      (each.onlyFor ?? user) === user &&
      see(world, each).buttons.some((button) => button.label === label),
  );
}

/** Slack escapes three signs in what users type. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
