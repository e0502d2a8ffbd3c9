/** A cell is one file in `src/rnn/cells/` and its registration: with an LSTM more, the bot has it everywhere. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copy, type Printed, useCopies } from '../support/altered.ts';

const copies = useCopies();
/** The programs of this file run one after another, on whatever else the machine does. */
const LONG = 600_000;

/** The cell of the tests as a file of the program. */
const file = async () =>
  (await readFile(new URL('../rnn/cells/lstm.ts', import.meta.url), 'utf8'))
    .replaceAll('../../../src/rnn/cells/', './')
    .replaceAll('../../../src/rnn/', '../');

/** All that a cell needs beside its file: its name, and the cell of that name. */
const registered = (text: string) =>
  text
    .replace("CELLS = ['rnn']", "CELLS = ['rnn', 'lstm']")
    .replace('{ rnn };', '{ rnn, lstm };')
    .replace('import { rnn }', "import { lstm } from './lstm.ts';\nimport { rnn }");

describe('with an LSTM more', () => {
  let altered: Copy;
  let told: readonly Printed[];
  const LINES = [
    '/help train',
    '/train cell=lstm hidden=6 bits=5 activation=tanh init=xavier iterations=300 seed=1',
    '/runs list',
    '/runs show',
    '/runs share',
    '/runs export',
    '/gradients a=3 b=5 step=2',
    '/gradients a=3 b=5 step=5',
    '/gradients show=flow',
    '/inside',
    '/check',
    '/ablate memory',
    '/add 5 6',
    '/train hidden=6 bits=5 iterations=300 seed=1',
    '/gradients a=3 b=5 step=2',
    '/compare cell iterations=100 seeds=1',
    '/train cell=lstm hidden=24 bits=5 iterations=6000 seed=1',
    '/hunt new run=3',
  ] as const;
  const replyTo = (line: (typeof LINES)[number], nth = 0) => {
    const [reply] = told.filter((_, i) => LINES[i] === line).slice(nth);
    if (reply === undefined) throw new Error(`no answer to ${line}`);
    return reply;
  };

  beforeAll(async () => {
    altered = await copies.alter({
      'src/rnn/cells/lstm.ts': await file(),
      'src/rnn/cells/index.ts': registered,
    });
    told = await altered.run(LINES, { dataDir: await copies.folder() });
  }, LONG);

  it(
    'the compiler has nothing more to ask for',
    async () => {
      expect(await altered.typecheck()).toMatchObject({ code: 0, out: '' });
    },
    LONG,
  );

  it('`/train` takes it, and the line that repeats the run names it', () => {
    expect(replyTo('/help train').text).toContain('`cell` Recurrent cell: `rnn`, `lstm` (default rnn)');
    const trained = replyTo(LINES[1]);
    expect(trained.kind).toBe('final');
    expect(trained.text).toMatch(/To repeat it: `\/train .*cell=lstm/);
    expect(trained.files[0]?.alt).toContain('lstm');
    expect(replyTo('/runs list').text).toContain('cell=lstm');
    expect(replyTo('/runs show').text).toContain('cell=lstm');
    expect(replyTo('/runs share').data['recipe']).toMatch(/^rnn1-lstm,/);
  });

  it('`/gradients` prints its formulas, and those of a simple RNN for a simple RNN', () => {
    const [early, late] = [replyTo('/gradients a=3 b=5 step=2'), replyTo('/gradients a=3 b=5 step=5')];
    expect(early.text).toContain('`δ_memory² = (W_outᵀ δ_out² + Wᵀ δ³) ⊙ o² ⊙ f′(memory²) + δ_memory³ ⊙ f³`');
    expect(early.data['delta']).toHaveLength(4 * 6);
    expect(late.text).toContain('`δ_memory⁵ = W_outᵀ δ_out⁵ ⊙ o⁵ ⊙ f′(memory⁵)`');
    expect(replyTo('/gradients a=3 b=5 step=2', 1).text).toContain('`δ² = f′(u²) ⊙ (W_outᵀ δ_out² + Wᵀ δ³)`');
    expect(replyTo('/gradients show=flow').kind).toBe('final');
  });

  it('the notebook draws weights in its shapes', async () => {
    const path = replyTo('/runs export').files.find(({ name }) => name.endsWith('.ipynb'))?.path ?? '';
    const { cells } = JSON.parse(await readFile(path, 'utf8'));
    const source = cells.map((cell: { source: string[] }) => cell.source.join('')).join('\n');
    expect(source).toContain(
      'W_in = draw(2, 4 * hidden)\nW_out = draw(hidden, 1)\nW = draw(hidden, 4 * hidden)',
    );
    expect(source).toContain('memory[t] = forget_gate[t] * memory[t - 1]');
  });

  it('its networks are looked into', () => {
    for (const line of ['/inside', '/check', '/ablate memory', '/add 5 6'] as const) {
      expect(replyTo(line).kind).toBe('final');
    }
    expect(replyTo('/check').text).not.toMatch(/wrong/);
    expect(replyTo('/ablate memory').text).toContain('(W = 0, memory = 0)');
  });

  it('it costs what its gates do, and being computed by the reference', () => {
    // 24²·5·6,000 multiplications, 4 gates, 6 times slower; a hunt takes trainings of at most 4e8.
    expect(replyTo('/hunt new run=3')).toMatchObject({
      kind: 'error',
      text: expect.stringContaining('too long'),
    });
  });

  it('`/compare` puts it beside the simple RNN', () => {
    expect(replyTo('/compare cell iterations=100 seeds=1').data).toMatchObject({
      vary: 'cell',
      settings: [{ name: 'rnn' }, { name: 'lstm' }],
    });
  });
});

it(
  'the compiler asks for whatever a cell leaves out, and for its registration',
  async () => {
    const whole = await file();
    const without = (start: string, end: string) => {
      const at = whole.lastIndexOf(start);
      return whole.slice(0, at) + whole.slice(whole.indexOf(end, at) + end.length);
    };
    const copy = await copies.alter({
      'src/rnn/cells/no-gates.ts': without('  gates: 4,', '\n'),
      'src/rnn/cells/no-kernel.ts': without("  kernel: 'none',", '\n'),
      'src/rnn/cells/no-formulas.ts': without('  formulas: {', '\n  },\n'),
      'src/rnn/cells/no-program.ts': without('  program: {', '\n  },\n'),
      'src/rnn/cells/no-states.ts': without('    states,', '\n'),
      // Its name, but no cell of that name.
      'src/rnn/cells/index.ts': (text) => text.replace("CELLS = ['rnn']", "CELLS = ['rnn', 'lstm']"),
    });
    const { out } = await copy.typecheck();
    const asked = (name: string) =>
      out.split(/\n(?=\S)/).find((fault) => fault.startsWith(`src/rnn/cells/${name}.ts`));
    for (const part of ['gates', 'kernel', 'formulas', 'program', 'states']) {
      expect(asked(`no-${part}`)).toContain(`Property '${part}' is missing`);
    }
    expect(asked('index')).toContain("Property 'lstm' is missing");
  },
  LONG,
);
