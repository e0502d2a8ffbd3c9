/** Routes an invocation to the command that answers it. The one place that catches broadly. */
import { button, RUN_PREFIX, TRY_PREFIX } from '../chat/buttons.ts';
import { UserError } from '../chat/error.ts';
import type { Caller, Invocation } from '../chat/invocation.ts';
import type { Locale } from '../chat/locale.ts';
import type { Bot } from '../chat/platform.ts';
import { type Audience, type Form, type Reply, reply } from '../chat/reply.ts';
import { drawFrom } from '../draw.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import type { Settings } from '../settings/settings.ts';
import { checkAllowed } from './allow.ts';
import type { Action, Answer, Context, Definition, Runner } from './define.ts';
import { type CheckExperiment, createExperimentCheck } from './experiment.ts';
import { parseInput } from './parse.ts';
import { apology, gone, unknownCommand, unknownSubcommand } from './refusals.ts';

type Parts = {
  readonly definitions: readonly Definition[];
  readonly services: Services;
  readonly log: Log;
  /** A short reference that joins what the user is shown to what is logged. */
  reference(): string;
};

/** The bot that platforms talk to, made of command definitions and the services handed to them. */
export function createBot({ definitions, services, log, reference }: Parts): Bot {
  const byName = new Map(definitions.map((definition) => [definition.shape.name, definition]));
  const routes = { byName, checkExperiment: createExperimentCheck(definitions) };

  return {
    commands: definitions.map((definition) => definition.shape),
    async *handle(invocation, errand) {
      const { caller } = invocation;
      let { locale } = caller;
      const drawn = errand === undefined ? services : { ...services, ...drawFrom(errand) };
      const key = errand ?? services.newId();
      const report = (error: unknown) => {
        const id = reference();
        log.error({ err: error, reference: id, ...describe(invocation) }, 'a command failed');
        return id;
      };
      try {
        const { settings, own } = await chosenBy(caller, services);
        locale = own;
        // What everyone reads is in the channel's language.
        const read = audienceOf(routes, invocation) === 'channel' ? (settings.language ?? locale) : locale;
        const context: Context = {
          caller: { ...caller, locale: read },
          settings,
          services: drawn,
          key,
          say: (words) => words[read],
          report,
        };
        for await (const each of ended(answer(routes, invocation, context))) {
          yield errand === undefined || each.kind === 'progress' ? each : await withLetter(each, context);
        }
      } catch (error) {
        if (error instanceof UserError) {
          yield mistake(error.words[locale]);
          return;
        }
        yield mistake(apology(report(error))[locale]);
      }
    },
    audience(invocation) {
      return audienceOf(routes, invocation);
    },
    languageOf: async (caller) => (await chosenBy(caller, services)).own,
    form(id, locale) {
      return formOf(routes, id, locale);
    },
  };
}

/** What holds where somebody acts, and in which language they alone are answered. */
async function chosenBy(
  caller: Caller,
  { settings, store }: Services,
): Promise<{ readonly settings: Settings; readonly own: Locale }> {
  const [chosen, { locale }] = await Promise.all([
    settings.of(caller),
    store.people.preferences(caller.workspace, caller.userId),
  ]);
  return { settings: chosen, own: locale ?? chosen.language ?? caller.locale };
}

/** An end with a button that leads to what waits for the caller, if something does. */
async function withLetter(end: Reply, { caller, services, say }: Context): Promise<Reply> {
  const [letter] = await services.store.errands.letters(caller);
  if (letter === undefined) return end;
  const label = say({ en: 'An answer waits for you', ja: '未読の回答があります' });
  return { ...end, buttons: [...end.buttons, button(['runs', 'letter', letter.id], label)] };
}

type Routes = {
  readonly byName: ReadonlyMap<string, Definition>;
  readonly checkExperiment: CheckExperiment;
};

/** @throws Error if a command ends without an answer, which would leave its last progress standing for ever */
async function* ended(replies: Answer): Answer {
  let last: Reply['kind'] = 'progress';
  for await (const each of replies) {
    last = each.kind;
    yield each;
  }
  if (last === 'progress') throw new Error('it ended without an answer');
}

async function* answer(routes: Routes, invocation: Invocation, context: Context): Answer {
  switch (invocation.kind) {
    case 'command': {
      const { runner, input } = findRunner(routes, invocation);
      const values = parseInput(runner.options, input);
      checkAllowed(await runner.needs?.(values, context), context);
      yield* runner.run(values, context);
      return;
    }
    case 'press': {
      const typed = typedCommand(routes, invocation.id, invocation.caller);
      if (typed !== undefined) {
        yield* answer(routes, typed, context);
        return;
      }
      const { action, args } = findAction(routes, invocation.id);
      if (action.kind === 'form') throw gone();
      checkAllowed(await action.needs?.(args, context), context);
      yield* action.run(args, context);
      return;
    }
    case 'submit': {
      const { action, args } = findAction(routes, invocation.id);
      if (action.kind === 'press') throw gone();
      checkAllowed(await action.needs?.(args, context), context);
      yield* action.run(args, invocation.fields, context);
    }
  }
}

function audienceOf(routes: Routes, invocation: Invocation): Audience {
  try {
    switch (invocation.kind) {
      case 'command':
        return findRunner(routes, invocation).runner.audience;
      case 'press': {
        const typed = typedCommand(routes, invocation.id, invocation.caller);
        return typed === undefined
          ? findAction(routes, invocation.id).action.audience
          : audienceOf(routes, typed);
      }
      case 'submit':
        return findAction(routes, invocation.id).action.audience;
    }
  } catch (error) {
    // An unknown command or button: the answer will be the caller's mistake, said in private.
    if (error instanceof UserError) return 'caller';
    throw error;
  }
}

function formOf(routes: Routes, id: string, locale: Locale): Form | undefined {
  const { action, args } = actionOf(routes, id);
  return action?.kind === 'form' ? action.form(args, locale) : undefined;
}

/** The command line that a button stands for. @throws UserError if it is an experiment that no deck may offer */
function typedCommand({ checkExperiment }: Routes, id: string, caller: Caller): Invocation | undefined {
  const prefix = [RUN_PREFIX, TRY_PREFIX].find((each) => id.startsWith(each));
  if (prefix === undefined) return undefined;
  const line = id.slice(prefix.length);
  // A deck may have been taken before there was a rule.
  if (prefix === TRY_PREFIX) checkExperiment(line);
  const [, command = '', text = ''] = /^\/?(\S*)\s*(.*)$/s.exec(line) ?? [];
  return { kind: 'command', command, subcommand: undefined, input: { kind: 'text', text }, caller };
}

function findRunner(
  { byName }: Routes,
  invocation: Extract<Invocation, { kind: 'command' }>,
): { runner: Runner; input: Extract<Invocation, { kind: 'command' }>['input'] } {
  const name = invocation.command.normalize('NFKC').toLowerCase();
  const definition = byName.get(name);
  if (definition === undefined) throw unknownCommand(invocation.command, [...byName.keys()]);
  const plain = definition.runners.get('');
  if (plain !== undefined) return { runner: plain, input: invocation.input };

  let { subcommand, input } = invocation;
  if (subcommand === undefined && input.kind === 'text') {
    const [, first = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(input.text) ?? [];
    subcommand = first.normalize('NFKC').toLowerCase();
    input = { kind: 'text', text: rest };
  }
  const runner = definition.runners.get(subcommand || (definition.bare ?? ''));
  if (runner === undefined) throw unknownSubcommand(name, subcommand ?? '', [...definition.runners.keys()]);
  return { runner, input };
}

function findAction(routes: Routes, id: string): { action: Action; args: readonly string[] } {
  const { action, args } = actionOf(routes, id);
  if (action === undefined) throw gone();
  return { action, args };
}

/** An id may name anything, `constructor` too. */
function actionOf({ byName }: Routes, id: string): { action: Action | undefined; args: readonly string[] } {
  const [command = '', name = '', ...args] = id.split(':');
  const actions = byName.get(command)?.actions ?? {};
  return { action: Object.hasOwn(actions, name) ? actions[name] : undefined, args };
}

function mistake(text: string): Reply {
  return reply(text, { kind: 'error', audience: 'caller' });
}

/** What is logged of an invocation: never what the user wrote. */
function describe(invocation: Invocation): Record<string, string> {
  const { platform, workspace } = invocation.caller;
  const what =
    invocation.kind === 'command' ? invocation.command.slice(0, 32) : (invocation.id.split(':')[0] ?? '');
  return { platform, workspace, kind: invocation.kind, command: what };
}
