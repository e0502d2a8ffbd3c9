/** A setting is one row of `src/rnn/settings.ts`: with a row more, the bot has it everywhere. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copy, type Printed, useCopies } from '../support/altered.ts';

const copies = useCopies();

/** Of runs from before, what it was then is not the default of today. */
const ROWS = `
  dropout: fraction({
    words: { en: 'Share of units left out', ja: '休ませるユニットの割合' },
    min: 0,
    max: 0.9,
    default: 0.25,
    before: 0,
    mark: 'drop',
    compared: [0, 0.5],
  }),
  noise: word({
    words: { en: 'Noise on the pairs', ja: '組に加える雑音' },
    choices: ['none', 'white'],
    marks: { none: 'quiet' },
    default: 'none',
    before: 'none',
  }),
`;
/** The programs of this file run one after another, on whatever else the machine does. */
const LONG = 600_000;
const END = '} as const satisfies';
const adding = (rows: string) => ({
  'src/rnn/settings.ts': (text: string) => text.replace(END, `${rows}${END}`),
});

describe('with two rows more in the table', () => {
  let altered: Copy;
  let dataDir: string;
  let oldRecipe: unknown;
  /** The replies to the lines, in their order. */
  let told: readonly Printed[];
  const recipe = 'rnn1-white,n100,plot2,s1,drop0.5';
  const LINES = [
    '/help train',
    '/train dropout=2',
    '/train dropout=0.5 noise=white iterations=100 seed=1',
    '/runs share',
    '/runs export',
    `/train recipe=${recipe}`,
    '/runs list',
    '/runs share run=1',
    '/compare dropout iterations=100 seeds=1',
    '/compare vary=noise values=white,pink',
  ] as const;
  const replyTo = (line: (typeof LINES)[number]) => {
    const reply = told[LINES.indexOf(line)];
    if (reply === undefined) throw new Error(`no answer to ${line}`);
    return reply;
  };

  beforeAll(async () => {
    dataDir = await copies.folder();
    const [, shared] = await copies.original.run(['/train iterations=100 seed=1', '/runs share'], {
      dataDir,
    });
    oldRecipe = shared?.data['recipe'];
    altered = await copies.alter(adding(ROWS));
    told = await altered.run(LINES, { dataDir });
  }, LONG);

  it('`/train` takes them, with their ranges and defaults, and says so', async () => {
    expect(replyTo('/help train').text).toContain(
      '- `dropout` Share of units left out: 0–0.9 (default 0.25)\n',
    );
    expect(replyTo('/help train').text).toContain(
      '- `noise` Noise on the pairs: `none`, `white` (default none)\n',
    );
    expect(replyTo('/train dropout=2')).toMatchObject({
      kind: 'error',
      text: '`dropout` takes a number from 0 to 0.9; you wrote `2`.',
    });
    const reference = await altered.evaluate(`
      import { commandReference } from './src/answers/help.ts';
      import { loadCommands } from './src/command/load.ts';
      const commands = await loadCommands(process.cwd() + '/commands');
      console.log(commandReference(commands.map(({ shape }) => shape), 'ja'));
    `);
    expect(reference).toContain(
      '- `dropout` 休ませるユニットの割合: 0–0.9(既定値 0.25)\n- `noise` 組に加える雑音',
    );
  });

  it('the line that repeats a run, its caption and its figures name them', () => {
    const trained = replyTo('/train dropout=0.5 noise=white iterations=100 seed=1');
    const line = '/train iterations=100 dropout=0.5 noise=white seed=1';
    expect(trained.text).toContain(`To repeat it: \`${line}\``);
    expect(trained.files[0]?.alt).toContain('dropout=0.5 · noise=white · seed 1');
    expect(trained.data).toMatchObject({ line, config: { dropout: 0.5, noise: 'white' } });
    expect(trained.buttons.map(({ id }) => id)).toContain(
      'run:/train iterations=100 dropout=0.5 noise=white',
    );
  });

  it('a recipe carries them, and comes back', () => {
    expect(replyTo('/runs share').data['recipe']).toBe(recipe);
    expect(replyTo(`/train recipe=${recipe}`).data).toMatchObject({
      config: { ...object(replyTo('/train dropout=0.5 noise=white iterations=100 seed=1').data['config']) },
    });
  });

  it('the notebook has them as variables', async () => {
    const { cells } = JSON.parse(await readFile(replyTo('/runs export').files[0]?.path ?? '', 'utf8'));
    const [introduction, head] = cells.map(({ source }: { source: string[] }) => source.join(''));
    expect(introduction).toContain('"dropout": 0.5,\n "noise": "white"\n');
    expect(head).toContain('\nplot_interval = 2\ndropout = 0.5\nnoise = "white"\n');
  });

  it('`/compare` varies them', () => {
    expect(replyTo('/compare dropout iterations=100 seeds=1').data).toMatchObject({
      vary: 'dropout',
      settings: [{ name: '0' }, { name: '0.5' }],
    });
    expect(replyTo('/compare vary=noise values=white,pink').text).toBe('`values`: noise takes none, white.');
  });

  it('a run and a recipe from before are what they were', () => {
    expect(replyTo('/runs list').text).toContain('`iterations=100 dropout=0 seed=1`');
    expect(replyTo('/runs share run=1').data['recipe']).toBe(oldRecipe);
  });

  it(
    'the program without them lists what it has saved, and says what it cannot read',
    async () => {
      const [list, show, sum, first] = await copies.original.run(
        ['/runs list', '/runs show run=2', '/add 1 2', '/runs show run=1'],
        { dataDir },
      );
      expect(list?.text).toMatch(/\*\*2\*\* .* · saved by a newer version of me\n/);
      expect(list?.text).toContain('`iterations=100 seed=1`');
      expect(show?.text).toMatch(/^Run 2 was saved by a newer version of Carrybot/);
      expect(sum?.text).toMatch(/^Run 3 was saved by a newer version of Carrybot/);
      expect(first?.text).toContain('To repeat it: `/train iterations=100 seed=1`');
    },
    LONG,
  );
});

it(
  'the compiler asks for the arithmetic of a new setting, and for what its row leaves out',
  async () => {
    const silent = ROWS.replace(/words: .*?\},\n/, '').replace('dropout', 'silent');
    const astray = ROWS.replace('noise', 'astray').replace("default: 'none'", "default: 'pink'");
    const rows = `${ROWS}${rowOf(silent, 'silent')}${rowOf(astray, 'astray')}`;
    const { code, out } = await (await copies.alter(adding(rows))).typecheck();
    expect(code).not.toBe(0);
    // What explains a fault is indented below it.
    const faults = out.split(/\n(?=\S)/);
    const asked = (file: string) => faults.filter((fault) => fault.startsWith(file)).join('\n');
    expect(asked('src/rnn/kernel/layout.ts')).toMatch(/missing the following properties.*dropout, noise/);
    expect(asked('src/rnn/export/settings.ts')).toMatch(/missing the following properties.*dropout, noise/);
    expect(asked('src/rnn/settings.ts')).toContain("Property 'words' is missing");
    expect(asked('src/rnn/settings.ts')).toContain('"pink"\' is not assignable');
  },
  LONG,
);

/** One of the rows in a text. */
function rowOf(rows: string, name: string): string {
  return new RegExp(`  ${name}: .*?\\n  \\}\\),\\n`, 's').exec(rows)?.[0] ?? '';
}

function object(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
