/** What is said while a training runs and when it has ended: pure, from results to words. */
import { button } from '../chat/buttons.ts';
import type { Locale, Words } from '../chat/locale.ts';
import type { Button, Json } from '../chat/reply.ts';
import { lossAtEnd } from '../plot/loss.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import type { Divergence, Progress } from '../rnn/result.ts';
import type { Run } from '../store/port.ts';
import { repeating } from '../training/recipe.ts';
import type { Ending, TrainingEvent, Underway } from '../training/trainer.ts';
import { count, duration, loss, norm, percent } from './figures.ts';
import { trainLine } from './line.ts';
import { troubleText } from './trouble.ts';

/** Cells of the progress bar. */
const BAR = 20;

/** What is told of a training that waits or runs. */
type News = Extract<TrainingEvent, { readonly kind: 'queued' | 'begun' | 'progress' }>;
/** Where in the line it waits. */
type Place = Pick<Extract<News, { readonly kind: 'queued' }>, 'ahead' | 'seconds'>;

/** The message while a training waits or runs. */
export function trainingNews(config: TrainConfig, news: News, locale: Locale): string {
  const line = `\`${trainLine(config)}\``;
  if (news.kind === 'queued' && isLong(news)) {
    const words: Words = { en: `**Waiting…** ${line}`, ja: `**順番待ち…** ${line}` };
    return `${words[locale]}\n${placeText(news, locale)}`;
  }
  const progress = progressOf(news);
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

/** How far it is; undefined while nothing is known of it. */
export function progressOf(news: News): Progress | undefined {
  return news.kind === 'progress' ? news.progress : undefined;
}

/** Whether it is worth telling of: most trainings begin at once. */
function isLong({ ahead, seconds = 0 }: Place): boolean {
  return ahead > 0 || seconds > 1;
}

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIX: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** A time that is only guessed: whole seconds, or whole minutes from 90 s on. */
function roughly(seconds: number): Words {
  const minutes = Math.round(seconds / 60);
  return seconds < 90
    ? { en: `${seconds} s`, ja: `${seconds} 秒` }
    : { en: `${minutes} min`, ja: `${minutes} 分` };
}

/** Where in the line, and how long it will take. */
function placeText({ ahead, seconds }: Place, locale: Locale): string {
  const place = ahead + 1;
  const wait = seconds === undefined ? undefined : roughly(seconds);
  const words: Words = {
    en: `${place}${SUFFIX[ORDINAL.select(place)] ?? 'th'} in line${wait === undefined ? '' : `, about ${wait.en}`}.`,
    ja: `${place} 番目です${wait === undefined ? '' : `(あと約 ${wait.ja})`}。`,
  };
  return words[locale];
}

/** Ends a training that waits or runs, wherever it is shown: only whoever started it may. */
export function cancelButton(id: string, locale: Locale): Button {
  return button(['train', 'cancel', id], { en: 'Cancel', ja: '中止' }[locale], 'danger');
}

/** A training under way, in a list. */
export function underwayLine(config: TrainConfig, stage: Underway['stage'], locale: Locale): string {
  const line = `\`${trainLine(config)}\``;
  if (stage.kind === 'waiting') {
    const words: Words = { en: `**Yours waits:** ${line}`, ja: `**あなたの学習は順番待ちです:** ${line}` };
    return `${words[locale]}\n${placeText(stage, locale)}`;
  }
  const share = Math.floor((100 * (stage.progress?.iteration ?? 0)) / config.iterations);
  const words: Words = {
    en: `**Yours is under way** (${share} %): ${line}`,
    ja: `**あなたの学習を実行中です**(${share} %): ${line}`,
  };
  return words[locale];
}

/** The message when a training was cancelled before there was anything to keep: it waited, or was to begin once more. */
export function withdrawnText(locale: Locale): string {
  const words: Words = {
    en: '**Cancelled.** There was nothing to keep of it yet.',
    ja: '**中止しました。** 残せる結果はまだありませんでした。',
  };
  return words[locale];
}

/** How a run ended, as far as it is known; of one that is kept only that it was stopped, not by what. */
export type Told = Ending | 'stopped';

/** The message when a training has ended. */
export function trainingReport(run: Run, ending: Told, locale: Locale): string {
  const { config, outcome, iterations, seconds } = run.result;
  const head =
    outcome.kind === 'diverged' ? divergedHead(outcome.divergence, config) : endedHead(run, ending);
  const took: Words = {
    en: `${count(iterations)} ${unit(config).en}${iterations === 1 ? '' : 's'} · ${duration(seconds, 'en')} of computing · run ${run.number}`,
    ja: `${count(iterations)} ${unit(config).ja} · 計算時間 ${duration(seconds, 'ja')} · 実行番号 ${run.number}`,
  };
  const again: Words = { en: 'To repeat it', ja: '同じ学習をもう一度' };
  return `${head[locale]}\n${took[locale]}\n${again[locale]}: \`${trainLine(repeating(run.result))}\``;
}

function endedHead(run: Run, ending: Told): Words {
  const { evaluation, losses, solvedAt, config } = run.result;
  const { accuracy, pairs, right, over } = evaluation;
  const [first, last] = [loss(losses[0]), loss(lossAtEnd(losses))];
  const stopped: Record<Told, Words> = {
    done: { en: '', ja: '' },
    cancelled: { en: '**Cancelled.** ', ja: '**中止しました。** ' },
    'time-limit': { en: '**Stopped at the time limit.** ', ja: '**制限時間に達したため止めました。** ' },
    stopped: { en: '**Stopped before its end.** ', ja: '**途中で止めた学習です。** ' },
    shutdown: { en: '**Stopped: I am being restarted.** ', ja: '**再起動のため止めました。** ' },
  };
  const of: Words =
    over === 'all'
      ? {
          en: pairs === 1 ? 'the only sum of 1 bit' : `all ${count(pairs)} sums`,
          ja: `全 ${count(pairs)} 通り`,
        }
      : { en: `${count(pairs)} sampled sums`, ja: `無作為に選んだ ${count(pairs)} 通り` };
  const result: Words =
    accuracy === 1
      ? wholly(of, ending)
      : {
          en: `**${percent(accuracy)} of ${of.en} are right** (${count(right)}).`,
          ja: `**${of.ja}の足し算のうち ${percent(accuracy)}(${count(right)} 通り)に正解しました。**`,
        };
  const solved: Words =
    solvedAt === null || accuracy < 1
      ? { en: '', ja: '' }
      : {
          en: ` Solved at ${unit(config).en} ${count(solvedAt)}: from there on, every check found every sum right.`,
          ja: `${count(solvedAt)} ${unit(config).ja}目以降の確認では、いつも全問正解でした。`,
        };
  return {
    en: `${stopped[ending].en}${result.en}\nLoss ${first} → ${last} (smoothed).${solved.en}${troubleText(run.result).en}`,
    ja: `${stopped[ending].ja}${result.ja}\n損失 ${first} → ${last}(平滑化)。${solved.ja}${troubleText(run.result).ja}`,
  };
}

/** Every sum was right; a run that was stopped has been examined on few sums only, which proves less. */
function wholly(of: Words, ending: Told): Words {
  const sums = {
    en: `${of.en} ${of.en.startsWith('the only') ? 'is' : 'are'} right`,
    ja: `${of.ja}の足し算に全問正解しました。`,
  };
  return ending === 'done'
    ? { en: `**Solved: ${sums.en}.**`, ja: `**完成です。${sums.ja}**` }
    : { en: `**So far ${sums.en}.**`, ja: `**ここまでで、${sums.ja}**` };
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
