/** `/ablate`: take something out of a network, guess what becomes of its sums, and see. */
import { percent } from '../src/answers/figures.ts';
import { withoutMemoryText, withoutUnitText } from '../src/answers/lab.ts';
import { button, runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { type Audience, type Reply, reply } from '../src/chat/reply.ts';
import { type Answer, type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { look } from '../src/command/look.ts';
import { choice, integer } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import { RECURRENT_CELLS } from '../src/rnn/cells/index.ts';
import { SETTINGS } from '../src/rnn/settings.ts';
import type { Run } from '../src/store/port.ts';

/** What it takes in every cell. */
const FORGETTING = [
  ...new Set(Object.values(RECURRENT_CELLS).map(({ formulas }) => formulas.forgetting)),
].join(' / ');
/** Guesses that are offered for what stays right without memory. */
const GUESSES = [1, 0.5, 0.13, 0];

export default defineCommand({
  name: 'ablate',
  words: {
    en: 'Take out the memory or a unit: guess, then see',
    ja: '記憶やユニットを取り除くとどうなる? 予想してから確かめる',
  },
  examples: ['/ablate', '/ablate memory', '/ablate unit=3'],
  experiment: 'offered',
  options: {
    what: choice({ en: 'What to take out', ja: '取り除くもの' }, ['memory'], undefined, {
      memory: { en: `memory (${FORGETTING})`, ja: `記憶(${FORGETTING})` },
    }),
    unit: integer(
      { en: 'A hidden unit, counted from 0', ja: '中間層のユニット(0 から数える)' },
      { min: 0, max: SETTINGS.hidden.max - 1 },
      undefined,
    ),
    run: runOption,
  },
  async *run({ what, unit, run: number }, context) {
    if (what !== undefined && unit !== undefined) {
      throw new UserError({
        en: 'Take out one thing at a time: write either `memory` or `unit=…`.',
        ja: '一度に取り除けるのは 1 つだけです。`memory` か `unit=…` のどちらかを書いてください。',
      });
    }
    const run = await context.services.models.pick(context.caller.workspace, number);
    if (unit !== undefined) yield yield* withoutUnit(run, unit, context);
    else if (what === 'memory') yield* withoutMemory(run, undefined, context, 'channel');
    else yield guess(run, context);
  },
  actions: {
    guess: {
      kind: 'press',
      audience: 'caller',
      async *run([number = '', share = ''], context) {
        const run = await context.services.models.pick(context.caller.workspace, Number(number));
        yield* withoutMemory(run, Number(share), context, 'caller');
      },
    },
  },
});

function guess({ number, result }: Run, { say }: Context) {
  const { forgetting } = RECURRENT_CELLS[result.config.cell].formulas;
  const question = say({
    en: `**Guess first.** What if the network forgets everything from one step to the next (${forgetting})? How many of its sums stay right?`,
    ja: `**まず予想してください。** 時刻から時刻への記憶をすべて消したら(${forgetting})、正解できる足し算はどれくらい残るでしょう?`,
  });
  return reply(question, {
    buttons: GUESSES.map((share) =>
      button(['ablate', 'guess', String(number), String(share)], percent(share)),
    ),
    data: { run: number, guesses: GUESSES },
  });
}

async function* withoutMemory(
  run: Run,
  guessed: number | undefined,
  context: Context,
  audience: Audience,
): Answer {
  const { caller, say } = context;
  const { config, final: weights } = run.result;
  const found = yield* look({ kind: 'ablation', config, weights }, context, { audience });
  const share = guessed === undefined ? '' : percent(guessed);
  const yours =
    guessed === undefined
      ? ''
      : `${say({ en: `You guessed ${share}.`, ja: `あなたの予想は ${share} でした。` })}\n`;
  const told = reply(`${yours}${withoutMemoryText(found, config)[caller.locale]}`, {
    audience,
    buttons: [
      runButton(`/inside run=${run.number}`, say({ en: 'Where is the carry?', ja: '桁上がりはどこに?' })),
    ],
    data: {
      run: run.number,
      accuracy: found.withoutMemory,
      intact: found.intact,
      pairs: found.pairs,
      expected: 0.75 ** (config.bits - 1),
    },
  });
  yield* illustrated(told, [{ kind: 'ablation', locale: caller.locale, config, ...found }], context);
}

async function* withoutUnit(
  run: Run,
  unit: number,
  context: Context,
): AsyncGenerator<Reply, Reply, undefined> {
  const { caller, say } = context;
  const { config, final: weights } = run.result;
  const last = config.hidden - 1;
  if (unit > last) {
    throw new UserError({
      en: `Run ${run.number} has units 0 to ${last}; there is no unit ${unit}.`,
      ja: `実行番号 ${run.number} のユニットは 0〜${last} です。ユニット ${unit} はありません。`,
    });
  }
  const found = yield* look({ kind: 'ablation', config, weights }, context);
  const worst = found.withoutUnit.indexOf(Math.min(...found.withoutUnit));
  return reply(withoutUnitText(found, unit)[caller.locale], {
    buttons: [
      ...(worst === unit
        ? []
        : [
            runButton(
              `/ablate unit=${worst} run=${run.number}`,
              say({ en: `Silence unit ${worst}`, ja: `ユニット ${worst} を止める` }),
            ),
          ]),
      runButton(`/ablate memory run=${run.number}`, say({ en: 'Wipe its memory', ja: '記憶を消す' })),
    ],
    data: {
      run: run.number,
      unit,
      accuracy: found.withoutUnit[unit] ?? null,
      intact: found.intact,
      withoutUnit: found.withoutUnit,
      pairs: found.pairs,
      unitPairs: found.unitPairs,
    },
  });
}
