/** A bot of a few small commands, for the tests of dispatch: each says what it was handed. */
import { pino } from 'pino';
import { UserError } from '../../src/chat/error.ts';
import type { Caller, FieldValue, Input, Invocation } from '../../src/chat/invocation.ts';
import type { Locale } from '../../src/chat/locale.ts';
import type { Bot } from '../../src/chat/platform.ts';
import { type Reply, reply } from '../../src/chat/reply.ts';
import { type Answer, type Context, defineCommand, defineGroup, runner } from '../../src/command/define.ts';
import { createBot } from '../../src/command/dispatch.ts';
import { choice, integer, required, text } from '../../src/command/option.ts';
import type { Services } from '../../src/services.ts';
import type { Settings } from '../../src/settings/settings.ts';

const words = { en: 'a thing', ja: 'もの' };

export const AKI: Caller = {
  platform: 'web',
  workspace: 'local',
  channel: 'c',
  userId: 'u-aki',
  userName: 'Aki',
  locale: 'en',
  role: 'member',
};

const plain = defineCommand({
  name: 'plain',
  words,
  examples: ['/plain 1'],
  experiment: 'offered',
  options: {
    n: required(integer(words, { min: 0, max: 9 }, undefined)),
    colour: choice(words, ['red', 'blue'], 'red'),
    note: text(words, { maxLength: 40, take: 'rest' }, undefined),
  },
  async *run(values, { say, caller }) {
    yield reply('working', { kind: 'progress' });
    yield reply(say({ en: 'English', ja: '日本語' }), {
      data: { n: values.n, colour: values.colour, note: values.note ?? null, who: caller.userName },
    });
  },
  actions: {
    again: {
      kind: 'press',
      audience: 'channel',
      async *run(args) {
        yield reply('again', { data: { args: [...args] } });
      },
    },
    fails: {
      kind: 'press',
      audience: 'channel',
      // biome-ignore lint/correctness/useYield: it fails before it says anything.
      async *run(): Answer {
        throw new Error('a bug');
      },
    },
    quietly: {
      kind: 'press',
      audience: 'caller',
      async *run() {
        yield reply('quiet', { audience: 'caller' });
      },
    },
    fill: {
      kind: 'form',
      audience: 'caller',
      form: (args, locale) => ({ title: `${locale} ${args.join('+')}`, submit: 'ok', fields: [] }),
      async *run(args, fields) {
        const { answer } = fields;
        const typed = answer?.kind === 'text' ? answer.text : null;
        yield reply('filled', { audience: 'caller', data: { args: [...args], typed } });
      },
    },
  },
});

const broken = defineCommand({
  name: 'broken',
  words,
  examples: [],
  audience: 'caller',
  options: { how: choice(words, ['user', 'bug', 'late', 'silent', 'mute'], 'bug') },
  async *run({ how }) {
    if (how === 'late' || how === 'silent') yield reply('half', { kind: 'progress' });
    if (how === 'silent' || how === 'mute') return;
    if (how === 'user') throw new UserError({ en: 'Do it so.', ja: 'こうしてください。' });
    throw new Error('secret text of the user');
  },
});

const says = (what: string) =>
  async function* (values: object, { caller }: Context) {
    yield reply(what, { data: { ...values, who: caller.userName } });
  };
const group = defineGroup({
  name: 'group',
  words,
  examples: [],
  subcommands: {
    list: runner({ words, audience: 'caller', options: {}, run: says('list') }),
    add: runner({ words, options: { n: integer(words, { min: 0, max: 9 }, 5) }, run: says('add') }),
  },
  bare: 'list',
});
const strict = defineGroup({
  name: 'strict',
  words,
  examples: [],
  subcommands: { one: runner({ words, options: {}, run: says('one') }) },
});

export const DEFINITIONS = [plain, broken, group, strict];

export type Bench = {
  readonly bot: Bot;
  /** Lines of the log, read. */
  readonly logged: readonly Record<string, unknown>[];
  command(
    command: string,
    input?: Input | string,
    how?: { sub?: string; who?: Partial<Caller> },
  ): Promise<readonly Reply[]>;
  press(id: string, who?: Partial<Caller>): Promise<readonly Reply[]>;
  submit(id: string, fields?: Readonly<Record<string, FieldValue>>): Promise<readonly Reply[]>;
};

/** What these commands and dispatch use of the services; none uses any other. */
function servicesOf(chosen: Partial<Settings>, locale: Locale | null): Services {
  const settings: Settings = {
    language: null,
    zone: null,
    questions: null,
    mention: null,
    organisers: [],
    may: { schedules: 'organisers', decks: 'organisers', class: 'organisers' },
    keepDays: null,
    ...chosen,
  };
  const used = {
    newId: () => 'key',
    settings: { of: async () => settings },
    store: {
      people: { preferences: async () => ({ leaderboard: 'shown', reminder: 'off', locale }) },
    },
  };
  return used as unknown as Services;
}

/** @param locale the language that everybody has chosen */
export function createBench(chosen: Partial<Settings> = {}, locale: Locale | null = null): Bench {
  const services = servicesOf(chosen, locale);
  const logged: Record<string, unknown>[] = [];
  const bot = createBot({
    definitions: DEFINITIONS,
    services,
    log: pino({}, { write: (line) => void logged.push(JSON.parse(line)) }),
    reference: () => 'ref-1',
  });
  const all = async (invocation: Invocation) => {
    const replies: Reply[] = [];
    for await (const each of bot.handle(invocation)) replies.push(each);
    return replies;
  };
  return {
    bot,
    logged,
    command: (command, input = '', { sub, who } = {}) =>
      all({
        kind: 'command',
        command,
        subcommand: sub,
        input: typeof input === 'string' ? { kind: 'text', text: input } : input,
        caller: { ...AKI, ...who },
      }),
    press: (id, who) => all({ kind: 'press', id, caller: { ...AKI, ...who } }),
    submit: (id, fields = {}) => all({ kind: 'submit', id, fields, caller: AKI }),
  };
}
