/** The rules of command registration, refused as Discord refuses them. */
import { type FormFault, invalidForm } from './ids.ts';

export type OptionJson = {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
  readonly options?: readonly OptionJson[];
};

export type CommandJson = {
  readonly name: string;
  readonly description: string;
  readonly type?: number;
  readonly default_member_permissions?: number | null;
  readonly options?: readonly OptionJson[];
};

export const OPTION = { subcommand: 1, text: 3, integer: 4, number: 10 } as const;

/** Lower-case letters of any script, digits, `-` and `_`. */
const NAME = /^[-_\p{Ll}\p{Lm}\p{Lo}\p{N}]{1,32}$/u;

function unless(isRight: boolean, path: string, code: string, message: string): FormFault[] {
  return isRight ? [] : [{ path, code, message }];
}

function named(path: string, item: { readonly name: string; readonly description: string }): FormFault[] {
  const { length } = item.description;
  return [
    ...unless(
      NAME.test(item.name),
      `${path}.name`,
      'APPLICATION_COMMAND_INVALID_NAME',
      'Command name is invalid',
    ),
    ...unless(
      length >= 1 && length <= 100,
      `${path}.description`,
      'BASE_TYPE_BAD_LENGTH',
      'Must be between 1 and 100 in length.',
    ),
  ];
}

function unique(path: string, names: readonly string[]): FormFault[] {
  return unless(
    new Set(names).size === names.length,
    path,
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    'Option name already exists in this options list',
  );
}

function optionFaults(path: string, options: readonly OptionJson[]): FormFault[] {
  const firstOptional = options.findIndex((option) => option.required !== true);
  const lastRequired = options.findLastIndex((option) => option.required === true);
  return [
    ...unless(options.length <= 25, path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 25 in length.'),
    ...unless(
      firstOptional === -1 || lastRequired < firstOptional,
      path,
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    ),
    ...unique(
      path,
      options.map(({ name }) => name),
    ),
    ...options.flatMap((option, at) => oneOptionFaults(`${path}.${at}`, option)),
  ];
}

function oneOptionFaults(path: string, option: OptionJson): FormFault[] {
  const choices = option.choices ?? [];
  const limit = Number.MAX_SAFE_INTEGER;
  const inRange = (value: number | undefined) => value === undefined || Math.abs(value) <= limit;
  return [
    ...named(path, option),
    ...unless(
      choices.length <= 25,
      `${path}.choices`,
      'BASE_TYPE_BAD_LENGTH',
      'Must be between 1 and 25 in length.',
    ),
    ...unless(
      choices.every(({ name }) => name.length >= 1 && name.length <= 100),
      `${path}.choices`,
      'BASE_TYPE_BAD_LENGTH',
      'Must be between 1 and 100 in length.',
    ),
    ...unique(
      `${path}.choices`,
      choices.map(({ name }) => name),
    ),
    ...unless(
      inRange(option.min_value) && inRange(option.max_value),
      path,
      'NUMBER_TYPE_MAX',
      `Must be within ±${limit}.`,
    ),
    ...(option.options === undefined ? [] : optionFaults(`${path}.options`, option.options)),
  ];
}

/** Names, descriptions and choice values of a command. */
function lengthOf(item: CommandJson | OptionJson): number {
  const choices = 'choices' in item ? (item.choices ?? []) : [];
  return (
    item.name.length +
    item.description.length +
    choices.reduce((sum, { name, value }) => sum + name.length + String(value).length, 0) +
    (item.options ?? []).reduce((sum, option) => sum + lengthOf(option), 0)
  );
}

/** @throws Problem 50035 */
export function checkCommands(commands: readonly CommandJson[]): void {
  const names = commands.map(({ name }) => name);
  const faults = [
    ...unless(commands.length <= 100, 'commands', 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.'),
    ...unless(
      new Set(names).size === names.length,
      'commands',
      'APPLICATION_COMMANDS_DUPLICATE_NAME',
      'Application command names must be unique',
    ),
    ...commands.flatMap((command, at) => [
      ...named(String(at), command),
      ...optionFaults(`${at}.options`, command.options ?? []),
      ...unless(
        lengthOf(command) <= 8_000,
        String(at),
        'APPLICATION_COMMAND_TOO_LARGE',
        'Command exceeds maximum size (8000)',
      ),
    ]),
  ];
  if (faults.length > 0) throw invalidForm(faults);
}
