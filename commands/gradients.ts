/** `/gradients`: BPTT as a film strip: the error on its way back, step by step, and over the whole training. */
import { z } from 'zod';
import {
  filmData,
  filmText,
  flowData,
  flowText,
  type Scene,
  type Stage,
  tightLimit,
} from '../src/answers/gradients.ts';
import { remedies } from '../src/answers/remedies.ts';
import { button, runButton, runButtonIfShort } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { type Button, type Reply, reply } from '../src/chat/reply.ts';
import { type Answer, type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { look } from '../src/command/look.ts';
import { choice, integer, number } from '../src/command/option.ts';
import { runOption } from '../src/command/run-option.ts';
import type { Backpropagation } from '../src/lab/bptt.ts';
import type { PictureSpec } from '../src/plot/spec.ts';
import { SETTINGS } from '../src/rnn/settings.ts';
import type { Run } from '../src/store/port.ts';

const STAGES = ['initial', 'final'] as const satisfies readonly Stage[];
/** The pair that is shown unless others are given; of short numbers their low bits. */
const PAIR = { a: 45, b: 77 };
/** Numbers of the longest training. */
const NUMBERS = { min: 0, max: 2 ** (SETTINGS.bits.max - 1) - 1 };

export default defineCommand({
  name: 'gradients',
  words: {
    en: 'BPTT as a film strip: the error on its way back in time',
    ja: 'BPTT をコマ送り: 誤差が時間をさかのぼる様子',
  },
  examples: ['/gradients', '/gradients a=100 b=27 weights=final', '/gradients show=flow'],
  experiment: 'offered',
  options: {
    run: runOption,
    a: integer({ en: 'First number', ja: '1 つ目の数' }, NUMBERS, undefined),
    b: integer({ en: 'Second number', ja: '2 つ目の数' }, NUMBERS, undefined),
    step: integer(
      { en: 'Time step t to begin with (default: the last)', ja: '最初に見る時刻 t(省略すると最後)' },
      { min: 1, max: SETTINGS.bits.max },
      undefined,
    ),
    weights: choice({ en: 'Before or after training', ja: '学習前か学習後か' }, STAGES, 'initial', {
      initial: { en: 'before training', ja: '学習前' },
      final: { en: 'after training', ja: '学習後' },
    }),
    clip: number(
      {
        en: "Largest gradient norm; 0 = no clipping (default: the run's)",
        ja: '勾配ノルムの上限(0 でクリッピングなし、省略すると学習時の値)',
      },
      SETTINGS.clip,
      undefined,
    ),
    show: choice(
      { en: 'One pair, or the whole training', ja: '1 組か、学習全体か' },
      ['film', 'flow'],
      'film',
      {
        film: { en: 'film: one pair, step by step', ja: 'film: 1 組を 1 時刻ずつ' },
        flow: { en: 'flow: over the whole training', ja: 'flow: 学習全体の流れ' },
      },
    ),
  },
  async *run({ run: chosen, a, b, step, weights: stage, clip, show }, context) {
    const run = await context.services.models.pick(context.caller.workspace, chosen);
    const { config } = run.result;
    const scene: Scene = {
      run: run.number,
      stage,
      a: a ?? PAIR.a % 2 ** (config.bits - 1),
      b: b ?? PAIR.b % 2 ** (config.bits - 1),
      step: step ?? config.bits,
      clip: clip ?? config.clip,
    };
    yield* show === 'film' ? film(run, scene, 'new', context) : flow(run, scene, 'new', context);
  },
  actions: {
    film: {
      kind: 'press',
      audience: 'channel',
      async *run(args, context) {
        const scene = sceneOf(args);
        const run = await context.services.models.pick(context.caller.workspace, scene.run);
        yield* film(run, scene, 'pressed', context);
      },
    },
    flow: {
      kind: 'press',
      audience: 'channel',
      async *run(args, context) {
        const scene = sceneOf(args);
        const run = await context.services.models.pick(context.caller.workspace, scene.run);
        yield* flow(run, scene, 'pressed', context);
      },
    },
  },
});

const sceneParts = z.tuple([
  z.coerce.number().int().min(1),
  z.enum(STAGES),
  z.coerce.number().int().min(NUMBERS.min).max(NUMBERS.max),
  z.coerce.number().int().min(NUMBERS.min).max(NUMBERS.max),
  z.coerce.number().int().min(1),
  z.coerce.number().min(SETTINGS.clip.min).max(SETTINGS.clip.max),
]);

/** The scene that a button's id carries. */
function sceneOf(args: readonly string[]): Scene {
  const read = sceneParts.safeParse(args);
  if (!read.success) {
    throw new UserError({
      en: 'That button no longer does anything. Type `/gradients` again.',
      ja: 'このボタンはもう使えません。`/gradients` ともう一度入力してください。',
    });
  }
  const [run, stage, a, b, step, clip] = read.data;
  return { run, stage, a, b, step, clip };
}

function to(action: 'film' | 'flow', { run, stage, a, b, step, clip }: Scene, label: string): Button {
  return button(['gradients', action, ...[run, stage, a, b, step, clip].map(String)] as const, label);
}

async function* film(run: Run, scene: Scene, target: Reply['target'], context: Context): Answer {
  const { caller } = context;
  const { config, initial, final } = run.result;
  refuseOutside(run, scene);
  const { stage, a, b, step, clip } = scene;
  const weights = stage === 'initial' ? initial : final;
  const found = yield* look({ kind: 'bptt', config, weights, a, b }, context, { target });
  const told = reply(filmText(scene, config.cell, found, caller.locale), {
    target,
    buttons: filmButtons(run, scene, found, context),
    data: filmData(scene, found),
  });
  const picture: PictureSpec = {
    kind: 'gradients',
    locale: caller.locale,
    config,
    a,
    b,
    at: step,
    steps: found.steps,
    norm: found.norm,
    clip: clip > 0 ? { kind: 'on', limit: clip } : { kind: 'off' },
  };
  yield* illustrated(told, [picture], context);
}

/** Back and on in time (round at the ends), clipping, the other weights, the whole training. */
function filmButtons(run: Run, scene: Scene, found: Backpropagation, { say }: Context): readonly Button[] {
  const T = run.result.config.bits;
  const earlier = scene.step === 1 ? T : scene.step - 1;
  const later = scene.step === T ? 1 : scene.step + 1;
  const limit = run.result.config.clip > 0 ? run.result.config.clip : tightLimit(found.norm);
  const other = scene.stage === 'initial' ? 'final' : 'initial';
  const stages = {
    initial: { en: 'Before training', ja: '学習前の重み' },
    final: { en: 'After training', ja: '学習後の重み' },
  };
  return [
    ...(T > 1 ? [to('film', { ...scene, step: earlier }, `◀ t = ${earlier}`)] : []),
    ...(T > 2 ? [to('film', { ...scene, step: later }, `t = ${later} ▶`)] : []),
    scene.clip > 0
      ? to('film', { ...scene, clip: 0 }, say({ en: 'Clipping off', ja: 'クリッピングなし' }))
      : to('film', { ...scene, clip: limit }, say({ en: `Clip to ${limit}`, ja: `${limit} にクリッピング` })),
    to('film', { ...scene, stage: other }, say(stages[other])),
    to('flow', scene, say({ en: 'Over the training', ja: '学習全体の流れ' })),
  ];
}

async function* flow(run: Run, scene: Scene, target: Reply['target'], context: Context): Answer {
  const { caller, say } = context;
  const { config, snapshots } = run.result;
  if (snapshots.length === 0) {
    throw new UserError({
      en: `Run ${run.number} was stopped before anything was measured. Pick another: \`/runs list\`.`,
      ja: `実行番号 ${run.number} は何も測定しないうちに止められました。\`/runs list\` から別の番号を選んでください。`,
    });
  }
  const told = reply(flowText(run.result, caller.locale), {
    target,
    buttons: [
      to('film', scene, say({ en: '◀ Step by step', ja: '◀ 1 時刻ずつ見る' })),
      ...remedies(run.result).flatMap(({ words, line }) => runButtonIfShort(line, say(words))),
      runButton('/explain vanishing', say({ en: 'Why gradients vanish', ja: '勾配消失とは' })),
    ],
    data: flowData(run.number, run.result),
  });
  yield* illustrated(told, [{ kind: 'gradient-flow', locale: caller.locale, config, snapshots }], context);
}

/** Refuses numbers and steps that the run's network does not have. */
function refuseOutside({ number, result: { config } }: Run, { a, b, step }: Scene): void {
  const T = config.bits;
  const largest = 2 ** (T - 1) - 1;
  if (Math.max(a, b) > largest) {
    throw new UserError({
      en: `Run ${number} adds numbers from 0 to ${largest.toLocaleString('en-US')} (${T} bits).`,
      ja: `実行番号 ${number} が扱う数は 0〜${largest.toLocaleString('en-US')} です(${T} ビット)。`,
    });
  }
  if (step > T) {
    throw new UserError({
      en: `Run ${number} has time steps 1 to ${T}; there is no step ${step}.`,
      ja: `実行番号 ${number} の時刻は 1〜${T} です。時刻 ${step} はありません。`,
    });
  }
}
