/** A learner's progress: share right by topic, streak, what is due. Pure. */
import type { Locale } from '../chat/locale.ts';
import { count, percent } from './number.ts';

export type ProgressSpec = {
  readonly kind: 'progress';
  readonly locale: Locale;
  /** Topics with their names in the picture's language, in the course's order; at most 24. */
  readonly topics: readonly { readonly name: string; readonly answered: number; readonly right: number }[];
  /** Days in a row. */
  readonly streak: number;
  /** Questions due for review. */
  readonly due: number;
};

/** Answers and right answers over all topics. */
export function totals({ topics }: ProgressSpec): { answered: number; right: number } {
  return {
    answered: topics.reduce((sum, t) => sum + t.answered, 0),
    right: topics.reduce((sum, t) => sum + t.right, 0),
  };
}

/** The topic with the lowest share right among those answered at least twice; undefined when none is below 1. */
export function weakest({ topics }: ProgressSpec): ProgressSpec['topics'][number] | undefined {
  return topics
    .filter((t) => t.answered >= 2 && t.right < t.answered)
    .reduce<ProgressSpec['topics'][number] | undefined>(
      (low, t) => (low === undefined || t.right / t.answered < low.right / low.answered ? t : low),
      undefined,
    );
}

/** The finding. */
export function progressFinding(spec: ProgressSpec): string {
  const { answered, right } = totals(spec);
  if (answered === 0) return { en: 'No answers yet', ja: 'まだ回答がありません' }[spec.locale];
  const share = percent(right / answered);
  const low = weakest(spec)?.name;
  return {
    en: `${share} right so far${low === undefined ? '' : `; work on: ${low}`}`,
    ja: `これまでの正解率は ${share}${low === undefined ? '' : `。次は「${low}」を`}`,
  }[spec.locale];
}

/** Alt text: the finding, streak and due, then every topic that was answered. */
export function progressAlt(spec: ProgressSpec): string {
  const rows = spec.topics.filter((t) => t.answered > 0).map((t) => `${t.name} ${t.right}/${t.answered}`);
  const topics = rows.join(', ');
  return {
    en: `${progressFinding(spec)}. Streak: ${count(spec.streak)} ${spec.streak === 1 ? 'day' : 'days'}. Due: ${count(spec.due)}.${topics === '' ? '' : ` By topic: ${topics}.`}`,
    ja: `${progressFinding(spec)}。連続 ${count(spec.streak)} 日。復習待ち ${count(spec.due)} 問。${topics === '' ? '' : `分野別: ${topics}。`}`,
  }[spec.locale];
}
