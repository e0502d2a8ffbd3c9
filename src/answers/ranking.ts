/** Settings in order of merit, and in words what their runs tell of them: the verdict of a comparison. Pure. */
import type { Words } from '../chat/locale.ts';
import type { Setting, Standings, Trial } from '../lab/comparison.ts';
import { byMerit, type Merit, meritOf } from '../plot/merit.ts';
import { CLEAR, verdictOn } from '../plot/verdict.ts';
import { count, percent } from './figures.ts';

/** A setting's runs in figures. */
export type Row = Merit & {
  readonly name: string;
  /** Pairs of an update. */
  readonly batch: number;
  /** Runs that got every sum right. */
  readonly flawless: number;
  readonly diverged: number;
};

export function rowOf(setting: Setting, trials: readonly Trial[]): Row {
  const { batch } = setting.config;
  return {
    ...meritOf(
      trials.map(({ evaluation, solvedAt }) => ({
        accuracy: evaluation.accuracy,
        pairs: solvedAt === null ? null : solvedAt * batch,
      })),
    ),
    name: setting.name,
    batch,
    flawless: trials.filter(({ evaluation }) => evaluation.accuracy === 1).length,
    diverged: trials.filter(({ outcome }) => outcome.kind === 'diverged').length,
  };
}

/** Best first, by the rule of the picture. */
export function ranked(settings: readonly Setting[], standings: Standings): readonly Row[] {
  return settings.map((setting, index) => rowOf(setting, standings.trials[index] ?? [])).sort(byMerit);
}

/** A setting as it stands alone, e.g. `init=he`. */
export function labelOf(vary: string, name: string): string {
  return `${vary}=${name}`;
}

/** Who is best, and how far that can be told from these runs, by the rule of the picture. */
export function verdictText(vary: string, rows: readonly Row[]): Words {
  const [best, second, ...more] = rows;
  if (best === undefined || second === undefined) {
    return { en: 'Nothing was compared.', ja: '比較するものがありませんでした。' };
  }
  const verdict = verdictOn([best, second, ...more]);
  const labels = (some: readonly Row[]) => some.map(({ name }) => labelOf(vary, name));
  const named = (row: Row): Words => {
    const [label, deed] = [labelOf(vary, row.name), deedOf(row)];
    return { en: `${label} (${deed.en})`, ja: `${label}(${deed.ja})` };
  };
  switch (verdict.kind) {
    case 'alike':
      return {
        en: `**No difference over ${vary} in these runs:** the settings came to the same.`,
        ja: `**今回の学習では ${vary} による差はありませんでした。** どの設定も同じ結果です。`,
      };
    case 'open': {
      const [first, last] = [verdict.first.map(named), verdict.last.map(named)];
      const here: Words = {
        en: `Here ${first.map(({ en }) => en).join(' and ')} did best, ${last.map(({ en }) => en).join(' and ')} worst.`,
        ja: `今回の首位は ${first.map(({ ja }) => ja).join('と ')}、最下位は ${last.map(({ ja }) => ja).join('と ')} です。`,
      };
      return verdict.least > CLEAR
        ? tooFew(vary, best.attempts.length, verdict.least, here)
        : {
            en: `**No clear winner over ${vary}.** ${here.en} Were all settings equal, chance would part two of them as far in ${percent(verdict.chance)} of comparisons: this shows no difference, and rules none out.`,
            ja: `**${vary} による明確な差は確認できませんでした。** ${here.ja}設定に差がなくても、偶然これだけ離れる確率が ${percent(verdict.chance)} あります。差があるとも、ないとも言えません。`,
          };
    }
    case 'some': {
      const [behind, level] = [verdict.behind.map(named), labels(verdict.leaders.slice(1))];
      return {
        en: `**${labelOf(vary, best.name)} did best** (${deedOf(best).en})**; clearly behind:** ${behind.map(({ en }) => en).join(', ')}. ${oddsOf(verdict.chance).en} Whether it is better than ${level.join(' or ')}, too, these runs do not tell.`,
        ja: `**首位は ${labelOf(vary, best.name)}**(${deedOf(best).ja})**。明確に劣るのは** ${behind.map(({ ja }) => ja).join('、')} です。${oddsOf(verdict.chance).ja}${level.join('、')} との差は、今回の学習だけではわかりません。`,
      };
    }
    case 'one': {
      const [label, odds, soon] = [labelOf(vary, best.name), oddsOf(verdict.chance), soonOf(best)];
      const after: Words =
        soon === undefined ? { en: '', ja: '' } : { en: `, ${soon.en}`, ja: `(${soon.ja})` };
      return best.flawless === 0
        ? {
            en: `**No run learned all sums; ${label} comes closest** (median ${percent(best.median)} right). ${odds.en}`,
            ja: `**全問正解した学習はありませんでした。最も近いのは ${label} です**(正解率の中央値 ${percent(best.median)})。${odds.ja}`,
          }
        : {
            en: `**${label} does best:** it solves ${best.flawless} of ${best.attempts.length} runs${after.en}. ${odds.en}`,
            ja: `**最もよいのは ${label} です。** ${best.attempts.length} 回中 ${best.flawless} 回で全問正解しました${after.ja}。${odds.ja}`,
          };
    }
  }
}

/** Not even runs that lie entirely apart would show more than chance. */
function tooFew(vary: string, runs: number, least: number, here: Words): Words {
  if (runs === 1) {
    return {
      en: `**One run of each cannot tell which ${vary} is best.** ${here.en} Whether that is the setting or the seed, only more seeds can tell.`,
      ja: `**1 回ずつでは、どの ${vary} がよいとは言えません。** ${here.ja}設定の差なのかシードの差なのかは、シードを増やさないとわかりません。`,
    };
  }
  const share = percent(least);
  return {
    en: `**${runs} runs of each cannot tell which ${vary} is best.** ${here.en} Even with equal settings, chance parts two of them as far as can be in ${share} of comparisons.`,
    ja: `**${runs} 回ずつでは、どの ${vary} がよいとは言えません。** ${here.ja}設定に差がなくても、2 つの設定の結果が偶然、端と端に分かれる確率が ${share} あります。`,
  };
}

/** What a clear difference rests on. */
function oddsOf(chance: number): Words {
  const share = percent(chance);
  return {
    en: `Were all settings equal, chance would part two of them so far in only ${share} of comparisons.`,
    ja: `設定に差がないなら、偶然これだけ離れる確率は ${share} しかありません。`,
  };
}

/** What a setting's runs came to. */
function deedOf(row: Row): Words {
  const { flawless, attempts, median } = row;
  const [all, share, soon] = [attempts.length, percent(median), soonOf(row)];
  if (all === 1 && flawless === 0) return { en: `${share} right`, ja: `正解率 ${share}` };
  if (all === 1) return { en: `solved ${soon?.en ?? ''}`.trimEnd(), ja: `${soon?.ja ?? ''}で全問正解` };
  const more: Words =
    flawless === 0
      ? { en: `, median ${share} right`, ja: `、正解率の中央値 ${share}` }
      : soon === undefined
        ? { en: '', ja: '' }
        : { en: `, ${soon.en}`, ja: `、${soon.ja}` };
  return {
    en: `${flawless} of ${all} runs solved${more.en}`,
    ja: `${all} 回中 ${flawless} 回全問正解${more.ja}`,
  };
}

/** After how many pairs, and updates where these are fewer; one run is not called typical. */
function soonOf({ pairs, batch, flawless }: Row): Words | undefined {
  if (pairs === null) return undefined;
  const updates: Words =
    batch === 1
      ? { en: '', ja: '' }
      : { en: ` (${count(pairs / batch)} updates)`, ja: `、更新 ${count(pairs / batch)} 回` };
  return {
    en: `${flawless === 1 ? '' : 'typically '}after ${count(pairs)} pairs${updates.en}`,
    ja: `${flawless === 1 ? '' : '中央値 '}${count(pairs)} 組${updates.ja}`,
  };
}
