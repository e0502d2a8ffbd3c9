/** `/add`: the workspace's network adds two numbers, and shows how it did. */
import { sumData, sumReport } from '../src/answers/sum.ts';
import { runButton } from '../src/chat/buttons.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { bigInteger, required } from '../src/command/option.ts';
import { predict } from '../src/rnn/predict.ts';

/** Longest numbers that are added, in bits. */
const MAX_BITS = 256;

export default defineCommand({
  name: 'add',
  words: {
    en: 'Let the network add two numbers, and look inside',
    ja: 'RNN に足し算をさせ、その中身を見る',
  },
  examples: ['/add 45 77', '/add 100 27'],
  experiment: 'offered',
  section: 'start',
  options: {
    a: required(bigInteger({ en: 'First number, e.g. 45', ja: '1 つ目の数(例: 45)' }, MAX_BITS)),
    b: required(bigInteger({ en: 'Second number, e.g. 77', ja: '2 つ目の数(例: 77)' }, MAX_BITS)),
  },
  async *run({ a, b }, context) {
    const { caller, services, say } = context;
    const run = await services.models.current(caller.workspace);
    const { config, final: weights } = run.result;
    const steps = Math.max(config.bits, (a + b).toString(2).length);
    const prediction = predict({ config, weights }, a, b, steps);
    const told = reply(sumReport(prediction, run, caller.locale), {
      buttons: [runButton('/train', say({ en: 'Train another network', ja: '別の RNN を学習させる' }))],
      data: sumData(prediction, run),
    });
    yield* illustrated(told, [{ kind: 'sum', locale: caller.locale, config, prediction }], context);
  },
});
