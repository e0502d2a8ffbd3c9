/**
 * Measures: `node bench/run.ts [--json] [--quick] [--install-peers] [NAME …]`; without names all of them.
 * --json prints one JSON object instead of tables, --quick takes fewer rounds, --install-peers first installs
 * the libraries to compare with into bench/peers (not part of the project's own dependencies).
 */
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { due } from './due.ts';
import { evaluation } from './evaluation.ts';
import { fairness } from './fairness.ts';
import { growthWithBits, growthWithHidden } from './growth.ts';
import { iteration } from './iteration.ts';
import { describeMachine } from './machine.ts';
import { options } from './options.ts';
import { installLibraries } from './peers.ts';
import { pictures } from './pictures.ts';
import { reports } from './reports.ts';
import { renderTable } from './table.ts';
import { threads } from './threads.ts';
import { training } from './training.ts';
import { waiting } from './waiting.ts';

const BENCHES: readonly Bench[] = [
  iteration,
  training,
  evaluation,
  threads,
  reports,
  fairness,
  waiting,
  due,
  options,
  growthWithHidden,
  growthWithBits,
  pictures,
];

const ROUNDS = 9;
const QUICK_ROUNDS = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    'install-peers': { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  throw new Error(`no bench ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}`);
}
if (values['install-peers']) installLibraries();

const chosen = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const rounds = values.quick ? QUICK_ROUNDS : ROUNDS;
const machine = describeMachine();
const print = (text: string) => process.stdout.write(`${text}\n`);

if (!values.json) {
  const { processor, cores, node, python, compiler, load } = machine;
  print(
    `${processor}, ${cores} cores · Node ${node} · ${python ?? 'no NumPy'} · ${compiler ?? 'no C compiler'}`,
  );
  print(`${rounds} rounds · load before: ${load.toFixed(2)}\n`);
}
const tables = [];
for (const bench of chosen) {
  const table = await bench.run(rounds);
  tables.push({ name: bench.name, title: bench.title, ...table });
  if (!values.json) print(renderTable(bench.title, table));
}
if (values.json) print(JSON.stringify({ machine, rounds, benches: tables }, null, 2));
