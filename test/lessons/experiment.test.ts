/** Every experiment of the course is a command line that the bot takes. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '../../src/command/define.ts';
import { loadCommands } from '../../src/command/load.ts';
import { parseInput } from '../../src/command/parse.ts';
import { COURSE } from '../../src/lessons/course.ts';

/** Forms of the laboratory's commands, for those that are not in the folder of commands. */
const LABORATORY: Readonly<Record<string, RegExp>> = {
  gradients: /^$/,
};

let commands: ReadonlyMap<string, Definition>;

beforeAll(async () => {
  const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
  commands = new Map(definitions.map((definition) => [definition.shape.name, definition]));
});

/** Parses a line as dispatch does; throws as it does. */
function parsed(line: string): unknown {
  const [, name = '', rest = ''] = /^\/(\S+)\s*(.*)$/.exec(line) ?? [];
  const definition = commands.get(name);
  if (definition === undefined) {
    expect(rest, `/${name} as the laboratory has it`).toMatch(LABORATORY[name] ?? /^(?!)/);
    return rest;
  }
  const plain = definition.runners.get('');
  if (plain !== undefined) return parseInput(plain.options, { kind: 'text', text: rest });
  const [, sub = '', text = ''] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
  const runner = definition.runners.get(sub);
  if (runner === undefined) throw new Error(`no subcommand ${sub} of /${name}`);
  return parseInput(runner.options, { kind: 'text', text });
}

describe('experiments', () => {
  it.each(COURSE)('$id: $experiment.command', ({ experiment }) => {
    expect(parsed(experiment.command)).toBeDefined();
    expect(`run:${experiment.command}`.length, 'fits a button').toBeLessThanOrEqual(100);
  });

  it('asks about each page with a topic that /quiz takes', () => {
    for (const { topic } of COURSE) expect(parsed(`/quiz ${topic}`)).toMatchObject({ topic });
  });

  it('are refused when they are not', () => {
    expect(() => parsed('/train activation=step')).toThrow();
    expect(() => parsed('/frobnicate now')).toThrow();
  });
});
