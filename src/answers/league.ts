/** What `/league` says: the ranking, and what running a recipe has shown. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import { type Json, plain } from '../chat/reply.ts';
import type { Judgement, Ranked } from '../games/league.ts';
import type { RunResult } from '../rnn/result.ts';
import { count } from './figures.ts';

/** Entries listed, and how long the list may get: a reply has 1,900 characters. */
const LISTED = 15;
const MOST_CHARACTERS = 1_500;

export function leagueText(entries: readonly Ranked[], locale: Locale): string {
  const head: Words = {
    en: '**The smallest brains that get all 16,384 sums right**',
    ja: '**16,384 通りすべてに正解する、最小の RNN リーグ**',
  };
  const rules: Words = {
    en: '*Fewest hidden units first, then fewest pairs (checked every 100). Every entry was verified by running its recipe.*',
    ja: '*中間層のユニットが少ない順、同数なら学習した組が少ない順(100 組ごとに確認)。どのレシピも実際に動かして確認済みです。*',
  };
  if (entries.length === 0) {
    const none: Words = {
      en: 'Nobody is listed yet. `/league enter` puts in the network that answers `/add`.',
      ja: 'まだ誰も載っていません。`/league enter` で、`/add` に答えている RNN を登録できます。',
    };
    return [head[locale], none[locale]].join('\n');
  }
  const lines: string[] = [];
  let length = 0;
  for (const { rank, userName, hidden, pairs, recipe } of entries.slice(0, LISTED)) {
    const name = plain(userName);
    const line = {
      en: `${rank}. ${name} — H = ${hidden}, ${count(pairs)} pairs: \`${recipe}\``,
      ja: `${rank} 位 ${name} — H = ${hidden}、${count(pairs)} 組: \`${recipe}\``,
    }[locale];
    length += line.length;
    if (length > MOST_CHARACTERS) break;
    lines.push(line);
  }
  return [head[locale], ...lines, rules[locale]].join('\n');
}

export function leagueData(entries: readonly Ranked[]): { readonly [key: string]: Json } {
  return {
    places: entries.map(({ rank, userName, hidden, pairs, recipe }) => ({
      rank,
      name: userName,
      hidden,
      pairs,
      recipe,
    })),
  };
}

/** Why a recipe is not taken. */
export function refusedText(
  { reason }: Extract<Judgement, { kind: 'refused' }>,
  { evaluation, outcome }: RunResult,
  locale: Locale,
): string {
  const [right, all] = [count(evaluation.right), count(evaluation.pairs)];
  const at = count(outcome.kind === 'diverged' ? outcome.divergence.iteration : 0);
  const why: Record<typeof reason, Words> = {
    'wrong sums': {
      en: `it gets ${right} of ${all} sums right. The league takes networks that get every one right.`,
      ja: `${all} 通りのうち正解は ${right} 通りでした。リーグに入れるのは、全問正解する RNN だけです。`,
    },
    diverged: {
      en: `the weights exploded at update ${at}.`,
      ja: `${at} 回目の更新で重みが発散しました。`,
    },
    cancelled: { en: 'the run was cancelled.', ja: '確認のための学習が中止されました。' },
    'time-limit': {
      en: 'the run takes longer than a training may here.',
      ja: '学習が制限時間内に終わりませんでした。',
    },
    shutdown: {
      en: 'I am being restarted. Please enter it again in a moment.',
      ja: 'ただいま再起動中です。少し待ってからもう一度登録してください。',
    },
  };
  const head: Words = { en: '**Not entered:** ', ja: '**登録できませんでした。** ' };
  return head[locale] + why[reason][locale];
}

/** What became of a network that gets all sums right. */
export function verifiedText(
  { hidden, pairs }: Extract<Judgement, { kind: 'solved' }>,
  outcome: 'entered' | 'kept' | 'taken',
  place: Ranked | undefined,
  locale: Locale,
): string {
  const size = { en: `H = ${hidden}, ${count(pairs)} pairs`, ja: `H = ${hidden}、${count(pairs)} 組` }[
    locale
  ];
  const own =
    place &&
    {
      en: `H = ${place.hidden}, ${count(place.pairs)} pairs`,
      ja: `H = ${place.hidden}、${count(place.pairs)} 組`,
    }[locale];
  const at: Words =
    place === undefined
      ? {
          en: 'The list leaves you out because you have hidden yourself (`/score listed=shown`).',
          ja: '自分を非表示にしているため、一覧には載りません(`/score listed=shown` で表示)。',
        }
      : { en: `Place ${place.rank}.`, ja: `現在 ${place.rank} 位です。` };
  const words: Record<typeof outcome, Words> = {
    entered: {
      en: `**Entered: ${size}.** I have run the recipe again: all 16,384 sums are right. ${at.en}`,
      ja: `**登録しました(${size})。** レシピを実際に動かし、16,384 通りすべての正解を確認しました。${at.ja}`,
    },
    kept: {
      en: `**All 16,384 sums are right (${size}),** but your entry before is no worse and stays${own === undefined ? '' : `: ${own}`}. ${at.en}`,
      ja: `**16,384 通りすべて正解です(${size})。** ただし前回の登録${own === undefined ? '' : `(${own})`}のほうがよいか同じなので、そちらを残します。${at.ja}`,
    },
    taken: {
      en: `**All 16,384 sums are right (${size}),** but this very training is in the league already. Change the seed or a setting.`,
      ja: `**16,384 通りすべて正解です(${size})。** ただし、まったく同じ学習がすでに登録されています。シードや設定を変えてみてください。`,
    },
  };
  return words[outcome][locale];
}
