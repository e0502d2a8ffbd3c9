/**
 * How a command is written: its outside (CommandShape) and what it does. A command file exports one
 * definition; it names no platform and holds no state.
 */
import type { Caller, FieldValue } from '../chat/invocation.ts';
import type { Locale, Words } from '../chat/locale.ts';
import type { Audience, Form, Reply } from '../chat/reply.ts';
import type { CommandShape, OptionShape, OptionShapes, Section } from '../chat/shape.ts';
import type { Services } from '../services.ts';
import type { Permission } from '../settings/permissions.ts';
import type { Settings } from '../settings/settings.ts';

/** What a command's code is handed besides its options. */
export type Context = {
  /** Its `locale` is the one to answer in, which the person or the channel may have chosen. */
  readonly caller: Caller;
  /** What organisers have chosen where the caller acts. */
  readonly settings: Settings;
  readonly services: Services;
  /** Names what is done: the same when it is done again after a crash. What must not be done twice is kept under it. */
  readonly key: string;
  /** The text in the caller's language. */
  say(words: Words): string;
  /** Logs what has failed beside an answer that is given all the same. @returns the reference to tell of it */
  report(error: unknown): string;
};

type ValueOf<O extends OptionShape> = O extends { kind: 'integer' | 'number' }
  ? number
  : O extends { kind: 'bigint' }
    ? bigint
    : O extends { kind: 'choice'; open: object }
      ? string
      : O extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;

/** The parsed values of a set of options: undefined only where there is neither a default nor a duty. */
export type Values<Os extends OptionShapes> = {
  readonly [K in keyof Os]: Os[K] extends { required: true }
    ? ValueOf<Os[K]>
    : Os[K] extends { default: undefined }
      ? ValueOf<Os[K]> | undefined
      : ValueOf<Os[K]>;
};

/** The answer to an invocation: `progress` replies, then one `final` or `error`. */
export type Answer = AsyncGenerator<Reply, void, undefined>;

/**
 * The permission that an act needs, checked by dispatch before it is done; undefined: anybody may, or it is the
 * caller's own.
 */
export type Needs<Given> = (
  given: Given,
  context: Context,
) => Permission | undefined | Promise<Permission | undefined>;

/** What a button `command:action:argument…` does. */
export type Action =
  | {
      readonly kind: 'press';
      readonly audience: Audience;
      readonly needs?: Needs<readonly string[]>;
      run(args: readonly string[], context: Context): Answer;
    }
  | {
      readonly kind: 'form';
      readonly audience: Audience;
      readonly needs?: Needs<readonly string[]>;
      /** Answers at once: platforms must open the form within their three seconds. */
      form(args: readonly string[], locale: Locale): Form;
      run(args: readonly string[], fields: Readonly<Record<string, FieldValue>>, context: Context): Answer;
    };

/**
 * Whether a question of a deck may offer it as an experiment. `offered`: it looks at networks or trains them and does
 * nothing else: it reads and changes nothing about people, posts nothing later, and can be pressed unread.
 */
export type Experiment = 'offered' | 'withheld';

/** One thing that a command does, with its options erased to what the parser needs. */
export type Runner = {
  readonly words: Words;
  readonly options: OptionShapes;
  /** Who sees the answer, as far as it is known before it is made. */
  readonly audience: Audience;
  readonly needs: Needs<Readonly<Record<string, unknown>>> | undefined;
  run(values: Readonly<Record<string, unknown>>, context: Context): Answer;
};

/** A whole command as dispatch knows it. */
export type Definition = {
  readonly shape: CommandShape;
  /** The one runner under '' for a plain command, or one per subcommand. */
  readonly runners: ReadonlyMap<string, Runner>;
  readonly actions: Readonly<Record<string, Action>>;
  readonly experiment: Experiment;
  /** The subcommand that a group stands for when it is typed alone. */
  readonly bare: string | undefined;
};

type RunnerInput<Os extends OptionShapes> = {
  readonly words: Words;
  readonly options: Os;
  readonly audience?: Audience;
  readonly needs?: Needs<Values<Os>>;
  run(values: Values<Os>, context: Context): Answer;
};

/** A runner whose `run` is typed by its own options; parsing guarantees the values. */
export function runner<const Os extends OptionShapes>(input: RunnerInput<Os>): Runner {
  const { needs } = input;
  return {
    words: input.words,
    options: input.options,
    audience: input.audience ?? 'channel',
    // The parser has checked every value against `options` before these are called.
    needs: needs && ((values, context) => needs(values as Values<Os>, context)),
    run: (values, context) => input.run(values as Values<Os>, context),
  };
}

/** A command with options of its own. Throws if the definition is malformed, so that the start stops. */
export function defineCommand<const Os extends OptionShapes>(
  input: RunnerInput<Os> & {
    readonly name: string;
    readonly examples: readonly string[];
    readonly section?: Section;
    /** `withheld` if not given. */
    readonly experiment?: Experiment;
    readonly actions?: Readonly<Record<string, Action>>;
  },
): Definition {
  const { name, words, options, examples, section = 'lab' } = input;
  return {
    shape: { kind: 'plain', name, words, options, examples, section },
    runners: new Map([['', runner(input)]]),
    bare: undefined,
    experiment: input.experiment ?? 'withheld',
    actions: input.actions ?? {},
  };
}

/** A command that is a group of subcommands, such as `/schedule list`. */
export function defineGroup(input: {
  readonly name: string;
  readonly words: Words;
  readonly examples: readonly string[];
  readonly section?: Section;
  readonly subcommands: Readonly<Record<string, Runner>>;
  /** What `/name` alone does: one of the subcommands that needs no options. */
  readonly bare?: string;
  readonly actions?: Readonly<Record<string, Action>>;
}): Definition {
  const { name, words, subcommands, examples, section = 'lab' } = input;
  return {
    shape: { kind: 'group', name, words, subcommands, examples, section },
    runners: new Map(Object.entries(subcommands)),
    bare: input.bare,
    experiment: 'withheld',
    actions: input.actions ?? {},
  };
}
