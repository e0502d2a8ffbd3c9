/** `npm run test:chaos -- [KILLS] [SEED]`: the long form, printed as it goes. */
import { runChaos } from './chaos.ts';

const [kills = '200', seed = '1'] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { faults, ...counts } = await runChaos(Number(kills), Number(seed), say);
say(JSON.stringify(counts));
for (const fault of faults) say(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
