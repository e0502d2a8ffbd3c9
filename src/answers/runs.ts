/** A run in one line, and as a small curve. */
import type { Locale, Words } from '../chat/locale.ts';
import { plain } from '../chat/reply.ts';
import type { SparkRow } from '../plot/sparks.ts';
import type { RunSummary } from '../store/port.ts';
import { percent } from './figures.ts';
import { trainLine } from './line.ts';

export function runLine(run: RunSummary, place: SparkRow['use'], locale: Locale): string {
  const outcome: Record<RunSummary['outcome']['kind'], Words> = {
    finished: {
      en: `${percent(run.evaluation.accuracy)} right`,
      ja: `正解率 ${percent(run.evaluation.accuracy)}`,
    },
    cancelled: { en: 'cancelled', ja: '中止' },
    diverged: { en: 'diverged', ja: '発散' },
  };
  // Who has asked to be forgotten has no name here.
  const by = run.userName === '' ? '' : ` · ${plain(run.userName)}`;
  const star = place === 'current' ? '★ ' : '';
  // The line without `/train` in front: the list would be all slashes.
  const settings =
    run.config === null
      ? { en: 'saved by a newer version of me', ja: '新しいバージョンで保存' }[locale]
      : `\`${trainLine(run.config).replace('/train ', '')}\``;
  return `- ${star}**${run.number}** ${outcome[run.outcome.kind][locale]}${by} · ${settings}`;
}

/** Its row in the picture of the list; undefined if its settings are not known here. */
export function runCurve(run: RunSummary, use: SparkRow['use']): SparkRow | undefined {
  const { number, config, losses, outcome, evaluation, solvedAt } = run;
  if (config === null) return undefined;
  const { accuracy } = evaluation;
  return { name: `#${number}`, config, losses, outcome: outcome.kind, accuracy, solvedAt, use };
}
