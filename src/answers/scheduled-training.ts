/** A scheduled training in words: the vote before it, and how it compares with the one before. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { encodeRecipe } from '../rnn/recipe.ts';
import type { RunResult } from '../rnn/result.ts';
import type { Run } from '../store/port.ts';
import { count, percent } from './figures.ts';
import { trainLine } from './line.ts';
import { momentText } from './when.ts';

/** What can be voted for, in the order of the buttons: the outcomes of a training. */
export const OUTCOMES = [
  { en: 'Every sum right', ja: '全問正解' },
  { en: '90 % or more', ja: '90 % 以上' },
  { en: '50 to 90 %', ja: '50〜90 %' },
  { en: 'Less than 50 %', ja: '50 % 未満' },
  { en: 'It explodes', ja: '発散する' },
] as const satisfies readonly Words[];

/** Which of the outcomes came. */
export function outcomeOf({ outcome, evaluation: { accuracy } }: RunResult): number {
  if (outcome.kind === 'diverged') return 4;
  if (accuracy === 1) return 0;
  if (accuracy >= 0.9) return 1;
  return accuracy >= 0.5 ? 2 : 3;
}

/** Asks for votes. @param until when the training begins, in milliseconds since the epoch */
export function voteText(config: TrainConfig, until: number, zone: string, locale: Locale): string {
  // It ends on the day on which it begins, or the next: the year says nothing.
  const time = momentText(until, zone, until, locale);
  const line = trainLine(config);
  return {
    en: `**What will come of this training?** \`${line}\`\nVote: how many of the sums will it get right? It is trained at ${time} (${zone}).`,
    ja: `**この学習はどうなるでしょう?** \`${line}\`\n足し算の正解率を予想して投票してください。${time}(${zone})に学習を始めます。`,
  }[locale];
}

/** How people voted, and how many foresaw what came. @param votes of each of the outcomes */
export function votesText(votes: readonly number[], result: RunResult, locale: Locale): string {
  const all = votes.reduce((sum, each) => sum + each, 0);
  if (all === 0) return { en: 'No votes were counted.', ja: '集計できた投票はありませんでした。' }[locale];
  const right = votes[outcomeOf(result)] ?? 0;
  const list = OUTCOMES.flatMap((words, index) =>
    (votes[index] ?? 0) === 0 ? [] : [`${words[locale]}: ${votes[index]}`],
  ).join(' · ');
  return {
    en: `Your votes: ${list}. ${right} of ${all} foresaw it.`,
    ja: `みなさんの予想: ${list}。${all} 人中 ${right} 人が的中しました。`,
  }[locale];
}

/** How a run compares with the last one of its schedule; empty if there is none to compare with. */
export function comparison(run: Run, before: Run | undefined, locale: Locale): string {
  if (before === undefined) return '';
  const [now, then] = [run.result, before.result];
  const name = { en: `Last time (run ${before.number})`, ja: `前回(実行番号 ${before.number})` };
  if (recipe(now.config) !== recipe(then.config)) {
    return {
      en: `${name.en}: ${resultText(then).en}, with other settings.`,
      ja: `${name.ja}は設定が異なり、${resultText(then).ja}でした。`,
    }[locale];
  }
  if (now.config.seed === then.config.seed) {
    return {
      en: `${name.en}: the same, since the seed is fixed.`,
      ja: `${name.ja}と同じシードなので、結果も同じです。`,
    }[locale];
  }
  const more = difference(now, then);
  return {
    en: `${name.en}: ${resultText(then).en}${more.en}. The settings are the same, the seed is another.`,
    ja: `${name.ja}は${resultText(then).ja}でした${more.ja}。設定は同じで、シードだけが違います。`,
  }[locale];
}

/** The settings without what says nothing of them. */
function recipe(config: TrainConfig): string {
  return encodeRecipe({ ...config, seed: 0 });
}

function resultText({ outcome, evaluation, solvedAt }: RunResult): Words {
  if (outcome.kind === 'diverged') return { en: 'the weights exploded', ja: '発散' };
  const { accuracy } = evaluation;
  const share = percent(accuracy);
  if (accuracy < 1 || solvedAt === null) return { en: `${share} right`, ja: `正解率 ${share}` };
  return {
    en: `every sum right, from update ${count(solvedAt)} on`,
    ja: `全問正解(更新 ${count(solvedAt)} 回目から)`,
  };
}

function difference(now: RunResult, then: RunResult): Words {
  const nothing: Words = { en: '', ja: '' };
  if (now.outcome.kind === 'diverged' || then.outcome.kind === 'diverged') return nothing;
  const points = (now.evaluation.accuracy - then.evaluation.accuracy) * 100;
  if (points === 0) return nothing;
  // A tenth of a point is the least that is told.
  const size = Math.abs(points) < 0.1 ? '< 0.1' : Math.abs(points).toFixed(1);
  return points > 0
    ? { en: `; now ${size} points more`, ja: `(今回は ${size} ポイント上昇)` }
    : { en: `; now ${size} points less`, ja: `(今回は ${size} ポイント低下)` };
}
