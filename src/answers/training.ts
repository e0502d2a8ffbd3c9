/** What is said while a training runs and when it has ended: pure, from results to words. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import { DEFAULTS, RANGES, type TrainConfig } from '../rnn/config.ts';
import type { Divergence, Progress, RunResult } from '../rnn/result.ts';
import type { Run } from '../store/port.ts';
import type { Ending } from '../training/trainer.ts';
import { count, duration, loss, norm, percent } from './figures.ts';
import { trainLine } from './line.ts';

/** Cells of the progress bar. */
const BAR = 20;

/** The message while a training waits or runs. */
export function trainingNews(config: TrainConfig, progress: Progress | undefined, locale: Locale): string {
  const line = `\`${trainLine(config)}\``;
  if (progress === undefined) {
    const words: Words = { en: `**Training…** ${line}`, ja: `**学習中…** ${line}` };
    return words[locale];
  }
  const share = progress.iteration / config.iterations;
  const filled = Math.floor(share * BAR);
  const bar = `\`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}\` ${Math.floor(share * 100)} %`;
  const [done, all, last] = [
    count(progress.iteration),
    count(config.iterations),
    loss(progress.losses.at(-1)),
  ];
  const words: Words = {
    en: `**Training…** ${line}\n${bar}\n${unit(config).en} ${done} of ${all} · loss ${last}`,
    ja: `**学習中…** ${line}\n${bar}\n${all} ${unit(config).ja}中 ${done} ${unit(config).ja}目 · 損失 ${last}`,
  };
  return words[locale];
}

/** The message when a training has ended. */
export function trainingReport(run: Run, ending: Ending, locale: Locale): string {
  const { config, outcome, iterations, seconds } = run.result;
  const head =
    outcome.kind === 'diverged' ? divergedHead(outcome.divergence, config) : endedHead(run, ending);
  const took: Words = {
    en: `${count(iterations)} ${unit(config).en}${iterations === 1 ? '' : 's'} in ${duration(seconds, 'en')} · run ${run.number}`,
    ja: `${count(iterations)} ${unit(config).ja} · ${duration(seconds, 'ja')} · 実行番号 ${run.number}`,
  };
  const again: Words = { en: 'To repeat it', ja: '同じ学習をもう一度' };
  return `${head[locale]}\n${took[locale]}\n${again[locale]}: \`${trainLine(config)}\``;
}

function endedHead(run: Run, ending: Ending): Words {
  const { evaluation, losses, solvedAt, config } = run.result;
  const { accuracy, pairs, right, over } = evaluation;
  const [first, last] = [loss(losses[0]), loss(losses.at(-1))];
  const stopped: Record<Ending, Words> = {
    done: { en: '', ja: '' },
    cancelled: { en: '**Cancelled.** ', ja: '**中止しました。** ' },
    'time-limit': { en: '**Stopped at the time limit.** ', ja: '**制限時間に達したため止めました。** ' },
    shutdown: { en: '**Stopped: I am being restarted.** ', ja: '**再起動のため止めました。** ' },
  };
  const of: Words =
    over === 'all'
      ? { en: `all ${count(pairs)} sums`, ja: `全 ${count(pairs)} 通り` }
      : { en: `${count(pairs)} sampled sums`, ja: `無作為に選んだ ${count(pairs)} 通り` };
  const result: Words =
    accuracy === 1
      ? { en: `**Solved: ${of.en} are right.**`, ja: `**完成です。${of.ja}の足し算に全問正解しました。**` }
      : {
          en: `**${percent(accuracy)} of ${of.en} are right** (${count(right)}).`,
          ja: `**${of.ja}の足し算のうち ${percent(accuracy)}(${count(right)} 通り)に正解しました。**`,
        };
  const solved: Words =
    solvedAt === null || accuracy < 1
      ? { en: '', ja: '' }
      : {
          en: ` Every sum right from ${unit(config).en} ${count(solvedAt)} on.`,
          ja: `${count(solvedAt)} ${unit(config).ja}目からは全問正解です。`,
        };
  return {
    en: `${stopped[ending].en}${result.en}\nLoss ${first} → ${last}.${solved.en}${troubleText(run.result).en}`,
    ja: `${stopped[ending].ja}${result.ja}\n損失 ${first} → ${last}。${solved.ja}${troubleText(run.result).ja}`,
  };
}

/** A run that blew up is a finding: what grew, when, and why. */
function divergedHead({ iteration, cause, largest }: Divergence, config: TrainConfig): Words {
  const at = count(iteration);
  const size = norm(largest.norm);
  const when = count(largest.iteration);
  const what = cause === 'loss' ? { en: 'the loss', ja: '損失' } : { en: cause, ja: cause };
  return {
    en: `**The weights exploded** at ${unit(config).en} ${at}: ${what.en} stopped being a number. The largest gradient before that was ‖∂E/∂${largest.matrix}‖ = ${size}, at ${unit(config).en} ${when}. An exploding gradient is a finding, not your mistake: δ is multiplied by W once per step back in time. The buttons try a remedy.`,
    ja: `**重みが発散しました。** ${at} ${unit(config).ja}目で${what.ja}が数値でなくなりました。それまでで最大の勾配は ${when} ${unit(config).ja}目の ‖∂E/∂${largest.matrix}‖ = ${size} です。これが勾配爆発で、操作の誤りではありません。時間をさかのぼるたびに δ に W が掛かるために起こります。下のボタンで対策を試せます。`,
  };
}

/** From this accuracy on a finished run is not called stuck. */
const ENOUGH = 0.9;
/** From this share of flat activations on, that is why. */
const FLAT = 0.5;

/** Why a finished run does not add well: still on its way, flat, or at a plateau. Undefined if it does. */
type Trouble = 'falling' | 'flat' | 'plateau' | undefined;

function troubleOf({ outcome, evaluation, losses, snapshots }: RunResult): Trouble {
  if (outcome.kind !== 'finished' || evaluation.accuracy >= ENOUGH) return undefined;
  const quarter = Math.max(1, Math.floor(losses.length / 4));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [before, last] = [mean(losses.slice(-2 * quarter, -quarter)), mean(losses.slice(-quarter))];
  if (last < 0.9 * before) return 'falling';
  return (snapshots.at(-1)?.saturation ?? 0) >= FLAT ? 'flat' : 'plateau';
}

/** What holds a run up that has finished without learning to add; empty if nothing does. */
function troubleText(result: RunResult): Words {
  const share = percent(result.snapshots.at(-1)?.saturation ?? 0);
  switch (troubleOf(result)) {
    case undefined:
      return { en: '', ja: '' };
    case 'falling':
      return {
        en: '\nThe loss is still falling: more pairs may be all it needs.',
        ja: '\n損失はまだ下がり続けています。学習を長くすれば、もっと正解できるかもしれません。',
      };
    case 'flat':
      return {
        en: `\nIt is stuck: ${share} of the hidden activations sit where f is flat, so hardly any gradient gets through.`,
        ja: `\n学習が止まっています。中間層の出力の ${share} が f の平らな部分にあり、勾配がほとんど伝わりません。`,
      };
    case 'plateau':
      return {
        en: '\nIt is stuck on a plateau: the loss no longer falls.',
        ja: '\n学習が停滞しています。損失が下がらなくなりました。',
      };
  }
}

/** Settings that help a run that blew up or got stuck: its own, with one thing changed each. Empty if it is fine. */
export function remedies(result: RunResult): readonly { readonly words: Words; readonly line: string }[] {
  const { config, outcome } = result;
  const change = (words: Words, part: Partial<TrainConfig>) => ({
    words,
    line: trainLine({ ...config, ...part }),
  });
  const xavier =
    config.init === 'normal'
      ? [change({ en: 'Xavier weights', ja: 'Xavier の初期値' }, { init: 'xavier' })]
      : [];
  const adam =
    config.optimiser === 'adam'
      ? []
      : [change({ en: 'Adam, rate 0.01', ja: 'Adam、学習率 0.01' }, { optimiser: 'adam', rate: 0.01 })];
  if (outcome.kind === 'diverged') {
    const clip =
      config.clip === 0 ? [change({ en: 'Clip the gradient', ja: '勾配クリッピング' }, { clip: 1 })] : [];
    const rate = Math.max(RANGES.rate.min, Number((config.rate / 10).toPrecision(3)));
    return [...clip, ...xavier, change({ en: `Rate ${rate}`, ja: `学習率 ${rate}` }, { rate })];
  }
  switch (troubleOf(result)) {
    case undefined:
      return [];
    case 'falling': {
      const iterations = Math.min(config.iterations * 3, RANGES.iterations.max);
      return [
        change({ en: `${count(iterations)} pairs`, ja: `${count(iterations)} 組` }, { iterations }),
        ...adam,
      ];
    }
    case 'flat':
    case 'plateau':
      return [...xavier, ...adam];
  }
}

/** How far a run is, for programs: the playground draws the curve as it grows. */
export function progressData(
  config: TrainConfig,
  progress: Progress | undefined,
): { readonly [key: string]: Json } {
  if (progress === undefined) return { config: { ...config }, iteration: 0 };
  const { iteration, losses } = progress;
  return { config: { ...config }, iteration, losses: losses.map(finite) };
}

/** JSON has no NaN and no ∞. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The figures of a run, for programs. NaN and ∞ are null. */
export function trainingData(run: Run): { readonly [key: string]: Json } {
  const { config, outcome, losses, evaluation, solvedAt, seconds, iterations, accuracies } = run.result;
  return {
    run: run.number,
    config: { ...config },
    line: trainLine(config),
    outcome: outcome.kind,
    iterations,
    losses: losses.map(finite),
    accuracies: accuracies.map(({ iteration, accuracy }) => ({ iteration, accuracy })),
    accuracy: evaluation.accuracy,
    right: evaluation.right,
    pairs: evaluation.pairs,
    perBit: evaluation.perBit,
    solvedAt,
    seconds,
    ...(outcome.kind === 'diverged'
      ? { divergedAt: outcome.divergence.iteration, cause: outcome.divergence.cause }
      : {}),
  };
}

function unit(config: TrainConfig): Words {
  return config.batch === DEFAULTS.batch ? { en: 'pair', ja: '組' } : { en: 'update', ja: '回' };
}
