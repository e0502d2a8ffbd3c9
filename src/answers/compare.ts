/** What a comparison says: the ranking while it runs, the verdict and the table when it is over. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Json } from '../chat/reply.ts';
import { byMerit, leadersOf, type Merit, meritOf } from '../plot/merit.ts';
import type { Setting, Standings, Trial } from '../training/compare.ts';
import { count, percent } from './figures.ts';

/** A setting's runs in figures; `solved` counts them. */
type Row = {
  readonly name: string;
  readonly merit: Merit;
  /** Pairs of an update. */
  readonly batch: number;
  readonly solved: number;
  readonly runs: number;
  readonly diverged: number;
};

function rowOf(setting: Setting, trials: readonly Trial[]): Row {
  const { batch } = setting.config;
  return {
    name: setting.name,
    merit: meritOf(
      trials.map(({ evaluation, solvedAt }) => ({
        accuracy: evaluation.accuracy,
        pairs: solvedAt === null ? null : solvedAt * batch,
      })),
    ),
    batch,
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
  const cells = rows.map(({ name, batch, merit: { median, pairs }, solved, runs, diverged }) => [
    name,
    `${solved}/${runs}`,
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

/** A setting as it stands alone, e.g. `init=he`. */
export function labelOf(vary: string, name: string): string {
  return `${vary}=${name}`;
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

/** Who is best, by the rule of the picture. */
function verdictOf(vary: string, rows: readonly Row[]): Words {
  const [best] = rows;
  if (best === undefined) return { en: 'Nothing was compared.', ja: '比較するものがありませんでした。' };
  const leaders = leadersOf(rows.map((row) => ({ ...row.merit, row }))).map(({ row }) => row);
  if (leaders.length > 1) {
    const names = leaders.map(({ name }) => labelOf(vary, name));
    const none: Words =
      best.solved === 0
        ? { en: ' No run learned all sums.', ja: '全問正解した学習はありませんでした。' }
        : { en: '', ja: '' };
    return leaders.length === rows.length
      ? {
          en: `**No clear winner over ${vary}:** the runs differ no more than chance would have it.${none.en}`,
          ja: `**${vary} による明確な差はありませんでした。** 偶然の範囲を超える違いはありません。${none.ja}`,
        }
      : {
          en: `**${names.join(' and ')} lead, with no clear winner among them.**${none.en}`,
          ja: `**上位は ${names.join('、')} です。この中に明確な差はありませんでした。**${none.ja}`,
        };
  }
  const winner = labelOf(vary, best.name);
  if (best.solved === 0) {
    return {
      en: `**No run learned all sums; ${winner} comes closest** (median ${percent(best.merit.median)} right).`,
      ja: `**全問正解した学習はありませんでした。最も近いのは ${winner} です**(正解率の中央値 ${percent(best.merit.median)})。`,
    };
  }
  const soon = soonOf(best);
  return {
    en: `**${winner} does best:** it solves ${best.solved} of ${best.runs} runs${soon.en}.`,
    ja: `**最もよいのは ${winner} です。** ${best.runs} 回中 ${best.solved} 回で全問正解しました${soon.ja}。`,
  };
}

/** After how many pairs, and updates where these are fewer; one run is not called typical. */
function soonOf({ merit: { pairs }, batch, solved }: Row): Words {
  if (pairs === null) return { en: '', ja: '' };
  const updates: Words =
    batch === 1
      ? { en: '', ja: '' }
      : { en: ` (${count(pairs / batch)} updates)`, ja: `、更新 ${count(pairs / batch)} 回` };
  return {
    en: `, ${solved === 1 ? '' : 'typically '}after ${count(pairs)} pairs${updates.en}`,
    ja: `(${solved === 1 ? '' : '中央値 '}${count(pairs)} 組${updates.ja})`,
  };
}

/** When it is over. */
export function compareReport(
  vary: string,
  settings: readonly Setting[],
  standings: Standings,
  locale: Locale,
): string {
  const rows = ranked(settings, standings);
  const runs = rows[0]?.runs ?? 0;
  const verdict = verdictOf(vary, rows);
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
  const looks = rows.some(({ merit }) => merit.pairs !== null) ? looksOf(settings, standings)[locale] : '';
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
  return {
    vary,
    done: standings.done,
    leaders: leadersOf(ranked(settings, standings).map(({ name, merit }) => ({ ...merit, name }))).map(
      ({ name }) => name,
    ),
    settings: settings.map((setting, index) => {
      const trials = standings.trials[index] ?? [];
      const { solved, diverged, merit, batch } = rowOf(setting, trials);
      return {
        name: setting.name,
        accuracies: trials.map(({ evaluation }) => evaluation.accuracy),
        seeds: trials.map(({ seed }) => seed),
        batch,
        solvedAt: trials.map(({ solvedAt }) => solvedAt),
        solved,
        diverged,
        median: Number.isNaN(merit.median) ? null : merit.median,
        medianPairs: merit.pairs,
      };
    }),
  };
}
