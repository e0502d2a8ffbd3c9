/** The playground: the real server over HTTP, with the requests that its page makes. */
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import { wordsOf } from '../../../../src/chat/markdown.ts';
import type { Form } from '../../../../src/chat/reply.ts';
import { PLAYGROUND } from '../../../../src/platforms/web/web.ts';
import type { WireMessage, WireRefusal } from '../../../../src/platforms/web/wire.ts';
import { Client, type Shown } from '../../web/client.ts';
import { openPlayground } from '../../web/playground.ts';
import { scriptedBot } from '../bot.ts';
import type { FieldInput, Meeting, Message } from '../stand.ts';

/** A page that listens: a new browser's, or that of one that was here before. */
async function listen(url: string, client = new Client(url)) {
  client.url = url;
  await client.start();
  const listener = await client.listen();
  const messages = new Map<string, WireMessage>();
  const page = await listener.page();
  for (const message of page.messages) messages.set(message.id, message);
  const done = (async () => {
    for (let event = await listener.next(); event !== undefined; event = await listener.next()) {
      if (event.kind === 'message') messages.set(event.message.id, event.message);
    }
  })();
  done.catch(() => undefined);
  onTestFinished(() => listener.close());
  const shown = () =>
    [...messages.values()]
      .flatMap((each): Shown[] => (each.kind === 'removed' ? [] : [each]))
      .sort((a, b) => a.order - b.order);
  const files = new Map<string, Uint8Array>();

  async function pictures(message: Shown): Promise<Message['pictures']> {
    return Promise.all(
      message.files.map(async ({ alt, url: address }) => {
        const bytes = files.get(address) ?? new Uint8Array(await (await client.ask(address)).arrayBuffer());
        files.set(address, bytes);
        return { alt, bytes };
      }),
    );
  }
  const seen = () =>
    Promise.all(
      shown().map(async (each) => ({
        text: wordsOf(each.text),
        buttons: each.buttons.map(({ label }) => label),
        pictures: await pictures(each),
      })),
    );
  return { client, shown, seen };
}

export const web: Meeting = {
  name: 'the playground',
  traits: ['others', 'replaces', 'open forms', 'serves'],
  async open({ script = {}, forms = {}, audiences = {}, locale = 'en', graceMs = 300, ...given }) {
    const bot = scriptedBot(script, forms, audiences);
    const playground = await openPlayground({ bot, graceMs, ...given });
    onTestFinished(() => playground.stop());
    let [caller, other] = [await listen(playground.url), await listen(playground.url)];
    let opened:
      | { readonly message: string; readonly button: string; readonly form: Form; faults: string[] }
      | undefined;
    let typed: Record<string, FieldInput> = {};

    async function accepted(response: Response): Promise<Response> {
      if (!response.ok) throw new Error(`refused: ${response.status} ${await response.text()}`);
      return response;
    }

    return {
      heard: bot.heard,
      type: async (line) => void (await accepted(await caller.client.send(line, { locale }))),
      async press(label) {
        const message = caller
          .shown()
          .findLast(({ buttons }) => buttons.some((button) => button.label === label));
        const button = message?.buttons.find((each) => each.label === label);
        if (message === undefined || button === undefined) throw new Error(`there is no button "${label}"`);
        const response = await accepted(await caller.client.press(message.id, button.id, { locale }));
        const pressed = (await response.json()) as { form?: Form };
        typed = {};
        opened = pressed.form && { message: message.id, button: button.id, form: pressed.form, faults: [] };
      },
      async fill(fields) {
        if (opened === undefined) throw new Error('no form is open');
        // The page keeps what is in its form until it is taken.
        typed = { ...typed, ...fields };
        const { message, button } = opened;
        const form = new FormData();
        for (const [name, value] of Object.entries(caller.client.act({ message, button, locale })))
          form.set(`act.${name}`, String(value));
        for (const [name, value] of Object.entries(typed)) {
          const sent =
            typeof value === 'string' ? value : new File([new Uint8Array(value.bytes)], value.name);
          form.set(`field.${name}`, sent);
        }
        const response = await caller.client.ask('/api/submit', { method: 'POST', body: form });
        if (response.ok) opened = undefined;
        else opened.faults = [((await response.json()) as WireRefusal).error[locale]];
      },
      form: async () =>
        opened === undefined
          ? []
          : [opened.form.title, ...opened.form.fields.map(({ label }) => label), ...opened.faults],
      seen: (by) => (by === 'caller' ? caller : other).seen(),
      log: () => inspect(playground.errors, { depth: 5 }),
      stop: () => playground.web.stop(),
      async startAgain() {
        const { history, errands } = playground;
        const next = await openPlayground({ bot, graceMs, history, errands });
        onTestFinished(() => next.stop());
        [caller, other] = [await listen(next.url, caller.client), await listen(next.url, other.client)];
      },
      posts: { platform: playground.web, place: PLAYGROUND },
    };
  },
};
