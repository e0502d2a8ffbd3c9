/**
 * Who is let in on what, known before anything is answered: platforms acknowledge by it, in public or in private. The
 * bot of all other tests (`support/carrybot.ts`) sees to it that a press announced to all is not answered in private.
 */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadCommands } from '../../src/command/load.ts';

const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));

it('is the caller alone for every button and form, but for these', () => {
  const open = definitions.flatMap(({ shape, actions }) =>
    Object.entries(actions)
      .filter(([, { audience }]) => audience === 'channel')
      .map(([name]) => `${shape.name}:${name}`),
  );
  expect(open.sort()).toEqual([
    'explain:page',
    'gradients:film',
    'gradients:flow',
    'quiz:close',
    'schedule:undo',
  ]);
});

it('is everyone for every command, but for these', () => {
  const own = definitions.flatMap(({ shape, runners }) =>
    [...runners]
      .filter(([, { audience }]) => audience === 'caller')
      .map(([name]) => `/${shape.name} ${name}`.trim()),
  );
  expect(own.sort()).toEqual([
    '/class',
    '/doctor',
    '/help',
    '/language',
    '/privacy',
    '/review',
    '/schedule list',
    '/score',
    '/settings',
  ]);
});
