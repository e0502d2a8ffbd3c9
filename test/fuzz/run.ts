/** `npm run fuzz -- [--door=NAME] [--runs=10000] [--seed=1] [--path=P]`: the long form, one door after another. */
import { parseArgs } from 'node:util';
import { DOORS } from './doors.ts';

const { values } = parseArgs({
  options: {
    door: { type: 'string' },
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    /** As it stands below a fault: that input alone. */
    path: { type: 'string' },
  },
});
const doors = DOORS.filter(({ name }) => values.door === undefined || name === values.door);
if (doors.length === 0) {
  process.stderr.write(`There is no such door: there are ${DOORS.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
}
for (const each of doors) {
  const began = performance.now();
  const { faults, slowestMs, slowest, answers, runs } = await each.try({
    runs: Number(values.runs),
    seed: Number(values.seed),
    path: values.path,
    say: (line) => void process.stdout.write(`${line}\n`),
  });
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(
    `${each.name}: ${runs} inputs in ${seconds} s, ${answers.final} answers, ${answers.error} refusals, ${faults.length} faults; slowest ${slowestMs.toFixed(1)} ms: ${slowest}\n`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
