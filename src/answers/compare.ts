/** What a comparison says: the ranking while it runs, the verdict and the table when it is over. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import { median, type Setting, type Standings, type Trial } from '../training/compare.ts';
import { count, percent } from './figures.ts';

type Row = {
  readonly name: string;
  readonly accuracy: number;
  readonly solved: number;
  readonly runs: number;
  readonly diverged: number;
  /** Median of the pairs needed by the runs that solved it; NaN if none did. */
  readonly pairs: number;
};

function rowOf(setting: Setting, trials: readonly Trial[]): Row {
  const solved = trials.flatMap(({ solvedAt, evaluation }) =>
    evaluation.accuracy === 1 && solvedAt !== null ? [solvedAt] : [],
  );
  return {
    name: setting.name,
    accuracy: median(trials.map(({ evaluation }) => evaluation.accuracy)),
    solved: trials.filter(({ evaluation }) => evaluation.accuracy === 1).length,
    runs: trials.length,
    diverged: trials.filter(({ outcome }) => outcome.kind === 'diverged').length,
    pairs: median(solved),
  };
}

/** Best first: runs that solved it, then median accuracy, then fewer pairs. */
function ranked(settings: readonly Setting[], standings: Standings): readonly Row[] {
  return settings
    .map((setting, index) => rowOf(setting, standings.trials[index] ?? []))
    .sort(
      (a, b) =>
        b.solved / Math.max(b.runs, 1) - a.solved / Math.max(a.runs, 1) ||
        (b.accuracy || 0) - (a.accuracy || 0) ||
        (a.pairs || Number.POSITIVE_INFINITY) - (b.pairs || Number.POSITIVE_INFINITY),
    );
}

function table(vary: string, rows: readonly Row[], locale: Locale): string {
  const titles = {
    en: ['solved', 'median', 'pairs', 'diverged'],
    ja: ['完成', '中央値', '組数', '発散'],
  };
  const head = [vary, ...titles[locale]];
  const cells = rows.map(({ name, solved, runs, accuracy, pairs, diverged }) => [
    name,
    `${solved}/${runs}`,
    Number.isNaN(accuracy) ? '–' : percent(accuracy),
    Number.isNaN(pairs) ? '–' : count(pairs),
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

/** Settings whose values say by themselves what they are of. */
const TELLING: ReadonlySet<string> = new Set(['activation', 'init', 'loss', 'optimiser']);

/** A setting as it stands alone: `tanh`, but `rate=0.1`. */
export function labelOf(vary: string, name: string): string {
  return TELLING.has(vary) ? name : `${vary}=${name}`;
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
  const [best, second] = rows;
  const runs = best?.runs ?? 0;
  const winner = labelOf(vary, best?.name ?? '');
  const tie =
    best !== undefined &&
    second !== undefined &&
    best.solved === second.solved &&
    best.accuracy === second.accuracy;
  const verdict: Words =
    best === undefined
      ? { en: 'Nothing was compared.', ja: '比較するものがありませんでした。' }
      : tie
        ? { en: `**No clear winner over ${vary}.**`, ja: `**${vary} による明確な差はありませんでした。**` }
        : best.solved === 0
          ? {
              en: `**No run learned all sums; ${winner} comes closest** (median ${percent(best.accuracy)} right).`,
              ja: `**全問正解した学習はありませんでした。最も近いのは ${winner} です**(正解率の中央値 ${percent(best.accuracy)})。`,
            }
          : {
              en: `**${winner} does best:** it solves ${best.solved} of ${best.runs} runs${Number.isNaN(best.pairs) ? '' : `, typically after ${count(best.pairs)} pairs`}.`,
              ja: `**最もよいのは ${winner} です。** ${best.runs} 回中 ${best.solved} 回で全問正解しました${Number.isNaN(best.pairs) ? '' : `(中央値 ${count(best.pairs)} 組)`}。`,
            };
  const law: Words =
    runs < 5
      ? {
          en: `${runs === 1 ? 'One run is' : `${runs} runs are`} no law: try \`seeds=10\`.`,
          ja: `${runs} 回だけでは結論は出せません。\`seeds=10\` で試してみてください。`,
        }
      : {
          en: `Each setting had the same ${runs} seeds.`,
          ja: `どの設定も同じ ${runs} 個のシードで学習しました。`,
        };
  return `${verdict[locale]}\n${table(vary, rows, locale)}\n${law[locale]}`;
}

export function compareData(
  vary: string,
  settings: readonly Setting[],
  standings: Standings,
): { readonly [key: string]: Json } {
  return {
    vary,
    done: standings.done,
    settings: settings.map((setting, index) => {
      const trials = standings.trials[index] ?? [];
      const { solved, diverged, accuracy, pairs } = rowOf(setting, trials);
      return {
        name: setting.name,
        accuracies: trials.map(({ evaluation }) => evaluation.accuracy),
        seeds: trials.map(({ seed }) => seed),
        solvedAt: trials.map(({ solvedAt }) => solvedAt),
        solved,
        diverged,
        median: Number.isNaN(accuracy) ? null : accuracy,
        medianPairs: Number.isNaN(pairs) ? null : pairs,
      };
    }),
  };
}
