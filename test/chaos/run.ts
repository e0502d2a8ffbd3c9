/** `npm run test:chaos -- [KILLS] [SEED] [--no-posts]`: the long form, printed as it goes. */
import { runChaos } from './chaos.ts';

const args = process.argv.slice(2);
const [kills = '200', seed = '1'] = args.filter((each) => !each.startsWith('--'));
const { faults, ...counts } = await runChaos({
  kills: Number(kills),
  seed: Number(seed),
  posts: args.includes('--no-posts') ? 'off' : 'on',
  say: (line) => void process.stdout.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(counts)}\n`);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
