/** The import rules, as dependency-cruiser reads them: what the table of rooms (`rooms.ts`) does not allow is refused. */
import type { IConfiguration } from 'dependency-cruiser';
import { ROOMS, type Room } from './rooms.ts';

type Rule = NonNullable<IConfiguration['forbidden']>[number];

/** What is in `src` and `commands`, as against packages. */
const OURS = '^(?:src|commands)/';

const literal = (path: string) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Files at these places, or in folders of theirs; without the anchor at the beginning. */
const at = (places: readonly string[]) =>
  `(?:${places.map((place) => literal(place) + (place.endsWith('/') ? '' : '$')).join('|')})`;

/** The files of a room, without those of the rooms within it. */
function filesOf(room: Room): string {
  const inner = ROOMS.filter((other) => other !== room)
    .flatMap((other) => other.at)
    .filter((place) => room.at.some((own) => own.endsWith('/') && place.startsWith(own)));
  return `^${inner.length === 0 ? '' : `(?!${at(inner)})`}${at(room.at)}`;
}

/** The rooms that go by these names: their first places. */
function named(names: readonly string[]): readonly Room[] {
  return names.map((name) => {
    const found = ROOMS.find((room) => room.at[0] === name);
    if (found === undefined) throw new Error(`no row of test/rooms.ts begins with ${name}`);
    return found;
  });
}

const anyOf = (patterns: readonly string[]) => patterns.join('|');

/** How a package is found once it is resolved, or by its name where it is not. */
const packagePath = (name: string) =>
  name.startsWith('node:')
    ? `^${literal(name.slice('node:'.length))}(?:/|$)|^${literal(name)}(?:/|$)`
    : `(?:^|node_modules/)${literal(name)}(?:/|$)`;

function rulesOf(room: Room): readonly Rule[] {
  const [name] = room.at;
  const from = { path: filesOf(room) };
  const handed = named(room.types).map(filesOf);
  const rules: Rule[] = [
    {
      name: `${name} imports what its row allows`,
      severity: 'error',
      from,
      to: {
        path: OURS,
        pathNot: anyOf([...[room, ...named(room.imports)].map(filesOf), ...handed]),
      },
    },
    {
      name: `${name} uses the packages of its row`,
      severity: 'error',
      from,
      to: { pathNot: anyOf([OURS, ...room.packages.map(packagePath)]) },
    },
  ];
  if (handed.length > 0) {
    rules.push({
      name: `${name} imports types alone of what it is handed`,
      severity: 'error',
      from,
      to: { path: anyOf(handed), dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

/** Files that nothing imports: they are started, loaded by their name, or run in a browser. */
const ENTRIES = [
  '^src/entry\\.js$',
  '^src/platforms/web/page/',
  'worker\\.ts$',
  '^commands/',
  '\\.d\\.ts$',
  '^src/rnn/kernel/assembly/',
];

export const IMPORT_RULES = {
  forbidden: [
    { name: 'no circles, not even of types', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every file belongs to a room',
      severity: 'error',
      from: { path: OURS, pathNot: anyOf(ROOMS.map(filesOf)) },
      to: {},
    },
    { name: 'no orphans', severity: 'error', from: { orphan: true, pathNot: anyOf(ENTRIES) }, to: {} },
    ...ROOMS.flatMap(rulesOf),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
} as const satisfies IConfiguration;
