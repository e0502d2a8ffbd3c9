/** `/check`: the numerical gradient check, with a verdict for each weight matrix. */
import { checkText } from '../src/answers/lab.ts';
import { runButton } from '../src/chat/buttons.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { look } from '../src/command/look.ts';
import { choice } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { GRADIENTS } from '../src/rnn/config.ts';

/** Pairs whose loss is differentiated. */
const PAIRS = 4;

export default defineCommand({
  name: 'check',
  words: {
    en: 'Is the gradient right? BPTT against numerical derivatives',
    ja: '勾配チェック: BPTT と数値微分を比べる',
  },
  examples: ['/check', '/check gradient=article'],
  experiment: 'offered',
  options: {
    gradient: choice(
      {
        en: "Check this gradient instead of the run's own",
        ja: '確かめる勾配(省略すると学習時のもの)',
      },
      GRADIENTS,
      undefined,
    ),
    run: runOption,
  },
  async *run({ gradient, run: number }, context) {
    const { caller, services, say } = context;
    const run = await services.models.pick(caller.workspace, number);
    // Before training: at a trained network's weights there is hardly any gradient left to compare.
    const { config: own, initial: weights } = run.result;
    const config = { ...own, gradient: gradient ?? own.gradient };
    const found = yield* look({ kind: 'check', config, weights, pairs: PAIRS }, context);
    const other = config.gradient === 'true' ? 'article' : 'true';
    yield reply(say(checkText(found, config.hidden)), {
      buttons: [
        runButton(
          `/check gradient=${other} run=${run.number}`,
          say({ en: `Check gradient=${other}`, ja: `gradient=${other} を確かめる` }),
        ),
      ],
      data: {
        run: run.number,
        gradient: config.gradient,
        right: found.right,
        fault: found.fault,
        matrices: found.matrices.map(({ name, maxRelativeError, right, checked, worst }) => ({
          name,
          maxRelativeError,
          right,
          checked,
          worst,
        })),
      },
    });
  },
});
