/** What became of a post, as columns of its schedule. */
import type { ExpressionBuilder } from 'kysely';
import type { Words } from '../../chat/locale.ts';
import type { Report } from '../schedules.ts';
import { stateColumns } from './schedule-row.ts';
import type { Tables } from './tables.ts';

/** All but the trouble of one that goes on. */
export function reportColumns(report: Report) {
  switch (report.kind) {
    case 'posted':
      return {
        ...stateColumns({ missed: 0, pending: null }),
        ...(report.run !== null && { last_run: report.run }),
      };
    case 'again':
      return { pending_at: report.at };
    case 'paused':
      return stateColumns({ trouble: report.trouble, state: 'paused' });
  }
}

/** The trouble of one that goes on. Why one is paused stays: somebody may have paused it while the post was made. */
export function troubleColumns(eb: ExpressionBuilder<Tables, 'schedules'>, report: Report) {
  const trouble = troubleAfter(report);
  if (trouble === undefined) return {};
  const unlessPaused = (column: 'trouble_en' | 'trouble_ja', value: string | null) =>
    eb.case().when('state', '=', 'paused').then(eb.ref(column)).else(value).end();
  return {
    trouble_en: unlessPaused('trouble_en', trouble?.en ?? null),
    trouble_ja: unlessPaused('trouble_ja', trouble?.ja ?? null),
  };
}

/** Undefined: as before, or told by `reportColumns`. */
function troubleAfter(report: Report): Words | null | undefined {
  switch (report.kind) {
    case 'posted':
      return null;
    case 'again':
      return report.trouble ?? undefined;
    case 'paused':
      return undefined;
  }
}
