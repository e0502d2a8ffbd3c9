/** The table of settings: what it says holds together, and no setting is there for show. */
import { describe, expect, test } from 'vitest';
import { BEFORE, DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { ENGINES } from '../../src/rnn/engine.ts';
import { exportNotebook } from '../../src/rnn/export/notebook.ts';
import { restoreConfig } from '../../src/rnn/restore.ts';
import { isOpen, NAMES, rowOf, type Setting } from '../../src/rnn/settings.ts';
import { checkConfig } from '../../src/rnn/validate.ts';
import { trainWhole } from './run.ts';

test('no two marks of a recipe are alike, and no word reads as a mark with its number', () => {
  const rows = NAMES.map((name) => rowOf(name));
  const numbers = rows.flatMap((row) => (row.kind === 'word' ? [] : [row.mark]));
  const words = rows.flatMap((row) =>
    row.kind === 'word' ? row.choices.map((choice) => row.marks[choice] ?? choice) : [],
  );
  expect(new Set([...words, ...numbers]).size).toBe(words.length + numbers.length);
  for (const mark of numbers) expect(mark).toMatch(/^[a-z]+$/);
  for (const mark of words) expect(mark).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('every default, every value from before and every value that is compared can be trained', () => {
  checkConfig(DEFAULTS);
  checkConfig(BEFORE);
  for (const name of NAMES) {
    const row = rowOf(name);
    for (const value of row.kind === 'word' ? row.choices : row.compared) {
      checkConfig({ ...DEFAULTS, [name]: value });
    }
  }
});

describe('saved settings', () => {
  test.each(NAMES)(
    'without %s, from before there was one, are read with what everything had then',
    (name) => {
      const saved: Partial<Record<Setting, unknown>> = { ...DEFAULTS };
      delete saved[name];
      expect(restoreConfig(saved)).toEqual({ ...DEFAULTS, [name]: BEFORE[name] });
    },
  );
  test('of a newer version are refused by what is not known', () => {
    expect(() => restoreConfig({ ...DEFAULTS, dropout: 0.5 })).toThrow('there is no setting dropout');
    expect(() => restoreConfig({ ...DEFAULTS, cell: 'abacus' })).toThrow('cell must be one of');
  });
});

/** Short enough to be quick, long enough that every setting has come to work. */
const SHORT: TrainConfig = { ...DEFAULTS, iterations: 30, plotInterval: 1 };

/** A value that is not the one in `SHORT`. */
function otherValue(name: Setting): unknown {
  const row = rowOf(name);
  if (row.kind === 'word') return row.choices.find((choice) => choice !== SHORT[name]);
  return row.compared.find((value) => value !== SHORT[name]) ?? Number(SHORT[name]) + 1;
}

function withOther(name: Setting): TrainConfig {
  const config: Readonly<Record<string, unknown>> = { ...SHORT, [name]: otherValue(name) };
  checkConfig(config);
  return config;
}

describe.each(NAMES.filter(isOpen))('%s', (name) => {
  test.each(ENGINES)('makes another run, with the %s', (engine) => {
    const [one, other] = [trainWhole(SHORT, engine), trainWhole(withOther(name), engine)];
    expect([other.losses, other.final]).not.toEqual([one.losses, one.final]);
  });
  test('makes another program, and is put to work there', () => {
    const [, head = '', ...rest] = cellsOf(withOther(name));
    expect([head, ...rest]).not.toEqual(cellsOf(SHORT).slice(1));
    const variable = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (head.includes(`\n${variable} = `)) expect(rest.join('\n')).toMatch(new RegExp(`\\b${variable}\\b`));
  });
});

/** The texts of the notebook: an introduction, the head with its variables, and the rest but for the losses. */
function cellsOf(config: TrainConfig): readonly string[] {
  const { cells } = JSON.parse(exportNotebook(trainWhole(config)));
  return cells
    .map(({ source }: { source: string[] }) => source.join(''))
    .filter((text: string) => !text.includes('chat_losses'));
}
