/**
 * The house stands as `docs/architecture.md` says, and what its table does not allow is refused.
 * `vitest -u` brings the document up to date.
 */
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMPORT_RULES } from './import-rules.ts';
import { ROOMS, type Room } from './rooms.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Imports that look harmless where they stand, and that the table forbids. */
const PLANTED: readonly (readonly [from: string, line: string, to: string])[] = [
  ['src/quiz/review.ts', "import '../store/port.ts';", 'src/store/port.ts'],
  ['src/answers/score.ts', "import '../store/sqlite/names.ts';", 'src/store/sqlite/names.ts'],
  ['src/plot/alt.ts', "import '../training/recipe.ts';", 'src/training/recipe.ts'],
  ['src/lessons/course.ts', "import '../store/sqlite/open.ts';", 'src/store/sqlite/open.ts'],
  ['src/classroom/scores.ts', "import '../platforms/discord/limits.ts';", 'src/platforms/discord/limits.ts'],
  ['src/schedule/plan.ts', "import '../classroom/counting.ts';", 'src/classroom/counting.ts'],
  ['commands/add.ts', "import '../src/store/sqlite/open.ts';", 'src/store/sqlite/open.ts'],
  // A type of what is handed in may be named; the thing itself must not be reached for.
  [
    'src/answers/daily.ts',
    "export { createClassroom } from '../classroom/classroom.ts';",
    'src/classroom/classroom.ts',
  ],
  ['src/rnn/loss.ts', "import 'node:timers/promises';", 'timers/promises'],
  ['src/platforms/slack/words.ts', "import 'discord.js';", 'discord.js'],
  // Rooms know jobs, not who does them.
  ['src/plot/pictures.ts', "import '../jobs/local/jobs.ts';", 'src/jobs/local/jobs.ts'],
  ['src/training/trainer.ts', "import 'node:worker_threads';", 'worker_threads'],
];

let house: ICruiseResult;
let planted: ICruiseResult;
let copy: string;

async function cruiseAt(folder: string): Promise<ICruiseResult> {
  const { forbidden, options } = IMPORT_RULES;
  const wanted: ICruiseOptions = {
    ...options,
    baseDir: folder,
    ruleSet: { forbidden: [...forbidden] },
    validate: true,
  };
  const { output } = await cruise(['src', 'commands'], wanted);
  if (typeof output === 'string') throw new TypeError('the result was printed');
  return output;
}

beforeAll(async () => {
  house = await cruiseAt(root);
  copy = await mkdtemp(join(tmpdir(), 'carrybot-house-'));
  for (const name of ['src', 'commands']) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  await cp(join(root, 'package.json'), join(copy, 'package.json'));
  for (const [file, line] of PLANTED) await appendFile(join(copy, file), `\n${line}\n`);
  await appendFile(join(copy, 'src/chat/locale.ts'), "\nexport type { UserError } from './error.ts';\n");
  await writeFile(join(copy, 'src', 'stray.ts'), "import './clock.ts';\n");
  planted = await cruiseAt(copy);
}, 120_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

const told = ({ summary }: ICruiseResult) =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

test('no file imports what its room may not', () => {
  expect(told(house)).toEqual([]);
});

test.each(PLANTED)('%s: %s is refused', (from, _, to) => {
  const about = planted.summary.violations.filter((each) => each.from === from);
  expect(about.map((each) => each.to).some((each) => each.includes(to))).toBe(true);
});

/** The longest a file may be, in lines: it has one subject, and functions that fit a screen. */
const LONGEST = 250;

test(`no file of src and commands is over ${LONGEST} lines`, async () => {
  const entries = await Promise.all(
    ['src', 'commands'].map((name) => readdir(join(root, name), { recursive: true, withFileTypes: true })),
  );
  const files = entries
    .flat()
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.wasm'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  expect(files.length).toBeGreaterThan(300);
  const lines = await Promise.all(
    files.map(
      async (file) => [file, (await readFile(join(root, file), 'utf8')).split('\n').length - 1] as const,
    ),
  );
  expect(lines.filter(([, count]) => count > LONGEST)).toEqual([]);
});

test('a file of no room is refused', () => {
  expect(told(planted)).toContainEqual(
    expect.stringMatching(/^every file belongs to a room: src\/stray\.ts/),
  );
});

test('a circle is refused, though it is of types alone', () => {
  expect(told(planted)).toContainEqual(
    expect.stringMatching(/^no circles, .*: src\/chat\/(locale|error)\.ts/),
  );
});

test('no arrow goes upward: a room imports from rows above its own', () => {
  const names = ROOMS.map(({ at: [name] }) => name);
  for (const [index, { imports, types }] of ROOMS.entries()) {
    for (const below of [...imports, ...types]) {
      expect(names.indexOf(below), `${names[index]} → ${below}`).toBeGreaterThanOrEqual(0);
      expect(names.indexOf(below), `${names[index]} → ${below}`).toBeLessThan(index);
    }
  }
});

test('the table allows nothing that is not used', () => {
  const used = new Map(ROOMS.map((room) => [room, new Set<string>()]));
  for (const { source, dependencies } of house.modules) {
    const from = roomOf(source);
    if (from === undefined) continue;
    for (const { resolved, module, coreModule, dependencyTypes } of dependencies) {
      const to = roomOf(resolved);
      const kind = dependencyTypes.includes('type-only') ? 'type of' : 'import of';
      if (to !== undefined) used.get(from)?.add(`${kind} ${to.at[0]}`);
      else if (coreModule) used.get(from)?.add(`node:${module.replace(/^node:/, '').split('/')[0]}`);
      else used.get(from)?.add(module.split('/', module.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  const idle = ROOMS.flatMap((room) => {
    const has = (what: string) => used.get(room)?.has(what) === true;
    return [
      ...room.imports.filter((name) => !has(`import of ${name}`)).map((name) => `imports ${name}`),
      ...room.types.filter((name) => !has(`type of ${name}`)).map((name) => `types of ${name}`),
      ...room.packages.filter((name) => !has(name)),
    ].map((what) => `${room.at[0]}: ${what}`);
  });
  expect(idle).toEqual([]);
});

test('docs/architecture.md shows this table and the picture that it makes', async () => {
  const file = join(root, 'docs', 'architecture.md');
  const text = await readFile(file, 'utf8');
  const wanted = fill(fill(text, 'rooms', tableOf(ROOMS)), 'picture', pictureOf(ROOMS));
  if (expect.getState().snapshotState.snapshotUpdateState === 'all') return writeFile(file, wanted);
  expect(text).toBe(wanted);
});

/** The room of a file: the one whose place is the nearest around it. */
function roomOf(file: string): Room | undefined {
  const around = (place: string) => (place.endsWith('/') ? file.startsWith(place) : file === place);
  const found = ROOMS.flatMap((room) => room.at.filter(around).map((place) => ({ room, place })));
  return found.sort((a, b) => b.place.length - a.place.length)[0]?.room;
}

function fill(text: string, name: string, content: string): string {
  const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  expect(text).toMatch(between);
  return text.replace(between, (_, open: string, close: string) => `${open}${content}\n${close}`);
}

function tableOf(rooms: readonly Room[]): string {
  const code = (names: readonly string[]) =>
    names.map((name) => `\`${name.replace(/^src\//, '')}\``).join(', ');
  const rows = rooms.map(({ at, holds, imports, types, packages }) => {
    const handed = types.length === 0 ? [] : [`types of ${code(types)}`];
    const may = [...(imports.length === 0 ? [] : [code(imports)]), ...handed].join('; ');
    const own = packages.filter((name) => !name.startsWith('node:'));
    return `| ${at.map((place) => `\`${place}\``).join(', ')} | ${holds} | ${may || 'nothing'} | ${code(own)} |`;
  });
  return ['| room | holds | may import | packages |', '|---|---|---|---|', ...rows].join('\n');
}

/** The arrows that do not follow from others, between the rooms that are not part of another. */
function pictureOf(rooms: readonly Room[]): string {
  const LEFT_OUT = ['src/clock.ts', 'src/config.ts'];
  // Files of the process itself; the outbox takes the bot's type, so that apart it would make a circle.
  const ROOT = ['src/main.ts', 'src/connect.ts', 'src/carrybot.ts', 'src/outbox.ts', 'src/last-fence.ts'];
  const box = (name: string): string => {
    if (ROOT.includes(name)) return 'main';
    const outer =
      rooms.find(({ at: [place = ''] }) => name.startsWith(place) && place.endsWith('/'))?.at[0] ?? name;
    return outer.replace(/^src\/|\/$|\.ts$/g, '').replace(/^platforms\/.*/, 'platforms');
  };
  const arrows = new Map<string, Set<string>>();
  for (const { at, imports, types } of rooms) {
    const [name = ''] = at;
    if (LEFT_OUT.includes(name)) continue;
    const from = box(name);
    const to = [...imports, ...types].filter((each) => !LEFT_OUT.includes(each)).map(box);
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.filter((each) => each !== from)]));
  }
  const reaches = (from: string, to: string): boolean =>
    [...(arrows.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  const lines = [...arrows].flatMap(([from, all]) =>
    [...all]
      .filter((to) => ![...all].some((other) => other !== to && reaches(other, to)))
      .map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...lines.toReversed(), '```'].join('\n');
}
