/** `/stretch`: the same weights add numbers longer than any they were trained on. */
import { lengthsText } from '../src/answers/lengths.ts';
import { runButton, runButtonIfShort } from '../src/chat/buttons.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { look } from '../src/command/look.ts';
import { integer } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { LENGTHS } from '../src/rnn/analyse/length.ts';

export default defineCommand({
  name: 'stretch',
  words: {
    en: 'Numbers of 16, 64, 256 bits for a network of 8',
    ja: '8 ビットで学習した RNN に 16・64・256 ビットの数を足させる',
  },
  examples: ['/stretch', '/stretch bits=64'],
  experiment: 'offered',
  options: {
    bits: integer(
      { en: 'Only numbers of this length', ja: 'この長さの数だけ試す' },
      { min: 1, max: 256 },
      undefined,
    ),
    run: runOption,
  },
  async *run({ bits, run: number }, context) {
    const { caller, services, say } = context;
    const run = await services.models.pick(caller.workspace, number);
    const { config, final: weights } = run.result;
    const lengths = bits === undefined ? LENGTHS : [bits];
    const found = yield* look({ kind: 'lengths', config, weights, lengths }, context);
    const miss = found.find((each) => each.miss !== null)?.miss ?? undefined;
    const current = (await services.models.current(caller.workspace)).number === run.number;
    const told = reply(say(lengthsText(found, config)), {
      buttons: [
        // `/add` asks the network that answers now.
        ...(miss === undefined
          ? [
              runButton(
                '/add 1234567890123456789 9876543210987654321',
                say({ en: 'Add two long numbers', ja: '長い数を足してみる' }),
              ),
            ]
          : current
            ? runButtonIfShort(
                `/add ${miss.a} ${miss.b}`,
                say({ en: 'See where it goes wrong', ja: 'どこで間違えるか見る' }),
              )
            : []),
        runButton(`/inside run=${run.number}`, say({ en: 'Where is the carry?', ja: '桁上がりはどこに?' })),
      ],
      data: {
        run: run.number,
        miss: miss === undefined ? null : { bits: miss.length, a: String(miss.a), b: String(miss.b) },
        accuracies: found.map(({ length, accuracy, bitAccuracy, pairs, hard }) => ({
          bits: length,
          accuracy,
          bitAccuracy,
          pairs,
          hard: { ...hard },
        })),
      },
    });
    yield* illustrated(told, [{ kind: 'lengths', locale: caller.locale, config, lengths: found }], context);
  },
});
