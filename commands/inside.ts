/** `/inside`: an X-ray of a trained network: where it keeps the carry. */
import { carryText } from '../src/answers/lab.ts';
import { runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { look } from '../src/command/look.ts';
import { runOption } from '../src/command/run-option.ts';

export default defineCommand({
  name: 'inside',
  words: {
    en: 'X-ray: which hidden unit is the carry?',
    ja: '中間層のレントゲン: 桁上がりを覚えているのはどのユニット?',
  },
  examples: ['/inside', '/inside run=3'],
  experiment: 'offered',
  options: { run: runOption },
  async *run({ run: number }, context) {
    const { caller, services, say } = context;
    const run = await services.models.pick(caller.workspace, number);
    const { config, final: weights } = run.result;
    if (config.bits < 2) {
      throw new UserError({
        en: `Run ${run.number} was trained on sums of 1 bit, which have no carry to remember. Train one with more: \`/train bits=8\`.`,
        ja: `実行番号 ${run.number} は 1 ビットの足し算で学習したため、覚えるべき桁上がりがありません。\`/train bits=8\` などで学習させてください。`,
      });
    }
    const found = yield* look({ kind: 'carry', config, weights }, context);
    const { unit, accuracy, threshold, carry } = found.teller;
    const told = reply(say(carryText(found)), {
      buttons: [
        runButton(
          `/ablate unit=${unit} run=${run.number}`,
          say({ en: `Silence unit ${unit}`, ja: `ユニット ${unit} を止める` }),
        ),
        runButton(`/ablate memory run=${run.number}`, say({ en: 'Wipe its memory', ja: '記憶を消す' })),
        runButton(`/stretch run=${run.number}`, say({ en: 'Longer numbers', ja: 'もっと長い数' })),
      ],
      data: {
        run: run.number,
        unit,
        unitAccuracy: accuracy,
        threshold: Number.isFinite(threshold) ? threshold : null,
        carry,
        accuracies: found.accuracies,
        probeAccuracy: found.probe.accuracy,
        baseline: found.baseline,
        correlations: found.correlations,
        states: found.states,
        explained: found.explained,
      },
    });
    yield* illustrated(told, [{ kind: 'portrait', locale: caller.locale, config, ...found }], context);
  },
});
