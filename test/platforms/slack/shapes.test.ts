import { describe, expect, it } from 'vitest';
import samples from './fixtures/responses.json' with { type: 'json' };
import { type SlackServer, startSlackServer } from './server/server.ts';
import { ANA, GENERAL } from './server/world.ts';

/** Where a value differs in names or types from a sample; emptied parts of the sample say nothing. */
function differences(sample: unknown, value: unknown, path: string): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return sample.length === 0
      ? []
      : value.flatMap((each, index) => differences(sample[0], each, `${path}[${index}]`));
  }
  if (typeof sample === 'object' && sample !== null) {
    if (typeof value !== 'object' || value === null) return [`${path} is no object`];
    const known = new Map<string, unknown>(Object.entries(sample));
    if (known.size === 0) return [];
    return Object.entries(value).flatMap(([key, each]) =>
      known.has(key) ? differences(known.get(key), each, `${path}.${key}`) : [`${path}.${key} is unknown`],
    );
  }
  return typeof value === typeof sample ? [] : [`${path} is a ${typeof value}, not a ${typeof sample}`];
}

type Call = (
  server: SlackServer,
  method: string,
  args: Record<string, unknown>,
  token?: string,
) => Promise<unknown>;

const call: Call = async (server, method, args, token = server.botToken) => {
  const response = await fetch(server.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(args),
  });
  return response.json();
};

/** Every method of the test server, called once and well. */
const CALLS: Readonly<Record<keyof typeof samples, (server: SlackServer) => Promise<unknown>>> = {
  'auth.test': (server) => call(server, 'auth.test', {}),
  'apps.connections.open': (server) => call(server, 'apps.connections.open', {}, server.appToken),
  'chat.postMessage': (server) => call(server, 'chat.postMessage', { channel: GENERAL, text: 'hello' }),
  async 'chat.update'(server) {
    await call(server, 'chat.postMessage', { channel: GENERAL, text: 'hello' });
    return call(server, 'chat.update', { channel: GENERAL, ts: server.messages()[0]?.ts, text: 'bye' });
  },
  'chat.postEphemeral': (server) =>
    call(server, 'chat.postEphemeral', { channel: GENERAL, user: ANA, text: 'psst' }),
  'conversations.open': (server) => call(server, 'conversations.open', { users: ANA }),
  'users.info': (server) => call(server, 'users.info', { user: ANA, include_locale: true }),
  'files.getUploadURLExternal': (server) =>
    call(server, 'files.getUploadURLExternal', { filename: 'a.png', length: 1, alt_txt: 'a' }),
  async 'files.completeUploadExternal'(server) {
    const args = { filename: 'a.png', length: 1, alt_txt: 'a' };
    const upload = await call(server, 'files.getUploadURLExternal', args);
    const { upload_url, file_id } = upload as { upload_url: string; file_id: string };
    await fetch(upload_url, { method: 'POST', body: 'x' });
    return call(server, 'files.completeUploadExternal', { files: [{ id: file_id, title: 'a' }] });
  },
  'views.open': (server) =>
    call(server, 'views.open', {
      trigger_id: server.trigger(ANA),
      view: {
        type: 'modal',
        callback_id: 'form',
        title: { type: 'plain_text', text: 'Title' },
        submit: { type: 'plain_text', text: 'Send' },
        close: { type: 'plain_text', text: 'Cancel' },
        private_metadata: '',
        blocks: [
          {
            type: 'input',
            block_id: 'a',
            label: { type: 'plain_text', text: 'A' },
            element: { type: 'plain_text_input', action_id: 'value' },
          },
        ],
      },
    }),
};

describe('the test server', () => {
  it.each(Object.entries(CALLS))('answers %s in the shape that Slack documents', async (method, make) => {
    const server = await startSlackServer();
    try {
      const answer = await make(server);

      expect(answer).toMatchObject({ ok: true });
      expect(differences(samples[method as keyof typeof samples], answer, method)).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('refuses what Slack refuses', async () => {
    const server = await startSlackServer();
    try {
      const long = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } };
      const post = (args: Record<string, unknown>) =>
        call(server, 'chat.postMessage', { channel: GENERAL, text: 'x', ...args });

      expect(await post({ blocks: [long] })).toMatchObject({ ok: false, error: 'invalid_blocks' });
      expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({ error: 'msg_too_long' });
      expect(await post({ channel: 'C0NOWHERE1' })).toMatchObject({ error: 'channel_not_found' });
      expect(await call(server, 'auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' });
      expect(await call(server, 'chat.update', { channel: GENERAL, ts: '1.1', text: 'x' })).toMatchObject({
        error: 'message_not_found',
      });
      expect(server.complaints).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
