/** Command shapes → Slack app manifest, from which a person creates the app. Pure. */
import type { CommandShape, OptionShape, OptionShapes } from '../../chat/shape.ts';
import { LIMITS, SCOPES } from './limits.ts';
import { REMOVALS } from './removal.ts';
import { cut } from './render.ts';

/** How Slack reaches the bot: a socket that the bot opens, or requests to `url` (all of it, with path). */
export type Reach = { readonly kind: 'socket' } | { readonly kind: 'http'; readonly url: string };

/**
 * How Slack reaches a bot whose public address is given, e.g. `https://bot.example.org`; by socket if it has none.
 * @throws RangeError with a sentence for the person at the terminal
 */
export function reachOf(address: string | undefined): Reach {
  if (address === undefined) return { kind: 'socket' };
  const url = URL.parse(address);
  if (url?.protocol !== 'https:')
    throw new RangeError('Give the address of the bot as Slack sees it, such as https://bot.example.org');
  return { kind: 'http', url: new URL('/slack/events', url).href };
}

export type SlashCommand = {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string;
  readonly should_escape: false;
  readonly url?: string;
};

/** The part of Slack's manifest (schema version 2) that the bot uses. */
export type Manifest = {
  readonly _metadata: { readonly major_version: 2; readonly minor_version: 1 };
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: false;
      readonly messages_tab_enabled: true;
      readonly messages_tab_read_only_enabled: false;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: true };
    readonly slash_commands: readonly SlashCommand[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly interactivity: { readonly is_enabled: true; readonly request_url?: string };
    readonly org_deploy_enabled: false;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: false;
  };
};

/**
 * The manifest for these commands.
 * @param prefix stands before every command's name, e.g. `rnn-`; may be empty
 * @throws RangeError if there are more commands, or longer names, than Slack takes
 */
export function slackManifest(commands: readonly CommandShape[], prefix: string, reach: Reach): Manifest {
  if (commands.length > LIMITS.commands)
    throw new RangeError(`${commands.length} commands; Slack takes at most ${LIMITS.commands}`);
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Carrybot',
      description: 'Train a recurrent neural network in your channel and watch it learn to carry.',
      long_description:
        'Carrybot teaches how recurrent neural networks work. Train one on binary addition right in a channel, ' +
        'look inside it, take quizzes and compare experiments. 再帰型ニューラルネットワークを、' +
        'チャンネルの中で学習させながら学べます。Commands answer in English or Japanese, as your Slack is set.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Carrybot', always_online: true },
      slash_commands: commands.map((shape) => slashCommand(shape, prefix, reach)),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: {
        ...(reach.kind === 'http' ? { request_url: reach.url } : {}),
        bot_events: REMOVALS,
      },
      interactivity: { is_enabled: true, ...(reach.kind === 'http' ? { request_url: reach.url } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: reach.kind === 'socket',
      token_rotation_enabled: false,
    },
  };
}

function slashCommand(shape: CommandShape, prefix: string, reach: Reach): SlashCommand {
  const command = `/${prefix}${shape.name}`;
  if (command.length > LIMITS.commandName)
    throw new RangeError(`${command} is longer than ${LIMITS.commandName} characters; take a shorter prefix`);
  const hint = hintOf(shape);
  return {
    command,
    description: cut(`${shape.words.en} / ${shape.words.ja}`, LIMITS.commandDescription),
    ...(hint === '' ? {} : { usage_hint: cut(hint, LIMITS.commandHint) }),
    should_escape: false,
    ...(reach.kind === 'http' ? { url: reach.url } : {}),
  };
}

/** What may follow the name, e.g. `a b` or `[rate=0.1] [seed]`; for a group its words, e.g. `quiz | list`. */
function hintOf(shape: CommandShape): string {
  return shape.kind === 'plain'
    ? optionsHint(shape.options)
    : Object.entries(shape.subcommands)
        .map(([name, { options }]) => `${name} ${optionsHint(options)}`.trim())
        .join(' | ');
}

function optionsHint(options: OptionShapes): string {
  return Object.entries(options)
    .map(([name, option]) => (option.required ? name : `[${optional(name, option)}]`))
    .join(' ');
}

function optional(name: string, option: OptionShape): string {
  return option.default === undefined ? name : `${name}=${option.default}`;
}
