/** A run in one line. */
import type { Locale, Words } from '../chat/locale.ts';
import { plain } from '../chat/reply.ts';
import type { RunSummary } from '../store/port.ts';
import { percent } from './figures.ts';
import { trainLine } from './line.ts';

export function runLine(run: RunSummary, place: 'current' | 'other', locale: Locale): string {
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
  const settings = trainLine(run.config).replace('/train ', '');
  return `- ${star}**${run.number}** ${outcome[run.outcome.kind][locale]}${by} · \`${settings}\``;
}
