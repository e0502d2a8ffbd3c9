/** CommandShape → Discord's registration, and whether what Discord has differs from it: pure. */
import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as LibraryBody,
  ApplicationCommandOptionType as OptionType,
} from 'discord.js';
import type { Words } from '../../chat/locale.ts';
import type { CommandShape, OptionShape, OptionShapes } from '../../chat/shape.ts';
import { LIMITS } from './limits.ts';
import { shorten } from './render.ts';

/**
 * A command as it is registered. It is offered to everybody: Discord knows nothing of the roles that settings make
 * organisers, and dispatch checks who may.
 */
export type CommandBody = Omit<LibraryBody, 'default_member_permissions'>;

/** A definition that Discord would refuse; the message names command, option and limit. */
export class RegistrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RegistrationError';
  }
}

function describe(where: string, words: Words) {
  for (const text of [words.en, words.ja]) {
    if (text.length < 1 || text.length > LIMITS.description) {
      throw new RegistrationError(
        `/${where}: a description has 1 to ${LIMITS.description} characters, not ${text.length}.`,
      );
    }
  }
  return { description: words.en, description_localizations: { ja: words.ja } };
}

function choicesOf(option: OptionShape & { kind: 'choice' }): APIApplicationCommandOptionChoice<string>[] {
  return option.choices.map((value) => {
    const label = option.labels[value];
    return {
      name: shorten(label?.en ?? value, LIMITS.choiceName),
      ...(label === undefined ? {} : { name_localizations: { ja: shorten(label.ja, LIMITS.choiceName) } }),
      value,
    };
  });
}

/** Ranges beyond ±(2^53 − 1) are narrowed to what Discord can type; the bot's parser holds the rest. */
function rangeOf(option: { readonly min: number; readonly max: number }) {
  return {
    min_value: Math.max(option.min, -LIMITS.number),
    max_value: Math.min(option.max, LIMITS.number),
  };
}

function optionBody(where: string, name: string, option: OptionShape): APIApplicationCommandBasicOption {
  const base = { name, ...describe(`${where} ${name}`, option.words), required: option.required };
  switch (option.kind) {
    case 'integer':
      return { ...base, type: OptionType.Integer, ...rangeOf(option) };
    case 'number':
      return { ...base, type: OptionType.Number, ...rangeOf(option) };
    case 'choice':
      // More choices than Discord lists are typed as text, which the bot's parser checks.
      return option.choices.length > LIMITS.choices
        ? { ...base, type: OptionType.String }
        : { ...base, type: OptionType.String, choices: choicesOf(option) };
    case 'text':
      return {
        ...base,
        type: OptionType.String,
        max_length: Math.min(option.maxLength, LIMITS.optionText),
      };
    case 'bigint':
      // Discord's integers end at 2^53, so digits of any number arrive as text.
      return { ...base, type: OptionType.String };
  }
}

/** Discord wants required options first; a typed option's place has no other meaning. */
function optionBodies(where: string, options: OptionShapes): APIApplicationCommandBasicOption[] {
  const entries = Object.entries(options);
  if (entries.length > LIMITS.options) {
    throw new RegistrationError(`/${where} has ${entries.length} options; Discord takes ${LIMITS.options}.`);
  }
  const bodies = entries.map(([name, option]) => optionBody(where, name, option));
  return [...bodies.filter((body) => body.required), ...bodies.filter((body) => !body.required)];
}

/** Names, descriptions and choice values of a body; of a text with translations the longest counts. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + lengthOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const fields = new Map<string, unknown>(Object.entries(value));
  const longest = (key: string): number => {
    const translations = fields.get(`${key}_localizations`) ?? {};
    const texts = [fields.get(key), ...Object.values(translations)];
    return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
  };
  const choice = fields.get('value');
  return (
    longest('name') +
    longest('description') +
    (typeof choice === 'string' ? choice.length : 0) +
    lengthOf(fields.get('options')) +
    lengthOf(fields.get('choices'))
  );
}

function optionsOf(shape: CommandShape): NonNullable<CommandBody['options']> {
  if (shape.kind === 'plain') return optionBodies(shape.name, shape.options);
  const subcommands = Object.entries(shape.subcommands);
  if (subcommands.length > LIMITS.options) {
    throw new RegistrationError(
      `/${shape.name} has ${subcommands.length} subcommands; Discord takes ${LIMITS.options}.`,
    );
  }
  return subcommands.map(([name, subcommand]) => ({
    type: OptionType.Subcommand,
    name,
    ...describe(`${shape.name} ${name}`, subcommand.words),
    options: optionBodies(`${shape.name} ${name}`, subcommand.options),
  }));
}

function commandBody(shape: CommandShape): CommandBody {
  if (shape.name.length > LIMITS.commandName) {
    throw new RegistrationError(`/${shape.name}: a name has at most ${LIMITS.commandName} characters.`);
  }
  const body: CommandBody = {
    type: ApplicationCommandType.ChatInput,
    name: shape.name,
    ...describe(shape.name, shape.words),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: optionsOf(shape),
  };
  const total = lengthOf(body);
  if (total > LIMITS.commandTotal) {
    throw new RegistrationError(
      `/${shape.name}: its texts have ${total} characters in all; Discord takes ${LIMITS.commandTotal}.`,
    );
  }
  return body;
}

/**
 * The body of the bulk registration: every command in its order.
 * @throws RegistrationError naming what is beyond one of Discord's limits
 */
export function registration(commands: readonly CommandShape[]): CommandBody[] {
  if (commands.length > LIMITS.commands) {
    throw new RegistrationError(`${commands.length} commands; Discord takes ${LIMITS.commands}.`);
  }
  return commands.map(commandBody);
}

const TOLD = new Set(
  (
    'name type description description_localizations name_localizations options choices value required ' +
    'min_value max_value min_length max_length integration_types contexts default_member_permissions ja'
  ).split(' '),
);

const PERMISSIONS = 'default_member_permissions';
const textOf = (field: unknown) => (field === null ? undefined : String(field));

/** What a command says, without Discord's ids and without the nulls, falses and empty lists it fills in. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(essence);
  if (typeof value !== 'object') return value === false ? undefined : value;
  const told = Object.entries(value ?? {})
    .filter(([key]) => TOLD.has(key))
    .map(([key, field]) => [key, key === PERMISSIONS ? textOf(field) : essence(field)] as const)
    .filter(([, field]) => field !== undefined);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** Whether Discord has exactly these commands already, so that nothing needs to be sent. */
export function isRegistered(
  present: readonly { readonly name: string }[],
  wanted: readonly CommandBody[],
): boolean {
  return isDeepStrictEqual(present.toSorted(byName).map(essence), wanted.toSorted(byName).map(essence));
}
