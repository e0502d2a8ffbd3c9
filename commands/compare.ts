/** `/compare`: a showdown of settings over several seeds: vote, watch the ranking, see the table. */
import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../src/answers/figures.ts';
import { labelOf } from '../src/answers/ranking.ts';
import { compareData, compareNews, compareReport } from '../src/answers/standings.ts';
import { button, runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import { reply } from '../src/chat/reply.ts';
import { figure } from '../src/chat/wording.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { choice, integer, text } from '../src/command/option.ts';
import { compare, type Setting, type Standings, withLosses } from '../src/lab/comparison.ts';
import {
  ACTIVATIONS,
  BIASES,
  DEFAULTS,
  GRADIENTS,
  INITS,
  LOSSES,
  OPTIMISERS,
  RANGES,
  type TrainConfig,
} from '../src/rnn/config.ts';
import { checkConfig } from '../src/rnn/validate.ts';

/** What can be varied, with the values that are compared unless others are given. */
const VARIED = {
  activation: ACTIVATIONS,
  init: INITS,
  hidden: [4, 8, 16, 32],
  rate: [0.01, 0.1, 1],
  gradient: GRADIENTS,
  biases: BIASES,
  loss: LOSSES,
  optimiser: OPTIMISERS,
  clip: [0, 1, 10],
  std: [0.1, 1, 3],
  batch: [1, 4, 16],
  bits: [4, 8, 12],
} as const satisfies Partial<Record<keyof TrainConfig, readonly (string | number)[]>>;

type Varied = keyof typeof VARIED;
const NAMES = [
  'activation',
  'init',
  'hidden',
  'rate',
  'gradient',
  'biases',
  'loss',
  'optimiser',
  'clip',
  'std',
  'batch',
  'bits',
] as const satisfies readonly Varied[];

/** Settings side by side. */
const MOST_VALUES = 6;
/** What a step costs beside W, in multiplications. */
const STEP = 300;
/** (H² + STEP)·T·pairs that a comparison may cost, over all runs: half a minute on two cores, at 1.6e9 a second each. */
const BUDGET = 9e10;
/** Progress is not told more often, in milliseconds. */
const NEWS_EVERY_MS = 300;

export default defineCommand({
  name: 'compare',
  words: { en: 'A showdown of settings over several seeds', ja: '設定を変えて勝負: 複数のシードで比べる' },
  examples: ['/compare activation', '/compare vary=hidden values=2,4,8 seeds=5', '/compare init vote=20'],
  experiment: 'offered',
  options: {
    vary: choice({ en: 'What to vary', ja: '変える設定' }, NAMES, 'activation'),
    values: text(
      { en: 'Values, e.g. 2,4,8', ja: '比べる値(例: 2,4,8)' },
      { maxLength: 100, take: 'word' },
      undefined,
    ),
    seeds: integer(
      { en: 'Runs of each, seeds 0, 1, 2, …', ja: '設定ごとの学習の回数(シード 0, 1, 2, …)' },
      { min: 1, max: 30 },
      10,
    ),
    iterations: integer(
      { en: 'Weight updates of each run', ja: '1 回の学習での重みの更新回数' },
      { min: 100, max: 100_000 },
      DEFAULTS.iterations,
    ),
    vote: integer({ en: 'Seconds to vote first', ja: '先に予想を投票する秒数' }, { min: 0, max: 120 }, 0),
  },
  async *run({ vary, values, seeds, iterations, vote }, context) {
    const { caller, services, say } = context;
    const settings = settingsOf(vary, values, iterations);
    refuseTooMuch(settings, seeds);
    const id = services.newId();
    const votes = vote === 0 ? undefined : yield* holdVote(id, vary, settings, vote, context);

    const stop = new Int32Array(new SharedArrayBuffer(4));
    let standings: Standings = { done: 0, all: settings.length * seeds, trials: settings.map(() => []) };
    let toldAt = services.clock.now();
    yield reply(compareNews(vary, settings, standings, caller.locale), { kind: 'progress' });
    try {
      const seedList = Array.from({ length: seeds }, (_, seed) => seed);
      for await (standings of compare(settings, seedList, services.lab, stop)) {
        if (services.clock.now() - toldAt < NEWS_EVERY_MS || standings.done === standings.all) continue;
        toldAt = services.clock.now();
        yield reply(compareNews(vary, settings, standings, caller.locale), { kind: 'progress' });
      }
    } finally {
      Atomics.store(stop, 0, 1);
    }
    const guessed = votes === undefined ? '' : `\n${votesLine(vary, settings, votes, context)}`;
    yield reply(`${compareReport(vary, settings, standings, caller.locale)}${guessed}`, {
      files: [
        await services.pictures.draw({
          kind: 'compare',
          locale: caller.locale,
          shared: say({
            en: `${count(iterations)} updates · ${seeds === 1 ? 'seed 0' : `seeds 0–${seeds - 1}`} · otherwise the default settings`,
            ja: `更新 ${count(iterations)} 回 · シード ${seeds === 1 ? '0' : `0〜${seeds - 1}`} · ほかは初期設定`,
          }),
          settings: settings.map(({ name, config: { batch, plotInterval } }, index) => ({
            name: labelOf(vary, name),
            batch,
            plotInterval,
            runs: (standings.trials[index] ?? []).map(({ losses, evaluation, solvedAt, outcome }) => ({
              losses,
              accuracy: evaluation.accuracy,
              solvedAt,
              outcome: outcome.kind,
            })),
          })),
        }),
      ],
      buttons: NAMES.filter((name) => name !== vary)
        .slice(0, 4)
        .map((name) => runButton(`/compare ${name}`, say({ en: `Compare ${name}`, ja: `${name} を比べる` }))),
      data: { ...compareData(vary, settings, standings), ...(votes === undefined ? {} : { votes }) },
    });
  },
  actions: {
    vote: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', index = ''], { caller, services, say }) {
        const counted = services.ballots.vote(id, caller.userId, Number(index)) === 'counted';
        yield reply(
          say(
            counted
              ? {
                  en: 'Your vote is in. You may change it until the runs start.',
                  ja: '投票しました。始まるまでは変更できます。',
                }
              : {
                  en: 'The vote is over: the runs have started.',
                  ja: '投票は締め切られました。学習が始まっています。',
                },
          ),
          { audience: 'caller' },
        );
      },
    },
  },
});

async function* holdVote(
  id: string,
  vary: Varied,
  settings: readonly Setting[],
  seconds: number,
  { services, say }: Context,
) {
  services.ballots.open(id);
  yield reply(
    say({
      en: `**Which will do best?** Vote; the runs start in ${seconds} s.`,
      ja: `**どれが一番うまくいくでしょう?** 投票してください。${seconds} 秒後に学習を始めます。`,
    }),
    {
      kind: 'progress',
      buttons: settings.map(({ name }, index) =>
        button(['compare', 'vote', id, String(index)], labelOf(vary, name)),
      ),
    },
  );
  await sleep(seconds * 1_000);
  return services.ballots.close(id, settings.length);
}

function votesLine(
  vary: Varied,
  settings: readonly Setting[],
  votes: readonly number[],
  { say }: Context,
): string {
  const list = settings.map(({ name }, index) => `${labelOf(vary, name)}: ${votes[index] ?? 0}`).join(' · ');
  return say({ en: `Your votes: ${list}`, ja: `みなさんの予想: ${list}` });
}

/** The settings to compare: the article's, with one thing changed. */
function settingsOf(vary: Varied, values: string | undefined, iterations: number): readonly Setting[] {
  const usual: readonly (string | number)[] = VARIED[vary];
  const given = values
    ?.normalize('NFKC')
    .split(/[,、\s]+/)
    .filter((value) => value !== '');
  // What is written differently may be the same: 0.1 and 0.10.
  const read = (value: string) => (typeof usual[0] === 'number' ? Number(value) : value.toLowerCase());
  const list = given === undefined ? usual : [...new Set(given.map(read))];
  if (list.length < 2 || list.length > MOST_VALUES) {
    throw new UserError({
      en: `Give 2 to ${MOST_VALUES} different values, e.g. \`values=${usual.join(',')}\`.`,
      ja: `値は 2〜${MOST_VALUES} 個指定してください(例: \`values=${usual.join(',')}\`)。`,
    });
  }
  return list.map((value) => ({
    name: String(value),
    config: withLosses(valid({ ...DEFAULTS, iterations, [vary]: value }, vary)),
  }));
}

function valid(config: TrainConfig, vary: Varied): TrainConfig {
  try {
    checkConfig(config);
    return config;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const range = vary in RANGES ? RANGES[vary as keyof typeof RANGES] : undefined;
    const words: readonly (string | number)[] = VARIED[vary];
    throw new UserError({
      en: `\`values\`: ${vary} takes ${range === undefined ? words.join(', ') : `${figure(range.min)} to ${figure(range.max)}`}.`,
      ja: `\`values\`: ${vary} に使えるのは ${range === undefined ? words.join('、') : `${figure(range.min)}〜${figure(range.max)}`} です。`,
    });
  }
}

function refuseTooMuch(settings: readonly Setting[], seeds: number): void {
  const cost = settings.reduce(
    (sum, { config }) => sum + (config.hidden ** 2 + STEP) * config.bits * config.iterations * config.batch,
    0,
  );
  if (cost * seeds > BUDGET) {
    throw new UserError({
      en: 'That comparison would take too long. Use fewer seeds, fewer iterations or smaller networks.',
      ja: 'この比較は時間がかかりすぎます。seeds や iterations を減らすか、ネットワークを小さくしてください。',
    });
  }
}
