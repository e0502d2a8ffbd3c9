/** What people do in Discord's client: type a command, press a button, send a form; with the client's own checks. */
import { randomBytes } from 'node:crypto';
import { type CommandJson, OPTION, type OptionJson } from './check-commands.ts';
import { type Exchange, exchangeOf, firstSight } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { snowflake } from './ids.ts';
import {
  type Channel,
  channelOf,
  memberOf,
  messageOf,
  type Person,
  permissionsIn,
  type StoredInteraction,
  type StoredMessage,
  userOf,
  type World,
} from './world.ts';

/** Who acts, where and in which language; each has a default. */
export type Actor = {
  readonly person?: Person;
  /** Discord's tag of the client's language, e.g. `ja`, `en-US`. */
  readonly locale?: string;
  /** A channel's id. */
  readonly channel?: string;
  /** `stale`: the client knows an older registration, so its checks of values do not apply. */
  readonly client?: 'current' | 'stale';
  /** The id of the message whose button is pressed, if not the newest that has it. */
  readonly message?: string;
  /** Whether to wait for the first thing to see; so it is unless told otherwise. */
  readonly until?: 'seen' | 'sent';
};

export type Values = Readonly<Record<string, string | number>>;

/** A file for a form's upload field. */
export type UploadedFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

const OPEN_ENDED = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** What Discord's client does not let a person send. */
function refusal(option: OptionJson, value: string | number): string | undefined {
  const { min_value: min = OPEN_ENDED.min, max_value: max = OPEN_ENDED.max } = option;
  const isNumber = option.type === OPTION.integer || option.type === OPTION.number;
  if (isNumber !== (typeof value === 'number')) return `${option.name} is of another type`;
  if (option.type === OPTION.integer && !Number.isInteger(value)) return `${option.name} is not whole`;
  if (typeof value === 'number' && (value < min || value > max)) {
    return `${option.name} is not within ${min}…${max}`;
  }
  if (typeof value === 'string' && value.length > (option.max_length ?? 6_000))
    return `${option.name} is too long`;
  const { choices } = option;
  if (choices !== undefined && !choices.some((choice) => choice.value === value)) {
    return `${option.name} is none of ${choices.map((choice) => choice.value).join(', ')}`;
  }
  return undefined;
}

export function createPeople(world: World, gateway: Gateway, ackMs: number, uploadUrl: () => string) {
  const learner: Person = { id: snowflake(), username: 'learner', display: 'Learner' };
  const timers = new Set<NodeJS.Timeout>();
  /** Who has sent something that may have opened a form, newest last. */
  const forms = new Map<string, StoredInteraction>();

  function channelFor(actor: Actor): Channel {
    const channel = actor.channel === undefined ? world.general : world.channels.get(actor.channel);
    if (channel === undefined) throw new Error(`no channel ${actor.channel}`);
    return channel;
  }

  /** Sends an interaction to the bot and starts its 3 s. */
  async function interact(
    kind: StoredInteraction['kind'],
    actor: Actor,
    data: unknown,
    source?: StoredMessage,
  ): Promise<Exchange> {
    const channel = channelFor(actor);
    const person = actor.person ?? learner;
    const interaction: StoredInteraction = {
      id: snowflake(),
      token: randomBytes(48).toString('base64url'),
      kind,
      channel: channel.id,
      person,
      source,
      createdAt: world.now(),
      state: 'waiting',
      callback: undefined,
      original: undefined,
      modal: undefined,
      touched: new Set(),
    };
    world.interactions.set(interaction.id, interaction);
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (interaction.state === 'waiting') interaction.state = 'failed';
      world.changed();
    }, ackMs);
    timers.add(timer);
    gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.application,
      type: { command: 2, press: 3, submit: 5 }[kind],
      token: interaction.token,
      version: 1,
      channel: channelOf(channel),
      channel_id: channel.id,
      ...(channel.guild === undefined
        ? { user: userOf(person), context: 1 }
        : { guild_id: channel.guild, member: memberOf(person), context: 0, guild_locale: 'en-US' }),
      app_permissions: permissionsIn(channel),
      locale: actor.locale ?? 'en-US',
      entitlements: [],
      authorizing_integration_owners: { '0': channel.guild ?? '0' },
      attachment_size_limit: 10 * 1024 * 1024,
      data,
      ...(source === undefined ? {} : { message: messageOf(world, source) }),
    });
    forms.set(person.id, interaction);
    return actor.until === 'sent' ? exchangeOf(world, interaction) : firstSight(world, interaction);
  }

  function optionsOf(known: readonly OptionJson[], values: Values, actor: Actor): unknown[] {
    const isChecked = actor.client !== 'stale';
    const absent = known.find((option) => option.required === true && !(option.name in values));
    if (isChecked && absent !== undefined)
      throw new Error(`Discord's client refuses: ${absent.name} is required`);
    return Object.entries(values).map(([name, value]) => {
      const option = known.find((one) => one.name === name);
      const reason = option === undefined ? `there is no option ${name}` : refusal(option, value);
      if (isChecked && reason !== undefined) throw new Error(`Discord's client refuses: ${reason}`);
      const guess = typeof value === 'number' ? OPTION.number : OPTION.text;
      return { name, value, type: option?.type ?? guess };
    });
  }

  function upload(file: UploadedFile): { id: string; json: unknown } {
    const id = snowflake();
    const path = `/attachments/${world.general.id}/${id}/${encodeURIComponent(file.name.toWellFormed())}`;
    world.uploads.set(path, { id, alt: '', ...file });
    const url = `${uploadUrl()}${path}`;
    const size = file.bytes.byteLength;
    // Discord takes what is not ASCII out of a file's name, and keeps the whole as its title.
    const filename = file.name.replace(/[^\w.-]/g, '');
    const named =
      filename === file.name ? { filename } : { filename, title: file.name.replace(/\.[^.]*$/, '') };
    return { id, json: { id, ...named, size, content_type: file.type, url, proxy_url: url } };
  }

  return {
    learner,

    /**
     * Types a command: `add`, or with a subcommand `schedule list`. Resolves at the first thing to see.
     * @throws if the command is not registered, or Discord's client would not send these values
     */
    async command(line: string, values: Values = {}, actor: Actor = {}): Promise<Exchange> {
      const [name = '', subcommand] = line.split(' ');
      const command = (world.commands as unknown as (CommandJson & { id: string })[]).find(
        (one) => one.name === name,
      );
      if (command === undefined) throw new Error(`/${name} is not registered`);
      const group = command.options?.find((one) => one.type === OPTION.subcommand && one.name === subcommand);
      if (subcommand !== undefined && group === undefined) throw new Error(`/${line} is not registered`);
      const options = optionsOf((group ?? command).options ?? [], values, actor);
      return interact('command', actor, {
        id: command.id,
        name,
        type: 1,
        options: group === undefined ? options : [{ type: OPTION.subcommand, name: subcommand, options }],
      });
    },

    /** Presses the button with this label, in the newest message that has one. */
    async press(label: string, actor: Actor = {}): Promise<Exchange> {
      const channel = channelFor(actor);
      const message = [...world.messages.values()].findLast(
        (one) =>
          one.channel === channel.id &&
          one.id === (actor.message ?? one.id) &&
          !one.isDeleted &&
          one.buttons.some((button) => button.label === label),
      );
      const button = message?.buttons.find((one) => one.label === label);
      if (message === undefined || button === undefined) throw new Error(`there is no button "${label}"`);
      return interact('press', actor, { component_type: 2, custom_id: button.id, id: 1 }, message);
    },

    /** Fills in the form that is open, by its fields' ids or labels, and sends it. */
    async submit(
      values: Readonly<Record<string, string | UploadedFile>>,
      actor: Actor = {},
    ): Promise<Exchange> {
      const { modal, source } = forms.get((actor.person ?? learner).id) ?? {};
      if (modal === undefined) throw new Error('no form is open');
      const attachments: Record<string, unknown> = {};
      const components = modal.fields.map((field, at) => {
        const value = values[field.id] ?? values[field.label] ?? '';
        if (field.isRequired && value === '')
          throw new Error(`Discord's client refuses: ${field.label} is required`);
        const base = { id: 2 * at + 2, custom_id: field.id };
        if (typeof value === 'string') {
          if (value.length > field.maxLength)
            throw new Error(`Discord's client refuses: ${field.label} is too long`);
          return { type: 18, id: 2 * at + 1, component: { ...base, type: 4, value } };
        }
        const { id, json } = upload(value);
        attachments[id] = json;
        return { type: 18, id: 2 * at + 1, component: { ...base, type: 19, values: [id] } };
      });
      return interact(
        'submit',
        actor,
        { custom_id: modal.id, components, resolved: { attachments } },
        source,
      );
    },

    /** Lets go of everything that waits. */
    leave(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
