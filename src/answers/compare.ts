/** What a comparison says: the ranking while it runs, the verdict and the table when it is over. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import { byMerit, type Merit, meritOf } from '../plot/compare.ts';
import type { Setting, Standings, Trial } from '../training/compare.ts';
import { count, percent } from './figures.ts';

type Row = {
  readonly name: string;
  readonly merit: Merit;
  readonly solved: number;
  readonly runs: number;
  readonly diverged: number;
};

function rowOf(setting: Setting, trials: readonly Trial[]): Row {
  return {
    name: setting.name,
    merit: meritOf(trials.map(({ evaluation, solvedAt }) => ({ accuracy: evaluation.accuracy, solvedAt }))),
    solved: trials.filter(({ evaluation }) => evaluation.accuracy === 1).length,
    runs: trials.length,
    diverged: trials.filter(({ outcome }) => outcome.kind === 'diverged').length,
  };
}

/** Best first, by the rule of the picture. */
function ranked(settings: readonly Setting[], standings: Standings): readonly Row[] {
  return settings
    .map((setting, index) => rowOf(setting, standings.trials[index] ?? []))
    .sort((a, b) => byMerit(a.merit, b.merit));
}

function table(vary: string, rows: readonly Row[], locale: Locale): string {
  const titles = {
    en: ['solved', 'median', 'pairs', 'diverged'],
    ja: ['完成', '中央値', '組数', '発散'],
  };
  const head = [vary, ...titles[locale]];
  const cells = rows.map(({ name, merit: { median, pairs }, solved, runs, diverged }) => [
    name,
    `${solved}/${runs}`,
    Number.isNaN(median) ? '–' : percent(median),
    pairs === null ? '–' : count(pairs),
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
  const tie = best !== undefined && second !== undefined && byMerit(best.merit, second.merit) === 0;
  const verdict: Words =
    best === undefined
      ? { en: 'Nothing was compared.', ja: '比較するものがありませんでした。' }
      : tie
        ? { en: `**No clear winner over ${vary}.**`, ja: `**${vary} による明確な差はありませんでした。**` }
        : best.solved === 0
          ? {
              en: `**No run learned all sums; ${winner} comes closest** (median ${percent(best.merit.median)} right).`,
              ja: `**全問正解した学習はありませんでした。最も近いのは ${winner} です**(正解率の中央値 ${percent(best.merit.median)})。`,
            }
          : {
              en: `**${winner} does best:** it solves ${best.solved} of ${best.runs} runs${best.merit.pairs === null ? '' : `, typically after ${count(best.merit.pairs)} pairs`}.`,
              ja: `**最もよいのは ${winner} です。** ${best.runs} 回中 ${best.solved} 回で全問正解しました${best.merit.pairs === null ? '' : `(中央値 ${count(best.merit.pairs)} 組)`}。`,
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
      const { solved, diverged, merit } = rowOf(setting, trials);
      return {
        name: setting.name,
        accuracies: trials.map(({ evaluation }) => evaluation.accuracy),
        seeds: trials.map(({ seed }) => seed),
        solvedAt: trials.map(({ solvedAt }) => solvedAt),
        solved,
        diverged,
        median: Number.isNaN(merit.median) ? null : merit.median,
        medianPairs: merit.pairs,
      };
    }),
  };
}
