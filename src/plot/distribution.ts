/** How a question was answered: counts by option, without names. Pure. */
import type { Locale } from '../chat/locale.ts';
import { count, percent } from './number.ts';

export type DistributionSpec = {
  readonly kind: 'distribution';
  readonly locale: Locale;
  /** The question, shortened if need be; may be empty. */
  readonly question: string;
  /** One to eight, in the order of the buttons. */
  readonly options: readonly {
    /** What the button says, e.g. `B`; for typed answers any short name. */
    readonly letter: string;
    /** The option's text; may be empty. */
    readonly text: string;
    readonly count: number;
    readonly verdict: 'right' | 'wrong';
  }[];
};

/** All answers. */
export function answersOf({ options }: DistributionSpec): number {
  return options.reduce((sum, option) => sum + option.count, 0);
}

/** The finding: how many were right, and what the others took for right. */
export function distributionFinding(spec: DistributionSpec): string {
  const all = answersOf(spec);
  const right = spec.options.filter((o) => o.verdict === 'right').reduce((sum, o) => sum + o.count, 0);
  const wrong = spec.options.filter((o) => o.verdict === 'wrong' && o.count > 0);
  const trap = wrong.reduce((most, o) => (o.count > (most?.count ?? 0) ? o : most), wrong[0]);
  if (all === 0) return { en: 'Nobody has answered yet', ja: 'まだ回答がありません' }[spec.locale];
  if (trap === undefined) {
    return {
      en: all === 1 ? 'The one answer was right' : `All ${count(all)} were right`,
      ja: `${count(all)} 人全員が正解`,
    }[spec.locale];
  }
  const n = count(trap.count);
  return {
    en: `${count(right)} of ${count(all)} were right; ${n} chose ${trap.letter}`,
    ja: `${count(all)} 人中 ${count(right)} 人が正解。${trap.letter} を選んだ人が ${n} 人`,
  }[spec.locale];
}

/** Alt text: the finding, then every option with its count. */
export function distributionAlt(spec: DistributionSpec): string {
  const all = answersOf(spec);
  const rows = spec.options.map((o) => {
    const share = all === 0 ? '' : ` (${percent(o.count / all)})`;
    const right = o.verdict === 'right' ? { en: ', right', ja: '、正解' }[spec.locale] : '';
    return `${o.letter}: ${count(o.count)}${share}${right}`;
  });
  return {
    en: `${distributionFinding(spec)}. ${rows.join('; ')}.`,
    ja: `${distributionFinding(spec)}。${rows.join('; ')}。`,
  }[spec.locale];
}
