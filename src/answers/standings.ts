/** What a comparison says: the ranking while it runs, the verdict and the table when it is over. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import type { Setting, Standings } from '../lab/comparison.ts';
import { verdictOn } from '../plot/verdict.ts';
import { count, percent } from './figures.ts';
import { type Row, ranked, rowOf, verdictText } from './ranking.ts';

function table(vary: string, rows: readonly Row[], locale: Locale): string {
  const titles = {
    en: { solved: 'solved', median: 'median', pairs: 'pairs', updates: 'updates', diverged: 'diverged' },
    ja: { solved: '完成', median: '中央値', pairs: '組数', updates: '更新', diverged: '発散' },
  }[locale];
  // With several pairs an update the two differ.
  const batched = rows.some(({ batch }) => batch !== 1);
  const head = [
    vary,
    titles.solved,
    titles.median,
    titles.pairs,
    ...(batched ? [titles.updates] : []),
    titles.diverged,
  ];
  const cells = rows.map(({ name, batch, median, pairs, flawless, attempts, diverged }) => [
    name,
    `${flawless}/${attempts.length}`,
    Number.isNaN(median) ? '–' : percent(median),
    pairs === null ? '–' : count(pairs),
    ...(batched ? [pairs === null ? '–' : count(pairs / batch)] : []),
    diverged === 0 ? '–' : String(diverged),
  ]);
  const width = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '⺀' ? 2 : 1), 0);
  const widths = head.map((title, column) =>
    Math.max(...[title, ...cells.map((row) => row[column] ?? '')].map(width)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
        return column === 0 ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  return `\`\`\`\n${[head, ...cells].map(line).join('\n')}\n\`\`\``;
}

/** While it runs. */
export function compareNews(
  vary: string,
  settings: readonly Setting[],
  standings: Standings,
  locale: Locale,
): string {
  const { done, all } = standings;
  const head = { en: `**Comparing…** ${done} of ${all} runs`, ja: `**比較中…** ${all} 回中 ${done} 回` }[
    locale
  ];
  return `${head}\n${table(vary, ranked(settings, standings), locale)}`;
}

/** When it is over. */
export function compareReport(
  vary: string,
  settings: readonly Setting[],
  standings: Standings,
  locale: Locale,
): string {
  const rows = ranked(settings, standings);
  const runs = rows[0]?.attempts.length ?? 0;
  const verdict = verdictText(vary, rows);
  const law: Words =
    runs < 5
      ? {
          en: 'More seeds tell more: try `seeds=10`.',
          ja: 'シードを増やすと、もっと確かなことがわかります(`seeds=10`)。',
        }
      : {
          en: `Each setting had the same ${runs} seeds.`,
          ja: `どの設定も同じ ${runs} 個のシードで学習しました。`,
        };
  const looks = rows.some(({ pairs }) => pairs !== null) ? looksOf(settings, standings)[locale] : '';
  return `${verdict[locale]}\n${table(vary, rows, locale)}\n${law[locale]}${looks}`;
}

/** How often the runs were examined on the way: so fine are the moments at which they were solved. */
function looksOf(settings: readonly Setting[], { trials }: Standings): Words {
  const looked = trials.flat().map(({ accuracies }) => accuracies.map(({ iteration }) => iteration));
  const [first, second] = looked.find(({ length }) => length > 1) ?? [];
  if (first === undefined || second === undefined) return { en: '', ja: '' };
  const every = count(second - first);
  const batched = settings.some(({ config }) => config.batch !== 1);
  return {
    en: ` Whether a run was solved was checked every ${every} ${batched ? 'updates' : 'pairs'} (\`/train\` checks more often).`,
    ja: `全問正解になった時点は${batched ? `更新 ${every} 回` : ` ${every} 組`}ごとに確認しています(\`/train\` はもっと細かく確認します)。`,
  };
}

export function compareData(
  vary: string,
  settings: readonly Setting[],
  standings: Standings,
): { readonly [key: string]: Json } {
  const [best, ...others] = ranked(settings, standings);
  const verdict = best === undefined ? undefined : verdictOn([best, ...others]);
  return {
    vary,
    done: standings.done,
    verdict: verdict?.kind ?? null,
    leaders: verdict?.leaders.map(({ name }) => name) ?? [],
    chance: verdict === undefined || verdict.kind === 'alike' ? null : verdict.chance,
    settings: settings.map((setting, index) => {
      const trials = standings.trials[index] ?? [];
      const { flawless, diverged, median, pairs, batch } = rowOf(setting, trials);
      return {
        name: setting.name,
        accuracies: trials.map(({ evaluation }) => evaluation.accuracy),
        seeds: trials.map(({ seed }) => seed),
        batch,
        solvedAt: trials.map(({ solvedAt }) => solvedAt),
        solved: flawless,
        diverged,
        median: Number.isNaN(median) ? null : median,
        medianPairs: pairs,
      };
    }),
  };
}
