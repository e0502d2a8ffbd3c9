/** Command lines, presses and forms, as the terminal and all platforms hand them in. */
import fc from 'fast-check';
import type { OptionShape, OptionShapes } from '../../../src/chat/shape.ts';
import { LEARNER, startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated } from '../mutate.ts';
import { MARK, plant, watch } from '../watch.ts';

type Act =
  | { readonly kind: 'type'; readonly line: string }
  | { readonly kind: 'press'; readonly id: string }
  | { readonly kind: 'submit'; readonly id: string; readonly text: string };

const PLACE = { platform: 'web', workspace: 'local' } as const;

export const lines = door('lines', async () => {
  const test = await startBot(undefined, 'calm', { trainMaxSeconds: 1 });
  await plant(test, [PLACE]);
  await test.type('/train iterations=20 seed=1');
  await test.type('/train iterations=1 seed=2', {
    platform: 'slack',
    workspace: 'slack:T0VICTIM',
    userName: MARK,
  });
  const seen = watch(test.bot);
  const commands = test.bot.commands.flatMap((shape) =>
    shape.kind === 'plain'
      ? [{ name: shape.name, options: shape.options }]
      : Object.entries(shape.subcommands).map(([name, { options }]) => ({
          name: `${shape.name} ${name}`,
          options,
        })),
  );
  const examples = test.bot.commands.flatMap((shape) => shape.examples);
  const example = mostlyLight(examples, (text) => text.slice(1));
  const made = mostlyLight(commands, ({ name }) => name).chain(({ name, options }) => lineOf(name, options));
  const line = fc.oneof(
    { weight: 5, arbitrary: mutated(example) },
    { weight: 5, arbitrary: mutated(made) },
    { weight: 1, arbitrary: oddText(60).map((text) => `/${text}`) },
  );
  // Ids as the bot's own buttons have them, and such as it never made.
  const ids = fc.constantFrom(
    'quiz:answer:1:A',
    'quiz:import',
    'quiz:remove:secret',
    'quiz:undo:secret:1',
    'quiz:replace:1:1',
    'runs:letter:secret-web',
    'schedule:remove:1',
    'schedule:pause:1',
    'train:cancel:1',
    'score:forget',
    'run:/help',
    'run:/quiz export secret',
    'try:/train iterations=2',
    'hunt:guess:1',
  );
  const id = mutated(ids, 50);
  return {
    inputs: fc.oneof<fc.Arbitrary<Act>[]>(
      fc.record({ kind: fc.constant('type' as const), line: line.map(short) }),
      fc.record({ kind: fc.constant('type' as const), line: line.map(short) }),
      fc.record({ kind: fc.constant('press' as const), id }),
      fc.record({ kind: fc.constant('submit' as const), id, text: oddText(200) }),
    ),
    atOnce: 1,
    watch: seen,
    async send(acts) {
      const caller = { ...LEARNER, ...PLACE, userId: 'mallory', userName: 'Mallory' };
      for (const act of acts) {
        const [, command = '', text = ''] =
          act.kind === 'type' ? (/^\/?(\S*)\s*(.*)$/s.exec(act.line) ?? []) : [];
        const invocation =
          act.kind === 'type'
            ? ({
                kind: 'command',
                command,
                subcommand: undefined,
                input: { kind: 'text', text },
                caller,
              } as const)
            : act.kind === 'press'
              ? ({ kind: 'press', id: act.id, caller } as const)
              : ({ kind: 'submit', id: act.id, fields: fieldsOf(act.text), caller } as const);
        seen.bot.audience(invocation);
        if (act.kind === 'press') seen.bot.form(act.id, 'en');
        for await (const _ of seen.bot.handle(invocation));
      }
    },
    close: () => test.end(),
  };
});

function fieldsOf(text: string) {
  return { answer: { kind: 'text', text }, guess: { kind: 'text', text } } as const;
}

/** What trains and draws nothing (threads are not tried here) is drawn nineteen times of twenty. */
function mostlyLight<T>(all: readonly T[], nameOf: (one: T) => string): fc.Arbitrary<T> {
  const light = all.filter((one) => /^(?:quiz|schedule|help|score|add|runs)\b(?! film)/.test(nameOf(one)));
  return fc.oneof(
    { weight: 19, arbitrary: fc.constantFrom(...light) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}

/** What takes long is another test's: trainings are short here, votes and looks into many networks are left out. */
function short(line: string): string {
  const plain = line.replace(/(iterations|seeds|vote)\s*[=＝]\s*[^\s"“”]*/g, '$1=1');
  return /^\/(?:train|compare)/.test(plain) && !/iterations=/.test(plain) && !/recipe/.test(plain)
    ? `${plain} iterations=1`
    : plain;
}

function lineOf(name: string, options: OptionShapes): fc.Arbitrary<string> {
  const given = Object.entries(options).map(([key, option]) =>
    fc.option(
      textOf(option).map((value) => `${key}=${value}`),
      { freq: 2, nil: '' },
    ),
  );
  return fc.tuple(...given).map((words) => [`/${name}`, ...words.filter((word) => word !== '')].join(' '));
}

function textOf(option: OptionShape): fc.Arbitrary<string> {
  switch (option.kind) {
    case 'integer':
      return fc.integer({ min: option.min, max: Math.min(option.max, option.min + 8) }).map(String);
    case 'number':
      return fc.double({ min: option.min, max: option.max, noNaN: true }).map(String);
    case 'bigint':
      return fc.bigInt({ min: 0n, max: 1n << BigInt(option.maxBits) }).map(String);
    case 'choice':
      return fc.constantFrom(...option.choices);
    case 'text':
      return fc.oneof(
        fc.constantFrom('8:30', 'mon,wed', '1,2,3', 'Asia/Tokyo', 'secret'),
        oddText(20).map((text) => `"${text}"`),
      );
  }
}
