/** `/compare`: a showdown of settings over several seeds: vote, watch the ranking, see the table. */
import { count } from '../src/answers/figures.ts';
import { labelOf } from '../src/answers/ranking.ts';
import { compareData, compareNews, compareReport } from '../src/answers/standings.ts';
import { button, runButton } from '../src/chat/buttons.ts';
import { UserError } from '../src/chat/error.ts';
import type { Words } from '../src/chat/locale.ts';
import { reply } from '../src/chat/reply.ts';
import { figure } from '../src/chat/wording.ts';
import { type Context, defineCommand } from '../src/command/define.ts';
import { illustrated } from '../src/command/illustrate.ts';
import { cancelButton } from '../src/command/look.ts';
import { choice, integer, text } from '../src/command/option.ts';
import { type Setting as Competitor, compare, type Standings, withLosses } from '../src/lab/comparison.ts';
import { DEFAULTS, type TrainConfig } from '../src/rnn/config.ts';
import { trainingCost } from '../src/rnn/cost.ts';
import { inOrder, rowOf, type Setting } from '../src/rnn/settings.ts';
import { checkConfig } from '../src/rnn/validate.ts';

/** Settings side by side. */
const MOST_VALUES = 6;
/** What can be varied, in the order in which it is offered. */
const VARIED = inOrder([
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
]).filter((name) => usualValues(name).length > 1);
/** What a step costs beside W, in multiplications. */
const STEP = 300;
/** Multiplications (`trainingCost`) and STEPs that a comparison may cost, over all runs: half a minute on two cores, at 1.6e9 a second each. */
const BUDGET = 9e10;
/** Progress is not told more often, in milliseconds. */
const NEWS_EVERY_MS = 300;

export default defineCommand({
  name: 'compare',
  words: { en: 'A showdown of settings over several seeds', ja: '設定を変えて勝負: 複数のシードで比べる' },
  examples: ['/compare activation', '/compare vary=hidden values=2,4,8 seeds=5', '/compare init vote=20'],
  experiment: 'offered',
  options: {
    vary: choice({ en: 'What to vary', ja: '変える設定' }, VARIED, 'activation'),
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
    const { caller, services, key, say } = context;
    const settings = settingsOf(vary, values, iterations);
    const size = sizeOf(settings, seeds);
    const id = services.newId();
    const votes = vote === 0 ? undefined : yield* holdVote(id, vary, settings, vote, context);

    let standings: Standings = { done: 0, all: settings.length * seeds, trials: settings.map(() => []) };
    let toldAt = services.clock.now();
    const news = { kind: 'progress', buttons: [cancelButton(context)] } as const;
    yield reply(compareNews(vary, settings, standings, caller.locale), news);
    const seedList = Array.from({ length: seeds }, (_, seed) => seed);
    for await (standings of compare(settings, seedList, services.lab, caller, { id: key, size })) {
      if (services.clock.now() - toldAt < NEWS_EVERY_MS || standings.done === standings.all) continue;
      toldAt = services.clock.now();
      yield reply(compareNews(vary, settings, standings, caller.locale), news);
    }
    const guessed = votes === undefined ? '' : `\n${votesLine(vary, settings, votes, context)}`;
    const told = reply(`${compareReport(vary, settings, standings, caller.locale)}${guessed}`, {
      buttons: VARIED.filter((name) => name !== vary)
        .slice(0, 4)
        .map((name) => runButton(`/compare ${name}`, say({ en: `Compare ${name}`, ja: `${name} を比べる` }))),
      data: { ...compareData(vary, settings, standings), ...(votes === undefined ? {} : { votes }) },
    });
    const shared = say({
      en: `${count(iterations)} updates · ${seeds === 1 ? 'seed 0' : `seeds 0–${seeds - 1}`} · otherwise the default settings`,
      ja: `更新 ${count(iterations)} 回 · シード ${seeds === 1 ? '0' : `0〜${seeds - 1}`} · ほかは初期設定`,
    });
    const competitors = settings.map(({ name, config: { batch, plotInterval } }, index) => ({
      name: labelOf(vary, name),
      batch,
      plotInterval,
      runs: (standings.trials[index] ?? []).map(({ losses, evaluation, solvedAt, outcome }) => ({
        losses,
        accuracy: evaluation.accuracy,
        solvedAt,
        outcome: outcome.kind,
      })),
    }));
    const picture = { kind: 'compare', locale: caller.locale, shared, settings: competitors } as const;
    yield* illustrated(told, [picture], context);
  },
  actions: {
    vote: {
      kind: 'press',
      audience: 'caller',
      async *run([id = '', index = ''], { caller, services, key, say }) {
        const { workspace, userId } = caller;
        const vote = await services.store.ballots.vote(workspace, id, userId, Number(index), key);
        const counted = vote === 'counted';
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
  vary: Setting,
  settings: readonly Competitor[],
  seconds: number,
  context: Context,
) {
  const { caller, services, key, say } = context;
  const { ballots } = services.store;
  await ballots.open(caller.workspace, id, services.clock.now());
  yield reply(
    say({
      en: `**Which will do best?** Vote; the runs start in ${seconds} s.`,
      ja: `**どれが一番うまくいくでしょう?** 投票してください。${seconds} 秒後に学習を始めます。`,
    }),
    {
      kind: 'progress',
      buttons: [
        ...settings.map(({ name }, index) =>
          button(['compare', 'vote', id, String(index)], labelOf(vary, name)),
        ),
        cancelButton(context),
      ],
    },
  );
  let votes: readonly number[] = [];
  try {
    await services.lab.wait(seconds * 1_000, caller, key);
  } finally {
    // Also of what is cancelled: nobody's vote is counted any more.
    votes = await ballots.close(caller.workspace, id, settings.length);
  }
  return votes;
}

function votesLine(
  vary: Setting,
  settings: readonly Competitor[],
  votes: readonly number[],
  { say }: Context,
): string {
  const list = settings.map(({ name }, index) => `${labelOf(vary, name)}: ${votes[index] ?? 0}`).join(' · ');
  return say({ en: `Your votes: ${list}`, ja: `みなさんの予想: ${list}` });
}

/** The values that are compared unless others are given. */
function usualValues(vary: Setting): readonly (string | number)[] {
  const row = rowOf(vary);
  return (row.kind === 'word' ? row.choices : row.compared).slice(0, MOST_VALUES);
}

/** The settings to compare: the article's, with one thing changed. */
function settingsOf(vary: Setting, values: string | undefined, iterations: number): readonly Competitor[] {
  const usual = usualValues(vary);
  const given = values
    ?.normalize('NFKC')
    .split(/[,、\s]+/)
    .filter((value) => value !== '');
  // What is written differently may be the same: 0.1 and 0.10.
  const read = (value: string) => (rowOf(vary).kind === 'word' ? value.toLowerCase() : Number(value));
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

/** @throws UserError if a value is out of range. */
function valid(config: Readonly<Record<string, unknown>>, vary: Setting): TrainConfig {
  try {
    checkConfig(config);
    return config;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const row = rowOf(vary);
    const takes: Words =
      row.kind === 'word'
        ? { en: row.choices.join(', '), ja: row.choices.join('、') }
        : {
            en: `${figure(row.min)} to ${figure(row.max)}`,
            ja: `${figure(row.min)}〜${figure(row.max)}`,
          };
    throw new UserError({
      en: `\`values\`: ${vary} takes ${takes.en}.`,
      ja: `\`values\`: ${vary} に使えるのは ${takes.ja} です。`,
    });
  }
}

/** Multiplications that it is expected to take. @throws UserError if that is too much */
function sizeOf(settings: readonly Competitor[], seeds: number): number {
  const cost =
    seeds *
    settings.reduce(
      (sum, { config }) => sum + trainingCost(config) + STEP * config.bits * config.iterations * config.batch,
      0,
    );
  if (cost > BUDGET) {
    throw new UserError({
      en: 'That comparison would take too long. Use fewer seeds, fewer iterations or smaller networks.',
      ja: 'この比較は時間がかかりすぎます。seeds や iterations を減らすか、ネットワークを小さくしてください。',
    });
  }
  return cost;
}
